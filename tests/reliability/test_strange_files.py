"""Files that this account may not write, and files of another program.

A clear word, and not a byte is changed.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from app.__main__ import main
from app.admin import stores
from app.desks import DESKS
from app.errors import Trouble
from app.failure_texts import tell
from tests.reliability.acting import PROGRAMS

pytestmark = pytest.mark.sqlite_only("files of other programs and of other accounts")
NOBODY = 65534


def _closed_file(path: Path) -> None:
    path.chmod(0o444)
    path.parent.chmod(0o777)


def _closed_folder(path: Path) -> None:
    path.chmod(0o666)
    path.parent.chmod(0o555)


def _unreadable(path: Path) -> None:
    path.chmod(0o000)
    path.parent.chmod(0o777)


def _private_folder(path: Path) -> None:
    path.parent.chmod(0o700)


@pytest.fixture
def open_store(store: Path) -> Iterator[Path]:
    """In a folder that everybody can reach."""
    folder = Path(tempfile.mkdtemp())
    yield Path(shutil.copy(store, folder))
    shutil.rmtree(folder)


def open_as_nobody(path: Path, told: Connection) -> None:
    """Tells what hinders another account, and whether it was said in words."""
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    try:
        stores.open_store(path, DESKS)
    except Trouble as trouble:
        words = tell(trouble)
        told.send((trouble.cause.value, bool(words.happened and words.todo)))
    else:
        told.send(("opened", False))


@pytest.mark.skipif(os.geteuid() != 0, reason="needs to become somebody else")
@pytest.mark.parametrize(
    ("close", "cause"),
    [
        (_closed_file, "read_only"),
        (_closed_folder, "read_only"),
        (_unreadable, "denied"),
        (_private_folder, "denied"),
    ],
)
def test_a_store_that_this_account_may_not_use_is_said_and_left_alone(
    open_store: Path, close: Callable[[Path], None], cause: str
) -> None:
    before = open_store.read_bytes()
    close(open_store)
    ours, theirs = PROGRAMS.Pipe(duplex=False)
    program = PROGRAMS.Process(target=open_as_nobody, args=(open_store, theirs))
    program.start()
    theirs.close()
    with ours:
        assert ours.recv() == (cause, True)
    program.join()
    assert open_store.read_bytes() == before
    assert [one.name for one in open_store.parent.iterdir()] == [open_store.name]


def test_every_command_refuses_a_newer_store_and_leaves_every_byte(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from db import engine as engines

    raw = engines.open_store(store)
    with raw.connect() as connection:
        connection.exec_driver_sql("PRAGMA user_version=999")
        connection.commit()
    raw.dispose()
    before = (store.read_bytes(), store.stat().st_mtime_ns)
    folder = ["--data", str(store.parent), "--language", "en"]
    sheet = [
        "daily-sheet",
        "--kind",
        "visits",
        "--date",
        "2026-11-21",
        "--out",
        str(tmp_path / "sheet.pdf"),
    ]
    for command, code in (
        (["check"], 3),
        (["backup", "--out", str(tmp_path / "b")], 3),
        (sheet, 3),
        (["generate", "--customers", "1"], 3),
    ):
        assert main([*command, *folder]) == code
        told = capsys.readouterr()
        assert (told.out + told.err).strip()
    assert (store.read_bytes(), store.stat().st_mtime_ns) == before
    assert not (tmp_path / "sheet.pdf").exists()


def test_a_store_that_is_not_there_is_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--data", str(tmp_path / "typo")]) == 3
    said = capsys.readouterr()
    assert said.out == "" and "store.db" in said.err, "nothing was found faulty"
    assert len(said.err.splitlines()) == 1
    assert not (tmp_path / "typo").exists()
