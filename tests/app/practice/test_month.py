"""The practice store is a store like any other.

It passes the same checks, and today's desks are alive.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.admin import stores
from app.desks import DESKS
from app.permissions import Actor
from app.practice import month
from app.prospects import queries as prospects
from app.records import Records
from app.settings import StoreSettings, load
from db.nouns import Noun
from db.tables.admin import Audit
from db.tables.prospects import Prospect
from db.tables.reception import Visit
from db.tables.service import RepairOrder
from db.tables.store_lists import Source
from db.types import Moment
from db.vocabulary import OPEN_STAGES, LossState, ProspectState, Role
from tests.make import AFTERNOON


@pytest.fixture
def records(practice_store: Path, tmp_path: Path) -> Iterator[Records]:
    made = stores.open_store(Path(shutil.copy(practice_store, tmp_path / "practice.db")), DESKS)
    yield made
    made.close()


def test_a_month_of_work_is_there_and_today_is_alive(records: Records) -> None:
    with records.read() as session:
        assert load(session).of(StoreSettings).practice
        assert _count(session, Visit) > 400
        assert session.scalar(select(func.count()).where(Visit.left_at.is_(None))) in range(1, 9)
        stages = set(
            session.scalars(select(RepairOrder.stage).where(RepairOrder.stage.in_(OPEN_STAGES)))
        )
        assert len(stages) >= 4
        assert _count(session, Audit) > 5000
        signed = session.scalars(
            select(Prospect.closed_at).where(Prospect.state == ProspectState.WON)
        ).all()
        assert len(signed) >= 5 and all(at <= AFTERNOON for at in signed)
        losses = prospects.losses(session, Actor(1, "王敏", frozenset({Role.MANAGER}), "前台1"))
        assert {row.state for row in losses} == set(LossState) and len(losses) >= 20
        assert all(row.asked_at <= AFTERNOON for row in losses)
        assert all((row.closed_at or AFTERNOON) <= AFTERNOON for row in losses)
        assert session.scalar(select(func.count()).where(Source.cost.is_not(None))) == 4
    with records.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_the_audit_tells_the_month_as_it_happened(records: Records) -> None:
    with records.read() as session:
        rows = session.execute(
            select(Audit.at, Visit.arrived_at)
            .join(Visit, Visit.id == Audit.noun_id)
            .where(Audit.noun == Noun.VISIT)
        ).all()
        assert rows and all(told == arrived for told, arrived in rows)
        days = {
            at.date() for at in session.scalars(select(Audit.at).where(Audit.noun != Noun.PERSON))
        }
        assert len(days) >= month.DAYS
        assert session.scalar(select(func.max(Audit.at))) <= AFTERNOON


def _count(session: Session, noun: type) -> int:
    return session.scalar(select(func.count()).select_from(noun)) or 0


PLANNED = {
    *("due_at", "promised_at", "parts_expected_at", "expected_at", "starts_at", "ends_at"),
    *("held_until", "old_promise", "new_promise"),
}
"""Moments that may lie ahead; everything else has happened."""


def test_nothing_has_happened_after_now(records: Records) -> None:
    columns = [one for table in Audit.metadata.sorted_tables for one in table.columns]
    moments = [one for one in columns if isinstance(one.type, Moment) and one.name not in PLANNED]
    with records.read() as session:
        newest = {str(one): session.scalar(select(func.max(one))) for one in moments}
    assert {name: at for name, at in newest.items() if at is not None and at > AFTERNOON} == {}
