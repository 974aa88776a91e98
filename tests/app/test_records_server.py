"""A save on a server: cut off at any moment it happened or not, and is never said wrongly."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import func, select

from app import records as records_module
from app.desks import DESKS
from app.errors import Cause, Refused, Trouble
from app.permissions import Actor
from app.records import Records
from db.nouns import Noun
from db.tables.admin import Setting
from db.tables.people import Person
from tests import make as makers
from tests.make import NOON
from tests.postgres import FOUNDED, WorkerStore


@pytest.fixture
def served(worker_store: WorkerStore) -> Records:
    return Records(worker_store.reset(FOUNDED), DESKS)


@pytest.fixture
def cut(served: Records, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`cut(commits=…)`: the connection is lost at the next COMMIT, after it or before it."""
    monkeypatch.setattr(records_module, "LOOKS", (0.0, 0.0))
    dialect, commit = served.engine.dialect, served.engine.dialect.do_commit

    def arm(*, commits: bool) -> None:
        def lose(raw: Any) -> None:
            monkeypatch.setattr(dialect, "do_commit", commit)
            if commits:
                commit(raw)
            raw.dbapi_connection.close()
            raise psycopg.OperationalError("server closed the connection unexpectedly")

        monkeypatch.setattr(dialect, "do_commit", lose)

    return arm


def _add(session: Any, name: str, *, by: Actor, at: Any) -> int:
    return int(makers.person(session, name).id)


def _people(records: Records) -> list[str]:
    with records.read() as session:
        return list(session.scalars(select(Person.name).order_by(Person.id)))


def test_what_was_saved_when_the_answer_was_lost_counts_as_saved(
    served: Records, cut: Callable[..., None], manager: Actor
) -> None:
    cut(commits=True)
    key = served.act(_add, "张伟", by=manager, at=NOON)
    assert _people(served) == ["张伟"]
    with served.read() as session:
        assert session.get_one(Person, key).name == "张伟"


def test_what_was_not_saved_is_said_and_can_be_saved_again(
    served: Records, cut: Callable[..., None], manager: Actor
) -> None:
    cut(commits=False)
    with pytest.raises(Trouble) as trouble:
        served.act(_add, "张伟", by=manager, at=NOON)
    assert (trouble.value.cause, trouble.value.where) == (Cause.SERVER, served.where)
    assert _people(served) == []
    served.act(_add, "张伟", by=manager, at=NOON)
    assert _people(served) == ["张伟"]


def test_where_the_server_does_not_come_back_nobody_claims_to_know(
    served: Records,
    cut: Callable[..., None],
    manager: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(*_given: object, **_more: object) -> None:
        raise psycopg.OperationalError("connection refused")

    cut(commits=True)
    connect = served.engine.dialect.connect
    wanted = _add

    def add(session: Any, name: str, *, by: Actor, at: Any) -> int:
        monkeypatch.setattr(served.engine.dialect, "connect", away)
        return wanted(session, name, by=by, at=at)

    with pytest.raises(Trouble) as trouble:
        served.act(add, "张伟", by=manager, at=NOON)
    assert trouble.value.cause is Cause.UNCLEAR
    monkeypatch.setattr(served.engine.dialect, "connect", connect)
    assert _people(served) == ["张伟"]


def test_a_server_that_was_started_anew_is_no_trouble(
    served: Records, worker_store: WorkerStore, manager: Actor
) -> None:
    served.act(_add, "张伟", by=manager, at=NOON)
    worker_store.cut_connections()
    served.act(_add, "李强", by=manager, at=NOON)
    assert _people(served) == ["张伟", "李强"]


@pytest.fixture
def another(records: Records) -> Iterator[Records]:
    """Another program's view of the same store, which has looked once."""
    made = Records(records.engine, DESKS)
    made.others_changed()
    yield made


def test_a_slow_save_and_a_quick_one_behind_it_are_both_noticed(
    records: Records, another: Records, manager: Actor
) -> None:
    """Ids of the audit are given under the lock: what is seen later was not skipped before."""
    inside, go_on = threading.Event(), threading.Event()

    def slowly(session: Any, *, by: Actor, at: Any) -> None:
        makers.person(session, "慢")
        inside.set()
        assert go_on.wait(30)

    def quickly(session: Any, *, by: Actor, at: Any) -> None:
        makers.vehicle(session)

    acts = [
        threading.Thread(target=records.act, args=(one,), kwargs={"by": manager, "at": NOON})
        for one in (slowly, quickly)
    ]
    acts[0].start()
    assert inside.wait(30)
    acts[1].start()
    seen = set(another.others_changed())
    go_on.set()
    for one in acts:
        one.join(30)
    seen |= another.others_changed()
    assert {Noun.PERSON, Noun.VEHICLE} <= seen


def test_what_may_stand_only_once_is_refused_and_no_crash(records: Records, manager: Actor) -> None:
    def again(session: Any, *, by: Actor, at: Any) -> None:
        session.add(Setting(name="language", value='"en"'))
        session.flush()

    with records.read() as session:
        before = session.scalar(select(func.count(Setting.id)))
    with pytest.raises(Refused, match=r"record\.taken"):
        for _twice in range(2):
            records.act(again, by=manager, at=NOON)
    with records.read() as session:
        after = session.scalar(select(func.count(Setting.id)))
    assert after is not None and before is not None and after - before <= 1


def test_a_character_that_no_database_takes_is_refused(records: Records, manager: Actor) -> None:
    with pytest.raises(Refused, match=r"text\.broken"):
        records.act(_add, "张\0伟", by=manager, at=NOON)
    assert _people(records) == []
