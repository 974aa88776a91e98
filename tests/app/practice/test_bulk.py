"""A store at scale is as sound as one that people made, and the same seed makes the same one."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.__main__ import main
from app.admin import checking, stores
from app.arguments import BLOCKED
from app.desks import DESKS
from app.errors import Refused
from app.identity import phone, plate, vin
from app.identity.verdict import Judgement
from app.numbers import next_number
from app.orders.quality_state import quality_state
from app.permissions import Actor
from app.practice import bulk
from app.practice.fake_identities import FakeIdentities
from app.records import Records
from app.search import find
from app.service.commands import bill
from app.service.values import Bill
from app.workshop import queries as workshop
from db import engine as engines
from db.nouns import Noun
from db.tables.admin import Audit
from db.tables.all import METADATA
from db.tables.people import Person
from db.tables.reception import Visit
from db.tables.service import RepairOrder, StageChange
from db.vocabulary import Role, Stage

AT = bulk.last_moment(date(2026, 11, 21))
SCALE = bulk.Scale(customers=60, years=1, standing=20)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "store.db"
    bulk.generate(path, SCALE, at=AT)
    return path


@pytest.fixture
def store(large: Path, tmp_path: Path) -> Records:
    path = tmp_path / "store.db"
    shutil.copy(large, path)
    return stores.open_store(path, DESKS)


def rows(path: Path) -> dict[str, list[str]]:
    """Every row that the seed decides.

    Not the salt of the password, the gesture of the founding, the store's own key.
    """
    chance = ("staff", "audit", "audit_chain")
    with engines.reading_only(path) as raw:
        names = [table.name for table in METADATA.sorted_tables if table.name not in chance]
        found = {
            name: [str(row) for row in raw.execute(f'SELECT * FROM "{name}" ORDER BY 1')]
            for name in names
        }
        found["audit"] = [
            str(row[:-1])  # without its mac, which the key decides
            for row in raw.execute("SELECT * FROM audit WHERE workstation = 'generate' ORDER BY id")
        ]
        found["search_doc"] = [
            str(row) for row in raw.execute("SELECT * FROM search_doc ORDER BY id")
        ]
    return found


def test_the_store_is_sound_and_of_the_size_that_was_asked(store: Records) -> None:
    assert checking.faults(store) == []
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == SCALE.customers + 1
        assert (
            session.scalar(select(func.count()).select_from(RepairOrder))
            == SCALE.customers * 5 // 2 - 1 + 20
        )  # the last day's own one stands with the others
        assert len(workshop.board(session, at=AT).rows) == 20
        name = session.scalar(select(Person.name).order_by(Person.id))
        assert any(
            hit.title == name
            for group in find(session, name or "", limit=100)
            for hit in group.hits
        )
    store.close()


def test_every_visit_has_the_audit_row_of_its_birth(store: Records) -> None:
    with store.read() as session:
        told = select(func.count()).select_from(Audit).where(Audit.noun == Noun.VISIT)
        assert session.scalar(told) == session.scalar(select(func.count()).select_from(Visit))
    store.close()


def test_the_next_order_gets_the_next_number(store: Records) -> None:
    with store.read() as session:
        last = session.scalar(select(RepairOrder.number).order_by(RepairOrder.id.desc()))
        assert last is not None
        assert next_number(session, "W", AT) > last
    store.close()


def test_every_ready_car_has_its_check_and_can_be_billed(store: Records) -> None:
    manager = Actor(1, "秦岚", frozenset({Role.MANAGER, Role.ADVISOR}), "test")
    wanted = select(RepairOrder.id).where(RepairOrder.stage == Stage.READY)
    with store.read() as session:
        ready = list(session.scalars(wanted))
        assert [quality_state(session, one).missing for one in ready] == [()] * len(ready)
        moments = select(StageChange.at).where(StageChange.order_id.in_(ready))
        assert max(session.scalars(moments)) <= AT
    assert len(ready) == 3  # the first, tenth and eighteenth of 20 cars
    for one in ready:
        assert store.act(bill.settle, one, Bill(), by=manager, at=AT).startswith("J261121-")
    store.close()


def test_the_same_seed_makes_the_same_store_and_another_one_does_not(
    large: Path, tmp_path: Path
) -> None:
    bulk.generate(tmp_path / "twin.db", SCALE, at=AT)
    bulk.generate(
        tmp_path / "other.db", bulk.Scale(customers=60, years=1, standing=20, seed=2), at=AT
    )
    assert rows(tmp_path / "twin.db") == rows(large)
    assert rows(tmp_path / "other.db") != rows(large)


def test_a_store_is_never_overwritten(large: Path) -> None:
    before = large.read_bytes()
    with pytest.raises(Refused):
        bulk.generate(large, SCALE, at=AT)
    assert large.read_bytes() == before


def test_the_command_line_makes_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = [
        "generate",
        "--customers",
        "8",
        "--data",
        str(tmp_path / "new"),
        "--until",
        "2026-11-21",
    ]
    assert main(wanted) == 0
    assert "person" in capsys.readouterr().out
    assert main(["check", "--data", str(tmp_path / "new")]) == 0
    assert main(wanted) == BLOCKED


@pytest.mark.parametrize(
    ("draw", "judge"),
    [
        (lambda pool: pool.phone(), phone.judge),
        (lambda pool: pool.plate(), plate.judge),
        (lambda pool: pool.plate(electric=True), plate.judge),
        (lambda pool: pool.vin("LGBH52E0", 2024), vin.judge),
    ],
)
def test_nobody_shares_a_number_in_a_city_of_cars(
    draw: Callable[[FakeIdentities], str], judge: Callable[[str], object]
) -> None:
    pool = FakeIdentities(1)
    drawn = [draw(pool) for _ in range(400_000)]
    assert len(set(drawn)) == len(drawn)
    assert {judge(one).level for one in drawn[::4001]} == {Judgement.FINE}  # type: ignore[attr-defined]
