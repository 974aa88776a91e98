"""Draws 来店(电)客户登记表: a day's visitors and calls, with totals and signatures."""

from dataclasses import replace

from app.fields import label_of
from app.formatting import clock, joined
from app.identity import phone as phones
from app.labels import label
from app.paper.frame import Printed, StoreHead
from app.paper.grid import GridLook
from app.paper.pages import page_count
from app.paper.paper import Paper
from app.paper.pen import CENTRE
from app.paper.table import PaperColumn, Rows
from app.reception.facts import RegisterDay, VisitSheetRow
from app.text import N_, _, ngettext
from app.text import language as spoken
from db.nouns import Noun
from db.vocabulary import PaperKind, VisitKind

LINES_OF_A_PAGE = 12  # with totals and signatures under them
MOST_OF_A_PAGE = 30
"""No smaller letters bring more lines than these on one page."""
COLUMNS = (
    PaperColumn(N_("No."), 8, CENTRE),
    PaperColumn(N_("In–out"), 18),
    PaperColumn(N_("Visit / call"), 12),
    PaperColumn(N_("Party"), 10, CENTRE),
    PaperColumn(N_("Customer"), 19),
    PaperColumn(N_("Telephone"), 19),
    PaperColumn(N_("Area, travel"), 19),
    PaperColumn(N_("Model of interest"), 15),
    PaperColumn(N_("Purpose"), 17),
    PaperColumn(N_("First / return"), 13),
    PaperColumn(N_("Source"), 17),
    PaperColumn(N_("Level"), 10, CENTRE),
    PaperColumn(N_("Later level"), 10, CENTRE),
    PaperColumn(N_("Competitors"), 15),
    PaperColumn(N_("Covered"), 20),
    PaperColumn(N_("Conversation notes"), 36),
    PaperColumn(N_("Consultant"), 18),
)
TOTALS = GridLook(columns=(60, 60, 90, 59))


def visit_sheet(facts: RegisterDay, store: StoreHead, *, printed: Printed) -> bytes:
    """The register of a day on A4 landscape; telephone numbers are masked.

    A day that goes a little over one page is set smaller, so that it stays on one.
    """
    drawn = _visit_sheet(facts, store, printed, fine=False)
    if LINES_OF_A_PAGE < len(facts.rows) <= MOST_OF_A_PAGE and page_count(drawn) > 1:
        fine = _visit_sheet(facts, store, printed, fine=True)
        return fine if page_count(fine) == 1 else drawn
    return drawn


def _visit_sheet(facts: RegisterDay, store: StoreHead, printed: Printed, *, fine: bool) -> bytes:
    title, number = label(PaperKind.VISIT_SHEET), f"V{facts.day:%y%m%d}"
    printed = replace(printed, history=facts.history)
    count = ngettext("{n} line", "{n} lines", len(facts.rows)).format(n=len(facts.rows))
    about = joined(count, _("Internal: personal data"))
    paper = Paper(title, number, store, spoken(), printed, landscape=True, subject=about)
    paper.day(facts.day, weather="")
    rows = [_cells(row, place) for place, row in enumerate(facts.rows, 1)]
    blank = max(0, LINES_OF_A_PAGE - len(rows))
    paper.table(COLUMNS, Rows(rows, blank=blank, ruled=True, dense=True, fine=fine, fitted=True))
    paper.together().grid([_totals(facts)], TOTALS)
    paper.signatures([_("Front desk"), _("Showroom manager"), _("Sales manager")], internal=True)
    return paper.build()


def _cells(row: VisitSheetRow, place: int) -> list[str]:
    call = row.kind is VisitKind.PHONE_IN
    return [
        str(place),
        joined(clock(row.arrived_at), clock(row.left_at), by="–"),
        label(row.kind),
        "" if call else str(row.party_size),
        row.who or (_("No name left") if row.phone else _("Anonymous")),
        phones.masked(row.phone),
        joined(row.area, row.transport),
        row.model,
        row.purpose,
        "" if call else _("first") if row.first else _("return"),
        row.source,
        row.level,
        row.level_now if row.level_now != row.level else "",
        row.rivals,
        joined(*_done(row), by=" "),
        _course(row),
        row.consultant,
    ]


def _course(row: VisitSheetRow) -> str:
    """What was said, with what has no column of its own."""
    struck = _("Struck out") if row.struck else ""
    correction = _("Correction") if row.correction else ""
    remarks = (f"{label_of(Noun.VISIT, name)}: {text}" for name, text in row.remarks)
    return _lines(struck, correction, row.course, *remarks)


def _done(row: VisitSheetRow) -> list[str]:
    said = [
        (row.test_drive, _("Test drive")),
        (row.quoted, _("Quote")),
        (row.trade_in, _("Part exchange")),
        (row.instalment, _("Finance")),
    ]
    return [word for done, word in said if done]


def _totals(facts: RegisterDay) -> list[tuple[str, str]]:
    tally = facts.tally
    percent = tally.rate.percent
    kept = f"{tally.rate.kept} / {tally.rate.visits}" + (
        "" if percent is None else f" = {percent} %"
    )
    return [
        (_("Visit groups / people"), f"{tally.groups} / {tally.people}"),
        (_("First / return"), f"{tally.first} / {tally.again}"),
        (_("Contacts captured (target {target} %)").format(target=facts.target), kept),
        (_("Calls"), str(tally.calls)),
    ]


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
