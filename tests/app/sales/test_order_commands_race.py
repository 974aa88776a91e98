"""Two PCs act on one order at the same moment: one wins, the other reads who did it and when."""

from sqlalchemy import func, select

from app.desks import DESKS
from app.permissions import Actor
from app.records import Records
from app.sales import delivery_commands, discount_commands, order_commands
from db import upgrade
from db.sales_words import DiscountCause
from db.store_address import StorePlace
from db.tables.bills import Payment
from db.tables.prospects import FollowUp
from db.tables.vehicles import VehicleRelation
from db.vocabulary import Role
from tests import make as makers
from tests.app.sales import racing
from tests.app.sales.order_store import DEPOSIT, SaleStore, open_sales
from tests.app.sales.store import FLOOR, LIST, open_showroom
from tests.beginnings import maker
from tests.reliability.acting import PROGRAMS

NAMES = ("李经理", "赵经理")
ACTS = ("car", "approval", "money", "hand-over", "discount")


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


def raced(
    place: StorePlace, seats: list[tuple[int, str]], rounds: list[list[racing.Round]]
) -> list[list[str]]:
    """What each PC was told, round by round."""
    start, results = PROGRAMS.Barrier(len(seats)), PROGRAMS.Queue()
    programs = [
        PROGRAMS.Process(
            target=racing.race,
            args=(place, seat),
            kwargs={"rounds": of_seat, "start": start, "results": results},
        )
        for seat, of_seat in zip(seats, rounds, strict=True)
    ]
    for program in programs:
        program.start()
    told = [results.get(timeout=100) for _seat in seats]
    for program in programs:
        program.join(20)
    return told


def test_two_pcs_never_do_the_same_to_one_order(founded_place: StorePlace, manager: Actor) -> None:
    records = Records(upgrade.prepare(founded_place), DESKS)
    make = maker(records)
    sales = open_sales(open_showroom(records, manager, make), make)
    seats = [(make(makers.staff, name, Role.MANAGER), name) for name in NAMES]
    car, sold, waiting = sales.car(1), sales.car(2), sales.place()
    takers = [sales.place(), sales.place()]
    for order in takers:
        sales.approve(order)
    ready = almost_ready(sales, sold)
    due = sales.row(ready).due
    cheap = sales.quotes.quote(discount=LIST - FLOOR + 1, cause=DiscountCause.LONG_STOCK)
    asked = cheap.newest.request
    assert asked is not None
    records.close()

    rounds = [
        [
            racing.Round(delivery_commands.give_car, (taker, car)),
            racing.Round(order_commands.approve, (waiting,)),
            racing.take(ready, due),
            racing.hand_over(ready, sales.advisor),
            racing.Round(discount_commands.refuse_discount, (asked.id, "价格不动")),
        ]
        for taker in takers
    ]
    told = raced(founded_place, seats, rounds)
    for name, answers in zip(ACTS, zip(*told, strict=True), strict=True):
        assert sorted(one == "won" for one in answers) == [False, True], (name, answers)
        (why,) = [one for one in answers if one != "won"]
        assert any(one in why for one in NAMES) and "11-21 12:00" in why, (name, why)

    records = Records(upgrade.prepare(founded_place), DESKS)
    with records.read() as session:
        of_car = select(func.sum(Payment.amount)).where(Payment.sale_order_id == ready)
        assert session.scalar(of_car) == DEPOSIT + due
        for table in (VehicleRelation, FollowUp):
            assert session.scalar(select(func.count(table.id))) == 1
    records.close()
