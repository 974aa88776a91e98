"""The registries name no desk, every desk is listed once, and a new one is found by all."""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app import audit, search, settings, timeline
from app.admin import commands, queries
from app.desk_spec import (
    DeskSpec,
    Erasure,
    Event,
    EventKind,
    EventSource,
    Hit,
    Offer,
    OfferSource,
    SearchKind,
    SettingGroup,
)
from app.desks import DESKS
from app.errors import Refused
from app.local_time import local_day
from app.people import commands as people
from app.permissions import Actor
from app.records import Records
from app.settings import setting
from app.today.queries import my_day
from app.today_spec import TodayAct, TodayItem, TodayList
from app.urgency import Urgency
from db.nouns import Noun
from db.tables.admin import Staff
from db.tables.all import METADATA
from db.tables.people import Person
from db.vocabulary import Act as Did
from db.vocabulary import PaperKind, Role
from tests import make as makers
from tests.charter.source import ROOT, last_name, modules, none
from tests.make import NOON

REGISTRIES = (
    "app/desk_spec.py",
    "app/search.py",
    "app/setting_checks.py",
    "app/settings.py",
    "app/timeline.py",
    "app/today/queries.py",
    "db/search.py",
    "ui/admin/rule_groups.py",
    "ui/admin/rules.py",
    "ui/people/events.py",
)
NO_TABLE = {Noun.BACKUP, Noun.TEST_DRIVE, Noun.WORKSTATION}
"""What the history tells of and no table holds."""
WITHOUT_NOUN = {"sequence", "list_view", "audit_chain"}
"""Tables that nobody reads of: the counters behind numbers, how somebody left a list."""


def test_a_registry_names_no_desk() -> None:
    # the customers are what is forgotten, and the store's own tables belong to the kit
    others = [desk for desk in DESKS if desk.name not in ("admin", "people")]
    told = {desk.name for desk in others} | {noun for desk in others for noun in desk.nouns}
    offences = [
        module.at(node, word)
        for module in modules("app", "db", "ui")
        if module.path in REGISTRIES
        for node, word in (*_imported_desks(module), *_spelled(module))
        if word in told
    ]
    none(offences, "A registry asks the specs of the desks (app/desk_spec.py):")


def test_every_desk_of_the_program_is_listed_once() -> None:
    folders = {path.parent.name for path in Path(ROOT, "app").glob("*/spec.py")}
    assert Counter(desk.name for desk in DESKS) == Counter(folders)


def test_every_table_and_paper_belongs_to_one_desk() -> None:
    nouns = Counter(noun for desk in DESKS for noun in desk.nouns)
    assert set(nouns.values()) == {1}
    assert nouns.keys() - METADATA.tables.keys() == NO_TABLE
    assert METADATA.tables.keys() - nouns.keys() == WITHOUT_NOUN
    papers = Counter(paper.kind for desk in DESKS for paper in desk.papers)
    assert papers == Counter(PaperKind)


def test_what_is_searched_is_declared_at_the_table() -> None:
    searched = {table.name for table in METADATA.tables.values() if table.info.get("searched")}
    assert {kind.name for desk in DESKS for kind in desk.search} == searched


def test_names_are_given_once() -> None:
    for names in (
        [group.name for desk in DESKS for group in desk.settings],
        [
            one
            for desk in DESKS
            for group in desk.settings
            for one in settings.declared_of(group.owner)
        ],
        [one.name for desk in DESKS for one in desk.today],
        [one.table for desk in DESKS for one in desk.exports],
    ):
        assert len(names) == len(set(names)), names


@dataclass(frozen=True, slots=True)
class ComplaintSettings:
    """Within how many hours somebody answers."""

    answer_hours: int = setting(24, label="Answer within", minimum=1, maximum=72, legal=2)


def _values(session: Any, ids: Sequence[int]) -> dict[int, list[str]]:
    return {one: ["complaint"] for one in ids}


def _hits(session: Any, found: Any, question: str, *, clear: bool) -> Iterator[Hit]:
    return (Hit(Noun.PERSON, one.record, "C-1", "", question) for one in found)


def _events(session: Any, person_id: int) -> Iterator[Event]:
    yield Event(NOON, "complained", "complaint", 7, "C-1")


def _offers(session: Any, person_id: int) -> Iterator[Offer]:
    yield Offer("Complain", "Told", "flag", "complaint", person_id, (Role.CARE,))


def _due(session: Any, asked: Any) -> tuple[TodayItem, ...]:
    item = TodayItem(
        opens=("complaint", 7),
        at=asked.at - timedelta(hours=1),
        who="C-1",
        act=TodayAct("Answer"),
        urgency=Urgency.OVERDUE,
    )
    return (item,)


def _is_busy(session: Any, person_id: int) -> bool:
    return session.get_one(Person, person_id).note == "busy"


def _rename(session: Any, ids: Sequence[int], at: Any) -> None:
    session.get_one(Staff, 1).phone = f"{len(ids)} forgotten"


COMPLAINTS = DeskSpec(
    name="complaints",
    nouns={"complaint": "Complaint"},
    search=(SearchKind(Person, "Complaints", _values, _hits),),
    events=(EventSource(Person, {"complained": EventKind("Complained", "flag")}, _events),),
    today=(
        TodayList(
            "complaints",
            "Complaints",
            "flag",
            (Role.CARE,),
            _due,
        ),
    ),
    offers=(OfferSource(Person, _offers),),
    settings=(SettingGroup("complaints", "Complaints", ComplaintSettings, lambda one: ""),),
    erasure=Erasure(is_busy=_is_busy, end=_rename),
)


@pytest.fixture
def wider(records: Records) -> Records:
    """The same store with one more desk; its records are found in the place of the people."""
    kept = tuple(desk for desk in DESKS if desk.name != "people")
    return Records(records.engine, (*kept, COMPLAINTS))


def test_a_new_desk_is_searched(wider: Records, manager: Actor) -> None:
    wider.act(lambda session, *, by, at: makers.person(session, "张伟"), by=manager, at=NOON)
    with wider.read() as session:
        (group,) = search.find(session, "plaint")
    assert (group.title, [hit.title for hit in group.hits]) == ("Complaints", ["C-1"])


def test_a_new_desk_stands_in_timeline_today_and_audit(wider: Records, manager: Actor) -> None:
    clerk = Actor(1, "x", frozenset({Role.CARE}), "PC")
    assert timeline.kinds(wider.desks)["complained"].icon == "flag"
    with wider.read() as session:
        (event,) = timeline.events(session, Person, 1)
        (offer,) = (
            one for one in timeline.offers(session, Person, 1) if one.noun is not Noun.QUOTE_WISH
        )
        day = my_day(session, viewer=clerk, at=NOON)
    assert (event.kind, event.noun, event.record_id) == ("complained", "complaint", 7)
    assert (offer.noun, offer.record_id, offer.is_for(clerk)) == ("complaint", 1, True)
    assert [row.who for row in day.rows("complaints") or ()] == ["C-1"]
    assert day.late("complaints") == 1

    def note(session: Any, *, by: Actor, at: Any) -> None:
        audit.note(session, Did.ADD, "complaint", noun_id=7)

    wider.act(note, by=manager, at=NOON)
    with wider.read() as session:
        told = queries.audit_of_day(session, local_day(NOON))
    assert told[0].title == "Complaint"


def test_a_new_desk_has_settings_with_a_legal_floor(wider: Records, manager: Actor) -> None:
    def save(hours: int) -> None:
        wider.act(commands.save_settings, {"answer_hours": hours}, by=manager, at=NOON)

    with pytest.raises(Refused, match="legal"):
        save(1)
    with pytest.raises(Refused, match="range"):
        save(73)
    save(48)
    with wider.read() as session:
        assert settings.load(session).of(ComplaintSettings).answer_hours == 48


def test_a_new_desk_is_asked_when_a_customer_is_forgotten(wider: Records, manager: Actor) -> None:
    def add(session: Any, *, by: Actor, at: Any) -> int:
        person = makers.person(session, "张伟")
        person.note = "busy"
        session.flush()
        return int(person.id)

    def calm(session: Any, *, by: Actor, at: Any) -> None:
        session.get_one(Person, key).note = None

    key = wider.act(add, by=manager, at=NOON)
    with pytest.raises(Refused, match="busy"):
        wider.act(people.erase, key, "asked by letter", by=manager, at=NOON)
    wider.act(calm, by=manager, at=NOON)
    wider.act(people.erase, key, "asked by letter", by=manager, at=NOON)
    with wider.read() as session:
        assert session.get_one(Person, key).erased_at == NOON
        assert session.get_one(Staff, 1).phone == "1 forgotten"


def _imported_desks(module: Any) -> Iterator[tuple[Any, str]]:
    for node, name in module.imports:
        parts = name.split(".")
        if parts[0] == "app" and len(parts) > 1:
            yield node, parts[1]
        if parts[:2] == ["db", "tables"] and len(parts) > 2:
            yield node, parts[2]


def _spelled(module: Any) -> Iterator[tuple[Any, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node, node.value
        elif isinstance(node, ast.Attribute) and last_name(node.value) == "Noun":
            yield node, node.attr.lower()
