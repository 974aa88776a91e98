"""Backup and the way back: whole, verified, reversible, and never fooled by a strange file."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver

from app.admin import backup
from app.admin.rules import Reason
from app.errors import Cause, Refused, Trouble
from app.long_work import WorkProgress, WorkStopped, watched
from app.permissions import Actor
from app.records import Records
from app.settings import Settings
from db import engine as engines
from db import file_copy, upgrade
from tests import make as makers
from tests.make import NOON

pytestmark = pytest.mark.sqlite_only("copies of a file; a server is backed up where it runs")


def dump(path: Path) -> list[str]:
    """Everything in a store, table by table."""
    with engines.reading_only(path) as raw:
        listed = raw.execute(
            "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
        ).fetchall()
        tables = [name for kind, name, sql in listed if kind == "table" and "VIRTUAL" not in sql]
        rows = [
            (name, sorted(map(repr, raw.execute(f'SELECT * FROM "{name}"').fetchall())))
            for name in tables
        ]
    return [*map(str, listed), *map(str, rows)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def made(records: Records, make: Callable[..., int], folder: Path) -> backup.Backup:
    make(makers.person, "张伟", "13800138000")
    return backup.back_up(records, folder, at=NOON)


@pytest.fixture
def store(records: Records) -> Path:
    return Path(records.where)


def test_a_backup_is_verified_and_told_by_its_manifest(made: backup.Backup, folder: Path) -> None:
    assert backup.newest(folder) == made
    manifest = json.loads(made.path.with_suffix(".json").read_text(encoding="utf-8"))
    assert manifest["sha256"] == backup.digest(made.path)
    assert manifest["rows"]["person"] == 1
    assert backup.verify(made.path).rows == manifest["rows"]
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert not list(folder.glob("*.part"))


def test_every_folder_on_the_way_to_a_backup_is_this_accounts_alone(
    records: Records, tmp_path: Path
) -> None:
    deep = tmp_path / "kept" / "by" / "us"
    backup.back_up(records, deep, at=NOON, reason=Reason.BY_HAND)
    for made in (deep, deep.parent, deep.parent.parent):
        assert made.stat().st_mode & 0o777 == 0o700


def test_two_backups_of_one_second_do_not_overwrite_each_other(
    records: Records, made: backup.Backup, folder: Path
) -> None:
    again = backup.back_up(records, folder, at=NOON, reason=Reason.BY_HAND)
    assert again.path != made.path
    assert len(backup.backups(folder)) == 2


def test_backups_hold_every_confirmed_row_while_two_people_write(
    records: Records, manager: Actor, folder: Path
) -> None:
    confirmed: list[int] = []
    stop = threading.Event()

    def write() -> None:
        def command(session: Any, *, by: Actor, at: Any) -> int:
            return int(makers.person(session, "张伟", "13800138000").id)

        while not stop.is_set():
            confirmed.append(records.act(command, by=manager, at=NOON))

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        for number in range(6):
            known = len(confirmed)
            copy = backup.back_up(records, folder, at=NOON + timedelta(seconds=number))
            assert backup.verify(copy.path).rows["person"] >= known
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert len(confirmed) > 6


def test_the_restore_drill_gives_the_same_store(
    records: Records, made: backup.Backup, store: Path, make: Callable[..., int]
) -> None:
    before = dump(store)
    make(makers.person, "李强")
    assert dump(store) != before
    records.close()
    restored = backup.restore(store, made.path, at=NOON)
    assert dump(store) == before
    assert restored.aside is not None
    upgrade.prepare(store).dispose()
    backup.undo(restored)
    assert dump(store) != before
    upgrade.prepare(store).dispose()


def test_a_stale_wal_beside_the_store_cannot_undo_the_restore(
    records: Records, made: backup.Backup, store: Path, make: Callable[..., int], tmp_path: Path
) -> None:
    before = dump(store)
    make(makers.person, "李强")
    wal = store.with_name("store.db-wal")
    stale = tmp_path / "stale"
    shutil.copy(wal, stale)
    records.close()
    shutil.copy(stale, wal)
    restored = backup.restore(store, made.path, at=NOON)
    assert not wal.exists()
    assert dump(store) == before
    assert restored.aside is not None


def test_a_lost_store_is_brought_back(records: Records, made: backup.Backup, store: Path) -> None:
    before = dump(store)
    records.close()
    for name in store.parent.glob("store.db*"):
        name.unlink()
    store.with_name("store.db-wal").write_bytes(b"left over")
    restored = backup.restore(store, made.path, at=NOON)
    assert dump(store) == before
    assert restored.aside is not None
    assert [name.name for name in restored.aside.iterdir()] == ["store.db-wal"]


def test_an_open_store_is_not_replaced(records: Records, made: backup.Backup, store: Path) -> None:
    with records.read() as session:
        session.connection()
        with pytest.raises(Refused) as told:
            backup.restore(store, made.path, at=NOON)
    assert told.value.code == "restore.held"


def test_a_store_open_in_another_program_is_not_replaced(
    records: Records, made: backup.Backup, store: Path
) -> None:
    records.close()
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdin is not None and other.stdout is not None
    try:
        assert other.stdout.readline() == "open\n"
        with pytest.raises(Refused):
            backup.restore(store, made.path, at=NOON)
    finally:
        other.communicate("\n")
    backup.restore(store, made.path, at=NOON)


HOLD = """
import sys
import sqlcipher3.dbapi2 as driver
raw = driver.connect(sys.argv[1])
raw.execute("PRAGMA journal_mode=WAL").fetchone()
raw.execute("SELECT count(*) FROM staff").fetchone()
print("open", flush=True)
sys.stdin.readline()
"""


def test_a_restore_cut_off_in_the_middle_is_undone_at_the_next_start(
    records: Records, store: Path, tmp_path: Path
) -> None:
    before = dump(store)
    records.close()
    aside = store.with_name("store-before-restore-20261121-120000-000000.part")
    aside.mkdir()
    for name in store.parent.glob("store.db*"):
        name.rename(aside / name.name)
    (store.parent / "store.db.part").write_bytes(b"half")
    upgrade.prepare(store).dispose()
    assert dump(store) == before
    assert not aside.exists()
    assert not (store.parent / "store.db.part").exists()


def changed(path: Path, *statements: str) -> None:
    raw = driver.connect(str(path), isolation_level=None)
    for statement in statements:
        raw.execute(statement)
    raw.close()


HOSTILE = {
    "another trigger": (
        "CREATE TRIGGER steal AFTER INSERT ON person BEGIN DELETE FROM audit; END",
        Cause.FOREIGN,
    ),
    "another view": ("CREATE VIEW everybody AS SELECT name FROM person", Cause.FOREIGN),
    "another table": ("CREATE TABLE more (id INTEGER)", Cause.FOREIGN),
    "a virtual table": ("CREATE VIRTUAL TABLE found USING fts5(words)", Cause.FOREIGN),
    "a missing guard": ("DROP TRIGGER audit_no_update", Cause.FOREIGN),
    "another program's file": ("PRAGMA application_id=7", Cause.FOREIGN),
    "a newer store": ("PRAGMA user_version=99", Cause.NEWER),
    "an unknown revision": ("UPDATE alembic_version SET version_num='x'", Cause.FOREIGN),
}


@pytest.mark.parametrize("fault", HOSTILE)
def test_a_hostile_backup_is_refused_before_anything_is_replaced(
    fault: str, records: Records, made: backup.Backup, store: Path
) -> None:
    statement, cause = HOSTILE[fault]
    strange = made.path.with_name("strange.db")
    shutil.copy(made.path, strange)
    changed(strange, statement)
    records.close()
    before = store.read_bytes()
    with pytest.raises(Trouble) as told:
        backup.restore(store, strange, at=NOON)
    assert told.value.cause is cause
    assert store.read_bytes() == before


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-4096]),
        lambda path: path.write_bytes(path.read_bytes().replace("张伟".encode(), b"\x00" * 6)),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"SQLite format 3\x00" + b"x" * 5000),
        lambda path: path.unlink(),
    ],
    ids=["cut", "zeroed", "empty", "rubbish", "gone"],
)
def test_a_damaged_backup_is_refused(
    spoil: Callable[[Path], Any], records: Records, made: backup.Backup, store: Path
) -> None:
    records.close()
    before = store.read_bytes()
    spoil(made.path)
    with pytest.raises(Trouble):
        backup.restore(store, made.path, at=NOON)
    assert store.read_bytes() == before


def test_one_flipped_bit_is_told_by_the_manifest(made: backup.Backup) -> None:
    whole = bytearray(made.path.read_bytes())
    place = whole.index("张伟".encode())
    whole[place] ^= 1
    made.path.write_bytes(whole)
    with pytest.raises(Trouble) as told:
        backup.verify(made.path)
    assert told.value.cause is Cause.DAMAGED


def test_a_link_and_the_store_itself_are_no_backups(
    records: Records, made: backup.Backup, store: Path
) -> None:
    link = made.path.with_name("link.db")
    link.symlink_to(made.path)
    with pytest.raises(Trouble):
        backup.verify(link)
    records.close()
    with pytest.raises(Refused) as told:
        backup.restore(store, store, at=NOON)
    assert told.value.code == "restore.itself"


def test_leftovers_are_swept(records: Records, folder: Path) -> None:
    folder.mkdir()
    (folder / "store-20200101-000000.part").write_bytes(b"half")
    backup.back_up(records, folder, at=NOON)
    assert not list(folder.glob("*.part"))


def test_a_full_disk_is_said_and_leaves_nothing(
    records: Records, made: backup.Backup, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(file_copy, "flush", full)
    with pytest.raises(Trouble) as told:
        backup.back_up(records, folder, at=NOON + timedelta(hours=4))
    assert told.value.cause is Cause.NO_ROOM
    assert [one.path for one in backup.backups(folder)] == [made.path]
    assert not list(folder.glob("*.part"))


def test_a_folder_that_cannot_be_made_is_said(records: Records, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Trouble):
        backup.back_up(records, tmp_path / "file" / "backups", at=NOON)


def test_spent_generations_go_with_their_manifests(records: Records, folder: Path) -> None:
    for day in range(20):
        for hour in (0, 6):
            backup.back_up(records, folder, at=NOON + timedelta(days=day, hours=hour))
    gone = backup.thin(folder, at=NOON + timedelta(days=20))
    assert gone
    left = backup.backups(folder)
    assert len(left) == 40 - len(gone)
    assert len(list(folder.glob("*.json"))) == len(left)
    assert all(one.verified for one in left)


def test_the_folder_beside_the_store_unless_another_was_chosen(tmp_path: Path) -> None:
    assert backup.folder_of(tmp_path / "store.db", Settings()) == tmp_path / "backups"
    assert backup.folder_of(
        tmp_path / "store.db", Settings({"backup_folder": "/media/usb"})
    ) == Path("/media/usb")


@pytest.fixture(scope="module")
def tiny_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path | None]:
    """A disk of 200 kB where the system allows one."""
    place = tmp_path_factory.mktemp("tiny")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    yield place if mounted.returncode == 0 else None
    if mounted.returncode == 0:
        subprocess.run(["umount", str(place)], check=False)


def test_a_really_full_disk(records: Records, made: backup.Backup, tiny_disk: Path | None) -> None:
    if tiny_disk is None:
        pytest.skip("no disk of its own here")
    with pytest.raises(Trouble) as told:
        backup.back_up(records, tiny_disk / "backups", at=NOON)
    assert told.value.cause is Cause.NO_ROOM
    assert not list((tiny_disk / "backups").iterdir())


def test_the_backups_of_the_practice_store_are_not_those_of_the_store(
    made: backup.Backup, tmp_path: Path
) -> None:
    for chosen in ("", str(tmp_path / "usb")):
        own = backup.folder_of(tmp_path / "store.db", Settings({"backup_folder": chosen}))
        practice = backup.folder_of(
            tmp_path / "practice.db", Settings({"backup_folder": chosen, "practice": True})
        )
        practice.mkdir(parents=True)
        shutil.copy(made.path, practice / "practice-20261122-101107.db")
        assert backup.backups(practice)
        assert [one for one in backup.backups(own) if one.path.name.startswith("practice")] == []


class _StopsAt(WorkProgress):
    """Somebody who presses Stop once so much is done."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self._stop_at = share

    def tell(self, done: int, total: int) -> None:
        super().tell(done, total)
        if self.share is not None and self.share >= self._stop_at:
            self.stop()


@pytest.mark.parametrize("share", [0.0, 0.3, 0.85, 1.0])
def test_a_backup_that_is_stopped_leaves_nothing(
    records: Records, made: backup.Backup, folder: Path, share: float
) -> None:
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(WorkStopped), watched(_StopsAt(share)):
        backup.back_up(records, folder, at=NOON + timedelta(hours=1))
    assert sorted(path.name for path in folder.iterdir()) == before
    later = backup.back_up(records, folder, at=NOON + timedelta(hours=1))
    assert later.verified and later.path.exists()


@pytest.mark.parametrize("share", [0.0, 0.25])
def test_a_restore_that_is_stopped_leaves_the_store_as_it_was(
    records: Records,
    make: Callable[..., int],
    made: backup.Backup,
    store: Path,
    share: float,
) -> None:
    make(makers.person, "李娜", "13900139000")
    records.close()
    was, names = dump(store), sorted(path.name for path in store.parent.iterdir())
    with pytest.raises(WorkStopped), watched(_StopsAt(share)):
        backup.restore(store, made.path, at=NOON)
    assert dump(store) == was
    assert sorted(path.name for path in store.parent.iterdir()) == names


def test_a_restore_that_has_begun_to_replace_is_carried_to_its_end(
    records: Records, made: backup.Backup, store: Path
) -> None:
    records.close()
    progress = WorkProgress()
    with watched(progress):
        backup.restore(store, made.path, at=NOON)
    assert progress.is_final and not progress.stop()


@pytest.mark.parametrize("name", ["a?b#c%20d", "file:x", os.fsdecode(b"o\xff"), "换 '引号'"])
def test_a_backup_goes_to_exactly_the_folder_that_is_named(
    records: Records, tmp_path: Path, name: str
) -> None:
    made = backup.back_up(records, tmp_path / name, at=NOON)
    assert made.path.parent == tmp_path / name
    assert backup.verify(made.path).rows["audit"] > 0
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [name]
