"""Two PCs act on one order at the same moment: one wins, the other reads who did it and when."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.desks import DESKS
from app.permissions import Actor
from app.practice.fake_identities import with_check_digit
from app.records import Records
from app.sales import (
    delivery_commands,
    discount_commands,
    invoice_commands,
    money_commands,
    order_commands,
)
from app.sales.order_values import (
    CarHandOver,
    CarMoney,
    GivenSalePaper,
    InvoiceEntry,
    SaleStepEntry,
)
from app.stock import outlet_commands
from app.stock.outlet_values import OutletEntry
from db import upgrade
from db.outlet_words import OutletKind
from db.sales_words import DiscountCause, SaleStepKind
from db.store_address import StorePlace
from db.tables.bills import Payment
from db.tables.outlets import CarTransfer
from db.tables.prospects import FollowUp
from db.tables.sale_orders import SaleOrder
from db.tables.sales import QuoteVersion
from db.tables.stock import StockCar
from db.tables.vehicles import VehicleRelation
from db.vocabulary import PaperKind, PaymentMethod, Role
from tests import make as makers
from tests.app.sales.order_store import DEPOSIT, SaleStore, open_sales
from tests.app.sales.store import FLOOR, LIST, open_showroom
from tests.app.sales.test_used_sale import quote, take_in
from tests.app.stock.test_outlet_commands_race import send
from tests.beginnings import maker
from tests.racing import Round, loss, raced

NAMES = ("李经理", "赵经理")
OLD_CARS = [
    {"plate": f"粤B5432{place}", "vin": with_check_digit("LGBG22E0", f"HY00000{place}")}
    for place in (2, 3, 4)
]
"""Old cars besides the one that the customer has anyway."""
OUTLET = OutletEntry(name="城北网点", kind=OutletKind.FRANCHISE)


def almost_ready(sales: SaleStore, car: int) -> int:
    """An order to which only the rest of the money is missing."""
    order = sales.place()
    sales.approve(order)
    sales.sign(order)
    sales.act(delivery_commands.give_car, order, car)
    sales.inspect(car)
    sales.arrange(order)
    sales.pay(order, DEPOSIT)
    return order


def hand_over(order: int, advisor: int) -> Round:
    return Round(hand_over_at_once, (order, advisor))


def hand_over_at_once(
    session: Session, order: int, advisor: int, *, by: Actor, at: datetime
) -> None:
    """Invoiced, prepared, printed and handed over without a breath between."""
    told: dict[str, Any] = {"by": by, "at": at}
    invoice_commands.note_invoice(session, order, InvoiceEntry("26440000000000000001"), **told)
    delivery_commands.prepare_hand_over(session, order, CarHandOver(advisor, 15), **told)
    sheet = GivenSalePaper(PaperKind.DELIVERY_SHEET, order, "D", None, b"%PDF-1.4")
    order_commands.keep_paper(session, sheet, **told)
    delivery_commands.hand_over(session, order, **told)


def take(order: int, amount: Decimal) -> Round:
    return Round(money_commands.take_money, (order, CarMoney(PaymentMethod.CARD, amount)))


def signed_trade_in(sales: SaleStore) -> int:
    """An order whose customer brings the old car now."""
    order = sales.place(appraisal_id=sales.appraise(**OLD_CARS[0]))
    sales.approve(order)
    sales.sign(order)
    return order


def order_used(sales: SaleStore, car: int) -> Round:
    """One of the customers who were quoted the only used car orders it."""
    return order_quoted(sales, quote(sales, car))


def order_quoted(sales: SaleStore, quoted: int) -> Round:
    return Round(order_commands.save_order, (sales.entry(quoted),))


def approved(sales: SaleStore) -> int:
    order = sales.place()
    sales.approve(order)
    return order


def matches(sales: SaleStore, ready: int) -> dict[str, tuple[Round, Round]]:
    """What each of two PCs does at once, by what they are after."""
    car, waiting, step = sales.car(1), sales.place(), SaleStepEntry(SaleStepKind.TRADE_IN)
    traded = Round(delivery_commands.note_step, (signed_trade_in(sales), step))
    cheap = sales.quotes.quote(discount=LIST - FLOOR + 1, cause=DiscountCause.LONG_STOCK)
    asked = cheap.newest.request
    assert asked is not None
    first, second = (Round(delivery_commands.give_car, (approved(sales), car)) for _pc in NAMES)
    sales.act(outlet_commands.save_outlet, OUTLET, by=sales.quotes.manager)
    left, right = sales.car(3), sales.car(4)
    only, other = take_in(sales), take_in(sales, **OLD_CARS[1])
    appraised = {"appraisal_id": sales.appraise(**OLD_CARS[2])}
    promised = [sales.quotes.quote(**appraised).id for _pc in NAMES]
    goes, gets = {"reason": "展厅样车"}, delivery_commands.give_car
    return {
        "car": (first, second),
        "used car": (order_used(sales, only), order_used(sales, only)),
        "approval": (Round(order_commands.approve, (waiting,)),) * 2,
        "money": (take(ready, sales.row(ready).due),) * 2,
        "hand-over": (hand_over(ready, sales.advisor),) * 2,
        "discount": (Round(discount_commands.refuse_discount, (asked.id, "价格不动")),) * 2,
        "trade-in": (traded, traded),
        "outlet": (Round(gets, (approved(sales), left)), send(left, NAMES[1], **goes)),
        "used car to an outlet": (send(other, NAMES[0], **goes), order_used(sales, other)),
        "appraisal": tuple(order_quoted(sales, quoted) for quoted in promised),
        "order": (send(right, NAMES[0], **goes), Round(gets, (approved(sales), right))),
    }


def test_two_pcs_never_do_the_same_to_one_order(founded_place: StorePlace, manager: Actor) -> None:
    records = Records(upgrade.prepare(founded_place), DESKS)
    make = maker(records)
    sales = open_sales(open_showroom(records, manager, make), make)
    seats = [(make(makers.staff, name, Role.MANAGER), name) for name in NAMES]
    ready = almost_ready(sales, sales.car(2))
    due, wanted = sales.row(ready).due, matches(sales, ready)
    records.close()

    told = raced(founded_place, seats, list(zip(*wanted.values(), strict=True)))
    names = (*NAMES, sales.quotes.consultant.name)
    for act, answers in zip(wanted, told, strict=True):
        why, when = loss(answers), "11-21" if act == "trade-in" else "11-21 12:00"
        assert any(one in why for one in names) and when in why, (act, why)

    records = Records(upgrade.prepare(founded_place), DESKS)
    with records.read() as session:
        of_car = select(func.sum(Payment.amount)).where(Payment.sale_order_id == ready)
        assert session.scalar(of_car) == DEPOSIT + due
        assert session.scalar(select(func.count(FollowUp.id))) == 1
        sold = select(StockCar.vehicle_id).join(SaleOrder, SaleOrder.stock_car_id == StockCar.id)
        owners = select(func.count(VehicleRelation.id)).where(
            VehicleRelation.until_on.is_(None),
            VehicleRelation.vehicle_id.in_(sold.where(SaleOrder.id == ready)),
        )
        assert session.scalar(owners) == 1
        old_cars = select(func.count(StockCar.id)).where(StockCar.appraisal_id.is_not(None))
        assert session.scalar(old_cars) == 3
        both = select(SaleOrder.id).where(SaleOrder.stock_car_id == CarTransfer.stock_car_id)
        assert session.scalar(both) is None, "one car for an order and at an outlet"
        at_outlets = select(CarTransfer.stock_car_id)
        quoted = select(SaleOrder.id).join(
            QuoteVersion, QuoteVersion.id == SaleOrder.quote_version_id
        )
        assert session.scalar(quoted.where(QuoteVersion.stock_car_id.in_(at_outlets))) is None
    records.close()
