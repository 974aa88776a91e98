"""来店(电)客户登记表: the day's visitors and calls, with lines for the pen, totals and three
signatures.
"""

from app.fields import label_of
from app.formatting import clock
from app.labels import label
from app.paper.frame import Printed, StoreHead
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.table import PaperColumn
from app.reception.facts import RegisterDay, VisitSheetRow
from app.text import _
from app.text import language as spoken
from db.nouns import Noun
from db.vocabulary import PaperKind, VisitKind

LINES_OF_A_PAGE = 7  # with totals and signatures below them


def visit_sheet(facts: RegisterDay, store: StoreHead, *, printed: Printed) -> bytes:
    """A4 landscape. For internal use: it carries names and numbers in clear, and says so."""
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
    return [
        PaperColumn(_("No."), 11, RIGHT),
        PaperColumn(_("In / out"), 14),
        PaperColumn(_("Visit / call"), 19),
        PaperColumn(_("Group size"), 15, RIGHT),
        PaperColumn(_("Customer, phone"), 28),
        PaperColumn(_("Area, travel"), 15),
        PaperColumn(_("Model wanted"), 18),
        PaperColumn(_("Purpose"), 19),
        PaperColumn(_("First / return"), 15),
        PaperColumn(_("Source"), 18),
        PaperColumn(_("Level"), 13, CENTRE),
        PaperColumn(_("Second level"), 18, CENTRE),
        PaperColumn(_("Rivals"), 18),
        PaperColumn(_("Done in the talk"), 23),
        PaperColumn(_("Course of the talk"), 24),
        PaperColumn(_("Consultant"), 24),
    ]


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
        _lines(
            _("Struck out") if row.struck else "",
            _("Correction") if row.correction else "",
            row.course,
            *(f"{label_of(Noun.VISIT, name)}: {text}" for name, text in row.remarks),
        ),
        row.consultant,
    ]


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
