"""Draws the sheet of the appointments of a day."""

from app.admin.letterhead import letterhead
from app.appointments import rules
from app.appointments.facts import AppointmentRow, DaySheet
from app.formatting import clock, clock_on, joined, labour_hours
from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.paper.frame import Printed
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.table import PaperColumn, Rows
from app.text import N_, _, ngettext, speaking
from db.appointment_words import ArrivalWay
from db.vocabulary import PaperKind

LINES_OF_A_PAGE = 10
COLUMNS = (
    PaperColumn(N_("No."), 11, RIGHT),
    PaperColumn(N_("Time"), 14, CENTRE),
    PaperColumn(N_("Car"), 34),
    PaperColumn(N_("Customer, phone"), 34),
    PaperColumn(N_("Work required"), 56),
    PaperColumn(N_("Waits or leaves"), 22),
    PaperColumn(N_("Hours"), 13, RIGHT),
    PaperColumn(N_("Bay"), 22),
    PaperColumn(N_("Advisor"), 20),
    PaperColumn(N_("Confirmed"), 24, CENTRE),
    PaperColumn(N_("Came in"), 18, CENTRE),
)


def day_sheet(facts: DaySheet) -> bytes:
    """Who is expected on a day, sorted by time, with room to note who came."""
    with speaking(facts.language):
        return _day_sheet(facts).build()


def _day_sheet(facts: DaySheet) -> Paper:
    title, number = label(PaperKind.APPOINTMENT_SHEET), f"A{facts.day:%y%m%d}"
    printed = Printed(facts.printed_at, facts.printed_by)
    head = letterhead(facts.settings)
    about = joined(_totals(facts), _("Internal: personal data"))
    paper = Paper(title, number, head, facts.language, printed, landscape=True, subject=about)
    paper.day(facts.day)
    rows = [_cells(row, place) for place, row in enumerate(facts.rows, 1)]
    paper.table(
        COLUMNS, Rows(rows, blank=max(0, LINES_OF_A_PAGE - len(rows)), ruled=True, fitted=True)
    )
    return paper.signatures([_("Service advisor"), _("Workshop controller")], internal=True)


def _cells(row: AppointmentRow, place: int) -> list[str]:
    return [
        str(place),
        clock(row.starts_at),
        joined(plates.shown(row.plate), row.model, by="\n"),
        joined(row.customer, row.phone, by="\n"),
        joined(label(row.service_type), row.wish, by="\n"),
        label(row.way),
        rules.hours_text(row.hours),
        row.bays,
        row.advisor,
        clock_on(row.confirmed_at, local_day(row.starts_at)) if row.confirmed_at else "",
        clock(row.arrived_at),
    ]


def _totals(facts: DaySheet) -> str:
    """How many cars, what their customers do meanwhile, and the hours taken of those there are."""
    count = ngettext("{n} car", "{n} cars", len(facts.rows)).format(n=len(facts.rows))
    of_way = {way: sum(row.way is way for row in facts.rows) for way in ArrivalWay}
    ways = (f"{label(way)} {cars}" for way, cars in of_way.items() if cars)
    booked, capacity = map(rules.hours_text, (facts.load.booked, facts.load.capacity))
    return joined(count, *ways, labour_hours(f"{booked}/{capacity}"))
