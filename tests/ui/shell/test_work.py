"""Asking and acting: in order, off the GUI thread, never to somebody who is gone, never silent."""

import sys
import threading
import time
from datetime import datetime

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from app.errors import Cause, Refused, Trouble
from ui.shell.work import Work


class Owner(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []

    def hear(self, answer: object) -> None:
        self.told.append(answer)


@pytest.fixture
def work(make_shell, fake_records) -> Work:
    return make_shell(fake_records).work


def test_an_answer_comes_back_on_the_gui_thread(work, settled) -> None:
    told = []
    work.ask(
        lambda session, number: (number, threading.current_thread()),
        7,
        then=lambda answer: told.append((answer, threading.current_thread())),
    )
    settled(work)
    [((number, lane), here)] = told
    assert number == 7
    assert lane is not threading.main_thread()
    assert here is threading.main_thread()


def test_commands_run_one_after_the_other_with_the_actor_and_the_moment_of_the_gesture(
    work, settled
) -> None:
    seen = []

    def command(session: object, number: int, *, by: object, at: datetime) -> None:
        time.sleep(0.01 if number % 2 else 0)
        seen.append((number, by, at))

    for number in range(10):
        work.act(command, number)
    actor = work.actor
    work.actor = None
    settled(work)
    assert [number for number, *_rest in seen] == list(range(10))
    assert {(by, at) for _number, by, at in seen} == {(actor, work.now())}


def test_a_slow_question_does_not_hold_up_a_save(work, settled) -> None:
    gate, told = threading.Event(), []
    work.ask(lambda session: gate.wait(5), then=lambda _answer: told.append("asked"))
    work.act(lambda session, *, by, at: gate.set(), then=lambda _answer: told.append("saved"))
    settled(work)
    assert sorted(told) == ["asked", "saved"]


def test_an_answer_for_somebody_who_is_gone_is_dropped(work, settled, qtbot: QtBot) -> None:
    owner, gate = Owner(), threading.Event()
    told = owner.told
    work.ask(lambda session: gate.wait(5), then=owner.hear)
    work.ask(lambda session: 1, then=lambda answer: owner.hear(answer))
    owner.deleteLater()
    qtbot.wait(20)
    gate.set()
    settled(work)
    assert told == []


def test_only_the_newest_of_a_topic_answers(work, settled) -> None:
    gate, told, ran = threading.Event(), [], []

    def query(session: object, text: str) -> str:
        ran.append(text)
        if text == "a":
            gate.wait(5)
        return text

    for text in ("a", "ab", "abc"):
        work.ask(query, text, then=told.append, topic="search")
    gate.set()
    settled(work)
    assert told == ["abc"]
    assert "ab" not in ran, "what is superseded before it began is not even asked"


def test_a_refusal_goes_to_the_form_or_becomes_a_notice(work, settled, qtbot: QtBot) -> None:
    def command(session: object, *, by: object, at: object) -> None:
        raise Refused("visit.no_purpose", "Please say why.", field="purpose")

    told: list[Refused] = []
    work.act(command, refuse=told.append)
    settled(work)
    assert told[0].field == "purpose"
    with qtbot.waitSignal(work.refused) as notice:
        work.act(command)
    assert notice.args[0].code == "visit.no_purpose"


def test_trouble_is_told_to_the_window_and_to_the_caller(work, settled, qtbot: QtBot) -> None:
    def command(session: object, *, by: object, at: object) -> None:
        raise Trouble(Cause.FULL, "D:")

    failed, then = [], []
    with qtbot.waitSignal(work.troubled) as told:
        work.act(command, then=then.append, failed=failed.append)
    settled(work)
    assert told.args[0].cause is Cause.FULL
    assert failed == [told.args[0]]
    assert then == []


def test_a_bug_reaches_the_crash_hook_and_the_lane_lives_on(work, settled, monkeypatch) -> None:
    seen, told = [], []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_rest: seen.append(kind))
    work.ask(lambda session: 1 / 0, then=told.append)
    work.act(lambda session, *, by, at: {}["x"])
    work.run(lambda: [][0])
    work.ask(lambda session: "alive", then=told.append)
    settled(work)
    assert set(seen) == {ZeroDivisionError, KeyError, IndexError}
    assert told == ["alive"]


def test_a_bug_in_a_callback_does_not_leave_work_busy(work, settled, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as caught:
        work.ask(lambda session: 1, then=lambda _answer: 1 / 0)
        settled(work)
    assert [kind for kind, *_rest in caught] == [ZeroDivisionError]


def test_a_save_says_once_what_changed_and_when(work, settled, qtbot: QtBot) -> None:
    heard, saved = [], []
    work.changed.connect(heard.append)
    work.saved.connect(saved.append)
    work.act(lambda session, *, by, at: None)
    settled(work)
    qtbot.waitUntil(lambda: bool(saved))
    assert heard == [frozenset({"visit"})]
    assert saved == [work.now()]


def test_a_commit_of_another_program_is_told(make_shell, fake_records, qtbot: QtBot) -> None:
    changes = iter([frozenset(), frozenset({"visit"}), frozenset()])
    fake_records.others_changed = lambda: next(changes, frozenset())
    work = make_shell(fake_records).work
    heard, idle = [], []
    work.changed.connect(heard.append)
    work.idle.connect(lambda: idle.append(1))
    for _turn in range(4):
        work.watch.look()
        qtbot.waitUntil(lambda: not work.watch.is_looking)
    assert heard == [frozenset({"visit"})]
    assert not idle, "looking is not work"


def test_the_window_stays_alive_while_work_is_slow(work, settled, qtbot: QtBot) -> None:
    turns = []
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: turns.append(1))
    timer.start()
    for _number in range(3):
        work.act(lambda session, *, by, at: time.sleep(0.2))
    settled(work)
    assert len(turns) > 12, "work on the window's thread would leave it four turns"


def test_a_page_hears_of_a_commit_only_after_the_command_was_answered(
    work, fake_records, settled
) -> None:
    told: list[str] = []
    posted = threading.Event()
    QTimer.singleShot(100, posted.set)
    # the worker loses the processor between its commit and its answer
    fake_records.listeners.append(lambda _nouns: posted.wait(5))
    work.changed.connect(lambda nouns: told.append("changed"))
    work.act(lambda session, *, by, at: None, then=lambda _answer: told.append("answered"))
    settled(work)
    assert told == ["answered", "changed"]
