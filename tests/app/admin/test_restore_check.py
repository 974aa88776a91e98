"""Whose backup it is, stated before it takes the place of the store."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver

from app import __main__ as line
from app.admin import backup, stores
from app.admin import commands as house
from app.admin.restore_check import StoreFacts, compared
from app.admin.values import StaffEntry
from app.desks import DESKS
from app.records import Records
from app.text import use
from db.vocabulary import Role
from tests.make import NOON

pytestmark = pytest.mark.sqlite_only("copies of a file; a server has tests of its own")


@pytest.fixture(autouse=True)
def english() -> None:
    use("en")


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A backup of another dealer's store."""
    records = stores.open_store(tmp_path / "other" / "store.db", DESKS)
    first = house.FirstStore("别家店", "zh_CN", "赵敏", "rain-over-41-hills")
    records.act(house.found_store, first, by=house.founder("前台1"), at=NOON)
    made = backup.back_up(records, tmp_path / "theirs", at=NOON)
    records.close()
    return made.path


def run(*arguments: object) -> int:
    return line.main([*map(str, arguments), "--language", "en"])


def test_a_backup_of_this_store_needs_no_second_look(records: Records, tmp_path: Path) -> None:
    made = backup.back_up(records, tmp_path / "b", at=NOON)
    found = backup.compare(Path(records.where), made.path)
    assert found.differences == ()
    assert found.managers == "Managers and administrators afterwards: 王敏"


def test_new_managers_of_the_backup_are_named_as_new(
    records: Records, act: Callable[..., Any], tmp_path: Path
) -> None:
    entry = StaffEntry(name="李强", roles=frozenset({Role.MANAGER}), password="rain-over-41-hills")
    key = act(house.save_staff, entry)
    made = backup.back_up(records, tmp_path / "b", at=NOON)
    act(house.retire_staff, key)
    found = backup.compare(Path(records.where), made.path)
    assert found.managers.endswith("王敏, 李强 (new)")


def test_another_dealers_backup_is_told_and_needs_the_name_of_its_store(
    records: Records,
    foreign: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = Path(records.where).parent
    records.close()
    assert run("restore", foreign, "--yes", "--data", data) == 3
    told = capsys.readouterr()
    assert "another store: “别家店” instead of “东风日产示范店”" in told.out
    assert "--other-store" in told.err
    assert not list(data.glob("store-before-restore-*"))
    for answers in (["yes", "东风日产示范店"], ["yes", ""], ["no"]):
        left = iter(answers)
        monkeypatch.setattr("builtins.input", lambda _question, left=left: next(left))
        assert run("restore", foreign, "--data", data) == 3
    assert not list(data.glob("store-before-restore-*"))
    monkeypatch.setattr("builtins.input", lambda q: "yes" if "yes" in q else "别家店")
    assert run("restore", foreign, "--data", data) == 0
    assert "赵敏 (new)" in capsys.readouterr().out


def test_a_backup_without_a_manifest_needs_a_second_look(
    records: Records, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = backup.back_up(records, tmp_path / "b", at=NOON)
    made.path.with_suffix(".json").unlink()
    data = Path(records.where).parent
    records.close()
    assert run("restore", made.path, "--yes", "--data", data) == 3
    assert "no manifest" in capsys.readouterr().out
    assert run("restore", made.path, "--yes", "--other-store", "--data", data) == 0


def test_a_practice_store_over_the_real_one_is_told(
    records: Records, act: Callable[..., Any], tmp_path: Path
) -> None:
    made = backup.back_up(records, tmp_path / "b", at=NOON)
    path = made.path
    raw = driver.connect(str(path), isolation_level=None)
    raw.execute("INSERT INTO setting (name, value, version) VALUES ('practice', 'true', 1)")
    raw.close()
    path.with_suffix(".json").unlink()
    found = backup.compare(Path(records.where), path)
    assert any("practice store" in line for line in found.differences)


def test_a_closed_input_is_a_no(
    records: Records, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backup.back_up(records, tmp_path / "b", at=NOON)
    data = Path(records.where).parent
    records.close()

    def closed(_question: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", closed)
    assert run("restore", made.path, "--data", data) == 3


def test_another_store_of_the_same_name_is_told_apart(tmp_path: Path) -> None:
    here, there = (StoreFacts(mark, "示范店", False, ("王敏",)) for mark in ("a", "b"))
    found = compared(here, there, backup=tmp_path / "x.db")
    assert found.differences[0] == "The backup is of another store that is called “示范店” too."
