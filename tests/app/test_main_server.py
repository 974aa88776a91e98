"""The command line on a store that lies on a server; no password is ever shown."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from app import __main__ as line
from app import data_folders
from db import engine as engines
from db import schema_version
from db.store_address import parse
from tests.postgres import OWNER, PASSWORD, TestServer, WorkerStore


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder to work in, in which nothing may appear."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "here" / "data"))
    monkeypatch.delenv(data_folders.VARIABLE, raising=False)
    yield tmp_path / "here"
    assert list((tmp_path / "here").rglob("*")) == []


@pytest.fixture(autouse=True)
def silent(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Whatever is written anywhere, the password is not in it, in no writing."""
    said: list[str] = []
    read = capfd.readouterr

    def keep() -> object:
        found = read()
        said.extend(found)
        return found

    capfd.readouterr = keep  # type: ignore[method-assign,assignment]
    yield
    keep()
    assert not [text for text in said if PASSWORD in text or quote(PASSWORD, safe="") in text]


@pytest.fixture
def address(server: TestServer, worker_store: WorkerStore) -> str:
    worker_store.reset("founded")
    return _address(server, worker_store.address.database)


@pytest.fixture
def empty(server: TestServer, worker_store: WorkerStore) -> Iterator[str]:
    name = f"new_{worker_store.address.database}"
    server.make_database(name)
    yield _address(server, name)
    server.drop_database(name)


def _address(server: TestServer, database: str) -> str:
    return f"postgresql://{OWNER}:{quote(PASSWORD, safe='')}@127.0.0.1:{server.port}/{database}"


def run(*arguments: object) -> int:
    return line.main([*map(str, arguments), "--language", "en"])


def test_a_sound_store_is_sound(address: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--database", address) == 0
    assert "Sound" in capfd.readouterr().out


def test_the_environment_names_the_store_too(
    address: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(data_folders.VARIABLE, address)
    assert run("check") == 0
    assert run("check", "--mend-search") == 0


@pytest.mark.parametrize("kind", ["visits", "testdrives", "workshop"])
def test_a_daily_sheet_is_a_pdf(kind: str, address: str, tmp_path: Path) -> None:
    out = tmp_path / f"{kind}.pdf"
    assert run("daily-sheet", "--kind", kind, "--out", out, "--database", address) == 0
    assert out.read_bytes().startswith(b"%PDF-")


def test_a_store_is_generated_in_an_empty_database_and_never_over_another(
    empty: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run("check", "--database", empty) == 3
    assert engines.inspect(parse(empty)) == 0, "a look makes nothing"
    assert run("generate", "--customers", 20, "--until", "2026-11-21", "--database", empty) == 0
    assert capfd.readouterr().out.splitlines()[-1] == str(parse(empty))
    assert engines.inspect(parse(empty)) == schema_version.SCHEMA
    assert run("check", "--database", empty) == 0
    assert run("generate", "--customers", 20, "--database", empty) == 3
    assert "already" in capfd.readouterr().err


def test_a_file_is_no_backup_of_a_server(address: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("restore", "nothing.db", "--yes", "--database", address) == 3
    assert "server" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("127.0.0.1", "no-such-host.invalid"), "does not answer"),
        (("/dealer", "/no_such_dealer"), "no such database"),
        ((f"{OWNER}:", "somebody:"), "user or password"),
        (("postgresql:", "mysql:"), "no address"),
        (("postgresql:", "file:"), "no address"),
        (("@127", "@x@127"), ""),
    ],
)
def test_each_refusal_is_one_line(
    change: tuple[str, str], told: str, address: str, capfd: pytest.CaptureFixture[str]
) -> None:
    wrong = address.replace(*change, 1)
    for command in (["backup"], ["daily-sheet", "--kind", "visits", "--out", os.devnull]):
        assert run(*command, "--database", wrong) == 3
        lines = capfd.readouterr().err.splitlines()
        assert len(lines) == 1 and told in lines[0]
        assert "you typed" not in lines[0]


def test_an_address_in_the_wrong_place_is_not_repeated(
    address: str, capfd: pytest.CaptureFixture[str]
) -> None:
    for arguments in ([address], ["check", address], ["check", f"--date={address}"]):
        with pytest.raises(SystemExit):
            line.main(arguments)
        assert "…@" in capfd.readouterr().err
