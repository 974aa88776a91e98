"""The list of repair orders, with chips that choose which ones are shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.formatting import joined, short_moment
from app.identity import plate as plates
from app.labels import label
from app.orders.due import Due, due
from app.orders.queries import OrderRow
from app.service.queries.lists import Shown
from app.text import N_, _
from app.tones import Tone
from db.vocabulary import Stage
from ui.keys import Key
from ui.labels import icon_name, tone
from ui.parts import widest
from ui.parts.columns import listed
from ui.parts.filter_tabs import FilterTabs
from ui.parts.layouts import stretched, vbox
from ui.parts.naming import named
from ui.parts.table import Column, Table
from ui.parts.view_memory import remember

CHIPS = (
    (Shown.OPEN, N_("In the workshop")),
    (Shown.DUE_TODAY, N_("Due today")),
    (Shown.LATE, N_("Late")),
    (Shown.APPROVAL, N_("Needs approval")),
    (Shown.READY, N_("Ready")),
    (Shown.DELIVERED, N_("Handed over today")),
    (Shown.ALL, N_("All")),
)


JUDGED = {Shown.LATE: Tone.BAD, Shown.APPROVAL: Tone.WARN}
"""The tone of a chip whose count is not nought."""
EMPTY = N_("No order here. Press F7 when a car comes in.")
CAR = (
    Column(
        "plate",
        N_("Car"),
        width=148,
        ink=True,
        text=plates.shown,
        second=lambda row: row.model or "",
        dot=lambda row: row.colour or "",
        beside=(Column("model", N_("Model")),),
        widest=widest.plates,
    ),
    Column(
        "customer",
        N_("Customer"),
        width=104,
        second=lambda row: row.number,
        beside=(listed("repair_order.number"),),
        stretch=True,
        yields=1,
    ),
)
PROGRESS = (
    listed(
        "repair_order.stage",
        width=120,
        text=label,
        widest=lambda: widest.labels(Stage),
        chip=True,
        tone=lambda row: tone(row.stage),
        icon=lambda row: icon_name(row.stage),
    ),
    Column("advisor", N_("Advisor"), width=116, yields=3),
    Column(
        "technician",
        N_("Technician"),
        width=116,
        second=lambda row: row.bay or "",
        beside=(Column("bay", N_("Bay")),),
        yields=4,
    ),
    listed("repair_order.service_type", width=116, text=label, yields=5),
    Column(
        "total",
        N_("Total"),
        width=92,
        align="right",
        second=lambda row: _("{n} to approve").format(n=row.proposed) if row.proposed else "",
        beside=(Column("proposed", N_("Needs approval")),),
        widest=widest.money,
        yields=2,
    ),
)


def _count(counts: Mapping[Shown, int], chip: Shown) -> str:
    return str(counts[chip]) if chip in counts else ""


class OrderList(QWidget):
    """Chips above a table; `shown_asked` when another chip is pressed."""

    shown_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.now: datetime | None = None
        self._dues: dict[int, Due] = {}
        """By order, as of `now`: a row asks four times for its own."""
        self.risk_minutes = 0
        self.chips = FilterTabs(tuple((chip, _(text)) for chip, text in CHIPS))
        named(self.chips, "order_filter", says=_("Which orders"))
        self.chips.set_value(Shown.OPEN)
        self.chips.edited.connect(self._choose)
        remember(self.chips)
        self.table = Table(
            (*CAR, self._promised(), *PROGRESS), empty=EMPTY, key=Key.NEW_ORDER, name="orders"
        )
        self.setFocusProxy(self.table)
        vbox(self.chips, stretched(self.table), parent=self, spacing=3)

    def _promised(self) -> Column:
        """The promised time and how long it is until then."""
        return listed(
            "repair_order.promised_at",
            width=136,
            get=self._due,
            second=self._left,
            filed=lambda row: row.promised_at,
            sort=_promise,
            tone=self._late,
        )

    def shown(self) -> Shown:
        """The chip that is pressed."""
        return self.chips.value() or Shown.OPEN

    def show_rows(self, rows: tuple[OrderRow, ...], *, now: datetime, risk_minutes: int) -> None:
        """Show the orders as of `now`."""
        self.now, self.risk_minutes, self._dues = now, risk_minutes, {}
        self.table.show_rows(rows)

    def show_counts(self, counts: Mapping[Shown, int]) -> None:
        """Says beside each chip how many orders it shows; late ones in red."""
        options = [(chip, joined(_(text), _count(counts, chip), by=" ")) for chip, text in CHIPS]
        if options == list(self.chips.options()):
            return
        self.chips.set_options(options)
        for chip, judged in JUDGED.items():
            self.chips.tint(chip, judged if counts.get(chip) else Tone.NEUTRAL)

    def _choose(self) -> None:
        if self.chips.value() is None:
            self.chips.set_value(Shown.OPEN)
        self.shown_asked.emit()

    def _due(self, row: OrderRow) -> str:
        if self.now is None:
            return short_moment(row.promised_at)
        return self._stands(row).clock

    def _left(self, row: OrderRow) -> str:
        return "" if self.now is None or row.promised_at is None else self._stands(row).words

    def _late(self, row: OrderRow) -> str:
        tone = self._stands(row).tone if self.now is not None else Tone.NEUTRAL
        return "" if tone == Tone.NEUTRAL else tone

    def _stands(self, row: OrderRow) -> Due:
        assert self.now is not None
        if row.id not in self._dues:
            self._dues[row.id] = due(row, now=self.now, risk_minutes=self.risk_minutes)
        return self._dues[row.id]


def _promise(row: OrderRow) -> float:
    return row.promised_at.timestamp() if row.promised_at else float("inf")
