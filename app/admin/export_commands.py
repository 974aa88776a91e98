"""Lists that are saved as files: who may, and how much in a day."""

from datetime import datetime

from sqlalchemy.orm import Session

from app import audit, settings
from app.admin import operations
from app.admin.settings import ExportSettings
from app.errors import Refused
from app.local_time import local_day
from app.permissions import Actor, allow
from app.session_desks import desks_of, export_of
from app.text import N_, _
from db.nouns import Noun
from db.vocabulary import Act, Role


@allow(Role.CARE, Role.CASHIER)
def export_list(session: Session, table: str, rows: int, *, by: Actor, at: datetime) -> None:
    """A list is saved as a file with so many rows (Q3, R7).

    Noted before it is written; who is no manager may save only so many rows in a day.
    """
    declared = export_of(desks_of(session), table)
    if declared is None:
        raise Refused("export.unknown", N_("This list is not saved as a file."))
    most = settings.load(session).of(ExportSettings).export_rows
    if not by.may() and operations.rows_exported(session, by.staff_id, local_day(at)) + rows > most:
        raise Refused(
            "export.most",
            N_("At most {most:,} lines may be saved in a day. Narrow the list, or ask a manager."),
            most=most,
        )
    audit.note(session, Act.EXPORT, declared.noun, reason=_(declared.title), new={"rows": rows})
    audit.touched(session, Noun.AUDIT)


@allow(Role.MANAGER)
def see_exports(session: Session, entry_id: int, *, by: Actor, at: datetime) -> None:
    """A manager saw which lists a colleague saved as files, up to this entry of the history."""
    audit.note(session, Act.SEE, Noun.AUDIT, noun_id=entry_id)
    audit.touched(session, Noun.AUDIT)
