"""Reads all that the tracking sheet of one fleet project says."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.permissions import Actor
from app.prospects.project_list import ProjectHistory, ProjectRow, project, project_history
from app.text import language


@dataclass(frozen=True, slots=True)
class ProjectSheet:
    """The sheet: the project as it stands, with its stages and contacts."""

    row: ProjectRow
    history: ProjectHistory
    language: str


def project_sheet(
    session: Session, project_id: int, *, viewer: Actor, at: datetime
) -> ProjectSheet | None:
    """The sheet of a project that the viewer may see."""
    row = project(session, project_id, viewer, at=at)
    if row is None:
        return None
    return ProjectSheet(row, project_history(session, project_id, at=at), language())
