"""Somebody types and the program is killed, hundreds of times, in every form that keeps drafts."""

import random
import shutil
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import pytest

from tests.ui.together.conftest import person_and_order, store
from tests.ui.together.test_killed import Started, is_earlier
from tests.ui.together.typist import FORMS, KEY_MS

__all__ = ["person_and_order", "store"]
KILLS, SEED, TYPED_ON = 200, 20261129, 10
LONGEST_SECONDS = 8.0
LOST_SECONDS = 5.0


@pytest.fixture
def engine_name() -> str:
    """Drafts lie on this PC, wherever the store is."""
    return "sqlite"


@pytest.fixture
def start(person_and_order: tuple[int, int], store: Path) -> Iterator[Callable[..., Started]]:
    """Starts the typist on a copy of the store, a new one for every `number`."""
    begun: list[Started] = []

    def child(form: str, number: int) -> Started:
        folder = store.parent / f"copy-{number}"
        if not folder.exists():
            folder.mkdir()
            shutil.copy(store, folder / "store.db")
        begun.append(Started(folder, form))
        return begun[-1]

    yield child
    for one in begun:
        one.process.kill()
        one.process.communicate()


@pytest.mark.timeout(7200)
def test_at_most_five_seconds_of_typing_are_lost_in_hundreds_of_kills(
    start: Callable[..., Started], rounds: Callable[[int], int], tell: Callable[[str], None]
) -> None:
    """Each form is typed on ten times in a row before the next one begins on a new copy."""
    dice, kills, lost = random.Random(SEED), rounds(KILLS), [0]
    forms = cycle(FORMS)
    for copy in range(-(-kills // TYPED_ON)):
        form = next(forms)
        program = start(form, copy)
        kept = program.line("found")
        for _kill in range(min(TYPED_ON, kills - copy * TYPED_ON)):
            time.sleep(dice.uniform(0.2, LONGEST_SECONDS))
            typed = program.kill() or kept
            program = start(form, copy)
            kept = program.line("found")
            assert is_earlier(kept, typed), f"{form}, kill {len(lost)} of seed {SEED}"
            lost.append(len(typed) - len(kept))
        program.kill()
    worst = max(lost) * KEY_MS / 1000
    tell(f"{kills} kills while typing: at most {worst:.1f} s of typing lost, 0 torn")
    assert worst <= LOST_SECONDS
