"""Nobody's data in what a failure says: not in the exception, not in its report, not in the log."""

import logging
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.desks import DESKS
from app.errors import Trouble
from app.people import commands as people
from app.records import Records
from db import engine as engines
from db.store_address import StorePlace
from db.tables.people import Person, Phone
from db.tables.vehicles import Vehicle
from tests.make import NOON
from tests.reliability.acting import Desk
from tests.reliability.test_faults import REFUSALS, FailingStore
from ui.shell.startup.crash_reports import CrashReports

CANARIES = (
    "欧阳金丝雀",
    "13911112222",
    "110105194912310021",
    "LGBH52E0XKY099999",
    "canary-street-7",
)


@pytest.fixture
def desk(place: StorePlace) -> Iterator[Desk]:
    made = Desk(Records(engines.open_store(place), DESKS), 1)
    yield made
    made.records.close()


def _bugs(desk: Desk, engine_name: str) -> Iterator[BaseException]:
    """Constraint broken, wrong type, disk error: each while the canary is being written."""

    def twice(session: Session, *, by: Any, at: Any) -> None:
        session.add_all(
            [Vehicle(vin=CANARIES[3], note=CANARIES[4], created_at=NOON) for _ in range(2)]
        )
        session.flush()

    def nameless(session: Session, *, by: Any, at: Any) -> None:
        session.add(Phone(person_id=999_999, number=CANARIES[1]))
        session.flush()

    def naive(session: Session, *, by: Any, at: Any) -> None:
        session.add(
            Person(name=CANARIES[0], id_number=CANARIES[2], created_at=NOON.replace(tzinfo=None))
        )
        session.flush()

    for bug in (twice, nameless, naive):
        with pytest.raises((DBAPIError, Exception)) as told:
            desk.act(bug)
        yield told.value
    facts = {"name": CANARIES[0], "phone": CANARIES[1], "address": CANARIES[4]}
    with (
        FailingStore(desk.records, REFUSALS[engine_name][0][0], 4),
        pytest.raises(Trouble) as trouble,
    ):
        desk.act(people.add, facts)
    yield trouble.value


def test_a_failure_says_nothing_of_anybody(
    desk: Desk, engine_name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    reports = CrashReports(tmp_path / "reports")
    told = []
    for error in _bugs(desk, engine_name):
        told += [str(error), repr(error), "".join(traceback.format_exception(error))]
        reports.report(error)
    told += [path.read_text(encoding="utf-8") for path in (tmp_path / "reports").iterdir()]
    assert len(told) >= 4 * 3 + 3
    leaks = [canary for canary in CANARIES if any(canary in text for text in [*told, caplog.text])]
    assert leaks == []
