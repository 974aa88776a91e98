"""Whatever people try in whatever order.

No car is promised twice, and no drive is told out of order.
"""

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from app.desks import DESKS
from app.errors import Refused
from app.fleet import commands as fleet
from app.fleet import operations, rules
from app.fleet.values import Lending, LicenceSeen, NewBlock, Outing, Return
from app.permissions import Actor
from app.records import Records
from app.testdrives import commands
from db import upgrade
from db.tables.fleet import CarBooking, DemoCar, Loan
from db.tables.service import RepairOrder
from db.vocabulary import BookingState, FuelLevel, LicenceClass
from tests import make as makers
from tests.app.testdrives.store import NUMBER, furnish
from tests.make import NOON

ORDINALS = st.integers(0, 30)


class Life(RuleBasedStateMachine):
    """Legal steps are likely because every step names an existing drive.

    Illegal ones must be refused, not crash.
    """

    store: ClassVar[Path]
    folder: ClassVar[Path]
    manager: ClassVar[Actor]
    numbers: ClassVar[Iterator[int]] = itertools.count()

    def __init__(self) -> None:
        super().__init__()
        path = self.folder / f"store{next(self.numbers)}.db"
        shutil.copy(self.store, path)
        self.records = Records(upgrade.prepare(path), DESKS)
        self.showroom = furnish(self.records, self.manager)
        self.drives: list[int] = []
        self.loans: list[int] = []
        self.blocks: list[int] = []
        self.states: dict[int, BookingState] = {}
        self.km = {self.showroom.automatic: 1000, self.showroom.manual: 1000}
        self.showroom.act(self.open_orders)

    def open_orders(self, session: Any, *, by: Actor, at: Any) -> None:
        """The automatic is also lent, to two cars in the workshop."""
        session.get_one(DemoCar, self.showroom.automatic).lent = True
        self.orders = [
            makers.repair_order(session, makers.vehicle(session, plate), by=1).id
            for plate in ("京B11111", "京B22222")
        ]
        for key in self.orders:
            session.get_one(RepairOrder, key).customer_id = makers.person(session, "司马相如").id

    def teardown(self) -> None:
        self.records.close()

    @rule(
        after=st.integers(0, 240),
        manual=st.booleans(),
        other=st.booleans(),
        length=st.sampled_from([15, 30, 45]),
    )
    def book(self, after: int, manual: bool, other: bool, length: int) -> None:
        room = self.showroom
        more = {
            "car_id": room.manual if manual else room.automatic,
            "consultant_id": room.zhao if other else room.li,
            "minutes": length,
        }
        with suppress(Refused):
            self.drives.append(room.book(after, **more))

    @rule(which=ORDINALS, after=st.integers(0, 240), manual=st.booleans())
    def move(self, which: int, after: int, manual: bool) -> None:
        car = self.showroom.manual if manual else self.showroom.automatic
        self.attempt(
            which,
            lambda key: self.showroom.act(
                commands.move, key, car, starts_at=NOON + timedelta(minutes=after)
            ),
        )

    @rule(which=ORDINALS)
    def prepare(self, which: int) -> None:
        self.attempt(which, self.showroom.note_licence)
        self.attempt(which, self.showroom.sign)

    @rule(which=ORDINALS, more=st.integers(-3, 9), ready=st.booleans())
    def send_out(self, which: int, more: int, ready: bool) -> None:
        if ready:
            self.prepare(which)
        last = max(self.km.values()) + more
        self.attempt(
            which,
            lambda key: self.showroom.act(commands.send_out, key, Outing(last, FuelLevel.FULL)),
        )

    @rule(which=ORDINALS, more=st.integers(-3, 9))
    def take_back(self, which: int, more: int) -> None:
        last = max(self.km.values()) + more
        self.attempt(
            which,
            lambda key: self.showroom.act(commands.take_back, key, Return(last, FuelLevel.HALF)),
        )

    @rule(which=ORDINALS, verb=st.sampled_from(["cancel", "no_show", "restore"]))
    def end(self, which: int, verb: str) -> None:
        late = NOON + timedelta(hours=3)
        steps: dict[str, Callable[[int], Any]] = {
            "cancel": lambda key: self.showroom.act(commands.cancel, key, "改天"),
            "no_show": lambda key: self.showroom.act(commands.mark_no_show, key, at=late),
            "restore": lambda key: self.showroom.act(commands.restore, key),
        }
        self.attempt(which, steps[verb])

    @rule(order=st.integers(0, 1), after=st.integers(0, 240), length=st.integers(1, 300))
    def lend(self, order: int, after: int, length: int) -> None:
        start = NOON + timedelta(minutes=after)
        until = start + timedelta(minutes=length)
        wanted = Lending(self.showroom.automatic, until, start)
        with suppress(Refused):
            self.loans.append(self.service(fleet.lend, self.orders[order], wanted))

    @rule(
        which=ORDINALS,
        verb=st.sampled_from(["out", "back", "longer", "off", "close"]),
        more=st.integers(-3, 200),
    )
    def use_loan(self, which: int, verb: str, more: int) -> None:
        last = max(self.km.values()) + more
        gestures: dict[str, Callable[[int], Any]] = {
            "out": lambda key: (
                self.note(key),
                self.service(fleet.hand_out, key, Outing(last, FuelLevel.FULL)),
            ),
            "back": lambda key: self.service(fleet.take_back, key, Return(last, FuelLevel.HALF)),
            "longer": lambda key: self.service(fleet.postpone, key, NOON + timedelta(minutes=more)),
            "off": lambda key: self.service(fleet.call_off, key, "不用了"),
            "close": lambda _key: self.showroom.act(self.close, self.orders[which % 2]),
        }
        if self.loans:
            with suppress(Refused):
                gestures[verb](self.loans[which % len(self.loans)])

    @rule(after=st.integers(0, 240), length=st.integers(1, 300), manual=st.booleans())
    def block(self, after: int, length: int, manual: bool) -> None:
        start = NOON + timedelta(minutes=after)
        car = self.showroom.manual if manual else self.showroom.automatic
        with suppress(Refused):
            wanted = NewBlock(car, start, start + timedelta(minutes=length), "保养")
            self.blocks.append(self.showroom.act(fleet.block, wanted))

    @rule(which=ORDINALS, again=st.booleans())
    def free(self, which: int, again: bool) -> None:
        if self.blocks:
            with suppress(Refused):
                command = fleet.block_again if again else fleet.unblock
                self.showroom.act(command, self.blocks[which % len(self.blocks)])

    def service(self, command: Callable[..., Any], *args: Any) -> Any:
        return self.showroom.act(command, *args, by=self.manager)

    def note(self, key: int) -> None:
        self.service(
            fleet.note_licence,
            key,
            LicenceSeen(NUMBER, LicenceClass.C1, expires_on=date(2030, 1, 1)),
        )

    def close(self, session: Any, order: int, *, by: Actor, at: Any) -> None:
        operations.close_loans(session, order, because="closed")
        held = session.scalars(
            select(Loan.id).where(Loan.order_id == order, Loan.state.in_(rules.HOLDING))
        ).all()
        assert not held, "an order ended with its loan car out"

    @invariant()
    def nothing_is_promised_twice_and_no_step_is_skipped(self) -> None:
        with self.records.read() as session:
            rows = list(session.scalars(select(CarBooking)))
            cars = {car.id: car.odometer for car in session.scalars(select(DemoCar))}
        holding = [row for row in rows if row.state in rules.HOLDING]
        for one, other in itertools.combinations(holding, 2):
            claims = [
                rules.Claim(
                    row.car_id,
                    row.starts_at,
                    row.ends_at,
                    row.held_until,
                    row.consultant_id,
                    row.id,
                )
                for row in (one, other)
            ]
            assert not rules.excludes(*claims)
        for row in rows:
            was = self.states.get(row.id, row.state)
            assert row.state is was or row.state in rules.STEPS[was]
            assert (row.out_at is not None) == (row.state in (BookingState.OUT, BookingState.BACK))
            assert (
                row.out_at is None
                or row.agreement_signed_at is not None
                or row.order_id is not None
            )
            self.states[row.id] = row.state
        assert all(cars[car] >= km for car, km in self.km.items())
        self.km = {car: cars[car] for car in self.km}

    def attempt(self, which: int, step: Callable[[int], Any]) -> None:
        if self.drives:
            with suppress(Refused):
                step(self.drives[which % len(self.drives)])


def test_every_life_of_a_drive_keeps_the_promises(
    founded_store: Path, tmp_path: Path, manager: Actor
) -> None:
    few = settings(
        max_examples=25,
        stateful_step_count=40,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    Life.store, Life.folder, Life.manager = founded_store, tmp_path, manager
    run_state_machine_as_test(Life, settings=few)
