"""The sale of a car: what was quoted is ordered, changed, paid, handed over, and called about."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QAbstractButton

from app.labels import label
from app.prospects import queries as prospects
from app.sales import order_queries, queries
from app.sales.order_facts import SaleOrderRow
from app.stock import queries as stock
from app.stock.facts import StockRow
from app.stock.photo_queries import pdi_photos
from app.text import N_, _
from db.nouns import Noun
from db.sales_words import SaleBlock, SaleState
from db.stock_words import CertificatePlace, PdiPoint
from db.vocabulary import PaymentMethod
from ui.demo.day import DemoDay, DemoStep
from ui.demo.opening import ADVISOR, CASHIER, CONSULTANT, CUSTOMER, MANAGER, TECHNICIAN
from ui.demo.painted import painted
from ui.demo.quotes import COLOUR as OLD_COLOUR
from ui.demo.quotes import unfold
from ui.demo.stock import COLOUR
from ui.parts.folded_buttons import FoldedButtons
from ui.parts.form import Form
from ui.sales.order_steps import STEPS as ORDER_STEPS
from ui.stock.panel import StockPanel
from ui.stock.steps import ARRIVE, CERTIFICATE, PDI

DEPOSIT, WITHIN, REASON = "5000", "+14", "家人更喜欢白色"
CALLED_WITHIN = timedelta(days=7)


def order_car(day: DemoDay) -> None:
    """From the quotation: deposit and day are enough."""
    day.sign_in(CONSULTANT)
    _open_quote(day)
    day.driver.push("quote_order")
    day.driver.settle()
    day.driver.fill(day.form("sale_order_form"), deposit=DEPOSIT, promised_on=WITHIN)
    day.save()
    day.driver.settle()
    _see_state(day, SaleState.WAITS_FOR_MANAGER)


def approve(day: DemoDay) -> None:
    """The manager agrees to the price, the cashier to sums and deposit."""
    _press(day, MANAGER, "approve")
    _see_state(day, SaleState.WAITS_FOR_FINANCE)
    _press(day, CASHIER, "check_finance")
    _see_state(day, SaleState.WAITS_FOR_CAR)


def sign_contract(day: DemoDay) -> None:
    """The contract is printed first, then signed: the prospect is won."""
    _open_order(day, CONSULTANT)
    day.do("print")
    day.keep_paper("purchase-contract", _order(day).number, CUSTOMER, OLD_COLOUR)
    day.driver.push("sale_order_sign")
    day.see(_order(day).valid_signature_at is not None, "the contract is signed")


def take_deposit(day: DemoDay) -> None:
    """The form knows how much; the receipt is printed from the order."""
    _take_money(day)
    (paid,) = _order(day).payments
    day.see(paid.amount == _order(day).deposit, "the deposit is paid")
    _push(day, "sale_receipt", _("The receipt"))
    day.keep_paper("receipt-for-a-car", paid.number, _order(day).number)


def change_colour(day: DemoDay) -> None:
    """The next version of the quotation becomes a numbered change; all is agreed to anew."""
    day.sign_in(CONSULTANT)
    _open_quote(day)
    day.do("edit")
    day.driver.settle()
    form = day.form("quote_form")
    unfold(day, form)
    day.driver.fill(form, colour=COLOUR)
    day.save()
    day.driver.settle()
    form = _begin(day, CONSULTANT, "change")
    day.driver.fill(form, reason=REASON)
    day.save()
    day.driver.settle()
    _see_state(day, SaleState.WAITS_FOR_MANAGER)
    day.see(_order(day).valid_signature_at is None, "the signature is void")


def sign_change(day: DemoDay) -> None:
    """Approved, checked, printed and signed as the contract was."""
    approve(day)
    _open_order(day, CONSULTANT)
    day.do("print")
    number = f"{_order(day).number}-C1"
    day.keep_paper("order-change", number, OLD_COLOUR, COLOUR, REASON)
    day.driver.push("sale_order_sign")
    day.see(_order(day).valid_signature_at is not None, "the change is signed")


def give_car(day: DemoDay) -> None:
    """The car of the truckload that nobody has reserved; it is still on its way."""
    car = next(row for row in _cars(day) if row.hold_id is None)
    form = _begin(day, CONSULTANT, "give_car")
    day.driver.choose(form["stock_car_id"], car.number)
    day.save()
    day.driver.settle()
    day.see(_order(day).car_number == car.number, "the order has its car")
    day.see(SaleBlock.ARRIVAL in _order(day).blocks, "the car is still to come")


def prepare_car(day: DemoDay) -> None:
    """It arrives, its certificate comes, and it is inspected before the hand-over."""
    _open_car(day, CONSULTANT)
    _push(day, "stock_car_arrive", _(ARRIVE.text), menu="stock_car_more")
    day.driver.settle()
    _push(day, "stock_car_pdi", _(PDI.text), menu="stock_car_more")
    day.driver.settle()
    form = day.form("stock_car_pdi_form")
    day.driver.answer(form["point"], label(PdiPoint.HAND_OVER))
    day.driver.choose(form["checked_by"], TECHNICIAN)
    day.driver.fill(form, passed=True, odometer="12")
    day.save()
    day.driver.settle()
    day.see(_order(day).is_inspected, "the car is inspected")
    _photograph_car(day)
    _open_car(day, MANAGER)
    _push(day, "stock_car_certificate", _(CERTIFICATE.text), menu="stock_car_more")
    day.driver.settle()
    day.see(_order(day).certificate is CertificatePlace.HERE, "the certificate is here")


def _photograph_car(day: DemoDay) -> None:
    """A picture of a file becomes a photo of the inspection."""
    car = _order(day).stock_car_id or 0
    panel = day.driver.find(StockPanel)
    with TemporaryDirectory() as folder:
        panel.photos.add_files([painted(Path(folder) / "pdi.jpg", day.clock())])
        day.driver.until("the photo", lambda: day.ask(pdi_photos, car))
    day.driver.settle()


def arrange(day: DemoDay) -> None:
    """Insurance, tax and plate: the form offers what is still open."""
    while _order(day).open_steps:
        before = _order(day).open_steps
        _begin(day, CONSULTANT, "note_step")
        day.save()
        day.driver.settle()
        day.see(len(_order(day).open_steps) < len(before), "one more is arranged")


def take_balance(day: DemoDay) -> None:
    """The rest of the price: nothing is missing any more."""
    _take_money(day)
    day.see(_order(day).due == 0, "the car is paid")


def invoice(day: DemoDay) -> None:
    """The number of the tax invoice: nothing is missing any more."""
    form = _begin(day, CASHIER, "invoice")
    day.driver.fill(form, number="26442000000011210001")
    day.save()
    day.driver.settle()
    _see_state(day, SaleState.READY)


def hand_over(day: DemoDay) -> None:
    """Advisor, odometer, confirmation; the car is the customer's and a call is planned."""
    form = _begin(day, CONSULTANT, "prepare")
    day.driver.choose(form["advisor_id"], ADVISOR)
    day.driver.fill(form, odometer="15")
    day.save()
    day.driver.settle()
    day.do("print")
    day.keep_paper("hand-over-confirmation", _order(day).vin, CUSTOMER, ADVISOR)
    _press(day, CONSULTANT, "hand_over")
    _see_state(day, SaleState.DELIVERED)
    day.see(_order(day).vin not in {row.vin for row in _cars(day)}, "the car has left the stock")
    soon, person = day.clock() + CALLED_WITHIN, _order(day).person_id
    calls = [one for one in day.ask(prospects.due, soon, at=day.clock()) if one.person_id == person]
    day.see([one.prospect_id for one in calls] == [None], "the first call is planned")
    day.photograph("sale")


def _order(day: DemoDay) -> SaleOrderRow:
    """The one order of the day."""
    (row,) = day.ask(order_queries.orders, day.program.work.actor, at=day.clock())
    return row


def _cars(day: DemoDay) -> list[StockRow]:
    return day.ask(stock.standing, day.program.work.actor, at=day.clock())


def _see_state(day: DemoDay, state: SaleState) -> None:
    day.see(_order(day).state is state, f"the order stands at {state}")


def _be(day: DemoDay, name: str) -> None:
    """Signs in unless this person sits here already."""
    if day.program.work.actor.name != name:
        day.sign_in(name)


def _open_quote(day: DemoDay) -> None:
    (row,) = day.ask(queries.quotes, day.program.work.actor, at=day.clock())
    day.go("sales").show_record(Noun.QUOTE, row.id)
    day.driver.settle()


def _open_order(day: DemoDay, name: str) -> None:
    _be(day, name)
    day.go("sales").show_record(Noun.SALE_ORDER, _order(day).id)
    day.driver.settle()


def _open_car(day: DemoDay, name: str) -> None:
    _be(day, name)
    day.go("stock").show_record(Noun.STOCK_CAR, _order(day).stock_car_id or 0)
    day.driver.settle()


def _press(day: DemoDay, name: str, step: str) -> None:
    """A step of the order, by its button or in the menu."""
    _open_order(day, name)
    words = next(one.text for one in ORDER_STEPS if one.name == step)
    _push(day, f"sale_order_{step}", _(words), menu="sale_order_more")
    day.driver.settle()


def _push(day: DemoDay, name: str, words: str, *, menu: str = "panelMore") -> None:
    """A button of the panel, or its line in a menu where it has no room."""
    if _is_shown(day, name):
        day.driver.push(name)
        return
    if _is_folded(day, name) or menu == "panelMore":
        day.driver.push("panelMore")
    else:
        _push(day, menu, _("More"))
    day.walk_menu(words)
    day.driver.settle()


def _is_shown(day: DemoDay, name: str) -> bool:
    found = day.program.window.findChildren(QAbstractButton, name)
    return any(one.isVisible() for one in found)


def _is_folded(day: DemoDay, name: str) -> bool:
    """True for a button of the panel that is under its ⋯."""
    found = day.program.window.findChildren(FoldedButtons, "panelMore")
    return any(folded.isVisible() and name in folded.names() for folded in found)


def _begin(day: DemoDay, name: str, step: str) -> Form:
    """The form of a step of the order."""
    _press(day, name, step)
    return day.form(f"sale_order_{step}_form")


def _take_money(day: DemoDay) -> None:
    form = _begin(day, CASHIER, "take_money")
    day.driver.answer(form["method"], label(PaymentMethod.CARD))
    day.save()
    day.driver.settle()


STEPS = (
    DemoStep("17:18", N_("Order the car that was quoted"), order_car),
    DemoStep("17:19", N_("Approve the order and check it"), approve),
    DemoStep("17:20", N_("Print the contract and have it signed"), sign_contract),
    DemoStep("17:22", N_("Take the deposit with its receipt"), take_deposit),
    DemoStep("17:24", N_("Change the colour of the order"), change_colour),
    DemoStep("17:26", N_("Approve the change and have it signed"), sign_change),
    DemoStep("17:28", N_("Give the order a car"), give_car),
    DemoStep("17:29", N_("Receive the car and inspect it"), prepare_car),
    DemoStep("17:32", N_("Arrange insurance, tax and plate"), arrange),
    DemoStep("17:34", N_("Take the rest of the price"), take_balance),
    DemoStep("17:35", N_("Note the sales invoice of the car"), invoice),
    DemoStep("17:36", N_("Hand the car over and plan the first call"), hand_over),
)
