"""What a screen reader is told of controls that paint themselves."""

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.parts import spoken_role
from ui.parts.choice_inputs import Chips, Segments
from ui.parts.filter_tabs import FilterTabs
from ui.parts.spoken_role import PRESS
from ui.parts.toggle import Toggle

OPTIONS = (("open", "Open"), ("done", "Done"))
Role = QAccessible.Role


@pytest.fixture(autouse=True)
def _installed() -> None:
    spoken_role.install()


def heard(widget: QWidget) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(widget)


def part(widget: QWidget, name: str) -> QAccessibleInterface:
    return heard(widget.findChild(QWidget, name))


@pytest.mark.parametrize(
    ("kind", "role"),
    ((Segments, Role.RadioButton), (FilterTabs, Role.PageTab), (Chips, Role.CheckBox)),
)
def test_each_choice_has_its_role(qtbot: QtBot, kind: type[QWidget], role: Role) -> None:
    choice = kind(OPTIONS)
    qtbot.addWidget(choice)
    name = "chip_Done" if kind is Chips else "segment_Done"
    assert part(choice, name).role() is role
    assert part(choice, name).text(QAccessible.Text.Name) == "Done"


def test_a_switch_stays_a_check_box(qtbot: QtBot) -> None:
    switch = Toggle("VIP")
    qtbot.addWidget(switch)
    assert heard(switch).role() is Role.CheckBox


def test_a_choice_says_what_is_chosen(qtbot: QtBot) -> None:
    choice = Segments(OPTIONS)
    qtbot.addWidget(choice)
    choice.set_value("done")
    assert heard(choice).role() is Role.Grouping
    assert heard(choice).text(QAccessible.Text.Value) == "Done"
    chosen, other = part(choice, "segment_Done").state(), part(choice, "segment_Open").state()
    assert chosen.checkable and chosen.checked and not other.checked


def test_a_tab_is_selected_not_checked(qtbot: QtBot) -> None:
    tabs = FilterTabs(OPTIONS)
    qtbot.addWidget(tabs)
    tabs.set_value("open")
    state = part(tabs, "segment_Open").state()
    assert state.selectable and state.selected
    assert not state.checkable and not state.checked
    assert not part(tabs, "segment_Done").state().selected


def test_a_screen_reader_can_press(qtbot: QtBot) -> None:
    tabs = FilterTabs(OPTIONS)
    qtbot.addWidget(tabs)
    action = part(tabs, "segment_Done").actionInterface()
    assert PRESS in action.actionNames()
    action.doAction(PRESS)
    assert tabs.value() == "done"
