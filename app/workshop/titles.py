"""The store's own titles and colours of the board's columns; history keeps the stages."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused, check_seen
from app.labels import label
from app.permissions import Actor, allow
from app.rows import columns_of, fetch
from app.text import N_
from db.quality_words import ColumnColour
from db.tables.workshop import BoardTitle
from db.vocabulary import OPEN_STAGES, Role, Stage


@dataclass(frozen=True, slots=True)
class TitleRow:
    """A column that is called or coloured otherwise."""

    id: int
    version: int
    stage: Stage
    title: str | None
    colour: ColumnColour

    @property
    def name(self) -> str:
        """What the column is called now."""
        return self.title or label(self.stage)


@dataclass(frozen=True, slots=True)
class TitleEntry:
    """Title and colour of the column of a stage; no title is the program's own."""

    stage: Stage | None
    title: str | None
    colour: ColumnColour | None = ColumnColour.PLAIN
    id: int | None = None
    version: int | None = None


def titles(session: Session, _viewer: Actor | None = None) -> list[TitleRow]:
    """The columns that the store has changed, in the order of the board."""
    found = fetch(session, TitleRow, select(*columns_of(TitleRow, BoardTitle)))
    return sorted(found, key=lambda row: OPEN_STAGES.index(row.stage))


@allow(Role.MANAGER, Role.CONTROLLER)
def save_title(session: Session, entry: TitleEntry, *, by: Actor, at: datetime) -> int:
    """Changes a column; Refused for one that stands on the list already. Returns its id."""
    if entry.stage not in OPEN_STAGES:
        raise Refused("board.stage", N_("Which column?"), field="stage")
    twin = session.scalar(select(BoardTitle).where(BoardTitle.stage == entry.stage))
    if twin is not None and twin.id != entry.id:
        raise Refused("list.double", N_("This stands on the list already."), field="stage")
    row = session.get_one(BoardTitle, entry.id) if entry.id else BoardTitle()
    check_seen(entry.version, row.version)
    row.stage, row.title = entry.stage, (entry.title or "").strip() or None
    row.colour = entry.colour or ColumnColour.PLAIN
    session.add(row)
    session.flush()
    return row.id


@allow(Role.MANAGER, Role.CONTROLLER)
def remove_title(session: Session, title_id: int, *, by: Actor, at: datetime) -> TitleEntry:
    """Gives a column its own title and no colour again; what it returns puts it back."""
    row = session.get_one(BoardTitle, title_id)
    gone = TitleEntry(row.stage, row.title, row.colour)
    session.delete(row)
    return gone
