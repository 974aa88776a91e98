"""The filters of the orders say how many they show; late ones are red."""

from pytestqt.qtbot import QtBot

from app.service.queries.lists import Shown
from app.tones import Tone
from ui.service.order_list import OrderList

COUNTS = {
    Shown.OPEN: 12,
    Shown.DUE_TODAY: 8,
    Shown.LATE: 2,
    Shown.APPROVAL: 0,
    Shown.READY: 2,
    Shown.DELIVERED: 7,
}


def test_every_filter_says_its_count_and_only_late_ones_are_red(qtbot: QtBot) -> None:
    orders = OrderList()
    qtbot.addWidget(orders)
    orders.chips.set_value(Shown.LATE)
    orders.show_counts(COUNTS)
    texts = [text for _chip, text in orders.chips.options()]
    assert texts == [
        "In the workshop 12",
        "Due today 8",
        "Late 2",
        "Needs approval 0",
        "Ready 2",
        "Handed over today 7",
        "All",
    ]
    assert orders.shown() is Shown.LATE
    tones = {at: button.tone for at, button in enumerate(orders.chips._buttons)}
    assert [at for at, tone in tones.items() if tone is Tone.BAD] == [2]
    assert Tone.WARN not in tones.values()
    orders.show_counts({**COUNTS, Shown.LATE: 0, Shown.APPROVAL: 1})
    assert orders.chips._buttons[2].tone is Tone.NEUTRAL
    assert orders.chips._buttons[3].tone is Tone.WARN
