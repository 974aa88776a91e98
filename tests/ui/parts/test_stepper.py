"""The way of a record, with and without room for its words."""

from typing import Any

import pytest

from tests.ui.parts.kit import show
from ui.parts.stepper import StepLook, Stepper, StepPoint, note_rooms

WAY = (StepPoint("接车", StepLook.DONE, "08:46"), StepPoint("质检", StepLook.NOW, "1 小时"))


def test_without_room_the_words_go_into_the_tooltip(qtbot) -> None:
    stepper = show(qtbot, Stepper("way"), 400, 80)
    stepper.show_points(WAY)
    high, spoken = stepper.sizeHint().height(), stepper.accessibleName()
    assert "08:46" in spoken and not stepper.toolTip()
    stepper.lower(True)
    assert stepper.sizeHint().height() < high - 24
    assert stepper.toolTip() == stepper.accessibleName() == spoken
    stepper.lower(False)
    assert stepper.sizeHint().height() == high and not stepper.toolTip()


@pytest.mark.parametrize(
    ("widths", "rooms"),
    [
        ((40, 50, 40), [(0, 70), (70, 140), (140, 210)]),
        # 100 in the middle: 15 more on either side
        ((40, 100, 40), [(0, 70), (55, 155), (140, 210)]),
        # the last one leans to the left: its neighbour leaves 70 - 10, of which half
        ((40, 10, 100), [(0, 70), (70, 140), (110, 210)]),
        # without a note of its own a neighbour gives way wholly
        ((40, 130, 0), [(0, 70), (55, 185), (140, 210)]),
        # too long for what is left over
        ((40, 60, 100), [(0, 70), (70, 140), (135, 210)]),
    ],
)
def test_a_long_note_takes_what_its_neighbours_leave_over(widths: Any, rooms: Any) -> None:
    assert note_rooms(widths, 70) == rooms
