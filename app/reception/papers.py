"""Draws 来店(电)客户登记表: a day's visitors and calls, with totals and signatures."""

from app.fields import label_of
from app.formatting import clock
from app.labels import label
from app.paper.frame import Printed, StoreHead
from app.paper.paper import Paper
from app.paper.pen import CENTRE, LEFT, RIGHT
from app.paper.table import PaperColumn
from app.reception.facts import RegisterDay, VisitSheetRow
from app.text import N_, _
from app.text import language as spoken
from db.nouns import Noun
from db.vocabulary import PaperKind, VisitKind

LINES_OF_A_PAGE = 7  # with totals and signatures under them
COLUMNS = (
    (N_("No."), 11, RIGHT),
    (N_("In / out"), 14, LEFT),
    (N_("Visit / call"), 19, LEFT),
    (N_("Group size"), 15, RIGHT),
    (N_("Customer, phone"), 28, LEFT),
    (N_("Area, travel"), 15, LEFT),
    (N_("Model wanted"), 18, LEFT),
    (N_("Purpose"), 19, LEFT),
    (N_("First / return"), 15, LEFT),
    (N_("Source"), 18, LEFT),
    (N_("Level"), 13, CENTRE),
    (N_("Second level"), 18, CENTRE),
    (N_("Rivals"), 18, LEFT),
    (N_("Done in the talk"), 23, LEFT),
    (N_("Course of the talk"), 24, LEFT),
    (N_("Consultant"), 24, LEFT),
)
"""Title, width in millimetres and alignment."""


def visit_sheet(facts: RegisterDay, store: StoreHead, *, printed: Printed) -> bytes:
    """The register of a day on A4 landscape; names and numbers are whole, so it is internal."""
    title = label(PaperKind.VISIT_SHEET)
    paper = Paper(title, f"V{facts.day:%y%m%d}", store, spoken(), printed, landscape=True)
    paper.note(_("Internal: contains customers' personal data. Keep locked away; do not pass on."))
    paper.day(facts.day, weather="")
    rows = [_cells(row, place) for place, row in enumerate(facts.rows, 1)]
    paper.table(_columns(), rows, blank_rows=max(0, LINES_OF_A_PAGE - len(rows)))
    paper.together().fields(_totals(facts), columns=4)
    paper.signatures([_("Front desk"), _("Showroom manager"), _("Sales manager")])
    return paper.build()


def _columns() -> list[PaperColumn]:
    return [PaperColumn(_(title), width, align) for title, width, align in COLUMNS]


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
    remarks = (f"{label_of('visit', name)}: {text}" for name, text in row.remarks)
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
