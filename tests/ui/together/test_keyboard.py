"""Without the mouse.

Every form of every desk from its first field to save, every declared key, every word that is
composed.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit, QDateTimeEdit, QWidget
from pytestqt.qtbot import QtBot

from app.records import Records
from db.nouns import Noun
from tests.ui.parts.kit import compose, show
from tests.ui.together.conftest import Program
from tests.ui.together.everything import READ_ONLY, build, standing, today
from ui.desks import DESKS
from ui.keys import TABS, Key
from ui.parts.dates import DateField, MomentField, TimeField
from ui.parts.fields import Area, Password
from ui.parts.form import Form
from ui.parts.text_inputs import LineInput
from ui.shell.keys.keycap import KeyCap
from ui.shell.keys.shortcut_list import EVERYWHERE, groups
from ui.shell.scanner import FIELDS, Scanner
from ui.shell.workspace.overlay import Overlay
from ui.shell.workspace.page import Page

CTRL, ALT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
MOST_KEYS = 120
by_desk = pytest.mark.parametrize("desk", DESKS, ids=lambda desk: desk.name)


@pytest.fixture
def whole(
    qtbot: QtBot, records: Records, make_shell: Any, settled: Any
) -> Callable[[Any], tuple[Page, list[Form]]]:
    def built(desk: Any) -> tuple[Page, list[Form]]:
        page, forms = build(desk, make_shell(records))
        show(qtbot, page, 1366, 700)
        settled(page.work)
        return page, standing(page, forms)

    return built


def _alone(qtbot: QtBot, form: Form) -> Form:
    """The form in a window of its own, everything unfolded."""
    form.setParent(None)
    for name in ("submitted", "left"):
        if form.receivers(f"2{name}()"):
            getattr(form, name).disconnect()
    form._body.unfold()
    show(qtbot, form, 520, 700)
    return form


def _order(form: Form) -> list[str]:
    return [name for name in form._body.rows if form._body.is_shown(name)]


def _here(form: Form) -> str:
    focus = form.window().focusWidget()
    if focus is form.submit_button:
        return "save"
    return next(
        (
            name
            for name, row in form._body.rows.items()
            if focus is not None and row.isAncestorOf(focus)
        ),
        "",
    )


def _walk(form: Form, key: Callable[[QWidget], Qt.Key]) -> list[str]:
    """The fields in the order in which the keys come to them, until the cursor stands on save."""
    first = _order(form)[0]
    form[first].setFocus(Qt.FocusReason.TabFocusReason)
    came = [_here(form)]
    for _press in range(MOST_KEYS):
        if came[-1] == "save":
            break
        focus = form.window().focusWidget()
        QTest.keyClick(focus, key(focus))
        QApplication.processEvents()
        if _here(form) != came[-1]:
            came.append(_here(form))
    return came


@by_desk
def test_enter_and_tab_lead_through_every_form_to_save(desk: Any, whole: Any, qtbot: QtBot) -> None:
    _page, forms = whole(desk)
    assert bool(forms) != (desk.name in READ_ONLY), "it would be walked by nothing"
    for form in forms:
        alone = _alone(qtbot, form)
        path = [*_order(alone), "save"]
        assert _walk(alone, lambda focus: TAB if isinstance(focus, Area) else ENTER) == path, (
            f"{form.objectName()} by Enter"
        )
        saved: list[int] = []
        alone.submitted.connect(lambda saved=saved: saved.append(1))
        QTest.keyClick(alone.submit_button, ENTER)
        assert (
            saved == [1] or alone.message(path[0]) or any(alone.message(name) for name in path[:-1])
        ), form.objectName()
        assert _walk(alone, lambda _focus: TAB) == path, f"{alone.objectName()} by Tab"
        alone.hide()


@by_desk
def test_a_date_takes_shorthand_of_the_day_the_desk_believes_in(desk: Any, whole: Any) -> None:
    page, forms = whole(desk)
    parts = [page, *forms]
    asked = {
        field
        for part in parts
        for field in part.findChildren(LineInput)
        if isinstance(field, DateField | MomentField | TimeField)
    }
    for field in asked:
        was = field.text()
        field.setText(
            "t"
            if isinstance(field, DateField)
            else "t 930"
            if isinstance(field, MomentField)
            else "930"
        )
        meant = field.value()
        field.setText(was)
        if isinstance(field, TimeField):
            assert meant == time(9, 30)
        else:
            day = meant.date() if isinstance(meant, datetime) else meant
            assert isinstance(day, date) and day == today(), field.objectName()
    assert not [
        edit
        for part in parts
        for edit in part.findChildren(QWidget)
        if isinstance(edit, QDateTimeEdit | QDateEdit)
    ]


@by_desk
def test_a_word_that_is_being_composed_is_never_cut(desk: Any, whole: Any, settled: Any) -> None:
    """Somebody else's save reloads the page, Enter and arrows belong to the input method, and
    nothing is asked or saved.
    """
    page, _forms = whole(desk)
    lines = [
        line
        for line in page.findChildren(LineInput)
        if line.isVisible() and line.isEnabled() and not line.isReadOnly()
    ]
    for line in (one for one in lines if not isinstance(one, Password)):
        line.setFocus()
        text, said = line.text(), []
        line.edited.connect(lambda said=said: said.append(1))
        before = line.cursorRect().x()
        compose(line, "zhang")
        during = line.cursorRect().x()
        assert during > before, line.objectName()
        page.reload()
        settled(page.work)
        for key in (ENTER, Qt.Key.Key_Down, Qt.Key.Key_Escape):
            QTest.keyClick(line, key)
        assert (page.window().focusWidget(), line.text(), line.composing) == (
            line,
            text,
            True,
        ), line.objectName()
        assert line.cursorRect().x() == during, f"{line.objectName()}: the word is gone"
        assert said == []
        compose(line, "")


@by_desk
def test_the_sheet_of_keys_is_what_works(desk: Any, program: Program) -> None:
    program.sign_in()
    page = program.show(desk.name)
    workspace = program.window.workspace
    heard: list[str] = []
    for action in desk.actions:
        setattr(page, action.run, lambda name=action.name: heard.append(name))
    for qaction in workspace.actions_shown():
        page.setFocus()
        program.come_to_front()
        held = qaction.shortcut()
        if not held.isEmpty():
            QTest.keySequence(program.window.focusWidget() or program.window, held)
            QApplication.processEvents()
    keyed = [action for action in desk.actions if action.shortcut]
    told = dict(groups((desk,), workspace.actor)[0].lines) if keyed else {}
    assert heard == [action.name for action in keyed]
    assert set(told) == {action.shortcut for action in keyed}
    for key, held, name in (
        (Qt.Key.Key_Slash, CTRL, "shortcutSheet"),
        (Qt.Key.Key_F1, NONE, "helpSheet"),
    ):
        program.key(key, held)
        sheet = program.window.findChild(Overlay, name)
        caps = {cap.accessibleName() for cap in sheet.findChildren(KeyCap)}
        assert set(told) | {key for key, _text in EVERYWHERE} <= caps, name
        program.key(Qt.Key.Key_Escape)
        program.qtbot.waitUntil(lambda name=name: program.window.findChild(Overlay, name) is None)


def test_what_works_everywhere_is_on_the_sheet_and_the_other_way_round(program: Program) -> None:
    program.sign_in()
    names = (action.objectName() for action in program.window.workspace.actions())
    bound = {name.removeprefix("key-") for name in names if not name.startswith("far_")}
    tabs = set(TABS)
    elsewhere = {Key.SEARCH, Key.SAVE, Key.SAVE_TOO, Key.COLUMNS, Key.EXPORT, Key.LEAVE}
    elsewhere.add(Key.ACCESS)
    told = {key for key, _text in EVERYWHERE}
    assert bound - tabs == told - elsewhere - {"Ctrl+1 … 9"}
    assert tabs <= bound
    program.key(Qt.Key.Key_K, CTRL)
    assert program.focus() is program.window.header.search
    program.key(Qt.Key.Key_Escape)
    program.key(Qt.Key.Key_2, CTRL)
    assert program.window.workspace.desk().name == DESKS[1].name


def test_back_and_forward_lead_between_records_of_different_desks(
    program: Program, person_and_order: tuple[int, int]
) -> None:
    person, order = person_and_order
    program.sign_in()
    window = program.window
    window.open_record(Noun.PERSON, person)
    program.settle()
    window.open_record(Noun.REPAIR_ORDER, order)
    program.settle()
    assert (window.workspace.desk().name, program.page().order_id) == ("service", order)
    program.key(Qt.Key.Key_Left, ALT)
    program.settle()
    assert window.workspace.desk().name == "people"
    assert window.workspace.history.here().record_id == person
    program.key(Qt.Key.Key_Left, ALT)
    program.settle()
    assert window.workspace.desk().name == DESKS[0].name
    program.key(Qt.Key.Key_Right, ALT)
    program.key(Qt.Key.Key_Right, ALT)
    program.settle()
    assert (window.workspace.desk().name, program.page().order_id) == ("service", order)


@by_desk
def test_a_scanner_fills_every_form_that_asks_for_a_card_or_a_car(desk: Any, whole: Any) -> None:
    page, _forms = whole(desk)
    read = {name for names in FIELDS.values() for name in names}
    deaf = [
        form.objectName()
        for form in page.findChildren(Form)
        if read & form.names and not form.findChildren(Scanner)
    ]
    assert not deaf
