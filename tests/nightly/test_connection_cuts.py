"""The cable to the server is cut again and again while somebody saves."""

import random
import time
from collections.abc import Callable

import pytest

from app.desks import DESKS
from app.records import Records
from db import engine as engines
from db.store_address import ServerAddress
from tests.nightly.proxy import CuttableProxy
from tests.nightly.saver import Saver, judge
from tests.postgres import FOUNDED, OWNER, PASSWORD, TestServer, WorkerStore
from tests.reliability import soundness
from tests.reliability.acting import Desk

CUTS, SEED = 200, 20261126
LONGEST_PAUSE = 0.15
AGAIN_WITHIN = 10.0
"""Seconds from a cut to the next save that is confirmed."""


@pytest.mark.timeout(3600)
def test_nothing_is_lost_or_doubled_and_nothing_is_said_wrongly_when_the_cable_is_cut(
    server: TestServer,
    worker_store: WorkerStore,
    rounds: Callable[[int], int],
    tell: Callable[[str], None],
) -> None:
    worker_store.reset(FOUNDED)
    dice, waits = random.Random(SEED), []
    proxy = CuttableProxy(server.port)
    login = (OWNER, PASSWORD, proxy.port)
    through = ServerAddress("127.0.0.1", worker_store.address.database, *login)
    savers = [Saver(Desk(Records(engines.open_store(through), DESKS), place)) for place in (1, 2)]
    try:
        for _cut in range(rounds(CUTS)):
            for one in savers:
                one.wait_for(1)
            time.sleep(dice.uniform(0, LONGEST_PAUSE))
            assert proxy.cut() > 0
            waits.append(max(one.wait_for(1) for one in savers))
    finally:
        for one in savers:
            one.stop()
        proxy.close()
    told = judge(worker_store.address, savers)
    tell(f"{len(waits)} cuts: {told}; saved again within {max(waits):.1f} s")
    assert max(waits) <= AGAIN_WITHIN
    assert soundness.faults(worker_store.address) == []
