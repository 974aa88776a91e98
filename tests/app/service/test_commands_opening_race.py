"""Two desks hang one key tag, or take one free inspection, at the same moment: one wins."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from app.desks import DESKS
from app.errors import Refused
from app.permissions import Actor
from app.records import Records
from app.service.commands import inspecting, opening
from app.service.queries.inspections import inspections
from app.service.values import FindingJudgement, Intake, NewOrder
from db import engine as engines
from db import upgrade
from db.inspection_words import Light
from db.store_address import StorePlace
from db.vocabulary import Role
from tests import make as makers
from tests.make import NOON

ROUNDS = 10


@pytest.fixture
def desks(founded_place: StorePlace) -> Iterator[list[Records]]:
    upgrade.prepare(founded_place).dispose()
    made = [Records(engines.open_store(founded_place), DESKS) for _ in range(2)]
    yield made
    for one in made:
        one.close()


def together(first: Callable[[], object], second: Callable[[], object]) -> list[Any]:
    """Both at once: the answers, a refusal in the place of one."""
    start = Barrier(2)

    def run(act: Callable[[], object]) -> object:
        start.wait(20)
        try:
            return act()
        except Refused as refused:
            return refused

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, (first, second)))


def test_one_key_tag_hangs_on_one_order(desks: list[Records], manager: Actor) -> None:
    for number in range(ROUNDS):
        plates = [f"京A{desk}{number:04d}" for desk in range(2)]
        intake = Intake(key_tag=f"T{number}")
        acts = [
            lambda desk=desk, plate=plate, intake=intake: desk.act(
                opening.open_order, NewOrder(plate, intake=intake), by=manager, at=NOON
            )
            for desk, plate in zip(desks, plates, strict=True)
        ]
        answers = together(*acts)
        (lost,) = [one for one in answers if isinstance(one, Refused)]
        assert (lost.code, lost.field) == ("order.key_tag", "key_tag")
        assert lost.facts["tag"] == f"T{number}" and lost.facts["number"]
        assert "王敏, 11-21 12:00" in lost.text()


def test_one_bay_holds_one_car(desks: list[Records], manager: Actor) -> None:
    def built(session: Any, name: str, *, by: Actor, at: Any) -> int:
        return makers.bay(session, name).id

    for number in range(ROUNDS):
        bay = desks[0].act(built, f"{number} 号", by=manager, at=NOON)
        orders = [
            desks[0].act(opening.open_order, NewOrder(f"京B{at}{number:04d}"), by=manager, at=NOON)
            for at in range(2)
        ]
        acts = [
            lambda desk=desk, order=order, bay=bay: desk.act(
                opening.assign, order, technician_id=None, bay_id=bay, by=manager, at=NOON
            )
            for desk, order in zip(desks, orders, strict=True)
        ]
        (lost,) = [one for one in together(*acts) if isinstance(one, Refused)]
        assert (lost.code, lost.field) == ("bay.taken", "bay_id")
        assert "王敏, 11-21 12:00" in lost.text()


def test_one_of_two_takes_a_free_inspection_and_the_other_reads_who(
    desks: list[Records], manager: Actor
) -> None:
    def staff(session: Any, name: str, *, by: Actor, at: Any) -> int:
        return makers.staff(session, name, Role.TECHNICIAN).id

    people = [
        Actor(
            desks[0].act(staff, name, by=manager, at=NOON),
            name,
            frozenset({Role.TECHNICIAN}),
            "车间",
        )
        for name in ("赵师傅", "钱师傅")
    ]
    order = desks[0].act(opening.open_order, NewOrder("京A12345"), by=manager, at=NOON)
    for _round in range(ROUNDS):
        key = desks[0].act(inspecting.begin_inspection, order, 2, by=manager, at=NOON)
        desks[0].act(inspecting.hand_on, key, None, by=manager, at=NOON)
        with desks[0].read() as session:
            finding = inspections(session, order).rows[-1].findings[0].id
        acts = [
            lambda desk=desk, who=who, finding=finding: desk.act(
                inspecting.judge, finding, FindingJudgement(Light.GREEN), by=who, at=NOON
            )
            for desk, who in zip(desks, people, strict=True)
        ]
        answers = together(*acts)
        (lost,) = [one for one in answers if isinstance(one, Refused)]
        with desks[0].read() as session:
            holder = inspections(session, order).rows[-1].holder
        assert lost.code == "inspection.held" and lost.facts["name"] == holder
