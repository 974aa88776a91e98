"""The commands of a main PC say it where they are given on another one."""

from pathlib import Path

import pytest

from app import __main__ as line
from app import data_folders
from app.arguments import BLOCKED
from app.server import places
from db.store_address import ServerAddress

ALONE = ("invite",), ("workstations",), ("revoke", "pc_0123456789ab")
"""Commands that no other PC has."""


@pytest.fixture
def paired(tmp_path: Path) -> Path:
    """The data folder of a PC that was let into the store of a main PC."""
    store = ServerAddress("127.0.0.1", "dealer_desk", "pc_0123456789ab", "geheim", 1)
    places.use(store, tmp_path / "paired")
    return tmp_path / "paired"


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[str]:
    """What a refused command says in English and in Chinese."""
    found = []
    for language in ("en", "zh_CN"):
        assert line.main([*map(str, arguments), "--language", language]) == BLOCKED
        found.append(capsys.readouterr().err)
    return found


@pytest.mark.parametrize(
    "command", [("backup",), ("restore", "x.dump", "--yes"), ("move", "--to", "x.db"), *ALONE]
)
def test_what_only_the_main_pc_may_do_is_said_on_a_paired_one(
    command: tuple[str, ...], paired: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not that a program is missing or that a server does not answer."""
    names = {path.name for path in paired.iterdir()}
    english, chinese = refused(capsys, *command, "--data", paired)
    assert "The main PC looks after this store" in english and "主机" in chinese
    assert {path.name for path in paired.iterdir()} == names
    assert data_folders.shared_store(paired) is not None


@pytest.mark.parametrize("command", ALONE)
def test_a_pc_that_serves_nothing_is_told_to_serve(
    command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    english, _chinese = refused(capsys, *command, "--data", tmp_path)
    assert "dealer-desk serve" in english
    assert list(tmp_path.iterdir()) == []
