"""Eight programs want one slot, two hundred times: exactly one gets it, every time."""

from typing import Any

from sqlalchemy import text

from app.desks import DESKS
from app.permissions import Actor
from app.records import Records
from db import upgrade
from db.store_address import StorePlace
from tests import make as makers
from tests.app.testdrives.racing import race
from tests.app.testdrives.store import furnish
from tests.make import NOON
from tests.reliability.acting import PROGRAMS

MANY = 8
ROUNDS = {"sqlite": 200, "postgresql": 40}
"""A server takes them one by one too, but each a network away."""


def test_eight_programs_book_one_slot_and_exactly_one_wins(
    founded_place: StorePlace, engine_name: str, manager: Actor
) -> None:
    rounds = ROUNDS[engine_name]
    records = Records(upgrade.prepare(founded_place), DESKS)
    furnish(records, manager)

    def invite(session: Any, *, by: Actor, at: Any) -> None:
        for place in range(MANY):
            makers.person(session, f"客户{place}")

    records.act(invite, by=manager, at=NOON)
    records.close()
    start, results = PROGRAMS.Barrier(MANY), PROGRAMS.Queue()
    more = {"rounds": rounds, "start": start, "results": results}
    programs = [
        PROGRAMS.Process(target=race, args=(founded_place, seat), kwargs=more)
        for seat in range(MANY)
    ]
    for program in programs:
        program.start()
    told = dict(results.get(timeout=100) for _ in range(MANY))
    for program in programs:
        program.join(20)
    assert [program.exitcode for program in programs] == [0] * MANY
    answered = list(zip(*told.values(), strict=True))
    assert [answers.count("won") for answers in answered] == [1] * rounds
    assert {answer for answers in answered[::2] for answer in answers} == {"won", "drive.car_taken"}
    assert {answer for answers in answered[1::2] for answer in answers} == {
        "won",
        "drive.car_taken",
        "drive.consultant_taken",
    }
    records = Records(upgrade.prepare(founded_place), DESKS)
    with records.read() as session:
        assert session.scalar(text("SELECT count(*) FROM car_booking")) == rounds
        assert (
            len({number for (number,) in session.execute(text("SELECT number FROM car_booking"))})
            == rounds
        )
    records.close()
