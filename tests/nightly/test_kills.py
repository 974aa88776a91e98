"""Programs that save are killed hundreds of times, on both engines."""

from collections.abc import Callable
from pathlib import Path

import pytest

from db.store_address import StorePlace
from tests.reliability.killing import kill_writers

KILLS, SEED = 500, 20261128


@pytest.mark.timeout(7200)
def test_nothing_that_was_confirmed_is_lost_in_hundreds_of_kills(
    place: StorePlace,
    tmp_path: Path,
    rounds: Callable[[int], int],
    tell: Callable[[str], None],
) -> None:
    kills = rounds(KILLS)
    confirmed = kill_writers(place, tmp_path, kills=kills, seed=SEED)
    tell(f"{kills} kills of two writers: confirmed {confirmed}, lost 0, half 0")
