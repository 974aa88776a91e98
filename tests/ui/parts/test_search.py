"""The search box asks on commit, ignores stale answers and gives the focus back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.ui.parts.kit import commit, compose, press, show
from ui.parts.drop import Drop
from ui.parts.fields import Text
from ui.parts.search import ResultGroup, SearchBox, SearchResult

GROUPS = (
    ResultGroup(
        "person", "People", (SearchResult(1, "张伟", "138 0013 8000"), SearchResult(2, "<b>张</b>"))
    ),
    ResultGroup("vehicle", "Vehicles", (SearchResult(3, "粤B·12345", "轩逸"),)),
)


@pytest.fixture
def window(qtbot) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    made.search, made.field = SearchBox(), Text()
    column.addWidget(made.search)
    column.addWidget(made.field)
    column.addStretch()
    show(qtbot, made, 800, 600)
    made.field.setFocus()
    return made


def test_ctrl_k_finds_a_car_with_the_keyboard_alone(window, qtbot) -> None:
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()
    with qtbot.waitSignal(window.search.asked) as asked:
        commit(window.search, "张")
    assert asked.args == ["张"]
    window.search.show_results("张", GROUPS)
    drop = window.findChild(Drop)
    assert drop.isVisible()
    assert drop.parentWidget() is window
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Down)
    with qtbot.waitSignal(window.search.chosen) as chosen:
        press(window, Qt.Key.Key_Return)
    assert chosen.args == ["vehicle", 3]
    assert not drop.isVisible()


def test_esc_goes_back_to_where_one_was(window) -> None:
    window.search.begin()
    commit(window.search, "张")
    press(window, Qt.Key.Key_Escape)
    assert window.field.hasFocus()
    assert window.search.text() == ""


def test_a_stale_answer_is_ignored(window) -> None:
    window.search.begin()
    commit(window.search, "张")
    commit(window.search, "伟")
    window.search.show_results("张", GROUPS)
    assert window.findChild(Drop) is None


def test_nothing_is_asked_while_composing(window, qtbot) -> None:
    window.search.begin()
    with qtbot.assertNotEmitted(window.search.asked):
        compose(window.search, "zhang")


def test_nothing_found_is_said(window) -> None:
    window.search.begin()
    commit(window.search, "𠀀")
    window.search.show_results("𠀀", ())
    view = window.findChild(QWidget, "drop_list")
    assert view.model().index(0, 0).data() == "Nothing found for “𠀀”"


def test_more_of_a_kind_is_asked_for_and_shown_in_its_place(window, qtbot) -> None:
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    commit(window.search, "张")
    people = ResultGroup("person", "People", GROUPS[0].hits, has_more=True)
    window.search.show_results("张", (people, GROUPS[1]))
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Down)
    with qtbot.waitSignal(window.search.more_asked) as asked:
        press(window, Qt.Key.Key_Return)
    assert asked.args == ["张", "person"]
    assert window.search.hasFocus() and window.search.text() == "张"
    rest = tuple(SearchResult(number, f"张{number}") for number in range(60))
    window.search.show_results("张", (ResultGroup("person", "People", rest),))
    press(window, Qt.Key.Key_Down)
    with qtbot.waitSignal(window.search.chosen) as chosen:
        press(window, Qt.Key.Key_Return)
    assert chosen.args == ["person", 1]
