"""How the editable lists are kept: one way for all of them.

Nothing in use is ever deleted, it is retired.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.admin import entries
from app.admin.entries import (
    BayEntry,
    Entry,
    LevelEntry,
    ModelEntry,
    PurposeEntry,
    SourceEntry,
    TrimEntry,
)
from app.audit import Newest, last_saved
from app.errors import Refused, check_seen
from app.permissions import Actor
from app.text import N_
from db.tables.admin import Level, Purpose, Source
from db.tables.fleet import DemoCar
from db.tables.service import Bay
from db.tables.testdrives import DriveRoute
from db.tables.vehicles import CarModel, Trim

L = TypeVar("L")
Query = Callable[[Session, Actor], Sequence[L]]
"""Called with the session and who looks."""
Options = Sequence[tuple[int | None, str | None]]


@dataclass(frozen=True, slots=True)
class Rule:
    """Table of a list, what makes an entry unique, and whether one must always be in use."""

    noun: Any
    unique: tuple[str, ...] = ("name",)
    one_stays: bool = False


RULES: dict[type[Entry], Rule] = {
    SourceEntry: Rule(Source),
    PurposeEntry: Rule(Purpose, one_stays=True),
    LevelEntry: Rule(Level, unique=("code",), one_stays=True),
    ModelEntry: Rule(CarModel, unique=("brand", "name")),
    TrimEntry: Rule(Trim, unique=("model_id", "name")),
    BayEntry: Rule(Bay),
}
ORDERED: tuple[Any, ...] = (Source, Purpose, Level, CarModel, Trim, Bay, DemoCar, DriveRoute)


def rows(session: Session, kind: type[Entry]) -> list[Entry]:
    """Everything on a list in the store's order, retired ones last."""
    noun = RULES[kind].noun
    found = session.scalars(select(noun).order_by(noun.active.desc(), noun.position, noun.id))
    return [
        kind(**{field.name: getattr(row, field.name) for field in fields(kind)}) for row in found
    ]


def for_everybody(query: Callable[[Session], Sequence[L]]) -> Query[L]:
    """A query that answers everybody alike."""
    return lambda session, _viewer: query(session)


def newest(
    session: Session, key: int, *, query: Query[Any], noun: str, viewer: Actor
) -> Newest[Any] | None:
    """A line of a list as it stands now; `query` reads the list."""
    row = next((row for row in query(session, viewer) if row.id == key), None)
    return None if row is None else Newest(row, row.version, last_saved(session, noun, key))


def with_options(
    session: Session, query: Query[L], options: Mapping[str, Query[Any]], *, viewer: Actor
) -> tuple[Sequence[L], dict[str, Sequence[Any]]]:
    """A list, and what the fields of its form choose from, in one reading."""
    choices = {name: asked(session, viewer) for name, asked in options.items()}
    return query(session, viewer), choices


def active_models(session: Session) -> Options:
    """The models that a trim can belong to."""
    found = session.execute(
        select(CarModel.id, CarModel.name)
        .where(CarModel.active)
        .order_by(CarModel.position, CarModel.id)
    )
    return [(row.id, row.name) for row in found]


def save(session: Session, entry: Entry) -> int:
    """Adds an entry at the end of its list, or changes it.

    Refused for a double, Conflict where somebody else was quicker.
    """
    rule = RULES[type(entry)]
    entries.check(entry)
    kept = entries.values(entry)
    if "brand" in kept:
        kept["brand"] = kept["brand"] or ""
    _refuse_double(session, rule, entry.id, kept)
    row = (
        _known(session, rule.noun, entry.id)
        if entry.id
        else rule.noun(position=_end(session, rule.noun))
    )
    if entry.id:
        check_seen(entry.version, row.version)
    for name, value in kept.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    return int(row.id)


def retire(session: Session, kind: type[Entry], entry_id: int, *, back: bool) -> None:
    """Out of the lists that people choose from, or back into them.

    Refused for the last one where a form needs one.
    """
    rule = RULES[kind]
    row = _known(session, rule.noun, entry_id)
    if not back and rule.one_stays and row.active:
        others = session.scalar(
            select(func.count())
            .select_from(rule.noun)
            .where(rule.noun.active, rule.noun.id != entry_id)
        )
        if not others:
            raise Refused("list.last", N_("One of these must stay in use."))
    row.active = back


def order(session: Session, noun: str, ids: tuple[int, ...]) -> None:
    """The store's own order of a list. ValueError for a list without one."""
    table = next((table for table in ORDERED if table.__tablename__ == noun), None)
    if table is None:
        raise ValueError(noun)
    found = {row.id: row for row in session.scalars(select(table).where(table.id.in_(ids)))}
    for position, key in enumerate(ids):
        if key in found and found[key].position != position:
            found[key].position = position


def _refuse_double(
    session: Session, rule: Rule, own_id: int | None, kept: dict[str, object]
) -> None:
    same = [getattr(rule.noun, name) == kept[name] for name in rule.unique]
    twin = session.scalar(select(rule.noun.id).where(*same))
    if twin is not None and twin != own_id:
        raise Refused("list.double", N_("This stands on the list already."), field=rule.unique[-1])


def _known(session: Session, noun: Any, key: int) -> Any:
    row = session.get(noun, key)
    if row is None:
        raise Refused("list.unknown", N_("This entry does not exist any more."))
    return row


def _end(session: Session, noun: Any) -> int:
    last = session.scalar(select(func.max(noun.position)))
    return 0 if last is None else int(last) + 1
