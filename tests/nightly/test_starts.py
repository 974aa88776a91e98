"""The program starts and signs somebody in hundreds of times on a machine with too much to do."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.ui.together.conftest import person_and_order, store
from tests.ui.together.test_killed import Started

__all__ = ["person_and_order", "store"]
STARTS, AT_ONCE = 200, 4
"""Where a worker that imported a page met a window that looked up a class, 1 of 11 died."""


@pytest.fixture
def engine_name() -> str:
    """What dies at a start has no store yet."""
    return "sqlite"


@pytest.fixture
def folders(person_and_order: tuple[int, int], store: Path) -> Iterator[list[Path]]:
    """A copy of the store for each of those that start at once."""
    made = [store.parent / f"copy-{number}" for number in range(AT_ONCE)]
    for folder in made:
        folder.mkdir()
        shutil.copy(store, folder / "store.db")
    yield made


@pytest.mark.timeout(7200)
def test_no_start_dies_on_a_busy_machine(
    folders: list[Path], rounds: Callable[[int], int], tell: Callable[[str], None]
) -> None:
    """Fails with the stacks of the start that died."""
    starts = rounds(STARTS)

    def begin(number: int) -> None:
        begun = Started(folders[number % AT_ONCE], "visit")
        try:
            begun.line("found")
        finally:
            begun.process.kill()
            begun.process.communicate()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = [pool.submit(begin, number) for number in range(starts)]
        assert [one.exception() for one in done] == [None] * starts
    tell(f"{starts} starts, {AT_ONCE} at once: 0 died")
