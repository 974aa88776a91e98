"""Who changed what, and what stands there when it cannot be read."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from app.admin import commands, export_commands
from app.local_time import local_day
from app.records import Records
from db.nouns import Noun
from db.tables.admin import Audit
from db.vocabulary import Act
from tests.make import NOON

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def test_who_changed_what_is_read_by_day_and_person(
    page: Any, settled: Any, records: Records, act: Callable[..., Any]
) -> None:
    act(commands.save_settings, {"contact_target": 75})
    shown = page("audit")
    history = shown.section
    history.table.select(history.table.row(0).id)
    assert [(history.values.row(0).name, history.values.row(0).new)][0][1]
    history.person.set_value(1)
    history.reload()
    settled(shown.work)
    assert history.table.count() >= 1


def test_a_failed_reading_is_no_empty_list(
    page: Any, settled: Any, monkeypatch: pytest.MonkeyPatch, records: Records
) -> None:
    from app.errors import Cause, Trouble

    shown = page("sources")
    full = shown.section.table.count()
    monkeypatch.setattr(records, "read", lambda: (_ for _ in ()).throw(Trouble(Cause.GONE, "x")))
    shown.reload()
    settled(shown.work)
    assert shown.section.table.count() == full
    assert shown.shell.notices.shown() == ("connection",)


def test_an_entry_is_opened_on_its_day_among_what_its_person_did(
    page: Any, settled: Any, records: Records, act: Callable[..., Any]
) -> None:
    act(commands.save_settings, {"contact_target": 75}, at=NOON - timedelta(days=3))
    act(export_commands.export_list, "people", 12, at=NOON - timedelta(days=3))
    act(commands.save_settings, {"contact_target": 76})
    with records.read() as session:
        wanted = session.scalars(select(Audit).where(Audit.act == Act.EXPORT)).one()
    shown = page("store")
    shown.show_record(Noun.AUDIT, wanted.id)
    settled(shown.work)
    history = shown.section
    assert history.day.value() == local_day(NOON - timedelta(days=3))
    assert history.person.value() == wanted.staff_id
    assert history.table.current().id == wanted.id
    assert history.values.row(0).new == "12"
