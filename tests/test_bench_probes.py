"""The probes of the bench tell figures, or fail with what went wrong; they never say nothing."""

import shutil
from pathlib import Path

import pytest

from app.admin import commands, stores
from app.data_folders import PRACTICE_PASSWORD
from app.desks import DESKS
from tests.bench.process import probe
from tests.bench.tab_walk import SEVEN
from tests.make import AFTERNOON
from ui.desks import DESKS as TABS


@pytest.fixture
def unfounded(empty_store: Path, tmp_path: Path) -> Path:
    """The folder of a store in which nobody works yet."""
    shutil.copy(empty_store, tmp_path / "store.db")
    return tmp_path


@pytest.fixture
def store(unfounded: Path) -> Path:
    """The folder of a store whose manager signs in with the password of the practice."""
    records = stores.open_store(unfounded / "store.db", DESKS)
    first = commands.FirstStore("示范店", "zh_CN", "王敏", PRACTICE_PASSWORD)
    records.act(commands.found_store, first, by=commands.founder(""), at=AFTERNOON)
    records.close()
    return unfounded


def test_the_walk_tells_memory_and_the_freezes_of_every_tab(store: Path) -> None:
    told = probe("tabs", store, None)
    assert told["tabs"] == len(TABS)
    assert list(told["freezes"])[:8] == ["signing in", *SEVEN]
    assert set(told["freezes"]) == {"signing in", *(desk.name for desk in TABS)}
    assert all(one["cpu"] > 0 and one["wall"] > 0 for one in told["freezes"].values())
    assert 50 < told["seven"] < told["memory"]


def test_a_start_tells_every_step(store: Path) -> None:
    told = probe("program", store, None)
    assert 0 < told["paint"] < told["ready"] < told["loaded"]
    assert 0 < told["memory"] < told["full"]


def test_a_walk_without_anybody_to_sign_in_fails_with_what_is_shown(unfounded: Path) -> None:
    with pytest.raises(RuntimeError, match="sign-in page is not shown, but FirstStart"):
        probe("tabs", unfounded, None)
