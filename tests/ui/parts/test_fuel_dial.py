"""The gauge: pressed on the dial, beside it, or walked with the arrows."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.labels import label
from db.vocabulary import FuelLevel
from ui.parts.fuel_dial import RADIUS, FuelDial


@pytest.mark.parametrize(
    ("dx", "dy", "level"),
    [
        (-RADIUS, 0, FuelLevel.EMPTY),
        (-27, -27, FuelLevel.QUARTER),
        (0, -RADIUS, FuelLevel.HALF),
        (27, -27, FuelLevel.THREE_QUARTERS),
        (RADIUS, 0, FuelLevel.FULL),
    ],
)
def test_a_press_on_the_dial_reads_the_nearest_step(
    qtbot: QtBot, dx: int, dy: int, level: FuelLevel
) -> None:
    dial = FuelDial([(one, label(one)) for one in FuelLevel])
    qtbot.addWidget(dial)
    dial.resize(500, 60)
    dial.show()
    with qtbot.waitSignal(dial.edited):
        spot = dial._middle().toPoint() + QPoint(dx, dy)
        qtbot.mouseClick(dial, Qt.MouseButton.LeftButton, pos=spot)
    assert dial.value() is level
