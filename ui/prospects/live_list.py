"""Live prospects 意向客户: all that is open, filtered, contacted, graded, passed on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from app.admin import queries as house
from app.formatting import joined, short_day, short_moment
from app.labels import label
from app.local_time import local_day
from app.people.operations import Contact
from app.permissions import Actor
from app.prospects import commands, live_commands
from app.prospects.live_commands import ProspectValue
from app.prospects.live_list import ProspectRow, live_prospects
from app.record_lists import for_everybody
from app.text import N_, _
from app.tones import Tone
from app.urgency import LATE, Urgency
from db.nouns import Noun
from db.vocabulary import ContactWay, ProspectState, Role
from ui.parts.columns import field
from ui.parts.fields import Choice, PhoneInput, Segments
from ui.parts.form import Field, FormValue
from ui.parts.table import Column
from ui.prospects.contact_form import CONTACT_FIELDS, begin_contact, to_outcome
from ui.prospects.urgencies import URGENCY_TONES, URGENCY_WORDS
from ui.record_desk.declaration import Filter, Gesture, Link, Options, RecordDesk, Step
from ui.record_desk.inputs import shown
from ui.shell.editing.person_finder import PersonFinder

NO_CONTACT = N_("Do not contact")
HOT = ("H", "A")
DUE = (Urgency.TODAY, *LATE)
FILTERS = (
    Filter("all", lambda _row: True, N_("All")),
    Filter("overdue", lambda row: row.urgency in LATE, N_("Overdue")),
    Filter("today", lambda row: row.urgency is Urgency.TODAY, N_("Contact today")),
    Filter("calls", lambda row: row.urgency in DUE and not row.is_visit, N_("Calls due")),
    Filter(
        "visits",
        lambda row: row.visit_due or (row.urgency in DUE and row.is_visit),
        N_("Visits due"),
    ),
)
LOSS_ASKED = Filter(
    "loss_asked", lambda row: row.state is ProspectState.LOSS_ASKED, N_("Loss reported")
)


def _following(row: ProspectRow) -> str:
    """How the next contact is made, and whether it is late."""
    if not row.may_contact:
        return _(NO_CONTACT)
    late = _(URGENCY_WORDS[row.urgency]) if row.urgency in LATE else ""
    way = label(row.next_way or ContactWay.PHONE) if row.next_at else ""
    return joined(way, late, _("visit due") if row.visit_due else "")


def _got_by(row: ProspectRow) -> str:
    """Who shares the order, because they received the call."""
    return _("call: {name}").format(name=row.receiver) if row.receiver else ""


def _of_levels(options: Mapping[str, Options]) -> tuple[Filter, ...]:
    """A filter for each level of the store, then the losses that wait."""
    levels = tuple(
        Filter(f"level_{key}", lambda row, key=key: row.level_id == key, str(code))
        for key, code, *_more in options["level_id"]
    )
    return (*levels, LOSS_ASKED)


def _facts(row: ProspectRow) -> list[tuple[str, object]]:
    following = joined(short_moment(row.next_at), label(row.next_way))
    return [
        (N_("Phone"), row.phone),
        (N_("Level"), row.level),
        (N_("Model"), row.model),
        (N_("Next contact"), following if row.may_contact else _(NO_CONTACT)),
        (N_("Last contact"), short_moment(row.last_at)),
        (N_("Area"), row.area),
        (N_("Customer class"), row.customer_class),
        (N_("Open since"), local_day(row.opened_at)),
        (N_("Source"), row.source),
        (N_("Consultant"), row.owner),
        (N_("Call received by"), row.receiver),
    ]


def _value(typed: FormValue, row: ProspectRow | None) -> ProspectValue:
    who, phone = typed.pop("who", None), typed.pop("who_phone", None)
    if isinstance(who, Contact) and not who.phone:
        who = Contact(name=who.name, phone=phone)
    if row is not None:
        typed = {"model_id": typed["model_id"], "source_id": typed["source_id"]}
        return ProspectValue(row.id, None, None, **typed)
    return ProspectValue(None, who, **typed)


def _is_own(row: ProspectRow, viewer: Actor) -> bool:
    return viewer.staff_id == row.owner_id or viewer.may()


def _edit(row: ProspectRow, viewer: Actor) -> str:
    return N_("Edit") if _is_own(row, viewer) else ""


LEVELS = for_everybody(lambda store: [(one.id, one.code) for one in house.levels(store)])
MODELS = for_everybody(lambda store: [(one.id, one.text) for one in house.models(store)])
SOURCES = for_everybody(lambda store: [(one.id, one.text) for one in house.sources(store)])
CONSULTANTS = for_everybody(
    lambda store: [(one.id, one.name) for one in house.staff(store, Role.CONSULTANT)]
)
STEPS = (
    Step(
        name="contact",
        text=N_("Note a contact"),
        applies=_is_own,
        fields=CONTACT_FIELDS,
        alone=True,
        typed=lambda row: begin_contact(row.next_way, row.level_id),
        act=lambda row, typed: Gesture(
            commands.complete_follow_up, (to_outcome(typed, row.level_id, prospect_id=row.id),)
        ),
        done=N_("Contact with {name} saved."),
    ),
    Step(
        name="regrade",
        alone=True,
        text=N_("Change the level"),
        applies=_is_own,
        fields=(
            field("visit.level_id", Segments),
            field("level_change.reason", name="level_reason"),
        ),
        typed=lambda row: {"level_id": row.level_id},
        act=lambda row, typed: Gesture(
            live_commands.change_level,
            (row.id, typed["level_id"]),
            {"reason": typed["level_reason"]},
        ),
        done=N_("{name} has another level; the next contact follows it."),
    ),
    Step(
        name="hand_over",
        text=N_("Hand over to a colleague"),
        applies=lambda row, viewer: viewer.may() or row.received_by == viewer.staff_id,
        fields=(Field("to", N_("Consultant"), Choice),),
        act=lambda row, typed: Gesture(commands.hand_over, (row.id, typed["to"])),
        done=N_("{name} is looked after by somebody else now."),
        undo=lambda row, _answer: Gesture(commands.hand_over, (row.id, row.owner_id)),
        aside=True,
    ),
)
COLUMNS = (
    Column(
        "name",
        N_("Customer"),
        width=168,
        ink=True,
        second=lambda row: row.phone,
        beside=(Column("phone", N_("Phone")),),
    ),
    Column(
        "level",
        N_("Level"),
        width=64,
        tile=True,
        tone=lambda row: Tone.ACCENT if row.level in HOT else "",
        sort=lambda row: row.level_place,
    ),
    Column(
        "next_at",
        N_("Next contact"),
        width=128,
        text=short_moment,
        tone=lambda row: URGENCY_TONES.get(row.urgency, ""),
        second=lambda row: _following(row),
        beside=(Column("next_way", N_("Contact by"), text=label),),
    ),
    Column(
        "model",
        N_("Model"),
        width=112,
        stretch=True,
        second=lambda row: row.source,
        beside=(Column("source", N_("Source")),),
        yields=1,
    ),
    Column("last_at", N_("Last contact"), width=104, text=short_day, yields=3),
    Column("area", N_("Area"), width=80, yields=2),
    Column(
        "opened_at",
        N_("Open since"),
        width=104,
        get=lambda row: local_day(row.opened_at),
        yields=5,
    ),
    Column(
        "owner",
        N_("Consultant"),
        width=104,
        yields=4,
        second=_got_by,
        beside=(Column("receiver", N_("Call received by")),),
    ),
)

FIELDS = (
    Field("who", N_("Customer"), PersonFinder),
    field("phone.number", PhoneInput, name="who_phone"),
    field("visit.level_id", Segments),
    field("prospect.model_id", Choice, half=True),
    field("prospect.source_id", Choice, half=True),
    field("prospect.owner_id", Choice),
)
OPTIONS = {
    "level_id": LEVELS,
    "model_id": MODELS,
    "source_id": SOURCES,
    "owner_id": CONSULTANTS,
    "to": CONSULTANTS,
}
LINKS = (
    Link(N_("Quote a car"), lambda row: (Noun.QUOTE_WISH, row.person_id)),
    Link(N_("Report a loss"), lambda row: (Noun.LOSS, row.id)),
    Link(N_("Open the customer's file"), lambda row: (Noun.PERSON, row.person_id)),
)


def prospects_at(now: Callable[[], datetime], help_text: str) -> RecordDesk:
    """The desk of the live prospects; `now` is the clock by which contacts are late."""
    return RecordDesk(
        name=Noun.PROSPECT,
        empty=N_("No prospect yet. Whoever may buy is added here, or with a level at reception."),
        teaches=help_text,
        query=lambda store, viewer: live_prospects(store, viewer, at=now()),
        filters=FILTERS,
        more_filters=_of_levels,
        whose=lambda row: (row.owner_id, row.owner),
        find=lambda row: shown(row.name, row.phone, row.model, row.source, row.area, row.owner),
        columns=COLUMNS,
        add=N_("New prospect"),
        fields=FIELDS,
        submit=N_("Save the prospect"),
        save=live_commands.save_prospect,
        saved=N_("Saved. The next contact is planned by the level."),
        undo=lambda prospect_id: Gesture(live_commands.take_back_prospect, (prospect_id,)),
        value=_value,
        options=OPTIONS,
        only_new=frozenset({"who", "who_phone", "level_id", "owner_id"}),
        edit=_edit,
        facts=_facts,
        brief=lambda row: shown(row.phone, row.level, row.model, row.owner),
        subjects=lambda row: (row.person_id, None),
        state=lambda row: row.state,
        name_of=lambda row: row.name or row.phone,
        steps=STEPS,
        links=LINKS,
    )
