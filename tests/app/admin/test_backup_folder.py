"""One folder of backups: several programs, foreign files, bad manifests, wrong clocks."""

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.admin import backup, backup_folder, checking, manifest, rules
from app.admin.backup_folder import Copied, Origin
from app.admin.rules import Reason
from app.desks import DESKS
from app.errors import About, Cause, Trouble
from app.failure_texts import tell
from app.records import Records
from db import engine as engines
from tests import make as makers
from tests.make import NOON
from tests.reliability.acting import PROGRAMS

pytestmark = pytest.mark.sqlite_only("copies of a file; a server's go through the same folder")
EACH = 4


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def _back_up_often(store: str, folder: str) -> None:
    records = Records(engines.open_store(Path(store)), DESKS)
    for _ in range(EACH):
        backup.back_up(records, Path(folder), at=NOON)
    records.close()


def test_every_backup_of_three_programs_at_once_is_good(records: Records, folder: Path) -> None:
    told = (records.where, str(folder))
    programs = [PROGRAMS.Process(target=_back_up_often, args=told) for _ in range(3)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert [program.exitcode for program in programs] == [0, 0, 0]
    made = backup.backups(folder)
    assert len(made) == 3 * EACH
    assert all(one.verified and backup.verify(one.path) for one in made)
    assert not list(folder.glob("*.part"))


def test_who_waits_too_long_is_told_that_another_program_backs_up(
    records: Records, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_folder, "PATIENCE_S", 0.0)
    with backup_folder.alone(folder), pytest.raises(Trouble) as told:
        backup.back_up(records, folder, at=NOON)
    assert (told.value.cause, told.value.about) == (Cause.BUSY, About.BACKUP)
    assert "another program" in tell(told.value).happened.lower()


def test_only_our_own_left_overs_are_swept(records: Records, folder: Path) -> None:
    folder.mkdir()
    ours = ["store-20200101-000000.part", "store-20200101-000000.77.part"]
    ours.append("store-20200101-000000-1.json.part")
    others = ["film.part", "store.db.part", "store-2020.part", "x.12.part"]
    for name in (*ours, *others):
        (folder / name).write_bytes(b"half")
    backup.back_up(records, folder, at=NOON)
    assert sorted(path.name for path in folder.glob("*.part")) == sorted(others)


def test_files_of_others_are_neither_listed_nor_deleted(records: Records, folder: Path) -> None:
    folder.mkdir()
    names = ("photos.db", "contacts-2019.db", "Thumbs.db", "album-20200101-120000.db", "x.dump")
    for name in names:
        (folder / name).write_bytes(b"SQLite format 3\x00" + b"x" * 100)
        os.utime(folder / name, (0, 0))
    first = backup.back_up(records, folder, at=NOON)

    def copy(part: Path) -> Copied:
        shutil.copy(first.path, part)
        return Copied(0, {})

    origin = backup.origin_of(records, "store.db")
    for hours in range(8, 24 * 40, 8):
        at = NOON + timedelta(hours=hours)
        backup.keep(folder, copy, origin=origin, at=at, reason=Reason.REGULAR)
    assert backup.thin(folder, at=NOON + timedelta(days=41)) != []
    assert all((folder / name).exists() for name in names)
    assert {one.path.name for one in backup.backups(folder)}.isdisjoint(names)


def test_the_generations_of_two_stores_in_one_folder_are_apart(
    records: Records, folder: Path
) -> None:
    def write(part: Path) -> Copied:
        part.write_bytes(b"other")
        return Copied(7, {})

    for days in range(30):
        origin = Origin("store.db", store="another", store_name="别的店")
        at = NOON + timedelta(days=days)
        backup.keep(folder, write, origin=origin, at=at, reason=Reason.REGULAR)
    mine = backup.back_up(records, folder, at=NOON)
    assert backup.newest(folder, store=mine.store) == mine
    assert backup.thin(folder, at=NOON + timedelta(days=30), store=mine.store) == []
    assert len(backup.backups(folder)) == 31


BAD = {
    "no text": b"\xff\xfe\x00",
    "no JSON": b"{",
    "a list": b"[]",
    "a number for a moment": b'{"made_at": 5, "reason": "regular", "sha256": "", "size": 1,'
    b' "schema": 7, "rows": {}}',
    "a moment without a zone": b'{"made_at": "2026-11-26", "reason": "regular", "sha256": "",'
    b' "size": 1, "schema": 7, "rows": {}}',
    "an unknown reason": b'{"made_at": "2026-11-26T00:00:00+00:00", "reason": "x", "sha256": "",'
    b' "size": 1, "schema": 7, "rows": {}}',
    "a text for rows": b'{"made_at": "2026-11-26T00:00:00+00:00", "reason": "regular",'
    b' "sha256": "", "size": 1, "schema": 7, "rows": ""}',
    "half of it": b'{"made_at": "2026-11-26T00:00:00+00:00"}',
}


@pytest.mark.parametrize("fault", BAD)
def test_a_bad_manifest_is_named_and_the_others_count(
    fault: str, records: Records, folder: Path
) -> None:
    bad = backup.back_up(records, folder, at=NOON)
    good = backup.back_up(records, folder, at=NOON + timedelta(hours=4))
    lies_at = bad.path.with_suffix(".json")
    lies_at.write_bytes(BAD[fault])
    assert backup.newest(folder) == good
    assert [one.path for one in backup.backups(folder) if not one.verified] == [bad.path]
    assert backup.thin(folder, at=NOON + timedelta(days=1)) == []
    assert [line for line in checking.cut_since(records) if str(lies_at) in line]


def test_a_backup_from_tomorrow_proves_nothing_and_costs_no_other(
    records: Records, folder: Path
) -> None:
    good = backup.back_up(records, folder, at=NOON)
    ahead = NOON + timedelta(days=365)
    wrong = backup.back_up(records, folder, at=ahead)
    assert backup.thin(folder, at=ahead) == []
    now = NOON + timedelta(hours=4)
    assert backup.newest(folder, at=now) == good
    assert rules.is_due(wrong.made_at, now)
    assert rules.is_old(wrong.made_at, now)
    assert backup.thin(folder, at=now) == []
    assert len(backup.backups(folder)) == 2


def test_the_manifest_names_the_store_and_the_end_of_its_history(
    records: Records, make: Callable[..., int], folder: Path
) -> None:
    made = backup.back_up(records, folder, at=NOON)
    told = manifest.read(made.path)
    assert told is not None
    assert told.store_name == "东风日产示范店"
    assert len(told.store) == 32
    assert told.history.partition("-")[0].isdecimal()
    assert checking.cut_since(records) == []
    make(makers.person, "张伟")
    assert checking.cut_since(records) == []
    assert checking.cut_since(records, told.history[:-10]) == []
    assert checking.cut_since(records, told.history + "0") != []
    assert checking.cut_since(records, "99999999-abc") != []


def test_a_history_that_was_cut_is_found_by_the_newest_backup(
    records: Records, make: Callable[..., int]
) -> None:
    make(makers.person, "张伟")
    folder = Path(records.where).parent / "backups"
    made = backup.back_up(records, folder, at=NOON)
    with engines.writing(records.engine).begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_delete")
        connection.exec_driver_sql("DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)")
    assert [line for line in checking.cut_since(records) if made.path.name in line]


def test_a_manifest_and_a_backup_are_this_accounts_alone(records: Records, folder: Path) -> None:
    made = backup.back_up(records, folder, at=NOON)
    modes = {path.suffix: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    assert modes == {".db": 0o600, ".json": 0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert made.verified


def test_a_damaged_backup_is_told_as_such_and_not_as_a_damaged_store(
    records: Records, folder: Path
) -> None:
    made = backup.back_up(records, folder, at=NOON)
    made.path.write_bytes(made.path.read_bytes()[:-4096])
    with pytest.raises(Trouble) as told:
        backup.verify(made.path)
    assert told.value.about is About.BACKUP
    assert "backup is damaged" in tell(told.value).happened


def test_a_copy_keeps_the_name_of_its_store(records: Records, folder: Path) -> None:
    made = backup.back_up(records, folder, at=NOON)
    shutil.copy(made.path, folder / "by hand.db")
    assert [one.path for one in backup.backups(folder)] == [made.path]
