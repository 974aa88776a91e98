"""A quotation beside the list: its versions, its form with live sums, a manager's signature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.admin.values import Approver
from app.errors import Refused
from app.formatting import money
from app.local_time import local_day
from app.sales import appraisal_queries, rules
from app.sales.appraisal_facts import CarOffer
from app.sales.facts import QuoteRow
from app.sales.settings import QuoteSettings
from app.sales.values import QuoteEntry
from app.text import N_, _
from app.tones import Tone
from app.vehicles import queries as vehicles
from db.sales_words import QuoteState
from db.vocabulary import Role
from ui.icons import Icon
from ui.keys import Key
from ui.parts.buttons import Button
from ui.parts.labels import Label
from ui.record_desk.declaration import RecordDesk
from ui.record_desk.record_panel import RecordPanel
from ui.sales.project_fields import ProjectFields
from ui.sales.quoted_prices import QuotedPrices
from ui.sales.version_view import VersionView
from ui.shell.editing.person_finder import PersonFinder
from ui.shell.editing.second_sign_in import SecondSignIn
from ui.shell.viewer import roles_of
from ui.shell.workspace.page import Shell

UNDECIDED = frozenset({QuoteState.ASKED, QuoteState.REFUSED})
CARS = ("trim_id", "stock_car_id")
"""A quotation has one of them."""
COMPULSORY = N_("Compulsory traffic insurance")


class QuotePanel(RecordPanel):
    """Adds up while somebody types; what is below the floor goes to a manager at once."""

    row: QuoteRow | None
    print_asked = Signal()
    request_asked = Signal()
    """The paper of the discount request."""
    order_asked = Signal(int)
    appraise_asked = Signal(int)

    def __init__(self, shell: Shell, desk: RecordDesk) -> None:
        self.versions = VersionView()
        super().__init__(shell, desk, self.versions)
        self.prices = QuotedPrices(shell, self)
        self.prices.changed.connect(lambda: self.body() is self.form and self._add_up())
        self.project = ProjectFields(self.form, self.begin)
        self._offers: Mapping[int, CarOffer] = {}
        self.total = Label("", "title", tone=Tone.ACCENT)
        self.put_beside_title(self.total)
        self.printing = Button("", Key.PRINT, name="quote_print", icon=Icon.PRINTER, listens=False)
        self.printing.clicked.connect(self.print_asked)
        self.printing.show_text(_("Print"))
        self.request = Button("", name="discount_print", icon=Icon.PERCENT)
        self.request.clicked.connect(self.request_asked)
        self.request.show_text(_("Print the request"))
        self.ordering = Button("", name="quote_order", icon=Icon.HANDSHAKE)
        self.ordering.clicked.connect(self._order)
        self.appraising = Button("", name="quote_appraise", icon=Icon.CAR)
        self.appraising.clicked.connect(
            lambda: self.row and self.appraise_asked.emit(self.row.person_id)
        )
        self.adopt(self.printing, self.request, self.ordering, self.appraising)
        self.second = SecondSignIn(shell.work, self, frozenset({Role.MANAGER}))
        self._holder.addWidget(self.second)
        self.versions.tabs.edited.connect(self._say_total)
        self.form.built.connect(self._begin_finder)
        self.form.edited.connect(self._follow)
        self.form.changed.connect(self._add_up)

    def reload(self) -> None:
        """Asks for the prices of the day, by which the form adds up."""
        self.prices.reload()
        self.work.ask(appraisal_queries.offers, then=self._offer, topic=(self, "offers"))

    def begin(self, key: str, value: Mapping[str, object]) -> None:
        """A new quotation begins with what the store usually charges."""
        rules_ = self.shell.settings.of(QuoteSettings)
        until = local_day(self.work.now()) + timedelta(days=rules_.quote_days)
        usual: dict[str, object] = {"valid_until": until, "plate_fee": _amount(rules_.plate_fee)}
        if amount := _amount(rules_.compulsory_insurance):
            usual["insurance"] = ((_(COMPULSORY), amount),)
        self.project.leave()
        super().begin(key, {**usual, **value})
        self._add_up()

    def begin_for(self, person: tuple[int, str]) -> None:
        """A quotation for a customer whose file was open."""
        self.form.set_options("who", (person,))
        self.begin(f"new-{person[0]}", {"who": person[0]})

    def edit(self) -> None:
        super().edit()
        self._add_up()

    def _show_form(self, row: QuoteRow) -> None:
        self.project.show_of(row)
        super()._show_form(row)

    def save(self) -> None:
        """The first try: a manager is asked only where the command wants one."""
        self._send(None)

    def buttons(self, row: QuoteRow | None) -> tuple[Button, ...]:
        """The next version first, then the paper of the one that is shown."""
        shown = super().buttons(row)
        if row is None or self.step or not (row.is_own or self.viewer.may()):
            return shown
        can_order = row.state is QuoteState.OPEN and row.cars_left > 0
        self.ordering.show_text(_("Order it") if can_order else "")
        orders = (self.ordering,) if can_order else ()
        appraised = row.newest.appraisal_id is not None or not can_order
        self.appraising.show_text("" if appraised else _("Appraise a trade-in"))
        cars = () if appraised else (self.appraising,)
        papers = () if row.state in UNDECIDED else (self.printing,)
        asked = row.newest.request
        if row.margin is not None and asked is not None and asked.decided_at is not None:
            papers = (*papers, self.request)
        return (*shown[:1], *orders, *papers, *cars, *shown[1:])

    def _order(self) -> None:
        if self.row is not None:
            self.order_asked.emit(self.row.id)

    def _show_record(self, row: QuoteRow) -> None:
        self.versions.show_quote(row)
        self._say_total()
        super()._show_record(row)

    def _say_total(self) -> None:
        if (version := self.versions.version) is not None:
            self.total.say(money(version.on_the_road))

    def _put(self, title: str, body: QWidget, actions: Sequence[Button] = ()) -> None:
        if not self.second.isHidden():
            self.second.leave()
        self.total.setVisible(body is not self.hint)
        super()._put(title, body, actions)

    def _send(self, approver: Approver | None) -> None:
        entry: QuoteEntry = self.desk.value(self.form.value(), self.row)
        seen = self.editing.version if self.row is not None else None
        version = seen if isinstance(seen, int) else None
        value = replace(entry, version=version, approver=approver)
        then, refuse = partial(self._saved, self.row), self._refused
        self.editing.save(self.desk.save, value, then=then, refuse=refuse)

    def _refused(self, refused: Refused) -> None:
        self.second.answer(refused, self.form, send=self._send)

    def _offer(self, offers: Mapping[int, CarOffer]) -> None:
        self._offers = offers

    def _begin_finder(self) -> None:
        finder: PersonFinder = self.form["who"]
        finder.show_for(roles_of(self.work))
        finder.asked.connect(self._find)

    def _find(self, text: str) -> None:
        then = partial(self.form["who"].offer, text)
        self.work.ask(vehicles.people_found, text, then=then, topic=(self, "who"))

    def _follow(self, name: str) -> None:
        """Another car has its own price and tax; an appraisal brings its value and car."""
        if name in CARS:
            gone = ("car_price", "tax", *(one for one in CARS if one != name))
            is_chosen = self.form[name].value() is not None
            for field in gone if is_chosen else gone[:2]:
                self.form[field].set_value(None)
        elif name == "appraisal_id":
            key = self.form[name].value()
            offer = self._offers.get(key) if isinstance(key, int) else None
            self.form["trade_in"].set_value(offer.offered if offer is not None else None)
            self.form["trade_in_car"].set_value(offer.car if offer is not None else None)

    def _add_up(self) -> None:
        """Says the sums while they are typed; no table is asked."""
        if not self.form.is_built:
            return
        entry: QuoteEntry = self.desk.value(self.form.value(), self.row)
        basis = self.prices.basis(entry)
        if basis is None:
            self._say({}, Decimal(0))
            return
        quote = entry.amounts(basis)
        paid = rules.monthly(quote) if rules.borrowed(quote) > 0 else ()
        is_new = basis.energy is not None
        said = {
            "trim_id": _told(N_("List price {amount}"), basis.list_price if is_new else None),
            "stock_car_id": _told(
                N_("Asking price {amount}"), None if is_new else basis.list_price
            ),
            "discount": _("Price after discount {amount}").format(
                amount=money(rules.bare_price(quote))
            ),
            "tax": ""
            if entry.tax is not None or not is_new
            else _("By the rule: {amount}").format(amount=money(quote.tax)),
            "months": _("{amount} a month").format(amount=money(paid[0])) if paid else "",
            "trade_in": _("To pay before delivery {amount}").format(
                amount=money(rules.before_delivery(quote))
            ),
        }
        self._say(said, rules.on_the_road(quote))

    def _say(self, said: Mapping[str, str], total: Decimal) -> None:
        for name in (*CARS, "discount", "tax", "months", "trade_in"):
            if self.form.message(name) != said.get(name, ""):
                self.form.say(name, said.get(name, ""))
        self.total.say(money(total) if total else "")


def _told(text: str, price: Decimal | None) -> str:
    return "" if price is None else _(text).format(amount=money(price))


def _amount(yuan: int) -> Decimal | None:
    return Decimal(yuan) if yuan else None
