"""A server that ends under `serve` is started again, and whoever worked goes on."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import data_folders
from app.admin import stores
from app.desks import DESKS
from app.errors import Trouble
from app.permissions import Actor
from app.records import Records
from tests import make as makers
from tests.app.server.main_pc import MainPc
from tests.make import NOON

WITHIN = 10.0
"""Seconds until a window comes back."""


@pytest.fixture
def main_pc(founded_store: Path) -> Iterator[MainPc]:
    made = MainPc(founded_store)
    yield made
    made.remove()


def _add(session: Any, name: str, *, by: Actor, at: Any) -> int:
    return int(makers.person(session, name).id)


def _until_it_answers(records: Records) -> float:
    begun = time.monotonic()
    while True:
        try:
            records.others_changed()
        except Trouble:
            assert time.monotonic() - begun < 3 * WITHIN
            time.sleep(0.1)
        else:
            return time.monotonic() - begun


def test_after_an_immediate_stop_everything_that_was_saved_is_there_again(
    main_pc: MainPc, manager: Actor
) -> None:
    records = stores.open_store(data_folders.store_place(main_pc.data), DESKS)
    lines = (main_pc.data / "server" / "data" / "postmaster.pid").read_text("utf-8").splitlines()
    first = records.act(_add, "张伟", by=manager, at=NOON)
    os.kill(int(lines[0]), signal.SIGQUIT)
    with pytest.raises(Trouble):
        while True:
            records.others_changed()
    assert _until_it_answers(records) <= WITHIN
    second = records.act(_add, "李强", by=manager, at=NOON)
    with records.read() as session:
        there = {person.id: person.name for person in session.query(makers.Person)}
    assert (there[first], there[second]) == ("张伟", "李强")
    records.close()
    assert main_pc.end() == 0
    assert "started again" in main_pc.output
