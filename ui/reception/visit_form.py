"""The fields of a register row.

Four that are asked, one compact row with defaults, the rest folded away.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date, datetime
from functools import partial

from app.labels import label
from app.local_time import local
from app.reception.queries import VisitChoices
from app.reception.rotation import RotationTurn
from app.reception.values import NewVisit
from app.text import N_, _
from db.vocabulary import VisitKind
from ui.parts.columns import field
from ui.parts.fields import Area, Choice, MomentField, Number, PhoneInput, Segments, Toggle
from ui.parts.form import Field, Form, FormValue

REASONS = (
    N_("The customer asked for this consultant"),
    N_("Own customer"),
    N_("Away from the desk"),
    N_("Busy with another customer"),
)
FLAGS = ("quoted", "trade_in", "instalment")
LISTED = ("model_id", "source_id", "purpose_id", "level_id", "consultant_id")
KEPT = frozenset(field.name for field in fields(NewVisit))


def new_form(today: Callable[[], date]) -> Form:
    """What reception fills while the visitor is still standing there."""
    times = (
        field("visit.arrived_at", partial(MomentField, today=today), hint=N_("Now"), more=True),
    )
    return Form(
        (*_asked(), *_beside(), *times, *_rest()),
        submit=N_("Save"),
        clear=N_("Clear"),
        name="visit",
    )


def row_form(today: Callable[[], date], *, reviewed: bool, name: str) -> Form:
    """A written row, with both times open to correction."""
    moment = partial(MomentField, today=today)
    times = (
        field("visit.arrived_at", moment, half=True),
        field("visit.left_at", moment, hint=N_("Still inside"), half=True),
    )
    submit = N_("Save as a correction") if reviewed else N_("Save")
    return Form((*times, *_asked(), *_beside(), *_rest()), submit=submit, clear="", name=name)


def offer(form: Form, lists: VisitChoices, *, turns: tuple[RotationTurn, ...]) -> None:
    """The store's lists; consultants in the order of the rotation, who is next says so."""
    form["model_id"].set_options([(one.id, one.text) for one in lists.models])
    form["source_id"].set_options([(one.id, one.text) for one in lists.sources])
    form["purpose_id"].set_options([(one.id, one.text) for one in lists.purposes])
    form["level_id"].set_options([(one.id, one.code) for one in lists.levels])
    form["consultant_id"].set_options(_consultants(lists, turns))


def to_visit(value: FormValue) -> NewVisit:
    """What the form holds, as the store takes it: local times become moments."""
    given = {name: value[name] for name in value if name in KEPT}
    for name in ("arrived_at", "left_at"):
        moment = given.get(name)
        given[name] = moment.astimezone() if moment is not None else None
    given["party_size"] = given.get("party_size") or 1
    given["kind"] = given.get("kind") or VisitKind.WALK_IN
    return NewVisit(**given)


def from_visit(visit: NewVisit, phone: str | None) -> FormValue:
    """A written row as the form shows it."""
    shown = {name: getattr(visit, name) for name in KEPT}
    shown["phone"] = phone
    for name in ("arrived_at", "left_at"):
        shown[name] = _wall(shown[name])
    return shown


def fit(form: Form) -> None:
    """A call has no group and no time out."""
    walk_in = form["kind"].value() is not VisitKind.PHONE_IN
    form.show_field("party_size", walk_in)
    form.show_field("left_at", walk_in)


def passed_over(form: Form, turn: int | None, *, own: Iterable[int | None]) -> int | None:
    """Whose turn the chosen consultant takes.

    Nobody's for a call, and for those whose guest it is anyway (`own`).
    """
    chosen = form["consultant_id"].value()
    takes = form["kind"].value() is not VisitKind.PHONE_IN and chosen and chosen not in (turn, *own)
    return turn if takes else None


def _wall(at: datetime | None) -> datetime | None:
    return local(at).replace(tzinfo=None, second=0, microsecond=0) if at else None


def _asked() -> tuple[Field, ...]:
    return (
        field(
            "phone.number", PhoneInput, name="phone", hint=N_("Empty if the visitor leaves none")
        ),
        field("visit.addressed_as", name="name", hint=N_("Ms Zhang"), half=True),
        field("visit.model_id", Choice, hint=N_("Type to find"), half=True),
        field("visit.level_id", Segments),
        field("level_change.reason", name="level_reason"),
    )


def _beside() -> tuple[Field, ...]:
    kinds = tuple((kind, label(kind)) for kind in VisitKind)
    return (
        field("visit.consultant_id", Choice, half=True),
        field("visit.kind", partial(Segments, kinds), half=True),
        field(
            "turn_skip.reason",
            partial(Choice, [(_(text), _(text)) for text in REASONS], free=True),
            name="skip_reason",
        ),
        field("visit.party_size", Number, half=True, more=True),
        field("visit.source_id", Choice, half=True, more=True),
        field("visit.purpose_id", Choice, more=True),
    )


def _rest() -> tuple[Field, ...]:
    return (
        field("visit.area", half=True, more=True),
        field("visit.transport", half=True, more=True),
        field("visit.rivals", more=True),
        field("visit.quoted", Toggle, more=True),
        field("visit.trade_in", Toggle, more=True),
        field("visit.instalment", Toggle, more=True),
        field("visit.course", partial(Area, rows=3), more=True),
    )


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
    return _("{name} · with a guest").format(name=turn.name) if turn.busy else turn.name
