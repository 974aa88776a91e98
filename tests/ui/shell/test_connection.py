"""Whether the store can be reached: what loses it, how often it is tried, what is known meanwhile.

Lists and forms on a lost store stand in `tests/ui/together/test_connection.py`.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.errors import CUT_OFF, READABLE, Cause, Trouble
from app.failure_texts import ADVICE
from app.text import use
from tests.make import NOON
from ui.shell import connection as module
from ui.shell.connection import WAITS_MS, Connection
from ui.shell.work import Work

HARMLESS = (Cause.FULL, Cause.NO_ROOM, Cause.DAMAGED, Cause.UNFIT)


@pytest.fixture
def attempts() -> list[int]:
    return []


@pytest.fixture
def connection(qapp: Any, attempts: list[int], monkeypatch: pytest.MonkeyPatch) -> Connection:
    monkeypatch.setattr(module, "WAITS_MS", (1, 2, 4))
    return Connection(lambda: NOON, lambda: attempts.append(1))


def test_it_is_tried_after_1_2_4_and_at_most_10_seconds() -> None:
    assert WAITS_MS[:3] == (1000, 2000, 4000)
    assert list(WAITS_MS) == sorted(WAITS_MS) and WAITS_MS[-1] == 10_000


@pytest.mark.parametrize("cause", sorted(CUT_OFF))
def test_a_trouble_of_the_place_loses_the_store(connection: Connection, cause: Cause) -> None:
    heard: list[int] = []
    connection.changed.connect(lambda: heard.append(1))
    assert connection.lose(Trouble(cause, "here"))
    assert connection.lose(Trouble(cause, "here"))
    assert heard == [1], "told once, however often it is met"
    assert connection.is_lost and not connection.saves and connection.since == NOON
    assert connection.reads is (cause in READABLE)
    told = connection.notice()
    assert told is not None and told.button == "Try again"
    assert "here" in told.happened or "{where}" not in ADVICE[cause].happened
    connection.stop()


@pytest.mark.parametrize("cause", HARMLESS)
def test_other_troubles_say_nothing_about_it(connection: Connection, cause: Cause) -> None:
    assert not connection.lose(Trouble(cause, "here"))
    assert connection.saves and connection.notice() is None


def test_it_is_tried_until_it_answers(
    connection: Connection, attempts: list[int], qtbot: QtBot
) -> None:
    trouble = Trouble(Cause.SERVER, "db.local:5432/store")
    connection.lose(trouble)
    for turn in range(1, 6):
        qtbot.waitUntil(lambda turn=turn: len(attempts) == turn)
        assert connection.is_lost
        connection.tried(trouble)
    qtbot.waitUntil(lambda: len(attempts) == 6)
    connection.tried(None)
    assert not connection.is_lost and connection.reads and connection.since is None


def test_who_waits_is_not_kept_waiting(connection: Connection, attempts: list[int]) -> None:
    connection.hurry()
    assert attempts == [], "nothing is lost"
    connection.lose(Trouble(Cause.GONE, "store.db"))
    connection.hurry()
    connection.hurry()
    assert attempts == [1], "one attempt at a time"
    connection.stop()


def test_what_is_shown_is_as_old_as_the_last_answer(qapp: Any) -> None:
    moments = [NOON]
    connection = Connection(lambda: moments[-1], lambda: None)
    connection.answer()
    moments.append(NOON + timedelta(minutes=7))
    connection.lose(Trouble(Cause.SERVER, "db.local"))
    connection.answer()  # of a question that was under way
    assert connection.known_at() == NOON
    connection.find()
    assert connection.known_at() == moments[-1]


def test_the_reason_follows_the_language(connection: Connection) -> None:
    use("zh_CN")
    assert "没有保存" in connection.reason()


def test_a_lock_that_is_held_stops_saves_and_no_reading(
    make_shell: Callable[..., Any], fake_records: Any, qtbot: QtBot
) -> None:
    shell = make_shell(fake_records)
    work: Work = shell.work
    lasts = [True]

    def try_connection() -> None:
        if lasts:
            raise Trouble(Cause.BUSY, "store.db")

    def save(*_given: object, **_more: object) -> None:
        raise Trouble(Cause.BUSY, "store.db")

    fake_records.try_connection = try_connection
    heard: list[frozenset[str]] = []
    work.changed.connect(heard.append)
    work.act(save)
    qtbot.waitUntil(lambda: work.connection.is_lost)
    assert "Not saved" in shell.notices.last_line(), "no form says so"
    answers: list[int] = []
    work.ask(lambda _session: 7, then=answers.append)
    qtbot.waitUntil(lambda: answers == [7])
    assert shell.notices.shown() == ("connection",)
    lasts.clear()
    work.connection.hurry()
    qtbot.waitUntil(lambda: not work.connection.is_lost, timeout=10_000)
    assert shell.notices.shown() == ()
    assert frozenset({"*"}) in heard
