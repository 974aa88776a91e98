"""What stands in the way of the bills, the bill of each payer, and the money."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.admin.values import Approver
from app.errors import Refused
from app.formatting import short_moment
from app.labels import label
from app.service.commands import bill, credit, payers, payments
from app.service.queries.sheet import OrderSheet
from app.service.values import PaymentValue
from app.text import N_, _
from db.money_words import PayerKind
from db.vocabulary import Role
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.columns import listed
from ui.parts.fields import Segments
from ui.parts.form import Form
from ui.parts.labels import Label
from ui.parts.layouts import stretch, stretched
from ui.parts.menu_button import MenuAct, MenuButton
from ui.parts.naming import named
from ui.parts.table import Column, Table
from ui.service import bill_papers, bill_texts
from ui.service.bill_forms import PAYMENT, CreditForm, PayerForm, SettleForm
from ui.service.check_list import CheckList
from ui.service.section import OrderSection
from ui.service.totals import TotalsStrip
from ui.shell.editing.second_sign_in import SecondSignIn
from ui.shell.reasons import usual

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


LEAST_PAYMENTS = 3
"""So many rows of the receipts are seen at once, the title counted."""


class Mode(StrEnum):
    """Which form the section shows besides the next one that the order needs."""

    NONE = ""
    DEPOSIT = "deposit"
    REFUND = "refund"
    CREDIT = "credit"
    PAYER = "payer"


class BillSection(OrderSection):
    """Checks and discount before the settlement, payments after it; F8 leads here.

    Where several pay, a row of payers chooses whose bill and money are shown.
    """

    def build(self) -> None:
        self._mode, self._money_next = Mode.NONE, False
        self.payers = named(Segments(()), "bill_payers", says=_("Payer"))
        self.totals = self.spare = TotalsStrip()
        self.checks = CheckList(_("Ready to settle."))
        self.checks.setAccessibleName(_("Before the settlement"))
        self.checks.asked.connect(self.asked)
        self.summary = Label("", "body", wrap=True)
        self.settle_form, self.credit_form, self.payer_form = (
            SettleForm(),
            CreditForm(),
            PayerForm(),
        )
        self.pay_form = Form(PAYMENT, submit=N_("Take the payment"), clear="", name="pay")
        for form in self._forms():
            self.adds(form)
        self.signing = SecondSignIn(self.work, self)
        self.payments = Table(RECEIPTS, empty=N_("Nothing paid yet."), name="payments")
        self.deposit = _link(_("Take a deposit…"), Icon.BANKNOTE, "deposit")
        self.back = _link(_("Refund…"), Icon.UNDO_2, "pay_back")
        self.credit = _link(_("Credit note…"), Icon.ROTATE_CCW, "credit_note")
        self.billed_to = _link(_("Payer…"), Icon.USER, "name_payer")
        self.papers = MenuButton(
            "", self._papers, icon=Icon.PRINTER, name="bill_papers", says=_("Papers of this payer")
        )
        self._links = {
            Mode.DEPOSIT: self.deposit,
            Mode.REFUND: self.back,
            Mode.CREDIT: self.credit,
            Mode.PAYER: self.billed_to,
        }
        self._lay_out()
        self._connect()

    @property
    def payer(self) -> PayerKind:
        """Whose bill and money are shown."""
        chosen = self.payers.value()
        return chosen if isinstance(chosen, PayerKind) else PayerKind.CUSTOMER

    def refresh(self, new: bool) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        if new:
            self._mode = Mode.NONE
            self.signing.leave()
            if sheet.row.waived and not sheet.bills:
                why = _("Quick service was late")
                offered = {"discount": sheet.row.waived, "discount_reason": why}
                self.settle_form.set_value(offered)
        self._show_payers(sheet)
        one = sheet.for_payer(self.payer)
        self.totals.show_totals(one.totals)
        checks = tuple(check for check in sheet.checks if not check.leaving)
        self.checks.show_checks(checks)
        self.settle_form.submit_button.setEnabled(not any(check.stops for check in checks))
        is_refund = self._mode is Mode.REFUND
        self.pay_form.submit_button.show_text(_("Refund") if is_refund else _("Take the payment"))
        self.summary.say(bill_texts.summary(one, may_pay=self.may(Role.CASHIER)))
        self.payments.show_rows(one.payments)
        self.settle_form["discount_reason"].set_options(usual(self.shell, "discount"))
        self.credit_form.payer = self.payer
        self._offer_lines(sheet, one)
        for widget, is_shown in self._shown(sheet, one).items():
            widget.setVisible(is_shown)
        if new or not self.pay_form.is_dirty:
            owed = max(one.account.owed, -one.account.owed if is_refund else 0)
            self.pay_form.set_value({"amount": owed or None})
        if self._money_next and sheet.bill is not None:
            self._money_next = False
            self.start()

    def _offer_lines(self, sheet: OrderSheet, one: OrderSheet) -> None:
        """The form that is open shows a chip for each line, and there may be hundreds."""
        if self._mode is Mode.CREDIT:
            self.credit_form.offer(one, usual(self.shell, "refund"))
        elif self._mode is Mode.PAYER:
            self.payer_form.offer(sheet)

    def _show_payers(self, sheet: OrderSheet) -> None:
        """A row of payers where there are several; the one that was chosen stays."""
        known = sheet.payers
        before = self.payer
        self.payers.set_options((one, bill_texts.payer_tab(sheet, one)) for one in known)
        self.payers.set_value(before if before in known else known[0])
        self.payers.setVisible(len(known) > 1)

    def _shown(self, sheet: OrderSheet, one: OrderSheet) -> dict[QWidget, bool]:
        """What applies now: settling before the bill, money and its way back after it."""
        cashier, mode, has_bill = self.may(Role.CASHIER), self._mode, bool(one.bills)
        is_open = not sheet.settled and (not sheet.is_closed or bool(sheet.credits))
        plain = mode is Mode.NONE
        forms = self.signing.isHidden()
        is_paid_here = self.payer is not PayerKind.INTERNAL
        owes = plain and one.account.owed > 0 and is_paid_here
        pays = owes or mode is Mode.REFUND or (is_open and mode is Mode.DEPOSIT)
        return {
            self.totals: not has_bill and len(sheet.payers) == 1,
            self.checks: is_open and mode not in (Mode.CREDIT, Mode.PAYER),
            self.summary: bool(self.summary.text()),
            self.settle_form: forms and is_open and plain and self.may(Role.ADVISOR, Role.CASHIER),
            self.pay_form: forms and cashier and pays,
            self.credit_form: forms and mode is Mode.CREDIT and has_bill and cashier,
            self.payer_form: mode is Mode.PAYER,
            self.payments: has_bill and mode is not Mode.CREDIT,
            self.deposit: cashier and is_open and not has_bill and plain and is_paid_here,
            self.back: cashier and one.account.received > 0 and plain,
            self.credit: cashier and has_bill and plain,
            self.papers: has_bill or bool(one.payments or one.credits),
            self.billed_to: is_open and plain and self.may(*payers.SHARING),
        }

    def start(self) -> None:
        """Put the cursor where money is taken, or where the bill is made."""
        (self.pay_form if self.sheet is not None and self.sheet.bill else self.settle_form).start()

    def _open(self, mode: Mode) -> None:
        """Another form in the section; the links come back when it is done or left."""
        self._mode = mode
        self.pay_form.clear()
        for form in (self.credit_form, self.payer_form):
            form.clear()
        self.refresh(False)
        forms = {Mode.CREDIT: self.credit_form, Mode.PAYER: self.payer_form}
        forms.get(mode, self.pay_form).start()

    def _leave(self) -> None:
        self._mode = Mode.NONE
        self.refresh(False)

    def _send(
        self,
        form: Form,
        command: Callable[..., str],
        *,
        make: Callable[[Approver | None], object],
        then: Callable[[str], object],
        approver: Approver | None = None,
    ) -> None:
        """Saves a form; where a second person has to sign, asks and sends it once more."""
        if self.sheet is None:
            return
        again = partial(self._send, form, command, make=make, then=then)

        def refuse(refused: Refused) -> None:
            form.busy(False)
            self.signing.answer(refused, form, send=lambda signed: again(approver=signed))

        def done(number: str) -> None:
            self.signing.leave()
            then(number)

        saving = self.record(form)
        saving.save(command, self.sheet.id, make(approver), then=done, refuse=refuse)

    def _settle(self) -> None:
        form = self.settle_form
        self._send(form, bill.settle, make=form.bill, then=self._settled)

    def _settled(self, number: str) -> None:
        self._money_next = True
        self._finish(self.settle_form, _("Settled as {number}.").format(number=number))

    def _pay(self) -> None:
        value, payer, till = self.pay_form.value(), self.payer, self.shell.workstation.till
        command = payments.pay_back if self._mode is Mode.REFUND else payments.pay
        self._send(
            self.pay_form,
            command,
            make=lambda signed: PaymentValue(**value, payer=payer, till=till, approver=signed),
            then=lambda number: self._finish(
                self.pay_form, _("Receipt {number}.").format(number=number)
            ),
        )

    def _credit(self) -> None:
        form = self.credit_form
        told = lambda number: _("Credit note {number}.").format(number=number)  # noqa: E731
        then = lambda number: self._finish(form, told(number))  # noqa: E731
        self._send(form, credit.credit, make=form.credit, then=then)

    def _assign(self) -> None:
        form = self.payer_form
        self.save(payers.assign_payer, form.named(), form=form, then=lambda _n: self._finish(form))

    def _finish(self, form: Form, told: str = "") -> None:
        """What was asked for is done: the form is empty, the links come back."""
        self._mode = Mode.NONE
        form.clear()
        if told:
            self.shell.notices.say(told)
        self.refresh(False)

    def _forms(self) -> tuple[Form, ...]:
        return self.settle_form, self.pay_form, self.credit_form, self.payer_form

    def _papers(self) -> list[MenuAct]:
        return bill_papers.acts(self.shell, self.sheet, payer=self.payer) if self.sheet else []

    def _lay_out(self) -> None:
        links = QHBoxLayout()
        for link in self._links.values():
            links.addWidget(link)
        links.addStretch(1)
        links.addWidget(self.papers)
        self.payments.setMinimumHeight(LEAST_PAYMENTS * theme.size("row"))
        told = (self.payers, self.totals, self.checks, self.summary)
        below = (self.signing, links, stretched(self.payments), stretch(0))
        self.scroll_as_one(*told, *self._forms(), *below)

    def _connect(self) -> None:
        self.payers.edited.connect(self._leave)
        self.settle_form.submitted.connect(self._settle)
        self.pay_form.submitted.connect(self._pay)
        self.credit_form.submitted.connect(self._credit)
        self.payer_form.submitted.connect(self._assign)
        for form in (self.pay_form, self.credit_form, self.payer_form):
            form.left.connect(self._leave)
        for mode, link in self._links.items():
            link.clicked.connect(partial(self._open, mode))


def _link(text: str, icon: Icon, name: str) -> Button:
    return Button(text, kind="link", icon=icon, name=name)
