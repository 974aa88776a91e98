"""A store on a disk that has become read-only: it is read, printed and copied elsewhere."""

from pathlib import Path

import pytest

from app import __main__ as line
from app.admin import backup
from app.errors import Cause, Trouble
from app.records import Records
from db import engine as engines

pytestmark = pytest.mark.sqlite_only("files; a server says itself that it is only read")


@pytest.fixture
def data(records: Records, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a closed store, which nobody may write any more."""
    records.close()

    def refuse(place: object) -> None:
        raise Trouble(Cause.READ_ONLY, str(place))

    monkeypatch.setattr(engines, "check_writable", refuse)
    return Path(records.where).parent


def run(*arguments: object) -> int:
    return line.main([*map(str, arguments), "--language", "en"])


def test_a_sheet_is_printed_and_it_is_said_that_nothing_is_noted(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, out = (data / "store.db").read_bytes(), tmp_path / "out" / "sheet.pdf"
    assert run("daily-sheet", "--kind", "workshop", "--out", out, "--data", data) == 0
    assert out.read_bytes().startswith(b"%PDF-")
    assert out.stat().st_mode & 0o777 == 0o600
    assert "only read" in capsys.readouterr().err
    assert (data / "store.db").read_bytes() == before


def test_a_copy_goes_to_another_place(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (data / "store.db").read_bytes()
    assert run("backup", "--out", tmp_path / "usb", "--data", data) == 0
    made = Path(capsys.readouterr().out.strip())
    assert made.parent == tmp_path / "usb"
    backup.verify(made)
    assert (data / "store.db").read_bytes() == before


def test_a_sheet_onto_a_folder_is_refused_and_leaves_nothing(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "there").mkdir()
    out = tmp_path / "there"
    assert run("daily-sheet", "--kind", "visits", "--out", out, "--data", data) == 3
    assert "no plain file" in capsys.readouterr().err
    assert list(out.iterdir()) == []
    assert not list(tmp_path.glob("*.part"))
