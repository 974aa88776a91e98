"""The window is built from declared desks, and does for every person what their roles allow and
nothing else.
"""

import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app import text
from app.errors import Cause, Refused, Trouble
from app.failure_texts import ADVICE, tell
from app.permissions import Actor
from db.nouns import Noun
from db.vocabulary import Role
from tests.ui.shell import made
from tests.ui.shell.workspace.pressing import ALT, CTRL, press
from ui.keys import Key
from ui.shell.keys.shortcut_list import EVERYWHERE, groups
from ui.shell.workspace import overlays
from ui.shell.workspace.overlay import Overlay


def test_tabs_are_the_desks_of_the_person(enter) -> None:
    assert enter(Role.RECEPTION).header.tabs() == ("today", "board")
    assert enter(Role.CONSULTANT).header.tabs() == ("today",)
    assert enter(Role.ADMINISTRATOR).header.tabs() == ("today", "technical")


def test_a_page_is_built_when_it_is_first_shown(enter, qtbot: QtBot) -> None:
    window = enter(Role.RECEPTION)
    assert window.workspace.page("today") is not None
    assert window.workspace.page("board") is None
    press(qtbot, window, Qt.Key.Key_2, CTRL)
    assert isinstance(window.workspace.page("board"), made.WithForm)
    qtbot.mouseClick(window.header.findChild(QWidget, "tab-today"), Qt.MouseButton.LeftButton)
    assert isinstance(window.workspace.page(), made.Blank)


def test_a_new_page_is_painted_a_turn_after_it_was_made(enter, qtbot: QtBot) -> None:
    pages = enter(Role.RECEPTION).workspace.pages
    pages.show_desk("board")
    assert pages.page("board").isVisible() and not pages.updatesEnabled()
    qtbot.waitUntil(pages.updatesEnabled)


def test_a_broken_page_is_one_broken_tab(enter, qtbot: QtBot) -> None:
    window = enter(Role.ADMINISTRATOR)
    with qtbot.captureExceptions() as caught:
        window.workspace.show_desk("technical")
    assert [kind for kind, *_rest in caught] == [RuntimeError]
    window.workspace.show_desk("today")
    assert isinstance(window.workspace.page(), made.Blank)


def test_a_key_acts_on_the_page_that_is_shown(enter, qtbot: QtBot) -> None:
    window = enter(Role.MANAGER)
    press(qtbot, window, Qt.Key.Key_F4)
    window.workspace.show_desk("board")
    qtbot.wait(10)
    press(qtbot, window, Qt.Key.Key_F4)
    press(qtbot, window, Qt.Key.Key_F4)
    assert window.workspace.page("today").pressed == ["register"]
    assert window.workspace.page("board").pressed == ["register", "register"]


def test_what_a_role_may_not_do_is_not_there_and_its_key_is_dead(enter, qtbot: QtBot) -> None:
    window = enter(Role.RECEPTION)
    press(qtbot, window, Qt.Key.Key_P, CTRL)
    assert window.workspace.page().pressed == []
    assert [action.objectName() for action in window.workspace.actions_shown()] == ["register"]
    allowed = enter(Role.MANAGER)
    press(qtbot, allowed, Qt.Key.Key_P, CTRL)
    assert allowed.workspace.page().pressed == ["cancel"]


def test_nothing_behind_the_lock_hears_a_key(enter, qtbot: QtBot) -> None:
    window = enter(Role.MANAGER)
    page = window.workspace.page()
    overlays.show_help(window.workspace)
    window.show_start_screen()
    for key, held in (
        (Qt.Key.Key_F4, ()),
        (Qt.Key.Key_2, (CTRL,)),
        (Qt.Key.Key_K, (CTRL,)),
        (Qt.Key.Key_F1, ()),
    ):
        press(qtbot, window, key, *held)
    assert page.pressed == []
    assert not window.header.isVisible()
    assert (
        not window.findChildren(Overlay, "helpSheet")
        or not window.findChild(Overlay, "helpSheet").isVisible()
    )
    assert window.workspace.page() is page
    window.admit(window.shell_of_test)
    assert window.workspace.page() is page, "who comes back finds everything as it was"
    assert window.is_open()


def test_search_begins_and_ends_where_one_was(enter, qtbot: QtBot) -> None:
    window = enter(Role.RECEPTION)
    name = window.workspace.page().name
    name.setFocus()
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    assert window.focusWidget() is window.header.search
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.focusWidget() is name


def test_a_sheet_takes_the_keys_and_gives_the_focus_back(enter, qtbot: QtBot) -> None:
    window = enter(Role.RECEPTION)
    name = window.workspace.page().name
    name.setFocus()
    press(qtbot, window, Qt.Key.Key_Slash, CTRL)
    assert window.findChild(Overlay, "shortcutSheet") is not None
    press(qtbot, window, Qt.Key.Key_F4)
    assert window.workspace.page().pressed == []
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.focusWidget() is name
    press(qtbot, window, Qt.Key.Key_F1)
    assert window.findChild(Overlay, "helpSheet").accessibleName() == "Reception"


def test_a_sheet_is_left_after_the_page_below_it_was_built_anew(enter, qtbot: QtBot) -> None:
    """Found by the monkey: who had the cursor before is gone."""
    window = enter(Role.RECEPTION)
    before = QLineEdit(window.workspace.page())
    before.show()
    before.setFocus()
    press(qtbot, window, Qt.Key.Key_F1)
    shiboken6.delete(before)
    press(qtbot, window, Qt.Key.Key_Escape)
    assert (
        not window.findChildren(Overlay, "helpSheet")
        or not window.findChild(Overlay, "helpSheet").isVisible()
    )


def test_the_sheet_of_keys_lists_what_this_person_may_press(enter) -> None:
    workspace = enter(Role.RECEPTION).workspace
    listed = [line for group in groups(workspace.desks, workspace.actor) for line in group.lines]
    assert (Key.NEW_VISIT, "Register a visitor") in listed
    assert (Key.PRINT, "Cancel") not in listed
    assert len(EVERYWHERE) == len({key for key, _text in EVERYWHERE})


def test_a_record_opens_on_its_desk_and_back_leads_back(enter, qtbot: QtBot) -> None:
    window = enter(Role.RECEPTION)
    window.open_record("order", 7)
    assert window.workspace.desk().name == "board"
    assert window.workspace.page().records == [("order", 7)]
    press(qtbot, window, Qt.Key.Key_Left, ALT)
    assert window.workspace.desk().name == "today"
    press(qtbot, window, Qt.Key.Key_Right, ALT)
    assert window.workspace.page().records == [("order", 7), ("order", 7)]
    for nowhere in (Noun.PERSON, "hologram of a newer program"):
        window.open_record(nowhere, 1)
        assert window.notices.last_line() == "None of your tabs shows this record."
        window.notices.hush()


def test_a_page_reloads_when_its_nouns_change_and_waits_while_it_is_hidden(
    enter, qtbot: QtBot
) -> None:
    window = enter(Role.RECEPTION)
    page, work = window.workspace.page(), window.shell_of_test.work
    assert page.reloads == 1
    work.changed.emit(frozenset({Noun.PERSON}))
    assert page.reloads == 1
    work.changed.emit(frozenset({Noun.VISIT}))
    assert page.reloads == 2
    window.workspace.show_desk("board")
    work.changed.emit(frozenset({Noun.VISIT}))
    work.changed.emit(frozenset({"*"}))
    assert page.reloads == 2
    window.workspace.show_desk("today")
    assert page.reloads == 3
    press(qtbot, window, Qt.Key.Key_F5)
    assert page.reloads == 4


def test_another_person_gets_new_pages_and_no_way_back(enter) -> None:
    window = enter(Role.RECEPTION)
    window.workspace.show_desk("board")
    shell = window.shell_of_test
    shell.work.actor = Actor(2, "李强", frozenset({Role.CONSULTANT}), "test")
    window.show_start_screen()
    window.admit(shell)
    assert window.header.tabs() == ("today",)
    window.workspace.back()
    assert window.workspace.desk().name == "today"


def test_the_menu_shows_the_actions_of_the_page_with_their_keys(enter, qtbot: QtBot) -> None:
    window = enter(Role.MANAGER)
    press(qtbot, window, Qt.Key.Key_F10)
    menu = QApplication.activePopupWidget()
    entries = {action.text().partition("\t")[0]: action for action in menu.actions()}
    assert entries["Register a visitor"].text().endswith("\tF4")
    entries["Register a visitor"].trigger()
    menu.hide()
    assert window.workspace.page().pressed == ["register"]


def test_a_notice_goes_its_way_and_undo_is_one_press(enter, qtbot: QtBot) -> None:
    window, undone = enter(Role.RECEPTION), []
    focus = window.focusWidget()
    window.notices.say("Saved 张女士 <b>", undo=lambda: undone.append(1))
    assert window.notices.last_line() == "Saved 张女士 <b>"
    assert window.focusWidget() is focus
    qtbot.mouseClick(window.findChild(QWidget, "toastButton"), Qt.MouseButton.LeftButton)
    assert undone == [1]
    assert window.notices.last_line() == ""


def test_every_trouble_says_what_to_do_in_both_languages(enter, qtbot: QtBot) -> None:
    assert set(ADVICE) == set(Cause)
    window = enter(Role.RECEPTION)
    for cause in Cause:
        window.notices.trouble(Trouble(cause, "D:"))
    assert window.notices.shown() == ("trouble",), "troubles replace each other"
    said = [(cause, typed) for cause in Cause for typed in (True, False)]
    english = {one: tell(Trouble(one[0], "D:"), typed=one[1]) for one in said}
    window.speak("zh_CN")
    qtbot.waitUntil(lambda: text.language() == "zh_CN")
    for cause, typed in said:
        chinese = tell(Trouble(cause, "D:"), typed=typed)
        assert chinese.happened != english[cause, typed].happened
        assert chinese.todo != english[cause, typed].todo


def test_a_refusal_without_a_form_is_a_notice(enter) -> None:
    window = enter(Role.RECEPTION)
    window.notices.refuse(Refused("x", "Bay {bay} is taken.", bay="3"))
    assert window.notices.last_line() == "Bay 3 is taken."


def test_the_window_fits_a_small_screen_without_a_clipped_button(enter, qtbot: QtBot) -> None:
    window = enter(Role.MANAGER)
    window.resize(1366, 768)
    qtbot.wait(10)
    for name in ("tab-today", "search", "person"):
        widget = window.header.findChild(QWidget, name)
        assert widget.width() >= min(
            widget.sizeHint().width(), widget.minimumWidth() or widget.sizeHint().width()
        )
        right = widget.mapTo(window, QPoint(widget.width(), 0)).x()
        assert right <= window.width()


def test_where_the_window_stood_is_remembered(enter) -> None:
    window = enter(Role.RECEPTION)
    window.may_close = True
    window.close()
    assert window.workstation.geometry


def test_closing_asks_first(enter, qtbot: QtBot) -> None:
    window = enter(Role.RECEPTION)
    with qtbot.waitSignal(window.close_asked):
        window.close()
    assert window.isVisible()
