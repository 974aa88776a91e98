"""Fleet projects 集团/政府采购: stage, tender, contacts and what is due in each (S013, S039)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from app.formatting import joined, short_day, short_moment
from app.labels import label
from app.local_time import local_day
from app.people.operations import Contact
from app.permissions import Actor
from app.prospects import project_commands
from app.prospects.project_commands import ProjectValue
from app.prospects.project_list import ProjectRow, project, projects
from app.text import N_, _
from app.tones import Tone
from db.nouns import Noun
from db.project_words import FleetKind, FleetStage, FleetState, FleetStepKind
from db.vocabulary import CustomerClass
from ui.parts.columns import choice_of, field
from ui.parts.fields import Choice, DateField, Number, PhoneInput
from ui.parts.form import Field, FormValue
from ui.parts.table import Column
from ui.prospects.fleet_steps import STEPS, is_own
from ui.prospects.live_list import CONSULTANTS, MODELS
from ui.record_desk.declaration import Filter, Gesture, Link, RecordDesk, by_state, state_column
from ui.record_desk.inputs import shown
from ui.shell.editing.person_finder import PersonFinder

KEY_ACCOUNTS = (CustomerClass.VIP, CustomerClass.TIER_1)
FILTERS = (
    Filter("all", lambda _row: True, N_("All")),
    Filter("due", lambda row: row.is_due or row.is_late, N_("To do now")),
    *by_state(FleetState)[1:],
)
TEACHES = N_(
    "A group, an authority or a trade that buys many cars. Note the stage and the deadline of the"
    " tender: contacts, tender papers, the result and the days of the acceptance then stand on"
    " Today in time."
)


def _first_due(row: ProjectRow) -> str:
    return label(row.due[0].matter) if row.due else ""


def _due_tone(row: ProjectRow) -> str:
    if any(one.due_on < row.today for one in row.due):
        return Tone.BAD
    return Tone.WARN if row.is_due else ""


def _cars(row: ProjectRow) -> str:
    return _("{n} cars").format(n=row.cars)


def _facts(row: ProjectRow) -> list[tuple[str, object]]:
    following = joined(short_moment(row.next_at), label(row.next_way)) if row.next_at else ""
    steps = ((kind, row.step(kind)) for kind in FleetStepKind)
    return [
        (N_("Number of the project"), row.number),
        (N_("What the project is"), row.title),
        (N_("Who buys"), row.kind),
        (N_("Customer class"), row.customer_class),
        (N_("Phone"), row.phone),
        (N_("Wanted"), joined(_cars(row), row.model)),
        (N_("Cars so far"), row.sold.told),
        (N_("Cars wanted by"), row.expected_on),
        (N_("Tender deadline"), row.tender_on),
        (N_("Tender papers ready on"), row.papers_on),
        (N_("Result of the tender"), shown(row.result, row.result_note)),
        *((kind.label, _step(row, kind)) for kind, step in steps if step is not None),
        (N_("Next contact"), following),
        (N_("Last contact"), short_moment(row.last_at)),
        (N_("Opened"), local_day(row.opened_at)),
        (N_("Closed"), local_day(row.closed_at) if row.closed_at else ""),
        (N_("Consultant"), row.owner),
    ]


def _step(row: ProjectRow, kind: FleetStepKind) -> str:
    step = row.step(kind)
    if step is None:
        return ""
    done = _("done {day}").format(day=short_day(step.done_on)) if step.done_on else ""
    return joined(_("to be done by {day}").format(day=short_day(step.due_on)), done, step.by)


def _value(typed: FormValue, row: ProjectRow | None) -> ProjectValue:
    who, phone = typed.pop("who", None), typed.pop("who_phone", None)
    if isinstance(who, Contact) and not who.phone:
        who = Contact(name=who.name, phone=phone)
    return ProjectValue(row.id if row is not None else None, who, **typed)


def _edit(row: ProjectRow, viewer: Actor) -> str:
    return N_("Edit") if row.closed_at is None and is_own(row, viewer) else ""


COLUMNS = (
    Column(
        "customer",
        N_("Customer"),
        width=176,
        ink=True,
        second=lambda row: row.title,
        stretch=True,
        beside=(Column("title", N_("What the project is")), Column("number", N_("Number"))),
    ),
    state_column(width=148),
    Column(
        "due",
        N_("To do"),
        width=144,
        get=_first_due,
        tone=_due_tone,
        second=lambda row: short_day(row.due[0].due_on) if row.due else "",
        sort=lambda row: row.due[0].due_on.toordinal() if row.due else 0,
    ),
    Column(
        "next_at",
        N_("Next contact"),
        width=116,
        text=short_moment,
        tone=lambda row: Tone.BAD if row.is_late else "",
        second=lambda row: label(row.next_way) if row.next_at else "",
    ),
    Column(
        "cars",
        N_("Cars"),
        width=96,
        align="right",
        second=lambda row: row.sold.ordered or row.model,
        beside=(Column("model", N_("Model")),),
        yields=1,
    ),
    Column("tender_on", N_("Tender"), width=88, text=short_day, yields=2),
    Column(
        "customer_class",
        N_("Customer class"),
        width=88,
        text=label,
        tone=lambda row: Tone.ACCENT if row.customer_class in KEY_ACCOUNTS else "",
        yields=3,
    ),
    Column("owner", N_("Consultant"), width=96, yields=4),
)
FIELDS = (
    Field("who", N_("Customer"), PersonFinder),
    field("phone.number", PhoneInput, name="who_phone"),
    field("fleet_project.title"),
    field("fleet_project.kind", choice_of(Choice, FleetKind)),
    field("fleet_project.cars", partial(Number, minimum=1), half=True),
    field("fleet_project.model_id", Choice, half=True),
    field("fleet_project.stage", choice_of(Choice, FleetStage)),
    field("fleet_project.tender_on", DateField, half=True),
    field("fleet_project.expected_on", DateField, half=True),
    field("fleet_project.owner_id", Choice),
)


def fleet_projects_at(now: Callable[[], datetime]) -> RecordDesk:
    """The desk of the fleet projects; `now` is the clock by which they are due."""
    return RecordDesk(
        name=Noun.FLEET_PROJECT,
        empty=N_("No fleet project yet. Groups and authorities that buy many cars stand here."),
        teaches=TEACHES,
        query=lambda store, viewer: projects(store, viewer, at=now()),
        one=lambda store, viewer, key: project(store, key, viewer, at=now()),
        filters=FILTERS,
        whose=lambda row: (row.owner_id, row.owner),
        find=lambda row: shown(row.customer, row.phone, row.title, row.number, row.model),
        columns=COLUMNS,
        add=N_("New fleet project"),
        fields=FIELDS,
        blank={"stage": FleetStage.EARLY_DESIGN},
        submit=N_("Save the project"),
        save=project_commands.save_project,
        saved=N_("Saved. The next contact is planned by the stage."),
        undo=lambda project_id: Gesture(project_commands.take_back_project, (project_id,)),
        value=_value,
        options={"model_id": MODELS, "owner_id": CONSULTANTS},
        only_new=frozenset({"who", "who_phone", "stage"}),
        edit=_edit,
        facts=_facts,
        brief=lambda row: shown(row.phone, row.title, row.owner),
        subjects=lambda row: (row.person_id, None),
        state=lambda row: row.state,
        name_of=lambda row: row.customer,
        steps=STEPS,
        links=(Link(N_("Open the customer's file"), lambda row: (Noun.PERSON, row.person_id)),),
    )
