"""The server itself is stopped at once, as by a power cut, while two PCs save."""

import random
import time
from collections.abc import Callable, Iterator

import pytest

from app.desks import DESKS
from app.records import Records
from db import engine as engines
from tests.conftest import _found
from tests.nightly.saver import Saver, judge
from tests.postgres import FOUNDED, TestServer, WorkerStore
from tests.reliability import soundness
from tests.reliability.acting import Desk

STOPS, SEED = 20, 20261127
AGAIN_WITHIN = 15.0
"""Seconds from the start of the server to the next save: what it must recover is little."""


@pytest.fixture
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestServer]:
    made = TestServer(tmp_path_factory.mktemp("stopped"), _found)
    yield made
    made.close()


@pytest.mark.timeout(3600)
def test_what_was_confirmed_is_there_after_every_immediate_stop(
    own_server: TestServer, rounds: Callable[[int], int], tell: Callable[[str], None]
) -> None:
    kept = WorkerStore(own_server, "stopped")
    kept.reset(FOUNDED)
    kept.close()
    dice, waits, place = random.Random(SEED), [], kept.address
    savers = [Saver(Desk(Records(engines.open_store(place), DESKS), number)) for number in (1, 2)]
    try:
        for _stop in range(rounds(STOPS)):
            for one in savers:
                one.wait_for(5)
            time.sleep(dice.uniform(0, 0.2))
            own_server.stop()
            own_server.start()
            waits.append(max(one.wait_for(1) for one in savers))
    finally:
        for one in savers:
            one.stop()
    told = judge(place, savers)
    tell(f"{len(waits)} stops: {told}; saved again within {max(waits):.1f} s of the start")
    assert max(waits) <= AGAIN_WITHIN
    assert soundness.faults(place) == []
