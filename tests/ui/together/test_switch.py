"""Two people at one counter.

Nobody's half-written form is lost, and nobody reads that of the other.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from tests.ui.parts.kit import commit
from tests.ui.together.conftest import COLLEAGUE, Program
from ui.parts.form import Form
from ui.shell.printing.preview import Preview

CTRL = Qt.KeyboardModifier.ControlModifier
FORMS = {
    "reception": (lambda page: page.visitor.form, "name", "phone"),
    "service": (lambda page: page.open_panel.form, "plate", "words"),
}


def _form(program: Program, desk: str) -> Form:
    form = FORMS[desk][0](program.show(desk))
    assert isinstance(form, Form)
    return form


def _typed(form: Form, desk: str) -> list[str]:
    return [str(form.draft()[name]) for name in FORMS[desk][1:]]


def _type(program: Program, desk: str, *texts: str) -> None:
    form = _form(program, desk)
    for name, text in zip(FORMS[desk][1:], texts, strict=True):
        form[name].setFocus()
        commit(form[name], text)


def _switch(program: Program, to: str) -> None:
    """Through the menu of the person in the header."""
    program.window.open_menu()
    menu = program.window.findChild(QMenu, "personMenu")
    next(action for action in menu.actions() if action.text().startswith("Switch person")).trigger()
    menu.hide()
    program.sign_in(to)


@pytest.mark.parametrize("desk", FORMS)
def test_each_finds_the_own_half_written_form_and_not_that_of_the_other(
    program: Program, desk: str, tmp_path: Path
) -> None:
    mine, yours = ["张", "1380013"], ["京B7", "1390"]
    program.sign_in()
    _type(program, desk, *mine)
    program.key(Qt.Key.Key_L, CTRL)
    assert not program.window.is_open()
    program.sign_in(COLLEAGUE)
    form = _form(program, desk)
    assert _typed(form, desk) == ["", ""] and not form.is_dirty
    _type(program, desk, *yours)
    _switch(program, "王敏")
    assert _typed(_form(program, desk), desk) == mine
    _switch(program, COLLEAGUE)
    assert _typed(_form(program, desk), desk) == yours
    kept = sorted(path.name for path in (tmp_path / "drafts").glob("*.json"))
    assert [name[0] for name in kept] == ["1", "2"], "a draft of each"


def test_an_idle_desk_covers_preview_and_question_and_gives_them_back(program: Program) -> None:
    program.sign_in()
    _type(program, "reception", "张", "1380013")
    page = program.page()
    done: list[str] = []
    page.confirm.ask("Strike this row out?", act="Strike out", then=done.append)
    page.daily_sheet()
    program.settle()
    preview = program.window.findChild(Preview, "preview")
    assert preview is not None and preview.isVisible() and page.confirm.isVisibleTo(page)
    program.window.notices.say("Checked out at 12:00.", undo=lambda: done.append("undone"))
    idle = program.running.sign_in_flow._idle
    assert idle._timer.interval() == 5 * 60_000
    idle._timer.start(30)
    program.qtbot.waitUntil(lambda: not program.window.is_open())
    program.settle()
    assert (
        not preview.isVisible()
        and not page.confirm.isVisible()
        and program.window.notices.last_line() == ""
    )
    for key, held in (
        (Qt.Key.Key_P, CTRL),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F4, CTRL),
    ):
        program.key(key, held)
    assert done == []
    program.sign_in()
    assert program.page() is page
    assert preview.isVisible() and page.confirm.isVisible()
    assert _typed(page.visitor.form, "reception") == ["张", "1380013"]


def test_a_colleague_at_a_locked_desk_sees_nothing_that_lay_open(program: Program) -> None:
    program.sign_in()
    _type(program, "reception", "张", "1380013")
    program.page().confirm.ask("Strike this row out?", act="Strike out", then=lambda _reason: None)
    program.page().daily_sheet()
    program.settle()
    program.running.sign_in_flow._idle._timer.start(30)
    program.qtbot.waitUntil(lambda: not program.window.is_open())
    program.sign_in(COLLEAGUE)
    page = program.show("reception")
    assert _typed(page.visitor.form, "reception") == ["", ""]
    assert not page.confirm.isVisible()
    assert program.window.workspace.findChild(Preview) is None


def test_working_puts_the_lock_off_and_zero_minutes_means_never(program: Program) -> None:
    program.sign_in()
    idle = program.running.sign_in_flow._idle
    program.show("reception")
    idle._timer.start(400)
    for _press in range(6):
        program.qtbot.wait(100)
        program.key(Qt.Key.Key_1)
    assert program.window.is_open(), "every key begins the time anew"
    idle.start(0)
    assert not idle._timer.isActive()
