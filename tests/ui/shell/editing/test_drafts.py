"""What was typed survives; nobody finds half a draft or somebody else's."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.make import NOON
from ui.shell.editing.drafts import DELAY_MS, Drafts, _read

ROOT = Path(__file__).parents[3]


@pytest.fixture
def drafts(qtbot: QtBot, tmp_path: Path):
    made = []

    def make(staff_id: int = 1) -> Drafts:
        drafts = Drafts(tmp_path / "drafts", lambda: NOON)
        drafts.sign_in(staff_id)
        made.append(drafts)
        return drafts

    yield make
    for drafts in made:
        drafts.close()


def test_typing_is_written_within_five_seconds_even_without_a_pause(
    drafts, qtbot: QtBot, tmp_path: Path
) -> None:
    kept, text = drafts(), ""
    begun = time.monotonic()
    while not list((tmp_path / "drafts").glob("1-reception.visit.json")):
        text += "陶"
        kept.keep("reception.visit", {"name": text})
        qtbot.wait(50)
        assert time.monotonic() - begun < 5
    assert DELAY_MS <= 5000


def test_the_next_run_says_from_when_a_draft_is_but_once(drafts, qtbot: QtBot) -> None:
    first = drafts()
    first.keep("visit", {"name": "欧阳婷婷"})
    first.store_now()
    second = drafts()
    with qtbot.waitSignal(second.restored) as told:
        found = second.find("visit", announce=True)
    assert found.value == {"name": "欧阳婷婷"}
    assert told.args == ["visit", NOON]
    with qtbot.assertNotEmitted(second.restored):
        second.find("visit", announce=True)


def test_what_is_forgotten_leaves_the_disk(drafts, tmp_path: Path) -> None:
    kept = drafts()
    kept.keep("visit", {"name": "张伟"})
    kept.store_now()
    kept.forget("visit")
    kept.store_now()
    assert kept.find("visit") is None
    assert not list((tmp_path / "drafts").iterdir())


def test_everybody_has_their_own(drafts) -> None:
    one = drafts(1)
    one.keep("visit", {"name": "张伟"})
    one.sign_in(2)
    assert one.find("visit") is None
    one.sign_in(1, practice=True)
    assert one.find("visit") is None, "the practice store is another store"
    one.sign_in(1)
    assert one.find("visit").value == {"name": "张伟"}


def test_a_torn_draft_is_none(drafts, tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    for content in (
        b"",
        b"{",
        b"[]",
        b'{"at": "x", "value": {}}',
        b'{"at": "2026-11-21T10:00:00", "value": 3}',
        b"\xff",
    ):
        (tmp_path / "drafts" / "1-visit.json").write_bytes(content)
        assert drafts().find("visit") is None


def test_a_full_disk_is_told_and_the_draft_is_tried_again(
    drafts, qtbot: QtBot, monkeypatch, tmp_path: Path
) -> None:
    kept = drafts()
    kept.keep("visit", {"name": "张伟"})
    with monkeypatch.context() as patched:
        patched.setattr("ui.shell.editing.drafts.write_whole", _no_room)
        with qtbot.waitSignal(kept.failed):
            kept.store_now()
    kept.store_now()
    assert _read(tmp_path / "drafts" / "1-visit.json").value == {"name": "张伟"}


def _no_room(*_args: object, **_more: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_kill_in_the_middle_never_tears_a_draft(tmp_path: Path) -> None:
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        sys.path.insert(0, sys.argv[2])
        from app.whole_files import write_whole
        print("go", flush=True)
        for number in range(10**9):
            draft = b'{"at": "2026-11-21T10:00:00+00:00", "value": {"n": "%s"}}' % (b"x" * 20000)
            write_whole(Path(sys.argv[1]), draft)
    """)
    path = tmp_path / "drafts" / "1-visit.json"
    for turn in range(15):
        child = subprocess.Popen(
            [sys.executable, "-c", script, str(path), str(ROOT)], stdout=subprocess.PIPE
        )
        child.stdout.readline()
        time.sleep(0.005 + turn * 0.004)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        assert not path.exists() or len(_read(path).value["n"]) == 20000
