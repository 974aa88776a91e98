"""Makes the sheets of a day for the command line, by their short names."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from app import audit, settings
from app.admin.letterhead import letterhead
from app.paper.frame import Printed
from app.permissions import Actor
from app.reception import papers as reception
from app.reception.register_day import register_day
from app.testdrives import paper_facts
from app.testdrives import papers as testdrives
from app.workshop import papers as workshop
from app.workshop import queries as board
from db.nouns import Noun
from db.vocabulary import Act

Sheet = Callable[..., bytes]


def visits(session: Any, day: date, *, at: datetime) -> bytes:
    """The register of visits and calls, with masked numbers."""
    head, printed = letterhead(settings.load(session), internal=True), Printed(at, "")
    return reception.visit_sheet(register_day(session, day), head, printed=printed)


def test_drives(session: Any, day: date, *, at: datetime) -> bytes:
    """The register of test drives, with masked numbers."""
    reader = Actor(0, "", frozenset(), "")
    return testdrives.drive_sheet(paper_facts.drive_sheet(session, day, now=at, viewer=reader))


def shop(session: Any, day: date, *, at: datetime) -> bytes:
    """The workshop's day."""
    head, printed = letterhead(settings.load(session), internal=True), Printed(at, "")
    return workshop.workshop_sheet(board.workshop_day(session, day, at=at), head, printed=printed)


def note_sheet(session: Any, kind: str, day: date, *, by: Actor, at: datetime) -> None:
    """Notes in the history that a sheet was written past the window."""
    audit.note(session, Act.PRINT, NOUNS[kind], reason=f"{kind} {day}")


SHEETS: dict[str, Sheet] = {"visits": visits, "testdrives": test_drives, "workshop": shop}
NOUNS = {
    "visits": Noun.VISIT,
    "testdrives": Noun.CAR_BOOKING,
    "workshop": Noun.REPAIR_ORDER,
}
