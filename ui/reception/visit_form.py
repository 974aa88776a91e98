"""The forms of a visit, new or written already.

Four fields are asked, some have defaults, the rest is folded away.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date, datetime
from functools import partial

from app.local_time import local
from app.reception.queries import VisitChoices
from app.reception.rotation import RotationTurn
from app.reception.values import NewVisit
from app.text import N_, _
from db.vocabulary import VisitKind
from ui.parts.columns import choice_of, field
from ui.parts.fields import Area, Choice, MomentField, Number, PhoneInput, Segments, Toggle
from ui.parts.form import Field, Form, FormValue

REASONS = (
    N_("The customer asked for this consultant"),
    N_("Own customer"),
    N_("Away from the desk"),
    N_("Busy with another customer"),
)
OF_A_VISIT = frozenset(field.name for field in fields(NewVisit))


ASKED = (
    field("phone.number", PhoneInput, name="phone", hint=N_("Leave empty if not given")),
    field("visit.addressed_as", name="name", hint=N_("Ms Zhang"), half=True),
    field("visit.model_id", Choice, hint=N_("Type to find"), half=True),
    field("visit.level_id", Segments),
    field("level_change.reason", name="level_reason"),
)
BESIDE = (
    field("visit.consultant_id", Choice, half=True),
    field("visit.kind", choice_of(Segments, VisitKind), half=True),
    field(
        "turn_skip.reason",
        lambda: Choice([(_(text), _(text)) for text in REASONS], free=True),
        name="skip_reason",
    ),
    field("visit.party_size", Number, half=True, more=True),
    field("visit.source_id", Choice, half=True, more=True),
    field("visit.purpose_id", Choice, more=True),
)
REST = (
    field("visit.area", half=True, more=True),
    field("visit.transport", half=True, more=True),
    field("visit.rivals", more=True),
    field("visit.quoted", Toggle, more=True),
    field("visit.trade_in", Toggle, more=True),
    field("visit.instalment", Toggle, more=True),
    field("visit.course", partial(Area, rows=3), more=True),
)


def new_form(today: Callable[[], date]) -> Form:
    """The form that reception fills while the visitor is still standing there."""
    moment = partial(MomentField, today=today)
    arrived = field("visit.arrived_at", moment, hint=N_("Now"), more=True)
    return _form((*ASKED, *BESIDE, arrived, *REST), name="visit")


def row_form(today: Callable[[], date], *, reviewed: bool, name: str) -> Form:
    """The form of a row, with both times."""
    moment = partial(MomentField, today=today)
    times = (
        field("visit.arrived_at", moment, half=True),
        field("visit.left_at", moment, hint=N_("Still in store"), half=True),
    )
    submit = N_("Save as a correction") if reviewed else N_("Save")
    return _form((*times, *ASKED, *BESIDE, *REST), submit=submit, clear="", name=name)


def offer(form: Form, lists: VisitChoices, *, turns: tuple[RotationTurn, ...]) -> None:
    """Fill in the lists to choose from; consultants stand in the order of the rotation."""
    form.set_options("model_id", [(one.id, one.text) for one in lists.models])
    form.set_options("source_id", [(one.id, one.text) for one in lists.sources])
    form.set_options("purpose_id", [(one.id, one.text) for one in lists.purposes])
    form.set_options("level_id", [(one.id, one.code) for one in lists.levels])
    form.set_options("consultant_id", _consultants(lists, turns))


def to_visit(value: FormValue) -> NewVisit:
    """The value of the form for the command: local times become moments."""
    given = {name: value[name] for name in value if name in OF_A_VISIT}
    for name in ("arrived_at", "left_at"):
        moment = given.get(name)
        given[name] = moment.astimezone() if moment is not None else None
    given["party_size"] = given.get("party_size") or 1
    given["kind"] = given.get("kind") or VisitKind.WALK_IN
    return NewVisit(**given)


def from_visit(visit: NewVisit, phone: str | None) -> FormValue:
    """A row as the form holds it."""
    shown = {name: getattr(visit, name) for name in OF_A_VISIT}
    shown["phone"] = phone
    for name in ("arrived_at", "left_at"):
        shown[name] = _wall(shown[name])
    return shown


def fit(form: Form) -> None:
    """Hide what a call does not have: a group and a time out."""
    walk_in = form["kind"].value() is not VisitKind.PHONE_IN
    form.show_field("party_size", walk_in)
    form.show_field("left_at", walk_in)


def passed_over(form: Form, turn: int | None, *, own: Iterable[int | None]) -> int | None:
    """Whose turn the chosen consultant takes; nobody's for a call, or for one of `own`."""
    chosen = form["consultant_id"].value()
    takes = form["kind"].value() is not VisitKind.PHONE_IN and chosen and chosen not in (turn, *own)
    return turn if takes else None


def _wall(at: datetime | None) -> datetime | None:
    return local(at).replace(tzinfo=None, second=0, microsecond=0) if at else None


def _form(fields: Iterable[Field], *, name: str, **texts: str) -> Form:
    form = Form(fields, name=name, **texts)
    for reason in ("level_reason", "skip_reason"):
        form.show_field(reason, False)
    return form


def _consultants(lists: VisitChoices, turns: tuple[RotationTurn, ...]) -> list[tuple[int, str]]:
    named = [(turn.id, _turn_text(turn, at == 0)) for at, turn in enumerate(turns)]
    here = {key for key, _text in named}
    return named + [
        (one.id, _("{name} · off duty").format(name=one.name))
        for one in lists.consultants
        if one.id not in here
    ]


def _turn_text(turn: RotationTurn, is_next: bool) -> str:
    if is_next:
        return _("{name} · next").format(name=turn.name)
    return _("{name} · busy").format(name=turn.name) if turn.busy else turn.name
