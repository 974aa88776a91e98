"""The command line as scripts and support meet it.

Exit codes, one clear line, no new store where none was.
"""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from app import __main__ as line
from app import text
from app.records import Records
from tests import make as makers

pytestmark = pytest.mark.sqlite_only("files; test_main_server.py has the commands on a server")

HEAVY = {"sqlalchemy", "PySide6", "reportlab"}
HELP = """
import sys
from app.__main__ import main
try:
    main(["--help"])
except SystemExit:
    print(sorted(set(sys.modules) & {heavy}))
"""


@pytest.fixture
def data(records: Records) -> Path:
    records.close()
    return Path(records.where).parent


def run(*arguments: object) -> int:
    return line.main([*map(str, arguments), "--language", "en"])


def test_a_sound_store_is_sound(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--data", data) == 0
    assert "Sound" in capsys.readouterr().out


@pytest.mark.parametrize(
    "fault",
    [
        "DROP TRIGGER audit_no_update",
        "CREATE TABLE more (id INTEGER)",
        "DROP INDEX ix_visit_arrived_at",
        (
            "PRAGMA foreign_keys=OFF; UPDATE source SET id=id; INSERT INTO visit_step (visit_id,"
            " step, at, staff_id) VALUES (99, 'x', 'y', 99)"
        ),
    ],
)
def test_a_fault_is_one_line_and_exit_code_one(
    fault: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = driver.connect(str(data / "store.db"), isolation_level=None)
    for statement in fault.split("; "):
        raw.execute(statement)
    raw.close()
    assert run("check", "--data", data) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) in (1, 2)
    assert "Sound" not in lines[0]


def test_a_search_index_unlike_the_data_is_a_fault(
    records: Records, make: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    make(makers.person, "张伟", "13800138000")
    records.close()
    raw = driver.connect(records.where, isolation_level=None)
    raw.execute("UPDATE person SET name = '李强'")
    raw.close()
    assert run("check", "--data", Path(records.where).parent) == 1
    assert "Search index" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command", [("check",), ("backup",), ("daily-sheet", "--kind", "visits", "--out", "x.pdf")]
)
def test_no_store_is_said_and_none_is_made(command: tuple[str, ...], tmp_path: Path) -> None:
    assert run(*command, "--data", tmp_path / "nowhere") == 3
    assert not (tmp_path / "nowhere").exists()


def test_a_file_of_no_bytes_is_a_lost_store_and_is_not_filled(tmp_path: Path) -> None:
    (tmp_path / "store.db").touch()
    assert run("check", "--data", tmp_path) == 1
    assert (tmp_path / "store.db").stat().st_size == 0


def test_a_store_too_damaged_to_be_asked_is_one_line(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = data / "store.db"
    size = store.stat().st_size
    with store.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    assert run("check", "--data", data) == 1
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_another_programs_file_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = driver.connect(str(tmp_path / "store.db"))
    raw.execute("CREATE TABLE t (x)")
    raw.close()
    before = (tmp_path / "store.db").read_bytes()
    assert run("backup", "--data", tmp_path) == 3
    told = capsys.readouterr().err
    assert "not a store" in told
    assert len(told.splitlines()) == 1
    assert (tmp_path / "store.db").read_bytes() == before


def test_backup_and_restore(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("backup", "--data", data) == 0
    copy = Path(capsys.readouterr().out.strip())
    assert copy.parent == data / "backups"
    monkeypatch.setattr("builtins.input", lambda _question: "no")
    assert run("restore", copy, "--data", data) == 3
    assert not list(data.glob("store-before-restore-*"))
    monkeypatch.setattr("builtins.input", lambda _question: "yes")
    assert run("restore", copy, "--data", data) == 0
    assert len(list(data.glob("store-before-restore-*"))) == 1
    assert run("restore", copy, "--yes", "--data", data) == 0
    assert run("check", "--data", data) == 0


def test_a_restore_of_nothing_is_said(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("restore", data / "nothing.db", "--yes", "--data", data) == 3
    assert "nothing.db" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["visits", "testdrives", "workshop"])
def test_a_daily_sheet_is_a_pdf(kind: str, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheets" / f"{kind}.pdf"
    assert (
        run("daily-sheet", "--kind", kind, "--date", "2026-11-21", "--out", out, "--data", data)
        == 0
    )
    assert out.read_bytes().startswith(b"%PDF-")
    assert list(out.parent.iterdir()) == [out]


def test_what_stands_before_the_command_counts(data: Path) -> None:
    assert line.main(["--data", str(data), "--language", "en", "check"]) == 0
    assert text.language() == "en"


def test_a_store_of_its_own_speaks_the_language_of_its_settings(data: Path) -> None:
    (data / "config").mkdir()
    (data / "config" / "workstation.json").write_text(
        json.dumps({"language": "en"}), encoding="utf-8"
    )
    line.main(["check", "--data", str(data)])
    assert text.language() == "en"


def test_identity_judges(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("identity", "plate", "京A12345") == 0
    assert run("identity", "phone", "12") == 3
    assert "京A12345" in capsys.readouterr().out


def test_help_loads_neither_database_nor_window() -> None:
    code = HELP.format(heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_restore_is_in_the_audit(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("backup", "--data", data)
    copy = Path(capsys.readouterr().out.strip())
    assert run("restore", copy, "--yes", "--data", data) == 0
    raw = driver.connect(str(data / "store.db"))
    assert raw.execute("SELECT reason FROM audit WHERE noun = 'backup'").fetchall() == [
        (copy.name,)
    ]
    raw.close()


def test_no_display_is_said_and_not_a_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert run("--data", tmp_path) == 3
    assert "No display" in capsys.readouterr().err


def test_the_installed_program_tests_itself(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "app", "run", "--self-test", "--data", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "store.db").exists()


def test_check_writes_the_search_index_anew_when_asked(
    records: Records, capsys: pytest.CaptureFixture[str]
) -> None:
    data = Path(records.where).parent
    with records.read() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO search_doc (kind, record, day, text) VALUES ('person', 99, '2026-11-21',"
            " 'x')"
        )
        session.connection().exec_driver_sql("COMMIT")
    assert run("check", "--data", data) == 1
    assert run("check", "--data", data, "--mend-search") == 0
    assert run("check", "--data", data) == 0


def test_an_unknown_command_is_named_in_the_language_of_the_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        line.main(["--language", "zh_CN", "frobnicate"])
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert "参数 命令" in said and "frobnicate" in said
    with pytest.raises(SystemExit):
        line.main(["--language", "zh_CN", "--help"])
    told = capsys.readouterr().out
    assert "显示版本号并退出" in told and "version number" not in told


def _interrupted(arguments: list[str], until: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own that gets Ctrl+C once `until` has been reached."""
    code = f"""
import os, signal, sys
from app.__main__ import main
from db import long_work
tell = long_work.WorkProgress.tell
def told(progress, done, total):
    tell(progress, done, total)
    if progress.share >= {until}:
        os.kill(os.getpid(), signal.SIGINT)
long_work.WorkProgress.tell = told
sys.exit(main({arguments!r}))
"""
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize("until", ["0.0", "0.5"])
def test_ctrl_c_ends_what_lasts_and_leaves_nothing_half(tmp_path: Path, until: str) -> None:
    words = ["generate", "--language", "en", "--data", str(tmp_path), "--customers", "30"]
    done = _interrupted(words, until)
    assert (done.returncode, done.stderr.strip()) == (3, "Stopped. Nothing was left half done.")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_ctrl_c_ends_a_backup_and_leaves_no_part_of_one(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    words = ["backup", "--language", "en", "--data", str(data), "--out", str(folder)]
    done = _interrupted(words, "0.6")
    assert (done.returncode, done.stderr.strip()) == (3, "Stopped. Nothing was left half done.")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("answers", [None, io.StringIO("")], ids=["closed", "at its end"])
def test_a_question_that_nobody_can_answer_changes_nothing(
    data: Path,
    tmp_path: Path,
    answers: io.StringIO | None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Python has no standard input where it was closed; that of a service is at its end."""
    assert run("backup", "--data", data, "--out", tmp_path / "b") == 0
    (made,) = (tmp_path / "b").glob("*.db")
    monkeypatch.setattr(sys, "stdin", answers)
    assert run("restore", made, "--data", data) == 3
    said = capsys.readouterr()
    assert "Nothing was changed." in said.out + said.err
    assert not list(data.glob("store-before-restore-*"))


def test_where_not_even_errors_can_be_told_a_question_changes_nothing(
    data: Path, tmp_path: Path
) -> None:
    assert run("backup", "--data", data, "--out", tmp_path / "b") == 0
    (made,) = (tmp_path / "b").glob("*.db")
    words = f"{sys.executable} -m app --language en restore '{made}' --data '{data}' <&- 2>&-"
    done = subprocess.run(words, shell=True, capture_output=True, text=True, timeout=60)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr + done.stdout
    assert "Nothing was changed." in done.stdout
    assert not list(data.glob("store-before-restore-*"))


def test_what_is_no_address_was_not_checked_and_found_faulty(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert run("check", "--database", "mysql://somewhere/store") == 3
    said = capfd.readouterr()
    assert said.out == "" and "mysql" in said.err
