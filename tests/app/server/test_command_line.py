"""Backup, restore and move as commands: on a server as in a file, and no password is repeated."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app import __main__ as line
from app import data_folders
from app.admin import queries
from app.desks import DESKS
from app.records import Records
from db import engine as engines
from db.store_address import ServerAddress
from db.tables.admin import Audit
from tests import make as makers
from tests.postgres import OWNER, PASSWORD, TestServer

QUOTED = PASSWORD.replace("/", "%2F").replace("?", "%3F").replace("#", "%23")


@pytest.fixture
def address(
    records: Records, make: Callable[..., int], server: TestServer
) -> Iterator[tuple[str, ServerAddress]]:
    """A store with one customer, by network: the address and the place."""
    make(makers.person, "张伟")
    records.close()
    database = records.place.database
    yield f"postgresql://{OWNER}:{QUOTED}@127.0.0.1:{server.port}/{database}", records.place
    with server.connect("postgres") as admin:
        names = [row[0] for row in admin.execute("SELECT datname FROM pg_database").fetchall()]
    for name in names:
        if re.match(rf"{database}_before_\w+", name):
            server.drop_database(name)


def run(*arguments: object) -> int:
    return line.main([*map(str, arguments), "--language", "en"])


def test_backup_restore_and_move_from_the_command_line(
    address: tuple[str, ServerAddress], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written, place = address
    assert run("backup", "--database", written, "--out", tmp_path / "kept") == 0
    (made,) = (tmp_path / "kept").glob("*.dump")
    assert _noted_backup(place) == made.name
    assert run("restore", made, "--database", written, "--yes") == 0
    assert run("check", "--database", written) == 0
    data = tmp_path / "data"
    assert run("move", "--database", written, "--to", data / "store.db") == 0
    assert run("check", "--data", data) == 0
    told = capsys.readouterr()
    assert "rows were moved to" in told.out
    assert "Both are complete" in told.out
    for secret in (PASSWORD, QUOTED):
        assert secret not in told.out + told.err


def _noted_backup(place: ServerAddress) -> str | None:
    """The file of the newest backup, as the history tells every PC."""
    records = Records(engines.open_store(place), DESKS)
    with records.read() as session:
        at = queries.newest_backup(session)
        name = session.scalar(select(Audit.reason).where(Audit.at == at))
    records.close()
    return name


def test_a_moved_store_is_worked_in_at_its_new_place_and_its_login_is_private(
    address: tuple[str, ServerAddress], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written, place = address
    data = tmp_path / "data"
    data.mkdir()
    assert run("move", "--database", written, "--to", data / "store.db") == 0
    target = written.replace(place.database, f"{place.database}_before_test")
    assert run("move", "--data", data, "--to", target) == 0
    assert not (data / "store.db").exists()
    assert len(list(data.glob("store-before-move-*.db"))) == 1
    named = data_folders.store_place(data)
    assert isinstance(named, ServerAddress)
    assert (named.host, named.folder, named.password) == ("127.0.0.1", data, "")
    assert run("check", "--data", data) == 0
    assert (data / data_folders.LOGIN).stat().st_mode & 0o777 == 0o600
    assert QUOTED not in (data / data_folders.SHARED).read_text("utf-8")
    assert run("move", "--data", data, "--to", data / "store.db") == 0
    assert data_folders.store_place(data) == data / "store.db"
    assert not (data / data_folders.LOGIN).exists()
    assert run("check", "--data", data) == 0
    assert PASSWORD not in "".join(capsys.readouterr())


def test_a_wrong_answer_and_a_wrong_target_change_nothing(
    address: tuple[str, ServerAddress],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written, _place = address
    assert run("backup", "--database", written, "--out", tmp_path) == 0
    (made,) = tmp_path.glob("*.dump")
    monkeypatch.setattr("builtins.input", lambda _question: "no")
    assert run("restore", made, "--database", written) == 3
    assert "Nothing was changed" in capsys.readouterr().err
    (tmp_path / "there.db").touch()
    assert run("move", "--database", written, "--to", tmp_path / "there.db") == 3
    assert "There is a store already" in capsys.readouterr().err
    assert run("move", "--data", tmp_path / "none", "--to", tmp_path / "x.db") == 3
