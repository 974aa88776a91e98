"""Work in turns leaves room for keys, and ends with whom it belongs to."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.parts.turns import InTurns, next_turn


def test_the_next_turn_comes_later_and_not_without_its_owner(qtbot: QtBot) -> None:
    done: list[str] = []
    here, gone = QObject(), QObject()
    next_turn(here, lambda: done.append("here"))
    next_turn(gone, lambda: done.append("gone"))
    gone.deleteLater()
    assert not done
    qtbot.waitUntil(lambda: done == ["here"])


def test_steps_are_taken_in_order_a_few_at_each_turn(qtbot: QtBot) -> None:
    owner, done = QObject(), list[int]()
    turns = InTurns(owner, at_once=3)
    turns.begin(partial(done.append, number) for number in range(8))
    assert done == [0, 1, 2]
    qtbot.waitUntil(lambda: done == list(range(8)))


def test_new_steps_take_the_place_of_those_that_are_left(qtbot: QtBot) -> None:
    owner, done = QObject(), list[int]()
    turns = InTurns(owner, at_once=2)
    turns.begin(partial(done.append, number) for number in range(6))
    turns.begin(partial(done.append, number) for number in range(10, 14))
    qtbot.waitUntil(lambda: done == [0, 1, 10, 11, 12, 13])
    QApplication.processEvents()
    assert done[-1] == 13
