"""Draws the bills and credit notes of a day, for the sheets of the till and the workshop."""

from app.formatting import money, two_decimals
from app.identity import plate as plates
from app.labels import label
from app.orders.credit_notes import CreditedNote, DayBills
from app.paper.grid import GridLook, Strong
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.table import PaperColumn, Rows
from app.text import N_, _

NOTES = (
    PaperColumn(N_("No."), 9, CENTRE),
    PaperColumn(N_("Credit note"), 25),
    PaperColumn(N_("Bill number"), 25),
    PaperColumn(N_("Repair order"), 25),
    PaperColumn(N_("Plate"), 21),
    PaperColumn(N_("Payer"), 20),
    PaperColumn(N_("Reason"), 36),
    PaperColumn(N_("Credited (¥)"), 25, RIGHT),
)
SUMS = GridLook(columns=(1,) * 3)


def add_bills(paper: Paper, bills: DayBills) -> None:
    """What was billed, what was taken back, and what is left; each note where there is one."""
    if bills.notes:
        rows = [_cells(place, note) for place, note in enumerate(bills.notes, 1)]
        totals = ["", _("Total"), *[""] * 5, two_decimals(-bills.credited)]
        paper.table(NOTES, Rows(rows, [totals], dense=True), name=_("Credited"))
    paper.grid(
        [
            [
                (_("Bills of the day"), money(bills.billed)),
                (_("Credit notes of the day"), money(-bills.credited)),
                (_("Bills less credit notes"), Strong(money(bills.left))),
            ]
        ],
        SUMS,
    )


def _cells(place: int, note: CreditedNote) -> list[str]:
    return [
        str(place),
        note.number,
        note.bill,
        note.order,
        plates.shown(note.plate or ""),
        label(note.payer),
        note.reason,
        two_decimals(-note.total),
    ]
