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
from ui.parts.fields import Area, Choice, MomentField, Number, PhoneInput, Segments, Text, Toggle
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
        Field(
            "arrived_at",
            N_("Time in"),
            partial(MomentField, today=today),
            hint=N_("Now"),
            more=True,
        ),
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
        Field("arrived_at", N_("Time in"), moment, half=True),
        Field("left_at", N_("Time out"), moment, hint=N_("Still inside"), half=True),
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
        Field("phone", N_("Phone"), PhoneInput, hint=N_("Empty if the visitor leaves none")),
        Field(
            "name",
            N_("Name or form of address"),
            partial(Text, limit=64),
            hint=N_("Ms Zhang"),
            half=True,
        ),
        Field("model_id", N_("Model of interest"), Choice, hint=N_("Type to find"), half=True),
        Field("level_id", N_("Level"), Segments),
        Field("level_reason", N_("Why does the level change?"), partial(Text, limit=200)),
    )


def _beside() -> tuple[Field, ...]:
    kinds = tuple((kind, label(kind)) for kind in VisitKind)
    return (
        Field("consultant_id", N_("Consultant"), Choice, half=True),
        Field("kind", N_("Visit or call"), partial(Segments, kinds), half=True),
        Field(
            "skip_reason",
            N_("Why not the one whose turn it is?"),
            partial(Choice, [(_(text), _(text)) for text in REASONS], free=True),
        ),
        Field(
            "party_size",
            N_("People in the group"),
            partial(Number, minimum=1, maximum=99),
            half=True,
            more=True,
        ),
        Field("source_id", N_("Source"), Choice, half=True, more=True),
        Field("purpose_id", N_("Purpose"), Choice, more=True),
    )


def _rest() -> tuple[Field, ...]:
    return (
        Field("area", N_("Area"), partial(Text, limit=40), half=True, more=True),
        Field("transport", N_("Came by"), partial(Text, limit=20), half=True, more=True),
        Field("rivals", N_("Rivals compared"), partial(Text, limit=80), more=True),
        Field("quoted", "", partial(Toggle, _("Quoted")), more=True),
        Field("trade_in", "", partial(Toggle, _("Trades a car in")), more=True),
        Field("instalment", "", partial(Toggle, _("Pays by instalments")), more=True),
        Field("course", N_("Course of the talk"), partial(Area, rows=3, limit=500), more=True),
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
