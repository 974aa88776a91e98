"""Named amounts are typed line by line; a draft comes back as it was."""

from decimal import Decimal

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.sales.lines_input import LinesInput

LINES = (("全车膜", Decimal("2680.00")), ("行车记录仪", None))


def test_an_empty_line_waits_at_the_end(qtbot: QtBot) -> None:
    typed = LinesInput("gifts")
    qtbot.addWidget(typed)
    typed.set_value(LINES)
    assert typed.value() == LINES
    assert len(typed._lines) == 3
    other = LinesInput("gifts")
    qtbot.addWidget(other)
    other.restore(typed.draft())
    assert other.value() == LINES
    typed.set_value(None)
    assert typed.value() == ()
    assert len(typed._lines) == 1


def test_enter_goes_from_name_to_amount_and_to_the_next_line(qtbot: QtBot) -> None:
    typed = LinesInput("gifts")
    qtbot.addWidget(typed)
    typed.show()
    typed._lines[0].name.setFocus()
    qtbot.keyClicks(typed._lines[0].name, "mats")
    for _key in range(2):
        qtbot.keyClick(typed.focusWidget(), Qt.Key.Key_Return)
    assert typed.focusWidget() is typed._lines[1].name
