"""The store's lists.

Added, changed, retired, ordered, never doubled, never emptied of what a form needs.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.admin import commands, queries
from app.admin.entries import (
    BayEntry,
    Entry,
    LevelEntry,
    ModelEntry,
    PurposeEntry,
    SourceEntry,
    TeamEntry,
    TrimEntry,
)
from app.errors import Conflict, Refused
from app.records import Records
from db.vocabulary import Energy, Gearbox, Trade

Act = Callable[..., Any]


def listed(records: Records, kind: type[Entry]) -> list[Any]:
    with records.read() as session:
        return list(queries.entries(session, kind))


NEW = [
    SourceEntry(
        name="抖音直播",
        cost=Decimal("3000.00"),
        begins_on=date(2026, 11, 1),
        ends_on=date(2026, 11, 30),
    ),
    PurposeEntry(name="二手车评估", is_sales=False),
    LevelEntry(code="F", name="半年内购车", buys_within_days=180, contact_every_days=30),
    ModelEntry(brand="日产", name="轩逸"),
    BayEntry(name="快修 2", trade=Trade.QUICK),
    TeamEntry(name="机电一组"),
]


@pytest.mark.parametrize("entry", NEW, ids=lambda entry: type(entry).__name__)
def test_a_new_entry_stands_at_the_end_and_can_be_changed(
    entry: Any, act: Act, records: Records
) -> None:
    key = act(commands.save_entry, entry)
    found = listed(records, type(entry))
    assert found[-1] == replace(entry, id=key, version=1)
    act(commands.save_entry, replace(found[-1], name="另一个名字"))
    assert listed(records, type(entry))[-1].name == "另一个名字"


def test_a_version_belongs_to_its_model(act: Act, records: Records) -> None:
    model = act(commands.save_entry, ModelEntry(name="轩逸"))
    entry = TrimEntry(
        model_id=model,
        name="1.6XL",
        gearbox=Gearbox.MANUAL,
        energy=Energy.PETROL,
    )
    act(commands.save_entry, entry)
    with records.read() as session:
        assert [(trim.text, trim.gearbox) for trim in queries.trims(session)] == [
            ("轩逸 1.6XL", Gearbox.MANUAL)
        ]


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (SourceEntry(name=" "), "name"),
        (LevelEntry(code="X", name="x", contact_every_days=None), "contact_every_days"),
        (LevelEntry(code="X", name="x", contact_every_days=0), "contact_every_days"),
        (
            LevelEntry(code="X", name="x", contact_every_days=3, buys_within_days=9999),
            "buys_within_days",
        ),
        (TrimEntry(model_id=None, name="1.6XL"), "model_id"),
        (SourceEntry(name="抖音", cost=Decimal("-1")), "cost"),
        (SourceEntry(name="自然到店"), "name"),
        (LevelEntry(code="H", name="x", contact_every_days=1), "code"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_the_field(
    entry: Entry, field: str, act: Act
) -> None:
    with pytest.raises(Refused) as told:
        act(commands.save_entry, entry)
    assert told.value.field == field


def test_two_who_change_one_entry_are_told(act: Act, records: Records) -> None:
    first = listed(records, SourceEntry)[0]
    act(commands.save_entry, replace(first, name="自然进店"))
    with pytest.raises(Conflict):
        act(commands.save_entry, replace(first, name="自然来店"))
    assert listed(records, SourceEntry)[0].name == "自然进店"


def test_the_retired_are_not_offered_and_come_back(act: Act, records: Records) -> None:
    first = listed(records, SourceEntry)[0]
    act(commands.retire_entry, SourceEntry, first.id)
    with records.read() as session:
        assert first.id not in {choice.id for choice in queries.sources(session)}
    assert listed(records, SourceEntry)[-1].id == first.id
    act(commands.retire_entry, SourceEntry, first.id, back=True)
    with records.read() as session:
        assert queries.sources(session)[0].id == first.id


def test_the_last_purpose_stays(act: Act, records: Records) -> None:
    entries = listed(records, PurposeEntry)
    for entry in entries[1:]:
        act(commands.retire_entry, PurposeEntry, entry.id)
    with pytest.raises(Refused) as told:
        act(commands.retire_entry, PurposeEntry, entries[0].id)
    assert told.value.code == "list.last"


def test_the_order_of_the_store_counts(act: Act, records: Records) -> None:
    ids = [entry.id for entry in listed(records, SourceEntry)]
    turned = (ids[1], ids[0], *ids[2:])
    act(commands.order_entries, "source", turned)
    with records.read() as session:
        assert tuple(choice.id for choice in queries.sources(session)) == turned


def test_no_other_table_is_ordered(act: Act) -> None:
    with pytest.raises(ValueError, match="staff"):
        act(commands.order_entries, "staff", (1,))
