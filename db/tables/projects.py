"""Fleet projects: purchases of many cars, followed from the first design to the last payment."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from db.columns import N_, column
from db.project_words import FleetKind, FleetResult, FleetStage, FleetStepKind
from db.tables.base import Base, Edited, strict
from db.types import Word

UNDER_WAY = text("closed_at IS NULL")
MOST_CARS = 9_999


class FleetProject(Edited, Base):
    """A purchase of many cars by one customer, who is mostly a company or an authority."""

    __tablename__ = "fleet_project"
    __table_args__ = (
        Index(None, "person_id"),
        Index("ix_fleet_project_open", "owner_id", sqlite_where=UNDER_WAY),
        strict(),
    )
    number: Mapped[str] = column(label=N_("Number of the project"), limit=20, unique=True)
    person_id: Mapped[int] = column(ForeignKey("person.id"), label=N_("Customer"), owner=True)
    kind: Mapped[FleetKind] = column(Word(FleetKind), label=N_("Who buys"))
    title: Mapped[str | None] = column(
        label=N_("What the project is"), limit=120, private=True, free=True
    )
    owner_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Consultant"))
    stage: Mapped[FleetStage] = column(Word(FleetStage), label=N_("Stage of the project"))
    cars: Mapped[int] = column(label=N_("Number of cars"), minimum=1, maximum=MOST_CARS)
    model_id: Mapped[int | None] = column(ForeignKey("car_model.id"), label=N_("Model of interest"))
    tender_on: Mapped[date | None] = column(label=N_("Tender deadline"))
    papers_on: Mapped[date | None] = column(label=N_("Tender papers ready on"))
    result: Mapped[FleetResult | None] = column(Word(FleetResult), label=N_("Result of the tender"))
    result_note: Mapped[str | None] = column(
        label=N_("Note on the result"), limit=500, private=True, free=True
    )
    expected_on: Mapped[date | None] = column(label=N_("Cars wanted by"))
    opened_at: Mapped[datetime] = column(label=N_("Opened"))
    closed_at: Mapped[datetime | None] = column(label=N_("Closed"))


class ProjectStage(Base):
    """Each stage that a project came to."""

    __tablename__ = "project_stage"
    __table_args__ = (Index(None, "fleet_project_id"), strict())
    fleet_project_id: Mapped[int] = column(
        ForeignKey("fleet_project.id"), label=N_("Fleet project"), owner=True
    )
    stage: Mapped[FleetStage] = column(Word(FleetStage), label=N_("Stage of the project"))
    note: Mapped[str | None] = column(label=N_("Note"), limit=300, private=True, free=True)
    at: Mapped[datetime] = column(label=N_("Time"))
    staff_id: Mapped[int] = column(ForeignKey("staff.id"), label=N_("Colleague"))


class ProjectStep(Base):
    """What is arranged at the acceptance: by which day, and when it was done."""

    __tablename__ = "project_step"
    __table_args__ = (UniqueConstraint("fleet_project_id", "kind"), strict())
    fleet_project_id: Mapped[int] = column(
        ForeignKey("fleet_project.id"), label=N_("Fleet project"), owner=True
    )
    kind: Mapped[FleetStepKind] = column(Word(FleetStepKind), label=N_("What is arranged"))
    due_on: Mapped[date] = column(label=N_("Due on"))
    done_on: Mapped[date | None] = column(label=N_("Done on"))
    done_by: Mapped[int | None] = column(ForeignKey("staff.id"), label=N_("Done by"))
