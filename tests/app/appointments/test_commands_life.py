"""The life of two appointments: whatever is asked in whatever order, bays and states agree.

A plain model knows what each holds; what it forbids must be refused.
"""

import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.appointments import commands, queries
from app.appointments.values import NewAllocation, NewAppointment
from app.desks import DESKS
from app.errors import Refused
from app.people.operations import Contact
from app.permissions import Actor
from app.records import Records
from app.service.commands import opening
from db import upgrade
from db.appointment_words import AppointmentState as State
from db.vocabulary import Role
from tests.app.appointments.shop import Shop, furnish
from tests.make import NOON
from tests.planted import live

pytestmark = pytest.mark.sqlite_only("a model on copies of one file")

MANAGER = Actor(1, "王敏", frozenset({Role.MANAGER}), "服务台")
QUARTER = timedelta(minutes=15)
WHEN = st.one_of(st.integers(1, 12), st.integers(-20, 28)).map(lambda place: NOON + place * QUARTER)
"""Mostly within the afternoon; the store works from 8:30 to 18:00, and its clock stands at noon."""
LENGTH = st.integers(1, 6)
BAY, HANDS = st.integers(0, 1), st.sampled_from([None, 0, 1])
PICK = st.randoms(use_true_random=False)


@dataclass(eq=False)
class PlannedPart:
    """An allocation of the model: bay, technician or None, quarters of an hour."""

    bay: int
    hands: int | None
    start: datetime
    quarters: int
    holds: bool = True
    """A place that was given up stays free for others, also when the customer comes late."""

    @property
    def end(self) -> datetime:
        return self.start + self.quarters * QUARTER

    def meets(self, other: "PlannedPart") -> bool:
        """True where both want one bay, made ready in a quarter, or one technician."""
        one_bay = self.bay == other.bay
        if one_bay and self.start < other.end + QUARTER and self.end + QUARTER > other.start:
            return True
        one_pair = self.hands is not None and self.hands == other.hands
        return one_pair and self.start < other.end and self.end > other.start


@dataclass(eq=False)
class Expected:
    """An appointment of the model with its allocations by id."""

    plate: str
    parts: dict[int, PlannedPart] = field(default_factory=dict)
    state: State = State.BOOKED
    confirmed: bool = False
    comes: datetime = NOON

    def hold(self, holds: bool) -> None:
        for part in self.parts.values():
            part.holds = holds

    def follow(self) -> None:
        """While the customer is expected, it is with the first part; a new time is unconfirmed."""
        first = min(part.start for part in self.parts.values())
        if self.state is State.BOOKED and first != self.comes:
            self.comes, self.confirmed = first, False


class AppointmentLife(RuleBasedStateMachine):
    """Two bays, two technicians, one afternoon."""

    store = Path()

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "store.db"
        shutil.copy(self.store, path)
        self.records = Records(upgrade.prepare(path), DESKS)
        shop = furnish(self.records, MANAGER)
        self.bays, self.people = (shop.lift, shop.pit), (shop.zhou, shop.wu)
        self.rows: dict[int, Expected] = {}

    def teardown(self) -> None:
        self.records.close()
        self.folder.cleanup()

    def tried(
        self, allowed: bool, command: Any, *args: Any, at: datetime = NOON, **more: Any
    ) -> Any:
        if allowed:
            return self.records.act(command, *args, by=MANAGER, at=at, **more)
        with pytest.raises(Refused):
            self.records.act(command, *args, by=MANAGER, at=at, **more)
        return None

    def fits(self, part: PlannedPart, without: int | None = None) -> bool:
        """Within the hours of the store, and of nobody else."""
        minute = (part.start - NOON) // timedelta(minutes=1)
        is_open = -210 <= minute < 360 and part.end <= NOON + timedelta(minutes=360)
        taken = (
            other
            for row in self.rows.values()
            for key, other in row.parts.items()
            if other.holds and key != without
        )
        return is_open and not any(part.meets(other) for other in taken)

    def is_ahead(self, start: datetime) -> bool:
        return start > NOON - QUARTER

    def ids(self, appointment: int) -> list[int]:
        with self.records.read() as session:
            return sorted(part.id for part in queries.parts(session, appointment))

    def worker(self, hands: int | None) -> int | None:
        return None if hands is None else self.people[hands]

    def wanted(self, part: PlannedPart, plate: str) -> NewAppointment:
        owner = Contact("陶渊明", "13800138000")
        bay, hands = self.bays[part.bay], self.worker(part.hands)
        hours = Decimal(part.quarters) / 4
        return NewAppointment(plate, part.start, hours, bay, hands, owner=owner)

    @rule(bay=BAY, hands=HANDS, start=WHEN, quarters=LENGTH)
    def book(self, bay: int, hands: int | None, start: datetime, quarters: int) -> None:
        part, plate = PlannedPart(bay, hands, start, quarters), f"京A{len(self.rows):05d}"
        allowed = self.is_ahead(start) and self.fits(part)
        made = self.tried(allowed, commands.book, self.wanted(part, plate))
        if allowed:
            self.rows[made] = Expected(plate, {self.ids(made)[0]: part}, comes=start)

    @precondition(lambda self: self.rows)
    @rule(dice=PICK, bay=BAY, start=WHEN)
    def move(self, dice: Any, bay: int, start: datetime) -> None:
        row = self.rows[dice.choice(sorted(self.rows))]
        key = dice.choice(sorted(row.parts))
        old = row.parts[key]
        part = PlannedPart(bay, old.hands, start, old.quarters)
        is_ahead = start == old.start or self.is_ahead(start)
        allowed = row.state is State.BOOKED and is_ahead and self.fits(part, without=key)
        bay_id = self.bays[bay]
        back = self.tried(allowed, commands.move, key, bay_id, starts_at=start)
        if not allowed:
            return
        if dice.random() < 0.3:
            self.tried(True, commands.move_back, key, back)
            return
        row.parts[key] = part
        row.follow()

    @precondition(lambda self: self.rows)
    @rule(dice=PICK, bay=BAY, hands=HANDS, start=WHEN, quarters=LENGTH)
    def add_time(
        self, dice: Any, bay: int, hands: int | None, start: datetime, quarters: int
    ) -> None:
        key = dice.choice(sorted(self.rows))
        row, part = self.rows[key], PlannedPart(bay, hands, start, quarters)
        is_held = row.state in (State.BOOKED, State.ARRIVED)
        allowed = is_held and self.is_ahead(start) and self.fits(part)
        hours = Decimal(quarters) / 4
        value = NewAllocation(self.bays[bay], start, hours, self.worker(hands))
        made = self.tried(allowed, commands.add_time, key, value)
        if allowed:
            row.parts[made] = part
            row.follow()

    @precondition(lambda self: self.rows)
    @rule(dice=PICK)
    def drop_time(self, dice: Any) -> None:
        row = self.rows[dice.choice(sorted(self.rows))]
        key = dice.choice(sorted(row.parts))
        allowed = len(row.parts) > 1
        self.tried(allowed, commands.drop_time, key)
        if allowed:
            del row.parts[key]
            row.follow()

    @precondition(lambda self: self.rows)
    @rule(dice=PICK)
    def confirm(self, dice: Any) -> None:
        key = dice.choice(sorted(self.rows))
        allowed = self.rows[key].state is State.BOOKED
        self.tried(allowed, commands.confirm, key)
        self.rows[key].confirmed = self.rows[key].confirmed or allowed

    @precondition(lambda self: self.rows)
    @rule(dice=PICK)
    def call_off(self, dice: Any) -> None:
        key = dice.choice(sorted(self.rows))
        allowed = self.rows[key].state is State.BOOKED
        self.tried(allowed, commands.call_off, key, "改天")
        if allowed:
            self.rows[key].state = State.CANCELLED
            self.rows[key].hold(False)

    @precondition(lambda self: self.rows)
    @rule(dice=PICK, late=st.booleans())
    def miss(self, dice: Any, late: bool) -> None:
        key = dice.choice(sorted(self.rows))
        row = self.rows[key]
        allowed = row.state is State.BOOKED and late
        at = row.comes + (QUARTER if late else -QUARTER)
        self.tried(allowed, commands.miss, key, at=at)
        if allowed:
            row.state = State.NO_SHOW
            row.hold(False)

    @precondition(lambda self: self.rows)
    @rule(dice=PICK)
    def expect_again(self, dice: Any) -> None:
        key = dice.choice(sorted(self.rows))
        row = self.rows[key]
        is_gone = row.state in (State.CANCELLED, State.NO_SHOW)
        allowed = is_gone and all(self.fits(part) for part in row.parts.values())
        self.tried(allowed, commands.expect_again, key)
        if allowed:
            row.state = State.BOOKED
            row.hold(True)
            row.follow()

    @precondition(lambda self: self.rows)
    @rule(dice=PICK)
    def arrive(self, dice: Any) -> None:
        """The order is made from the appointment; twice it is refused."""
        key = dice.choice(sorted(self.rows))
        row = self.rows[key]
        allowed = row.state in (State.BOOKED, State.NO_SHOW)
        self.tried(allowed, opening.receive, key)
        row.state = State.ARRIVED if allowed else row.state

    @invariant()
    def the_records_agree(self) -> None:
        with self.records.read() as session:
            seen = {key: queries.appointment(session, key, viewer=MANAGER) for key in self.rows}
        for key, row in self.rows.items():
            found = seen[key]
            assert found is not None and found.state is row.state
            assert found.starts_at == row.comes
            assert (found.confirmed_at is not None) == row.confirmed
            assert (found.order_id is not None) == (row.state is State.ARRIVED)
            for part in found.parts:
                wanted = row.parts[part.id]
                assert (part.bay_id, part.technician_id) == (
                    self.bays[wanted.bay],
                    self.worker(wanted.hands),
                )
                assert (part.starts_at, part.ends_at) == (wanted.start, wanted.end)
                assert part.holds is wanted.holds
            assert {part.id for part in found.parts} == row.parts.keys()


def test_appointments_live_as_the_model_says(founded_store: Path) -> None:
    live(AppointmentLife, founded_store, examples=6, steps=25)


def test_who_is_expected_again_comes_with_the_first_time_that_is_left(shop: Shop) -> None:
    """The first of two times was dropped while the appointment was called off."""
    key = shop.book()
    more = NewAllocation(shop.pit, NOON + timedelta(hours=4), Decimal(1))
    later = shop.act(commands.add_time, key, more)
    (first,) = {part.id for part in shop.read(queries.parts, key)} - {later}
    shop.act(commands.call_off, key, "改天")
    shop.act(commands.drop_time, first)
    shop.act(commands.expect_again, key)
    found = shop.read(queries.appointment, key, viewer=shop.actor)
    assert found.starts_at == NOON + timedelta(hours=4)
