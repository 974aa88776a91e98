"""Draws 来店(电)客户登记表: a day's visitors and calls, with totals and signatures."""

from app.fields import label_of
from app.formatting import clock
from app.labels import label
from app.paper.frame import Printed, StoreHead
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.table import PaperColumn
from app.reception.facts import RegisterDay, VisitSheetRow
from app.text import N_, _
from app.text import language as spoken
from db.nouns import Noun
from db.vocabulary import PaperKind, VisitKind

LINES_OF_A_PAGE = 7  # with totals and signatures under them
COLUMNS = (
    PaperColumn(N_("No."), 11, RIGHT),
    PaperColumn(N_("In / out"), 14),
    PaperColumn(N_("Visit / call"), 19),
    PaperColumn(N_("Group size"), 15, RIGHT),
    PaperColumn(N_("Customer, phone"), 28),
    PaperColumn(N_("Area, travel"), 15),
    PaperColumn(N_("Model wanted"), 18),
    PaperColumn(N_("Purpose"), 19),
    PaperColumn(N_("First / return"), 15),
    PaperColumn(N_("Source"), 18),
    PaperColumn(N_("Level"), 13, CENTRE),
    PaperColumn(N_("Second level"), 18, CENTRE),
    PaperColumn(N_("Rivals"), 18),
    PaperColumn(N_("Done in the talk"), 23),
    PaperColumn(N_("Course of the talk"), 24),
    PaperColumn(N_("Consultant"), 24),
)


def visit_sheet(facts: RegisterDay, store: StoreHead, *, printed: Printed) -> bytes:
    """The register of a day on A4 landscape.

    Names and numbers are whole, so it is internal.
    """
    title = label(PaperKind.VISIT_SHEET)
    paper = Paper(title, f"V{facts.day:%y%m%d}", store, spoken(), printed, landscape=True)
    paper.note(_("Internal: contains customers' personal data. Keep locked away; do not pass on."))
    paper.day(facts.day, weather="")
    rows = [_cells(row, place) for place, row in enumerate(facts.rows, 1)]
    blank = max(0, LINES_OF_A_PAGE - len(rows))
    paper.table(COLUMNS, rows, blank_rows=blank)
    paper.together().fields(_totals(facts), columns=4)
    paper.signatures([_("Front desk"), _("Showroom manager"), _("Sales manager")])
    return paper.build()


def _cells(row: VisitSheetRow, place: int) -> list[str]:
    call = row.kind is VisitKind.PHONE_IN
    return [
        str(place),
        _lines(clock(row.arrived_at), clock(row.left_at)),
        label(row.kind),
        "" if call else str(row.party_size),
        _lines(row.who or (_("No name left") if row.phone else _("Anonymous")), row.phone),
        _lines(row.area, row.transport),
        row.model,
        row.purpose,
        "" if call else _("first") if row.first else _("return"),
        row.source,
        row.level,
        row.level_now if row.level_now != row.level else "",
        row.rivals,
        _lines(*_done(row)),
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
        (row.trade_in, _("Trade-in")),
        (row.instalment, _("Instalment")),
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
        (_("Contacts kept (target {target} %)").format(target=facts.target), kept),
        (_("Phone-ins"), str(tally.calls)),
    ]


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
