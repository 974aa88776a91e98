"""The receipts of a day, the sums by way of payment, and the count of the cash."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.formatting import clock, money, short_moment
from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.text import N_, _
from app.till import commands
from app.till.facts import TillFacts, TillState
from app.till.values import Count
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.columns import field, listed
from ui.parts.fields import DateField, Money, Segments
from ui.parts.form import Form
from ui.parts.labels import Label
from ui.parts.layouts import STRETCH, hbox, stretched, vbox
from ui.parts.naming import named
from ui.parts.panel import inset, rule, surface
from ui.parts.table import Column, Table
from ui.shell.editing.record_form import send
from ui.shell.work import Work
from ui.till.sum_lines import SumLine, SumLines

COUNT = (
    field("till_day.opening", Money, half=True),
    field("till_day.counted", Money, half=True),
    field("till_day.left_in", Money, half=True),
    field("till_day.reason", half=True),
)
NO_RECEIPT = N_("No receipt on this day. Payments are taken in the repair order, with F8.")
RECEIPTS = (
    Column("number", N_("Receipt"), width=124, ink=True, second=lambda row: row.staff),
    listed("payment.at", width=72, text=clock),
    Column(
        "order",
        N_("Order number"),
        stretch=True,
        second=lambda row: plates.shown(row.plate or ""),
        beside=(Column("plate", N_("Plate"), text=plates.shown),),
    ),
    Column("paid_by", N_("Payer"), width=120, yields=1),
    listed("payment.method", width=144, text=label, second=lambda row: row.note or ""),
    listed("payment.amount", width=112, ink=True),
)


class Takings(QWidget):
    """One day of a till; `day_asked` wants another one, `record_asked` opens an order.

    A row of tills stands beside the day where the store has several; `own` is that of this PC.
    """

    day_asked = Signal(object)
    till_asked = Signal(int)
    record_asked = Signal(object, int)

    def __init__(self, work: Work, own: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._own = work, own
        self.facts: TillFacts | None = None
        self.day = named(DateField(today=self._today), "till_date", says=_("Day"))
        self.tills = named(Segments(()), "tills", says=_("Till"))
        self.tills.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.others = named(Label("", "caption", wrap=True), "all_tills")
        self.table = Table(RECEIPTS, empty=NO_RECEIPT, name="receipts")
        self.sums = SumLines("till_sums")
        self.expected = Label("", "body", bold=True, wrap=True)
        self.told = Label("", "body", wrap=True)
        self.form = Form(COUNT, submit=N_("Close the till"), clear="", name="close_till")
        self._lay_out()
        self.day.edited.connect(lambda: self.day.value() and self.day_asked.emit(self.day.value()))
        self.tills.edited.connect(self._choose)
        self.table.activated.connect(lambda row: self.record_asked.emit(*row.opens))
        self.form.submitted.connect(self._close)
        self.form.edited.connect(self._follow)

    def show_day(self, facts: TillFacts) -> None:
        """Show a day; what is being typed for the same one stays."""
        before = self.facts
        new = before is None or (before.day, before.till) != (facts.day, facts.till)
        self.facts = facts
        self._show_tills(facts)
        self.day.set_value(facts.day)
        self.table.show_rows(facts.receipts[::-1])
        self.sums.show_lines(_sums(facts))
        self.told.say(_counted(facts))
        self.told.setVisible(bool(self.told.text()))
        self.form.setVisible(facts.closed is None)
        if new or not self.form.is_dirty:
            self.form.set_value({"opening": facts.opening})
        self._follow()

    def start(self) -> None:
        """The cursor where the cash is entered, or in the list of a closed day."""
        if self.form.isHidden():
            self.table.setFocus()
        else:
            self.form["counted"].setFocus()

    def _show_tills(self, facts: TillFacts) -> None:
        """The tills to choose from, and how each of them stands."""
        known = sorted({facts.till, self._own, *(one.till for one in facts.tills)})
        self.tills.set_options(
            (number, _("Till {number}").format(number=number)) for number in known
        )
        self.tills.set_value(facts.till)
        self.tills.setVisible(len(known) > 1)
        self.others.say("\n".join(_state(one) for one in facts.tills))
        self.others.setVisible(len(facts.tills) > 1)

    def _choose(self) -> None:
        chosen, facts = self.tills.value(), self.facts
        if chosen is not None:
            self.till_asked.emit(chosen)
        elif facts is not None:
            self.tills.set_value(facts.till)

    def _follow(self, _name: str = "") -> None:
        """What should be in the till, and by how much the count differs."""
        facts = self.facts
        if facts is None or facts.closed is not None:
            self.expected.hide()
            return
        value = self.form.value()
        expected = (value["opening"] or 0) + facts.cash
        text = _("Cash expected: {amount}.").format(amount=money(expected))
        if value["counted"] is not None and (differs := value["counted"] - expected):
            told = _("Difference: {amount}.").format(amount=money(differs))
            text = f"{text} {told}"
        self.expected.say(text)
        self.expected.show()

    def _close(self) -> None:
        if self.facts is None:
            return
        count = Count(self.facts.day, **self.form.value(), till=self.facts.till)
        send(self._work, commands.close_till, count, form=self.form)

    def _today(self) -> date:
        return local_day(self._work.now())

    def _go(self, days: int) -> None:
        if self.facts is not None:
            self.day_asked.emit(self.facts.day + timedelta(days=days))

    def _lay_out(self) -> None:
        back = Button("", icon=Icon.CHEVRON_LEFT, name="day_before", says=_("The day before"))
        on = Button("", icon=Icon.CHEVRON_RIGHT, name="day_after", says=_("The day after"))
        back.clicked.connect(lambda: self._go(-1))
        on.clicked.connect(lambda: self._go(1))
        bar = hbox(back, self.day, on, self.tills, STRETCH, spacing=2)
        left = QWidget(self)
        vbox(bar, stretched(surface(self.table)), parent=left, spacing=2)
        right = QWidget(self)
        title = Label(_("Cash count"), "title")
        said = (inset(self.others), inset(self.expected), inset(self.told))
        parts = (inset(title), inset(self.sums), rule(), *said)
        vbox(*parts, self.form, STRETCH, parent=right, spacing=3)
        card = surface(right)
        card.setFixedWidth(theme.size("panel-min"))
        hbox(stretched(left), card, parent=self, spacing=4)


def _state(one: TillState) -> str:
    """What a till took, and the difference that was counted in it."""
    count, number = one.closed, one.till
    if count is None:
        return _("Till {number}: {taken}, not counted").format(
            number=number, taken=money(one.receipts)
        )
    told = _("Till {number}: {taken}, {counted} counted, difference {difference}")
    facts = {"counted": money(count.counted), "difference": money(count.difference)}
    return told.format(number=number, taken=money(one.receipts), **facts)


def _sums(facts: TillFacts) -> list[SumLine]:
    """The receipts by way of payment, their sum, and what is no receipt."""
    lines = [SumLine(label(method), money(amount)) for method, amount in facts.by_method.items()]
    lines.append(SumLine(_("Total received"), money(facts.total), is_sum=True))
    if facts.promised:
        lines.append(SumLine(_("Put on account"), money(facts.promised)))
    if facts.bills.notes:
        lines.append(SumLine(_("Credit notes"), money(facts.bills.credited)))
    return lines


def _counted(facts: TillFacts) -> str:
    """How the day was counted, and whether a later receipt opened it again."""
    count = facts.closed
    if count is None:
        again = _("Opened again by {name}: count once more.")
        return again.format(name=facts.earlier[-1].reopened) if facts.earlier else ""
    text = _("Closed by {name} at {when}: {counted} counted, difference {difference}.").format(
        name=count.staff,
        when=short_moment(count.closed_at),
        counted=money(count.counted),
        difference=money(count.difference),
    )
    return f"{text} {count.reason or ''}".strip()
