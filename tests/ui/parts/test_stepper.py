"""The way of a record, with and without room for its words."""

from tests.ui.parts.kit import show
from ui.parts.stepper import StepLook, Stepper, StepPoint

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
