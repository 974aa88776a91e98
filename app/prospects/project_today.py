"""What is due in the fleet projects: tender papers, the result, the steps of the acceptance."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.formatting import joined, short_day
from app.labels import label
from app.local_time import day_bounds
from app.prospects import project_commands
from app.prospects.project_list import ProjectRow, projects_under_way
from app.prospects.project_rules import MatterDue
from app.text import N_, _
from app.today_spec import AskedDay, TodayAct, TodayItem, TodayList
from app.urgency import Urgency
from db.nouns import Noun
from db.project_words import FleetMatter, FleetStepKind
from db.vocabulary import Role


def matters_due(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """What is due, or soon, in one's own projects; a manager sees everybody's."""
    rows = projects_under_way(session, asked.viewer, at=asked.at)
    return tuple(item for row in rows for item in _items(row))


def _items(row: ProjectRow) -> Iterator[TodayItem]:
    for one in row.due:
        if one.shown_on <= row.today:
            yield TodayItem(
                opens=(Noun.FLEET_PROJECT, row.id),
                at=day_bounds(one.due_on)[0],
                who=row.customer,
                what=row.title,
                why=joined(label(one.matter), _by(one, row), label(row.state)),
                act=_act(row, one.matter),
                urgency=Urgency.OVERDUE if one.due_on < row.today else Urgency.TODAY,
                owner_id=row.owner_id,
                owner=row.owner,
            )


def _by(one: MatterDue, row: ProjectRow) -> str:
    if one.matter is FleetMatter.PAPERS:
        return _("tender on {day}").format(day=short_day(row.tender_on))
    return _("to be done by {day}").format(day=short_day(one.due_on))


def _act(row: ProjectRow, matter: FleetMatter) -> TodayAct:
    """Papers and steps are noted with one press; who won is asked in the project."""
    if matter is FleetMatter.RESULT:
        return TodayAct(N_("Note the result"))
    command, about = project_commands.papers_ready, (row.id,)
    back = project_commands.papers_not_ready
    if matter is FleetMatter.PAPERS:
        return TodayAct(N_("Papers are ready"), (command, about), READY, (back, about))
    step = (row.id, FleetStepKind(matter.value))
    done, undone = project_commands.step_done, project_commands.step_not_done
    return TodayAct(N_("Note as done"), (done, step), DONE, (undone, step))


READY = N_("The tender papers of {who} are ready.")
DONE = N_("Noted in the project of {who}.")
LISTS = (TodayList("projects", N_("Fleet projects"), "users", (Role.CONSULTANT,), matters_due),)
