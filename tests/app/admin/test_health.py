"""The clock, the disk and the age of the backups are doubted aloud; the live store is checked."""

from collections import namedtuple
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.admin import backup, commands, health
from app.permissions import Actor
from app.records import Records
from app.text import use
from app.tones import Tone
from db import engine as engines
from db.store_address import ServerAddress
from tests import make as makers
from tests.make import NOON

Disk = namedtuple("Disk", "total used free")
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def english() -> None:
    use("en")


@pytest.fixture
def busy(records: Records, make: Callable[..., int]) -> Records:
    """Something was saved at NOON."""
    make(makers.person, "张伟")
    return records


@pytest.mark.parametrize(
    ("jump", "said"),
    [
        (-DAY, "was saved at"),
        (-30 * DAY, "was saved at"),
        (timedelta(minutes=-3), "was saved at"),
        (timedelta(minutes=-1), ""),
        (timedelta(0), ""),
        (20 * DAY, ""),
        (365 * DAY, "nothing was saved since"),
    ],
)
def test_a_clock_that_jumped_is_doubted(busy: Records, jump: timedelta, said: str) -> None:
    with busy.read() as session:
        doubt = health.clock_doubt(session, NOON + jump)
    assert (doubt is not None) == bool(said)
    if doubt is not None:
        assert said in doubt.happened and doubt.tone is Tone.WARN


@pytest.mark.sqlite_only("the disk of a store's file, and its backups")
@pytest.mark.parametrize(
    ("free", "warns"), [(50_000_000, True), (999_999_999, True), (1_000_000_000, False)]
)
def test_a_disk_that_is_nearly_full_is_told(
    busy: Records, free: int, warns: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _path: Disk(10**12, 0, free))
    store = Path(busy.where)
    doubt = health.room_doubt(store, store.parent / "backups")
    assert (doubt is not None) == warns
    if doubt is not None:
        assert f"{free // 1_000_000:,} MB" in doubt.happened


@pytest.mark.sqlite_only("the disk of a store's file, and its backups")
@pytest.mark.parametrize(
    ("free", "said"),
    [
        (999_999_999, "Only 999 MB are free on the disk of the backups."),
        (1_000_000_000, ""),
        (None, ""),
    ],
)
def test_another_disk_for_the_backups_that_is_nearly_full_is_told(
    busy: Records, free: int | None, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is not there is told by the age of the backups."""

    elsewhere = tmp_path / "elsewhere"

    def usage(folder: Path) -> Disk:
        if folder == elsewhere and free is None:
            raise FileNotFoundError(folder)
        return Disk(10**12, 0, free if folder == elsewhere else 10**11)

    monkeypatch.setattr(health.shutil, "disk_usage", usage)
    doubt = health.room_doubt(Path(busy.where), elsewhere)
    assert (doubt.happened if doubt is not None else "") == said


def test_a_shared_store_is_told_in_red_when_its_main_pc_makes_no_backups(
    busy: Records, manager: Actor
) -> None:
    """What the main PC made stands in the history; its clock may be a little ahead."""
    shared = ServerAddress("main-pc", "dealer", "desk")

    def doubt(hours: float) -> str:
        with busy.read() as session:
            found = health.backup_doubt(session, shared, at=NOON + timedelta(hours=hours))
        return "" if found is None else f"{found.tone} {found.happened} {found.todo}"

    assert doubt(23) == ""
    assert doubt(25).startswith(f"{Tone.BAD} No verified backup of the last 24 hours. The main PC")
    busy.act(commands.note_backup, "dealer-1.dump", by=manager, at=NOON + timedelta(hours=25))
    assert doubt(25 - 1 / 60) == doubt(48.9) == ""
    assert "The newest is of" in doubt(49.1)


@pytest.mark.sqlite_only("the disk of a store's file, and its backups")
def test_a_day_without_a_verified_backup_is_told_in_red(busy: Records) -> None:
    def doubt(hours: float) -> str:
        found = health.doubts(busy, NOON + timedelta(hours=hours))["old_backup"]
        return "" if found is None else f"{found.tone} {found.happened} {found.todo}"

    assert doubt(23) == ""
    assert doubt(25).startswith(f"{Tone.BAD} No verified backup of the last 24 hours.")
    made = backup.back_up(busy, Path(busy.where).parent / "backups", at=NOON + timedelta(hours=25))
    assert doubt(25) == doubt(49) == ""
    assert "2026-11-22" in doubt(50) or "22 Nov" in doubt(50)
    made.path.with_suffix(".json").unlink()
    assert doubt(26) != ""


def test_the_check_of_the_live_store_tells_the_first_fault(busy: Records) -> None:
    assert health.faults(busy) is None
    with engines.writing(busy.engine).begin() as connection:
        connection.exec_driver_sql("UPDATE staff SET roles = 'manager' WHERE id = 1")
    found = health.faults(busy)
    assert found is not None and found.tone is Tone.BAD
    assert "past the program" in found.happened
