"""Two PCs press Start at the same moment: one clock runs, the other PC reads why."""

from typing import Any

from sqlalchemy import func, select

from app.desks import DESKS
from app.permissions import Actor
from app.records import Records
from db import upgrade
from db.store_address import StorePlace
from db.tables.clocks import JobClock
from db.vocabulary import Role
from tests import make as makers
from tests.app.workbench.racing import press
from tests.make import NOON
from tests.reliability.acting import PROGRAMS

ROUNDS = 12


def furnish(place: StorePlace, manager: Actor) -> tuple[list[int], list[int]]:
    """Two technicians and a car with a job for every round."""

    def found(session: Any, *, by: Actor, at: Any) -> tuple[list[int], list[int]]:
        people = [makers.staff(session, name, Role.TECHNICIAN).id for name in ("马建军", "林涛")]
        car = makers.repair_order(session, makers.vehicle(session, "京A12345"), by=1)
        return people, [makers.labour_line(session, car.id).id for _round in range(ROUNDS)]

    records = Records(upgrade.prepare(place), DESKS)
    try:
        return records.act(found, by=manager, at=NOON)
    finally:
        records.close()


def race(place: StorePlace, seats: list[tuple[int, list[int]]]) -> list[list[str]]:
    start, results = PROGRAMS.Barrier(len(seats)), PROGRAMS.Queue()
    programs = [
        PROGRAMS.Process(
            target=press,
            args=(place, staff_id),
            kwargs={"lines": lines, "start": start, "results": results},
        )
        for staff_id, lines in seats
    ]
    for program in programs:
        program.start()
    told = [results.get(timeout=100) for _seat in seats]
    for program in programs:
        program.join(20)
    return told


def running(place: StorePlace) -> tuple[int, int]:
    """How many clocks run, and how many there are."""
    records = Records(upgrade.prepare(place), DESKS)
    with records.read() as session:
        open_ones = select(func.count()).where(JobClock.ended_at.is_(None))
        told = session.scalar(open_ones), session.scalar(select(func.count(JobClock.id)))
    records.close()
    return told  # type: ignore[return-value]


def test_one_of_two_technicians_gets_a_job_that_nobody_has(
    founded_place: StorePlace, manager: Actor
) -> None:
    people, lines = furnish(founded_place, manager)
    told = race(founded_place, [(one, lines) for one in people])
    for answers in zip(*told, strict=True):
        assert sorted(answer.partition(":")[0] for answer in answers) == ["clock.others", "won"]
        [why] = [answer for answer in answers if answer != "won"]
        assert "马建军" in why or "林涛" in why
    assert running(founded_place)[1] == ROUNDS


def test_a_technician_at_two_pcs_has_one_clock(founded_place: StorePlace, manager: Actor) -> None:
    """The same job twice: one PC starts it, the other reads that it runs. Then two jobs at once."""
    (one, _other), lines = furnish(founded_place, manager)
    told = race(founded_place, [(one, lines[:6]), (one, lines[:6])])
    for answers in zip(*told, strict=True):
        assert sorted(answer.partition(":")[0] for answer in answers) == ["clock.running", "won"]
    told = race(founded_place, [(one, lines[6:9]), (one, lines[9:])])
    assert told == [["won"] * 3] * 2
    assert running(founded_place) == (1, 12)
