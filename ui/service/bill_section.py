"""What stands in the way of the bill, the bill, and the money."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.admin.settings import ReasonSettings
from app.formatting import short_moment, two_decimals
from app.labels import label
from app.order_money import OrderAccount
from app.service.commands import bill as commands
from app.service.queries.sheet import OrderSheet
from app.service.rules import Check
from app.service.values import Bill, PaymentValue
from app.text import N_, _
from app.tones import Tone
from db.vocabulary import PaymentMethod, Role
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.columns import choice_of, field, listed
from ui.parts.confirm import ConfirmBar, ReasonList
from ui.parts.fields import Money, Segments
from ui.parts.form import Form
from ui.parts.labels import Glyph, Label
from ui.parts.layouts import hbox, stretched
from ui.parts.scroll import HeadScroll
from ui.parts.table import Column, Table
from ui.service.section import OrderSection
from ui.service.totals import TotalsStrip

SETTLEMENT = (
    field("settlement.discount", Money, half=True),
    field("settlement.discount_reason", half=True),
)
PAYMENT = (
    field("payment.method", choice_of(Segments, PaymentMethod)),
    field("payment.amount", Money, half=True),
    field("payment.note", half=True),
)
RECEIPTS = (
    Column("number", N_("Receipt"), width=124, second=lambda row: row.staff, sortable=False),
    listed("payment.at", width=104, text=short_moment, sortable=False),
    listed(
        "payment.method",
        stretch=True,
        text=label,
        second=lambda row: row.note or "",
        sortable=False,
    ),
    listed("payment.amount", width=104, ink=True, sortable=False),
)


class Checks(QWidget):
    """What stops the bill, and notes; each line leads to its section."""

    def __init__(self, section: OrderSection) -> None:
        super().__init__(section)
        self._section = section
        self._column = QVBoxLayout(self)
        edge = theme.size("space-1")
        self._column.setContentsMargins(edge, 0, edge, 0)
        self._column.setSpacing(0)

    def show_checks(self, checks: tuple[Check, ...]) -> None:
        """Show all checks, or one line that says that there is none."""
        while (item := self._column.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()
        for check in checks:
            self._column.addWidget(self._row(check))
        if not checks:
            said = _("Nothing stands in the way of the bill.")
            self._column.addWidget(_line(Glyph(Icon.CIRCLE_CHECK, Tone.GOOD), said))
        self._column.addStretch(1)

    def _row(self, check: Check) -> QWidget:
        sign = Glyph(Icon.TRIANGLE_ALERT, Tone.WARN)
        text = _("Note: {what}")
        if check.stops:
            sign, text = Glyph(Icon.CIRCLE_X, Tone.BAD), _("Stops: {what}")
        says = _("Go to: {what}").format(what=check.text())
        button = Button(_("Go there"), kind="link", name=f"mend_{check.code}", says=says)
        button.clicked.connect(lambda: self._section.asked.emit(check.where))
        return _line(sign, text.format(what=check.text()), button)


class BillSection(OrderSection):
    """Checks and discount before the settlement, payments after it; F8 leads here."""

    def build(self) -> None:
        self._deposits = self._refunds = self._money_next = False
        self.totals, self.checks = TotalsStrip(), Checks(self)
        self.checks_view = HeadScroll(_("What stands in the way of the bill"))
        self.checks_view.show_page(self.checks)
        self.checks_view.setMinimumHeight(2 * theme.size("row"))
        self.summary = Label("", "body", wrap=True)
        self.settle_form = self.adds(Form(SETTLEMENT, submit=N_("Settle"), clear="", name="settle"))
        self.pay_form = self.adds(
            Form(PAYMENT, submit=N_("Take the payment"), clear="", name="pay")
        )
        self.payments = Table(RECEIPTS, empty=N_("Nothing paid yet."), name="payments")
        self.confirm = ConfirmBar(self)
        self.deposit = _link(_("Take a deposit…"), Icon.BANKNOTE, "deposit")
        self.back = _link(_("Pay back…"), Icon.UNDO_2, "pay_back")
        self.reverse = _link(_("Reverse the settlement…"), Icon.ROTATE_CCW, "reverse")
        self._lay_out()
        self._connect()

    def refresh(self, new: bool) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        if new:
            self._deposits = self._refunds = False
        self.totals.show_totals(sheet.totals)
        self.checks.show_checks(sheet.checks)
        self.settle_form.submit_button.setEnabled(not any(check.stops for check in sheet.checks))
        self.pay_form.submit_button.show_text(
            _("Pay back") if self._refunds else _("Take the payment")
        )
        self.summary.say(self._summary(sheet))
        self.payments.show_rows(sheet.payments)
        for widget, is_shown in self._shown(sheet).items():
            widget.setVisible(is_shown)
        if new or not self.pay_form.is_dirty:
            self.pay_form.set_value(
                {"amount": None if self._refunds else sheet.account.owed or None}
            )
        if self._money_next and sheet.bill is not None:
            self._money_next = False
            self.start()

    def _shown(self, sheet: OrderSheet) -> dict[QWidget, bool]:
        """What applies now: settling before the bill, money and its way back after it."""
        settled, cashier = sheet.bill is not None, self.may(Role.CASHIER)
        is_open = not settled and not sheet.is_closed
        settles = is_open and not self._deposits and not self._refunds
        pays = sheet.account.owed > 0 or self._refunds or (is_open and self._deposits)
        return {
            self.totals: not settled,
            self.checks_view: not settled,
            self.summary: bool(self.summary.text()),
            self.settle_form: settles and self.may(Role.ADVISOR, Role.CASHIER),
            self.pay_form: cashier and pays,
            self.payments: settled,
            self.deposit: cashier and is_open and not self._deposits,
            self.back: cashier and sheet.account.received > 0 and not self._refunds,
            self.reverse: settled and not sheet.is_closed and self.may(Role.MANAGER),
        }

    def start(self) -> None:
        """Put the cursor where money is taken, or where the bill is made."""
        (self.pay_form if self.sheet is not None and self.sheet.bill else self.settle_form).start()

    def _summary(self, sheet: OrderSheet) -> str:
        """The sums of the bill; before it is made the deposit."""
        bill, account = sheet.bill, sheet.account
        paid = two_decimals(account.received)
        if bill is None:
            return _("Deposit paid: ¥{paid}.").format(paid=paid) if account.received else ""
        sums = _("{number}: ¥{total} to pay, discount ¥{discount}, paid ¥{paid}.").format(
            number=bill.number,
            total=two_decimals(bill.total),
            discount=two_decimals(bill.discount),
            paid=paid,
        )
        return f"{sums} {self._left(account)}"

    def _left(self, account: OrderAccount) -> str:
        """What is still to come, and how much of it was promised."""
        if not account.owed:
            return _("Settled up.")
        left = _("Still to pay: ¥{rest}.")
        if account.on_account:
            left = _("Still to pay: ¥{rest}, of it ¥{promised} on account.")
        elif not self.may(Role.CASHIER):
            left = _("Still to pay: ¥{rest}. The cashier takes the payment.")
        rest, promised = two_decimals(account.owed), two_decimals(account.on_account)
        return left.format(rest=rest, promised=promised)

    def _open_till(self, *, refund: bool) -> None:
        """The form for money before the bill, or for money that is paid back."""
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
            reason=ReasonList(
                (), _("Why is it reversed?"), self.shell.settings.of(ReasonSettings).of("refund")
            ),
        )

    def _lay_out(self) -> None:
        links = QHBoxLayout()
        for link in (self.deposit, self.back, self.reverse):
            links.addWidget(link)
        links.addStretch(1)
        for widget in (self.totals, self.confirm, self.checks_view, self.summary):
            self.column.addWidget(widget)
        for form in (self.settle_form, self.pay_form):
            self.column.addWidget(form)
        self.column.addLayout(links)
        self.column.addWidget(self.payments, 1)
        self.column.addStretch(0)

    def _connect(self) -> None:
        self.settle_form.submitted.connect(self._settle)
        self.pay_form.submitted.connect(self._pay)
        self.deposit.clicked.connect(lambda: self._open_till(refund=False))
        self.back.clicked.connect(lambda: self._open_till(refund=True))
        self.reverse.clicked.connect(self._ask_reverse)


def _link(text: str, icon: Icon, name: str) -> Button:
    return Button(text, kind="link", icon=icon, name=name)


def _line(sign: Glyph, text: str, button: Button | None = None) -> QWidget:
    line = QWidget()
    row = hbox(sign, stretched(Label(text, "body", wrap=True)), parent=line)
    if button is not None:
        row.addWidget(button)
    return line
