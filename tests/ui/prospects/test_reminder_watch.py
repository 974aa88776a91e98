"""A contact is told of before it is due, once, and again after a new start."""

from datetime import timedelta
from typing import Any

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.permissions import Actor
from app.records import Records
from db.tables.prospects import FollowUp
from db.vocabulary import Role
from tests import make as makers
from tests.make import NOON
from ui.prospects.reminder_watch import ReminderWatch


def test_the_contacts_of_the_next_minutes_are_told_once_to_whom_they_belong(
    records: Records, act: Any, make: Any, make_shell: Any, qtbot: QtBot, monkeypatch: Any
) -> None:
    li = make(makers.staff, "李强", Role.CONSULTANT)

    def plan(session: Any, *, by: Actor, at: Any) -> None:
        for name, minutes in (("张伟", 9), ("钱多", 40), ("赵敏", -5)):
            customer = makers.person(session, name)
            makers.sales_consent(session, customer)
            due = at + timedelta(minutes=minutes)
            session.add(FollowUp(person_id=customer.id, due_at=due, staff_id=li))

    act(plan)
    said: list[str] = []
    shell = make_shell(records, Role.CONSULTANT, staff_id=li)
    monkeypatch.setattr(shell.notices, "say", lambda text, *_tone: said.append(text))
    room = QObject()
    watch = ReminderWatch(shell, room)
    qtbot.waitUntil(lambda: not shell.work.busy)
    watch.look()
    qtbot.waitUntil(lambda: not shell.work.busy)
    assert [text for text in said if "张伟" in text] == said and len(said) == 1
    assert f"{NOON.astimezone() + timedelta(minutes=9):%H:%M}" in said[0]
