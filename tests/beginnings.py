"""Stores that many tests begin with: filled once in a run, then copied."""

import inspect
import io
import pickle
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from app.desks import DESKS
from app.permissions import Actor
from app.records import Records
from db import upgrade
from tests.make import FOUNDER, NOON

Once = Callable[[str, Callable[[Path], object]], Path]
FACTS = "facts"
RECORDS = "records"


class Beginning:
    """What stands in the store before a test, and the fixture that tells the test of it.

    `fill` is called once, with the store's records and what earlier beginnings returned, by the
    names of its parameters. What it returns is pickled; records in it become those of the test.
    """

    def __init__(self, fill: Callable[..., Any], *, after: "Beginning | None" = None) -> None:
        self.fill, self.after = fill, after
        self.name = fill.__name__
        self.chain: tuple[Beginning, ...] = (*(after.chain if after else ()), self)
        self.fixture = _fixture(self.name)

    @property
    def store(self) -> str:
        """The name of the store that is kept: the folder of the tests, then the beginnings."""
        folder = self.fill.__module__.split(".")[-2]
        return "_".join(("begun", folder, *(one.name for one in self.chain)))

    def filled(self, records: Records, facts: bytes | None) -> bytes:
        """Fills the store further; returns the facts of the whole chain."""
        known = read_facts(facts, records) if facts else {}
        given = known | {RECORDS: records}
        wanted = inspect.signature(self.fill).parameters
        known[self.name] = self.fill(**{name: given[name] for name in wanted})
        return _written(known)


def _fixture(name: str) -> Any:
    @pytest.fixture(name=name)
    def fact(records: Records, begun_facts: dict[str, Any]) -> Any:
        return begun_facts.pop(name)

    return fact


def begin_with(*known: Beginning) -> Any:
    """The fixture `beginnings` of a folder: what the stores of its tests may begin with."""
    return pytest.fixture(name="beginnings")(lambda: known)


def chosen(known: Sequence[Beginning], fixtures: Sequence[str]) -> Beginning | None:
    """The last beginning that a test's fixtures name; all that they name lead to it."""
    named = [one for one in known if one.name in fixtures]
    last = max(named, key=lambda one: len(one.chain), default=None)
    assert last is None or set(named) <= set(last.chain), [one.name for one in named]
    return last


def check_asked(begun_facts: Mapping[str, Any], fixtures: Sequence[str]) -> None:
    """Fails where a test has a fixture of its own that is called as a beginning is."""
    left = sorted(begun_facts.keys() & set(fixtures))
    assert not left, f"the store already begins with {left}: take its fixture"


def read_facts(facts: bytes, records: Records) -> dict[str, Any]:
    """What the beginnings returned, about this store."""
    return dict(_Reader(facts, records).load())


def kept_facts(folder: Path) -> bytes:
    return (folder / FACTS).read_bytes()


def keep_facts(folder: Path, facts: bytes) -> None:
    (folder / FACTS).write_bytes(facts)


def _written(known: Mapping[str, Any]) -> bytes:
    kept = io.BytesIO()
    _Writer(kept).dump(known)
    return kept.getvalue()


class _Writer(pickle.Pickler):
    def persistent_id(self, thing: object) -> str | None:
        return RECORDS if isinstance(thing, Records) else None


class _Reader(pickle.Unpickler):
    def __init__(self, facts: bytes, records: Records) -> None:
        super().__init__(io.BytesIO(facts))
        self._records = records

    def persistent_load(self, _name: str) -> Records:
        return self._records


def begun_file(last: Beginning, once: Once, founded: Path) -> Path:
    """The folder of a store file that was filled as far as `last`, and its facts."""

    def make(folder: Path) -> None:
        before = begun_file(last.after, once, founded) if last.after else None
        source = before / "store.db" if before else founded
        engine = upgrade.prepare(Path(shutil.copy(source, folder / "store.db")))
        facts = kept_facts(before) if before else None
        keep_facts(folder, last.filled(Records(engine, DESKS), facts))
        close_file(engine)

    return once(last.store, make)


def close_file(engine: Engine) -> None:
    """Everything lies in the one file afterwards."""
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def maker(records: Records) -> Callable[..., int]:
    """As the fixture `make`, for what a store begins with."""

    def run(maker: Callable[..., Any], *args: Any, **facts: Any) -> int:
        def command(session: Any, *, by: Actor, at: datetime) -> int:
            return int(maker(session, *args, **facts).id)

        return records.act(command, by=FOUNDER, at=NOON)

    return run
