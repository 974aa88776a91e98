"""Ctrl+Z, Ctrl+N and Ctrl+S mean the same on every desk; a wall has no keys to show."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.vocabulary import Role
from tests.ui.shell.workspace.pressing import CTRL, press


def test_ctrl_z_undoes_the_last_gesture_once_and_in_a_field_the_text(enter, qtbot: QtBot) -> None:
    window, undone = enter(Role.RECEPTION), []
    page = window.workspace.page()
    window.notices.say("Saved", undo=lambda: undone.append("saved"))
    window.notices.say("Read again")
    window.notices.say(
        "Written", undo=lambda: undone.append("other"), button="Reprint with changes"
    )
    page.name.setFocus()
    qtbot.keyClicks(page.name, "Zhang")
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert (page.name.text(), undone) == ("", [])
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    page.setFocus()
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert undone == ["saved"]
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert undone == ["saved"]
    assert window.notices.last_line() == "There is nothing to undo."


def test_ctrl_y_does_again_what_was_undone_and_in_a_field_the_text(enter, qtbot: QtBot) -> None:
    window, done = enter(Role.RECEPTION), []
    work, page = window.shell_of_test.work, window.workspace.page()
    window.notices.listen(work)

    def tell(_answer: object) -> None:
        window.notices.say("Moved", undo=lambda: done.append("undone"))

    def move(_session: object, *, by: object, at: object) -> None:
        done.append("moved")

    work.act(move, then=tell)
    qtbot.waitUntil(lambda: not work.busy)
    press(qtbot, window, Qt.Key.Key_Y, CTRL)
    assert window.notices.last_line() == "There is nothing to redo."
    page.name.setFocus()
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert done == ["moved", "undone"], "a field without text leaves it to the page"
    qtbot.keyClicks(page.name, "Zhang")
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    press(qtbot, window, Qt.Key.Key_Y, CTRL)
    assert (page.name.text(), done) == ("Zhang", ["moved", "undone"])
    for times in (1, 2):
        press(qtbot, window, Qt.Key.Key_Y, CTRL)
        qtbot.waitUntil(lambda: not work.busy)
        assert done == ["moved", "undone", "moved"], f"once, pressed {times} times"
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    page.setFocus()
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert done == ["moved", "undone", "moved", "undone"], "what was redone is undone as before"


def test_nobody_undoes_what_another_person_did(enter, qtbot: QtBot) -> None:
    window, undone = enter(Role.RECEPTION), []
    window.notices.say("Saved", undo=lambda: undone.append("saved"))
    window.show_start_screen()
    window.admit(window.shell_of_test)
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert undone == []


def test_ctrl_n_begins_what_the_desk_is_for(enter, qtbot: QtBot) -> None:
    window = enter(Role.MANAGER)
    press(qtbot, window, Qt.Key.Key_N, CTRL)
    assert window.workspace.page().pressed == ["register"]


def test_ctrl_f_says_so_where_no_list_is_narrowed(enter, qtbot: QtBot) -> None:
    window = enter(Role.RECEPTION)
    press(qtbot, window, Qt.Key.Key_F, CTRL)
    assert "Ctrl+K" in window.notices.last_line()


def test_ctrl_s_saves_like_ctrl_enter(enter, qtbot: QtBot) -> None:
    window = enter(Role.RECEPTION)
    window.workspace.show_desk("board")
    qtbot.wait(10)
    page = window.workspace.page()
    page.form["who"].setFocus()
    with qtbot.waitSignal(page.form.submitted):
        press(qtbot, window, Qt.Key.Key_S, CTRL)


def test_a_wall_covers_the_screen_without_header_and_foot(enter, qtbot: QtBot) -> None:
    window = enter(Role.RECEPTION)
    window.cover_screen(True)
    assert window.isFullScreen()
    assert not window.header.isVisible() and not window.status.isVisible()
    window.cover_screen(False)
    assert not window.isFullScreen()
    assert window.header.isVisible() and window.status.isVisible()
    window.cover_screen(True)
    window.show_start_screen()
    assert not window.isFullScreen() and not window.header.isVisible()
    window.admit(window.shell_of_test)
    assert window.header.isVisible()
