"""The demo day as it is started from the command line.

It plays to the end, and it cannot pretend.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import __main__ as line
from app.paper import pages
from tests.beginnings import Once

ROOT = Path(__file__).resolve().parents[2]
TABS = ("today", "reception", "testdrives", "service", "workshop", "people", "settings")
PAPERS = {
    "test-drive-agreement": "试乘试驾协议书",
    "repair-contract": "委托书",
    "workshop-copy": "京A·12345",
    "intake-sheet": "环车检查单",
    "settlement-list": "结算清单",
    "purchase-contract": "汽车买卖合同",
    "discount-request": "价格优惠申请",
    "receipt-for-a-car": "收据",
    "order-change": "订单变更单",
    "hand-over-confirmation": "交车确认单",
    "daily-sheet-visits": "登记表",
    "daily-sheet-testdrives": "登记表",
    "daily-sheet-workshop": "日报",
}
KEPT_SHORT = frozenset(
    {"bay", "special_day", "car_model", "check_item", "demo_car", "drive_route", "fault_code"}
    | {"inspection_template", "labour_item", "level", "message_template", "package_line"}
    | {"package_model", "part", "purpose", "recall", "setting", "source", "staff", "team"}
    | {"till_day", "trim", "work_package"}
)
"""Lists of the settings, and one row a day: a question may read them whole."""


@pytest.fixture(scope="module")
def played(once: Once) -> Path:
    """One whole day, written over the papers of an earlier one; what was said lies in `said`."""

    def play(folder: Path) -> None:
        (folder / "out").mkdir()
        for name in PAPERS:
            (folder / "out" / f"{name}.pdf").write_bytes(b"%PDF- of yesterday")
        done = _demo(folder)
        (folder / "said").write_text(done.stdout, encoding="utf-8")
        assert done.returncode == 0, done.stdout + done.stderr

    return once("demo", play)


def _demo(folder: Path) -> subprocess.CompletedProcess[str]:
    return _python("-m", "tests.ui.watched_demo", str(folder / "data"), str(folder / "out"))


@pytest.mark.timeout(400)
def test_the_day_is_played_to_the_end_and_every_step_is_told(played: Path) -> None:
    told = (played / "said").read_text(encoding="utf-8").splitlines()
    assert len(told) == 94 and "建立门店" in told[0] and " ms " in told[0]


@pytest.mark.timeout(400)
def test_no_question_of_the_day_reads_a_whole_table_that_grows(played: Path) -> None:
    scans = json.loads((played / "scans.json").read_text(encoding="utf-8"))
    grow = [f"{table}: {told}" for table, told in scans if table not in KEPT_SHORT]
    assert not grow, "\n\n".join(grow)


@pytest.mark.timeout(400)
@pytest.mark.parametrize(("name", "word"), PAPERS.items())
def test_every_paper_of_the_day_is_there_and_says_what_it_is(
    played: Path, name: str, word: str
) -> None:
    pdf = (played / "out" / f"{name}.pdf").read_bytes()
    assert word in pages.page_text(pdf, 0)


@pytest.mark.timeout(400)
@pytest.mark.parametrize("tab", TABS)
def test_every_tab_is_photographed_in_both_languages(played: Path, tab: str) -> None:
    pictures = [
        (played / "out" / f"{tab}-{language}-light.png").read_bytes() for language in ("zh", "en")
    ]
    assert all(len(picture) > 10_000 for picture in pictures) and pictures[0] != pictures[1]


@pytest.mark.timeout(400)
def test_a_store_that_is_there_is_left_alone(
    played: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (played / "data" / "store.db").read_bytes()
    again = ["demo", "--data", str(played / "data"), "--out", str(played / "out")]
    assert line.main([*again, "--language", "zh_CN"]) == 2
    assert "已有门店数据" in capsys.readouterr().out
    assert (played / "data" / "store.db").read_bytes() == before


@pytest.fixture(scope="module")
def broken(once: Once) -> Path:
    """Every day of `broken_days`."""

    def play(folder: Path) -> None:
        done = _python("-m", "tests.ui.broken_days", str(folder))
        assert done.returncode == 0, done.stdout + done.stderr

    return once("broken days", play)


@pytest.mark.parametrize("play", ["no such button", "no effect", "no such action"])
def test_a_step_that_does_not_happen_is_named_and_fails_the_day(broken: Path, play: str) -> None:
    ended, *said = json.loads((broken / play / "said.json").read_text(encoding="utf-8"))
    assert ended == 1
    assert "08:01 Fly to the moon" in said[-1].splitlines()[-1]
    assert (broken / play / "out" / "failed.png").exists()


def test_a_crash_behind_the_window_fails_the_day(broken: Path) -> None:
    ended, *said = json.loads((broken / "a crash" / "said.json").read_text(encoding="utf-8"))
    assert ended == 1 and "ZeroDivisionError" in "\n".join(said)


def _python(*arguments: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"}
    surroundings.pop("DEALER_DESK_DATABASE", None)
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
