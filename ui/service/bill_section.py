"""What stands in the way of the bill, the bill, and the money."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.formatting import short_moment, two_decimals
from app.labels import label
from app.service.commands import bill as commands
from app.service.rules import Check
from app.service.values import Bill, PaymentValue
from app.text import N_, _
from app.tones import Tone
from db.vocabulary import PaymentMethod, Role
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.columns import field, listed
from ui.parts.confirm import ConfirmBar
from ui.parts.fields import Money, Segments
from ui.parts.form import Form
from ui.parts.labels import Glyph, Label
from ui.parts.table import Column, Table
from ui.service.section import OrderSection
from ui.service.totals import TotalsStrip


class Checks(QWidget):
    """Red stops, yellow is a note; each leads to where it is mended."""

    def __init__(self, section: OrderSection) -> None:
        super().__init__(section)
        self._section = section
        self._column = QVBoxLayout(self)
        edge = theme.size("space-1")
        self._column.setContentsMargins(edge, 0, edge, 0)
        self._column.setSpacing(0)

    def show_checks(self, checks: tuple[Check, ...]) -> None:
        """All of them at once; one good word when there is none."""
        while (item := self._column.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()
        for check in checks:
            self._column.addWidget(self._row(check))
        if not checks:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(Glyph(Icon.CIRCLE_CHECK, Tone.GOOD))
            row.addWidget(Label(_("Nothing stands in the way of the bill."), "body"), 1)
            self._column.addWidget(line)

    def _row(self, check: Check) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.size("space-2"))
        row.addWidget(
            Glyph(
                Icon.CIRCLE_X if check.stops else Icon.TRIANGLE_ALERT,
                Tone.BAD if check.stops else Tone.WARN,
            )
        )
        text = _("Stops: {what}") if check.stops else _("Note: {what}")
        row.addWidget(Label(text.format(what=check.text()), "body", wrap=True), 1)
        button = Button(
            _("Go there"),
            kind="link",
            name=f"mend_{check.code}",
            says=_("Go to: {what}").format(what=check.text()),
        )
        button.clicked.connect(lambda: self._section.asked.emit(check.where))
        row.addWidget(button)
        return line


class BillSection(OrderSection):
    """Before the settlement checks and discount, after it payments; F8 leads here."""

    def build(self) -> None:
        self._deposits = self._refunds = self._money_next = False
        self.totals, self.checks, self.summary = (
            TotalsStrip(),
            Checks(self),
            Label("", "body", wrap=True),
        )
        self.settle_form = self.adds(
            Form(
                (
                    field("settlement.discount", Money, half=True),
                    field("settlement.discount_reason", half=True),
                ),
                submit=N_("Settle"),
                clear="",
                name="settle",
            )
        )
        methods = tuple((method, label(method)) for method in PaymentMethod)
        self.pay_form = self.adds(
            Form(
                (
                    field("payment.method", partial(Segments, methods)),
                    field("payment.amount", Money, half=True),
                    field("payment.note", half=True),
                ),
                submit=N_("Take the payment"),
                clear="",
                name="pay",
            )
        )
        self.payments = Table(
            (
                Column(
                    "number", N_("Receipt"), width=124, second=lambda row: row.staff, sortable=False
                ),
                listed("payment.at", width=104, text=short_moment, sortable=False),
                listed(
                    "payment.method",
                    stretch=True,
                    text=label,
                    second=lambda row: row.note or "",
                    sortable=False,
                ),
                listed("payment.amount", width=104, ink=True, sortable=False),
            ),
            empty=N_("Nothing paid yet."),
            name="payments",
        )
        self.confirm = ConfirmBar(self)
        self.deposit = Button(_("Take a deposit…"), kind="link", icon=Icon.BANKNOTE, name="deposit")
        self.back = Button(_("Pay back…"), kind="link", icon=Icon.UNDO_2, name="pay_back")
        self.reverse = Button(
            _("Reverse the settlement…"), kind="link", icon=Icon.ROTATE_CCW, name="reverse"
        )
        self._lay_out()

    def refresh(self, new: bool) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        if new:
            self._deposits = self._refunds = False
        self.totals.show_totals(sheet.totals)
        settled, cashier = sheet.bill is not None, self.may(Role.CASHIER)
        self.checks.setVisible(not settled)
        self.checks.show_checks(sheet.checks)
        open_ = not settled and not sheet.is_closed
        self.totals.setVisible(not settled)
        self.settle_form.setVisible(
            open_
            and not self._deposits
            and not self._refunds
            and self.may(Role.ADVISOR, Role.CASHIER)
        )
        self.settle_form.submit_button.setEnabled(not any(check.stops for check in sheet.checks))
        owes = settled and sheet.balance > 0
        on_account = any(row.method is PaymentMethod.ON_ACCOUNT for row in sheet.payments)
        self.pay_form.setVisible(
            cashier and (owes or on_account or self._refunds or (open_ and self._deposits))
        )
        self.pay_form.submit_button.show_text(
            _("Pay back") if self._refunds else _("Take the payment")
        )
        self.deposit.setVisible(cashier and open_ and not self._deposits)
        self.back.setVisible(cashier and sheet.paid > 0 and not self._refunds)
        self.reverse.setVisible(settled and self.may(Role.MANAGER))
        self.summary.say(self._told())
        self.summary.setVisible(bool(self.summary.text()))
        self.payments.setVisible(settled)
        self.payments.show_rows(sheet.payments)
        if new or not self.pay_form.is_dirty:
            self.pay_form.set_value({"amount": None if self._refunds else sheet.balance or None})
        if self._money_next and settled:
            self._money_next = False
            self.start()

    def start(self) -> None:
        """Where the money is taken, or the bill is made."""
        (self.pay_form if self.sheet is not None and self.sheet.bill else self.settle_form).start()

    def _told(self) -> str:
        bill = self.sheet.bill if self.sheet else None
        if self.sheet is None:
            return ""
        if bill is None:
            return (
                _("Deposit paid: ¥{paid}.").format(paid=two_decimals(self.sheet.paid))
                if self.sheet.paid
                else ""
            )
        sums = _("{number}: ¥{total} to pay, discount ¥{discount}, paid ¥{paid}.").format(
            number=bill.number,
            total=two_decimals(bill.total),
            discount=two_decimals(bill.discount),
            paid=two_decimals(self.sheet.paid),
        )
        rest = self.sheet.balance
        left = (
            _("Still to pay: ¥{rest}.").format(rest=two_decimals(rest))
            if rest
            else _("Settled up.")
        )
        if rest and not self.may(Role.CASHIER):
            left = _("Still to pay: ¥{rest}. The cashier takes the payment.").format(
                rest=two_decimals(rest)
            )
        return f"{sums} {left}"

    def _take_deposit(self) -> None:
        """Money before the bill is the exception: its form appears when it is asked for."""
        self._open_till(refund=False)

    def _give_back(self) -> None:
        """The same form, the other way: way and amount of the refund, and why."""
        self._open_till(refund=True)

    def _open_till(self, *, refund: bool) -> None:
        self._deposits, self._refunds = not refund, refund
        self.pay_form.clear()
        self.refresh(False)
        self.pay_form.start()

    def _settle(self) -> None:
        value = self.settle_form.value()
        bill = Bill(value["discount"], value["discount_reason"])
        self.save(commands.settle, bill, form=self.settle_form, then=self._settled)

    def _settled(self, number: str) -> None:
        self.settle_form.clear()
        self._money_next = True
        self.shell.notices.say(_("Settled as {number}.").format(number=number))

    def _pay(self) -> None:
        value = self.pay_form.value()
        payment = PaymentValue(value["method"], value["amount"], value["note"])
        self.save(
            commands.pay_back if self._refunds else commands.pay,
            payment,
            form=self.pay_form,
            then=self._paid,
        )

    def _paid(self, number: str) -> None:
        self._deposits = self._refunds = False
        self.pay_form.clear()
        self.shell.notices.say(_("Receipt {number}.").format(number=number))

    def _ask_reverse(self) -> None:
        self.confirm.ask(
            _("Reverse the settlement and open the lines again?"),
            act=_("Reverse"),
            then=lambda reason: self.act(commands.reverse, reason, form=self.pay_form),
            reason=_("Why is it reversed?"),
        )

    def _lay_out(self) -> None:
        links = QHBoxLayout()
        links.addWidget(self.deposit)
        links.addWidget(self.back)
        links.addWidget(self.reverse)
        links.addStretch(1)
        for widget in (
            self.totals,
            self.confirm,
            self.checks,
            self.summary,
            self.settle_form,
            self.pay_form,
        ):
            self.column.addWidget(widget)
        self.column.addLayout(links)
        self.column.addWidget(self.payments, 1)
        self.column.addStretch(0)
        self.settle_form.submitted.connect(self._settle)
        self.pay_form.submitted.connect(self._pay)
        self.deposit.clicked.connect(self._take_deposit)
        self.back.clicked.connect(self._give_back)
        self.reverse.clicked.connect(self._ask_reverse)
