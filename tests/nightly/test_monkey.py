"""Twenty thousand clicks, keys and pastes at random leave the program and the store whole."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.nightly.monkey import MOST_GROWN_MB, SLOWEST_S
from tests.reliability import soundness
from tests.shots import studio

EVENTS, SEED = 20_000, 20261130
ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(7200)
def test_nothing_breaks_under_random_hands(
    tmp_path: Path, rounds: Callable[[int], int], tell: Callable[[str], None]
) -> None:
    store = studio.make_practice(tmp_path / "store.db")
    events = rounds(EVENTS)
    done = subprocess.run(
        [sys.executable, "-m", "tests.nightly.monkey", str(tmp_path), str(events), str(SEED)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "TZ": "Asia/Shanghai"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    told = json.loads(done.stdout.splitlines()[-1])
    tell(f"{events} events on {len(told['desks'])} desks: {told}")
    assert told["crashes"] == [] and len(told["desks"]) >= 10
    assert told["slowest"] <= SLOWEST_S and told["grown"] <= MOST_GROWN_MB
    assert soundness.faults(store) == []
