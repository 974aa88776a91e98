"""What waits until an open order is painted: the sections that nobody sees."""

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.service.commands import opening
from app.service.values import NewOrder
from tests.make import NOON
from tests.ui.service.conftest import priced


class Order(QObject):
    """Notes in which order an order is painted and taken in by the sections."""

    def __init__(self, panel: Any, order_id: int, monkeypatch: Any) -> None:
        super().__init__()
        self.told: list[str] = []
        self._panel, self._order_id = panel, order_id
        panel.installEventFilter(self)
        for name, section in panel.sections.made().items():
            take_in = partial(self._take_in, name, section.show_sheet)
            monkeypatch.setattr(section, "show_sheet", take_in)

    def _take_in(self, name: str, show_sheet: Any, sheet: Any) -> None:
        if sheet.id == self._order_id:
            self.told.append(name)
        show_sheet(sheet)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        shown = self._panel.sheet
        if event.type() == QEvent.Type.Paint and shown and shown.id == self._order_id:
            self.told.append("paint")
        return False


def test_what_nobody_sees_takes_the_order_in_after_it_was_painted(
    here: Any, manager: Any, qtbot: QtBot, monkeypatch: Any
) -> None:
    panel = here.page.order_panel
    names = set(panel.sections)
    qtbot.waitUntil(lambda: set(panel.sections.made()) == names)
    other = here.records.act(opening.open_order, NewOrder("京B67890", "异响"), by=manager, at=NOON)
    here.wait()
    order = Order(panel, other, monkeypatch)
    here.page.open_order(other)
    qtbot.waitUntil(lambda: names <= set(order.told))
    seen = next(name for name, one in panel.sections.items() if one is panel.current())
    hidden = [at for at, name in enumerate(order.told) if name not in (seen, "paint")]
    assert order.told.index(seen) < order.told.index("paint") < hidden[0]
    assert all(section.sheet.id == other for section in panel.sections.values())


def test_a_section_that_is_opened_before_its_turn_shows_the_order_at_once(
    here: Any, manager: Any
) -> None:
    panel = here.page.order_panel
    panel.open_section("bill")
    here.page.open_order(
        here.records.act(opening.open_order, NewOrder("京B67890", "异响"), by=manager, at=NOON)
    )
    here.wait()
    panel.open_section("quality")
    assert panel.sections["quality"].sheet is panel.sheet


def test_chips_for_lines_are_made_when_their_form_opens(here: Any) -> None:
    priced(here)
    section = here.section("bill")
    chips = section.payer_form["lines"]
    assert chips.findChildren(QAbstractButton) == []
    section.billed_to.click()
    assert [one.text() for one in chips.findChildren(QAbstractButton)] == ["更换机油机滤 ¥96.00"]
