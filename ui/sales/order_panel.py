"""An order beside the list: its way, its amounts, its papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.formatting import money
from app.permissions import Actor
from app.sales import fleet_quotes, kept_papers, matching
from app.sales.order_facts import SaleOrderRow, needs_red, told_step
from app.sales.order_way import invoice_told, way
from app.sales.settings import QuoteSettings
from app.text import _
from app.tones import Tone
from db.sales_words import DepositKind, SaleStepKind
from db.vocabulary import Role
from ui.icons import Icon
from ui.keys import Key
from ui.parts.buttons import Button
from ui.parts.labels import Label
from ui.parts.layouts import vbox
from ui.record_desk.declaration import KeptRead, RecordDesk
from ui.record_desk.kept_papers import KEPT_PAPERS, KeptPapers
from ui.record_desk.money_panel import MoneyPanel
from ui.sales.order_prints import OrderPrints
from ui.sales.order_steps import ARRANGE, GIVE, GIVE_OTHER, PLAN
from ui.sales.order_way_view import OrderWayView
from ui.sales.sums_table import SumsTable
from ui.shell.workspace.page import Shell

KEPT = KeptRead(kept_papers.kept_papers, kept_papers.kept_copy)
CAR_STEPS = frozenset({GIVE, GIVE_OTHER})


class OrderView(QWidget):
    """What stands under the facts: the way, and the amounts of the agreed version."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.way, self.sums = OrderWayView(), SumsTable()
        self.newer = Label("", "caption", tone=Tone.WARN, wrap=True)
        self.invoice = Label("", "caption", tone=Tone.WARN, wrap=True)
        vbox(self.way, self.newer, self.invoice, self.sums, parent=self, spacing=3)

    def show_order(self, row: SaleOrderRow) -> None:
        """The way of another order; what a change has changed is tinted in the amounts."""
        self.way.show_way(way(row))
        before = row.version_of(row.changes[-1].old_version_id) if row.changes else None
        self.sums.show_version(row.agreed, before)
        told = _("Version {number} of the quotation waits to become a change of the order.")
        self.newer.say(told.format(number=row.newest.number))
        self.newer.setVisible(row.has_newer and row.is_open)
        self.invoice.say(invoice_told(row))
        self.invoice.setVisible(needs_red(row))


class SaleOrderPanel(MoneyPanel):
    """Its papers are printed from here; `quote_asked` wants the next version of its quotation."""

    row: SaleOrderRow | None
    quote_asked = Signal(int)

    def __init__(self, shell: Shell, desk: RecordDesk) -> None:
        self.order = OrderView()
        super().__init__(shell, desk, self.order)
        self.prints = OrderPrints(shell)
        self.total = Label("", "title", tone=Tone.ACCENT)
        self.put_beside_title(self.total)
        self.printing = Button("", Key.PRINT, name="sale_print", icon=Icon.PRINTER, listens=False)
        self.printing.clicked.connect(self.print_paper)
        self.receipt = Button("", name="sale_receipt", icon=Icon.WALLET)
        self.receipt.clicked.connect(self.print_receipt)
        self.kept = KeptPapers(shell, KEPT, self)
        self.papers = Button(_(KEPT_PAPERS), icon=Icon.FILE_TEXT, name="sale_papers")
        self.papers.clicked.connect(self._open_kept)
        self.adopt(self.printing, self.receipt, self.papers)
        self.step_forms[ARRANGE.name].form.edited.connect(self._ask_last_day)
        self.form.edited.connect(self._follow)

    def begin(self, key: str, value: Mapping[str, object]) -> None:
        """A new order begins with the usual deposit."""
        usual = self.shell.settings.of(QuoteSettings).usual_deposit
        deposit = {"deposit": Decimal(usual) if usual else None}
        super().begin(key, {**deposit, "deposit_kind": DepositKind.EARNEST, **value})
        self.form.show_field("cars", False)
        self._ask_cars(value.get("quote_id"))

    def _follow(self, name: str) -> None:
        if name == "quote_id" and self.row is None:
            self._ask_cars(self.form["quote_id"].value())

    def _ask_cars(self, quote_id: object) -> None:
        """How many cars of the chosen quotation are left to order."""
        if isinstance(quote_id, int):
            topic = (self, "left")
            self.work.ask(fleet_quotes.cars_left, quote_id, then=self._show_cars, topic=topic)

    def _show_cars(self, told: tuple[int, int]) -> None:
        """Of a quotation for several cars all that are left, unless fewer are typed."""
        cars, left = told
        self.form.show_field("cars", cars > 1)
        self.form["cars"].set_value(left if cars > 1 else None)
        said = _("{n} of {all} cars are not ordered yet.")
        self.form.say("cars", said.format(n=left, all=cars) if cars > 1 else "")

    def take(self, name: str) -> None:
        """The form of a car offers those that fit; a single one stands there already."""
        super().take(name)
        if name in CAR_STEPS and self.row is not None:
            about = {"at": self.work.now(), "then": partial(self._offer_cars, name)}
            self.work.ask(matching.options, self.row.id, self.viewer, **about, topic=(self, "cars"))
        if name in (ARRANGE.name, PLAN.name) and self.row is not None:
            kinds = [(kind, _(told_step(self.row, kind))) for kind in SaleStepKind]
            self.step_forms[name].form.set_options("kind", kinds)
        if name == ARRANGE.name:
            self._ask_last_day()

    def _ask_last_day(self, _edited: str = "") -> None:
        """An insurance ends some day; nothing else that is arranged does."""
        form = self.step_forms[ARRANGE.name].form
        form.show_field("valid_until", form["kind"].value() is SaleStepKind.INSURANCE)

    def _offer_cars(self, name: str, cars: Sequence[tuple[int, str]]) -> None:
        form = self.step_forms[name].form
        form.set_options("stock_car_id", cars)
        if len(cars) == 1:
            form["stock_car_id"].set_value(cars[0][0])
        told = _("No free car fits this order. Change it, or wait for the next arrival.")
        form.say("stock_car_id", "" if cars else told, tone=Tone.WARN)

    def print_paper(self) -> None:
        """The paper that is next: contract or change, later the hand-over confirmation."""
        if self.row is not None:
            self.prints.print_next(self.row)

    def print_receipt(self) -> None:
        """The receipt of the last payment."""
        if self.row is not None and self.row.payments:
            self.prints.print_receipt(self.row, self.row.payments[-1])

    def _open_kept(self) -> None:
        """Every paper that was given out, to be printed as it was."""
        if self.row is not None:
            self.kept.open_for(self.row.id, at=self.papers)

    def buttons(self, row: SaleOrderRow | None) -> tuple[Button, ...]:
        """The next step first, then its papers."""
        shown = super().buttons(row)
        if row is None or self.step:
            return shown
        paper = self.prints.next_paper(row)
        self.printing.show_text(_(paper.label) if paper is not None else "")
        self.receipt.show_text(_("The receipt") if row.payments else "")
        papers = (self.printing,) if paper is not None else ()
        receipts = (self.receipt,) if row.payments else ()
        front = [one for one in shown if one is not self.steps.more]
        given_out = (self.papers,) if _may_print(row, self.viewer) else ()
        return (*front[:1], *papers, *receipts, *front[1:], *given_out, *shown[len(front) :])

    def _show_record(self, row: SaleOrderRow) -> None:
        self.order.show_order(row)
        self.total.say(money(row.on_the_road))
        super()._show_record(row)

    def _put(self, title: str, body: QWidget, actions: Sequence[Button] = ()) -> None:
        self.total.setVisible(body is self.view)
        super()._put(title, body, actions)


def _may_print(row: SaleOrderRow, viewer: Actor) -> bool:
    return row.is_own or viewer.may(Role.CASHIER)
