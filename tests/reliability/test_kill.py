"""A program that is killed has saved what it said it had saved, whole, and the next start needs
nobody.
"""

from pathlib import Path

from db.store_address import StorePlace
from tests.reliability.killing import kill_writers

KILLS = {"sqlite": 25, "postgresql": 5}
"""A file has more to lose than the client of a server; `make nightly` kills 500 on both."""
SEED = 20261122


def test_nothing_that_was_confirmed_is_lost_when_the_program_is_killed(
    place: StorePlace, engine_name: str, tmp_path: Path
) -> None:
    assert kill_writers(place, tmp_path, kills=KILLS[engine_name], seed=SEED) > 0
