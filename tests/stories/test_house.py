"""What the work plans ask of the store itself, in the shop's words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app import daily, settings
from app.admin import archive, backup, commands, queries
from app.admin.entries import LevelEntry, PurposeEntry
from app.admin.letterhead import letterhead
from app.admin.values import NewWording, StaffEntry
from app.local_time import local_day
from app.paper import pages
from app.reception.settings import VisitSettings
from app.records import Records
from db.nouns import Noun
from db.vocabulary import PaperKind, Role
from tests.make import NOON

Act = Callable[..., Any]


def test_s003_the_target_of_70_percent_is_there_from_the_first_day_and_belongs_to_the_store(
    act: Act, records: Records
) -> None:
    with records.read() as session:
        assert settings.load(session).of(VisitSettings).contact_target == 70
    act(commands.save_settings, {"contact_target": 75})
    with records.read() as session:
        assert settings.load(session).of(VisitSettings).contact_target == 75


def test_s003_the_store_says_which_purposes_count_as_sales_visits(
    act: Act, records: Records
) -> None:
    act(commands.save_entry, PurposeEntry(name="参加活动", is_sales=False))
    with records.read() as session:
        counted = {entry.name: entry.is_sales for entry in queries.entries(session, PurposeEntry)}
    assert counted["看车选车"]
    assert not counted["售后"]
    assert not counted["参加活动"]


def test_s004_the_letters_of_the_levels_are_the_stores_own(act: Act, records: Records) -> None:
    with records.read() as session:
        first = queries.entries(session, LevelEntry)[0]
    act(commands.save_entry, replace(first, code="P", name="特急", contact_every_days=2))
    with records.read() as session:
        assert next(
            (level.code, level.contact_every_days) for level in queries.levels(session)
        ) == ("P", 2)


def test_s029_who_joined_and_who_left_can_be_read_years_later(act: Act, records: Records) -> None:
    key = act(commands.save_staff, StaffEntry(name="李强", roles=frozenset({Role.CONSULTANT})))
    act(commands.retire_staff, key, at=NOON + timedelta(days=30))
    with records.read() as session:
        told = [
            (change.at, change.act.value, change.who)
            for change in queries.audit(session, Noun.STAFF, key)
        ]
    assert told == [(NOON + timedelta(days=30), "change", "王敏"), (NOON, "add", "王敏")]


def test_s113_colleagues_are_counted_by_role(act: Act, records: Records) -> None:
    for name, role in (
        ("马建军", Role.TECHNICIAN),
        ("朱海涛", Role.TECHNICIAN),
        ("罗燕", Role.PARTS),
    ):
        act(commands.save_staff, StaffEntry(name=name, roles=frozenset({role})))
    with records.read() as session:
        assert {
            role: len(queries.staff(session, role))
            for role in (Role.TECHNICIAN, Role.PARTS, Role.MANAGER)
        } == {
            Role.TECHNICIAN: 2,
            Role.PARTS: 1,
            Role.MANAGER: 1,
        }


def test_s204_every_form_carries_the_same_head(act: Act, records: Records) -> None:
    act(
        commands.save_settings,
        {"store_name": "云山汽车销售服务有限公司", "store_address": "环城东路 188 号"},
    )
    with records.read() as session:
        head = letterhead(settings.load(session))
        sheets = [sheet(session, local_day(NOON), at=NOON) for sheet in daily.SHEETS.values()]
    assert head.name == "云山汽车销售服务有限公司"
    for sheet in sheets:
        assert "云山汽车销售服务有限公司" in pages.page_text(sheet, 0)


def test_s204_a_changed_wording_leaves_what_was_signed(act: Act, records: Records) -> None:
    with records.read() as session:
        before = archive.clauses(session, PaperKind.REPAIR_CONTRACT, "zh_CN")
    act(commands.save_wording, NewWording(PaperKind.REPAIR_CONTRACT, "zh_CN", "新的第一条"))
    with records.read() as session:
        assert (
            archive.clauses(session, PaperKind.REPAIR_CONTRACT, "zh_CN", edition=before.edition)
            == before
        )
        assert archive.clauses(session, PaperKind.REPAIR_CONTRACT, "zh_CN").clauses == (
            "新的第一条",
        )


@pytest.mark.sqlite_only("copies of a file")
def test_a_year_of_closing_leaves_a_backup_that_brings_the_store_back(
    act: Act, records: Records, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    for day in range(0, 40, 4):
        act(commands.save_settings, {"contact_target": 50 + day})
        backup.back_up(records, folder, at=NOON + timedelta(days=day))
        backup.thin(folder, at=NOON + timedelta(days=day))
    act(commands.save_settings, {"contact_target": 1})
    newest = backup.newest(folder)
    assert newest is not None
    backup.restore_open(records, newest.path, at=NOON + timedelta(days=41))
    with records.read() as session:
        assert settings.load(session).of(VisitSettings).contact_target == 86
