"""Alt reaches every field, button and tab, in both languages, and no sign stands twice."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app import text
from tests.ui.together.conftest import Program
from tests.ui.together.everything import READ_ONLY, build, standing
from ui.desks import DESKS
from ui.parts.access_label import AccessLabel
from ui.parts.buttons import Button
from ui.parts.form import Form
from ui.parts.tab_row import TabButton
from ui.parts.text_inputs import LineInput
from ui.parts.toggle import Toggle
from ui.shell.workspace.access_keys import AccessKeys

ALT = Qt.KeyboardModifier.AltModifier
by_desk = pytest.mark.parametrize("desk", DESKS, ids=lambda desk: desk.name)


@by_desk
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_field_of_every_form_has_a_sign_of_its_own(
    desk: Any, language: str, records: Any, make_shell: Any, qtbot: Any, settled: Any
) -> None:
    text.use(language)
    page, made = build(desk, make_shell(records))
    qtbot.addWidget(page)
    settled(page.work)
    forms = standing(page, made)
    assert bool(forms) != (desk.name in READ_ONLY)
    for form in forms:
        signs = form.made().signs
        assert len(set(signs.values())) == len(signs), form.objectName()
        for name, row in form.rows.items():
            assert signs[name], f"{form.objectName()}: {name}"
            _check_shown(row, signs[name], language)


def _check_shown(row: Any, sign: str, language: str) -> None:
    """The sign is seen, and what a screen reader says has none."""
    labels = row.findChildren(AccessLabel)
    for label in labels:
        assert label.accessibleName() == label.text() == row.label()
        assert sign in label.shown().upper()
        if language == "zh_CN" and not label.text().isascii():
            assert f"({sign})" in label.shown() or sign in label.text().upper()
    assert labels or isinstance(row.input, Toggle), row.name


def _free(program: Program) -> AccessKeys:
    program.settle()
    return program.window.findChild(AccessKeys)


@by_desk
def test_every_button_and_tab_of_a_page_has_a_sign(desk: Any, program: Program) -> None:
    program.sign_in()
    program.show(desk.name)
    keys = _free(program)
    targets = keys.targets()
    reached = {target.widget for target in targets.values()}
    tabs = [one for one in program.window.header.findChildren(TabButton) if one.isVisible()]
    assert tabs and set(tabs) <= reached
    assert [sign for sign in targets if len(sign) > 1] == [] or len(targets) > 35
    parts = [*program.window.findChildren(Button), *program.window.findChildren(LineInput)]
    for part in parts:
        seen = part.isVisible() and part.isEnabled() and not part.visibleRegion().isEmpty()
        in_form = any(form.isAncestorOf(part) for form in program.window.findChildren(Form))
        reachable = part.focusPolicy() is not Qt.FocusPolicy.NoFocus
        assert part in reached or in_form or not seen or not reachable, part.objectName()


def test_alt_with_a_letter_puts_the_cursor_into_the_field(program: Program) -> None:
    program.sign_in()
    program.show("reception")
    page = program.page()
    form = next(one for one in page.findChildren(Form) if one.isVisible())
    for name in [name for name in form.rows if form._body.is_shown(name)]:
        sign = form.made().signs[name]
        QTest.keyClick(program.focus(), getattr(Qt.Key, f"Key_{sign}"), ALT)
        QApplication.processEvents()
        focus = program.window.focusWidget()
        assert form.rows[name].isAncestorOf(focus), name
        assert sign not in str(form[name].draft()), "no letter is typed"


def test_alt_with_the_letter_of_a_tab_goes_there(program: Program) -> None:
    program.sign_in()
    keys = _free(program)
    tab = program.window.header.row.button("people")
    sign = next(one for one, target in keys.targets().items() if target.widget is tab)
    QTest.keyClick(program.focus(), getattr(Qt.Key, f"Key_{sign}"), ALT)
    program.settle()
    assert program.window.workspace.desk().name == "people"


def test_the_signs_are_seen_while_alt_is_held(program: Program, qtbot: Any) -> None:
    program.sign_in()
    keys = _free(program)
    QTest.keyPress(program.focus(), Qt.Key.Key_Alt)
    qtbot.waitUntil(keys.tips.isVisible)
    assert not keys.tips.findChildren(QLabel), "they are painted, a screen reader is not disturbed"
    QTest.keyRelease(program.focus(), Qt.Key.Key_Alt)
    assert not keys.tips.isVisible()
