"""Who owes how much by age, and the bills of the chosen debtor."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.formatting import money, show_date
from app.identity import plate as plates
from app.labels import label
from app.orders.money_rules import AgeGroup
from app.text import N_, _
from app.till.facts import Debtor, OwedBill, Receivables
from app.till.words import AGES
from app.tones import Tone
from ui.parts.labels import Label
from ui.parts.layouts import stretched, vbox
from ui.parts.panel import surface
from ui.parts.table import Column, Table


def _of(group: AgeGroup, row: Debtor) -> object:
    return row.of(group) or None


DEBTORS = (
    Column("name", N_("Debtor"), ink=True, stretch=True, second=lambda row: label(row.payer)),
    *(
        Column(group.value, title, width=112, align="right", get=partial(_of, group))
        for group, title in AGES.items()
    ),
    Column(
        "overdue",
        N_("Overdue"),
        width=112,
        align="right",
        get=lambda row: row.overdue or None,
        tone=lambda row: Tone.BAD if row.overdue else "",
    ),
    Column("total", N_("Owed"), width=120, align="right", ink=True),
)
BILLS = (
    Column("number", N_("Bill"), width=124, ink=True, second=lambda row: row.order),
    Column("plate", N_("Plate"), width=112, text=plates.shown),
    Column("made_on", N_("Billed on"), width=120, text=show_date, yields=2),
    Column(
        "due_on",
        N_("Payable until"),
        width=120,
        text=show_date,
        second=lambda row: _("overdue") if row.overdue else "",
    ),
    Column("age", N_("Days"), width=72, align="right", yields=1),
    Column("total", N_("Total"), width=112, align="right"),
    Column("paid", N_("Paid"), width=112, align="right"),
    Column("owed", N_("Owed"), width=120, align="right", ink=True, stretch=True),
)


class Debtors(QWidget):
    """Debtors above, the bills of the chosen one below; `order_asked` opens an order."""

    order_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.owed: Receivables | None = None
        self.sums = Label("", "body", bold=True)
        self.debtors = Table(DEBTORS, empty=N_("Nobody owes anything."), name="debtors")
        self.bills = Table(BILLS, empty=N_("Choose a debtor above."), name="owed_bills")
        self.debtors.chosen.connect(self._show_bills)
        self.bills.activated.connect(self._open)
        cards = stretched(surface(self.debtors)), stretched(surface(self.bills))
        vbox(self.sums, *cards, parent=self, spacing=2)

    def show_owed(self, owed: Receivables) -> None:
        """Show what is owed; the chosen debtor stays."""
        self.owed = owed
        ages = " · ".join(f"{_(title)} {money(owed.of(group))}" for group, title in AGES.items())
        total = _("Owed")
        self.sums.say(f"{total} {money(owed.total)} · {ages}")
        self.debtors.show_rows(owed.debtors)
        self._show_bills(self.debtors.current())

    def start(self) -> None:
        """The cursor on the debtors."""
        self.debtors.setFocus()

    def _show_bills(self, debtor: Debtor | None) -> None:
        self.bills.show_rows(debtor.bills if debtor is not None else ())

    def _open(self, bill: OwedBill) -> None:
        self.order_asked.emit(bill.order_id)
