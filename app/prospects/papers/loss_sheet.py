"""Draws 战败客户分析表: who was lost in a month, to whom and why, with both views."""

from app.formatting import joined, short_day, show_month, whole_yuan
from app.labels import label
from app.local_time import local_day
from app.paper.frame import Printed, StoreHead
from app.paper.grid import Fact, GridLook
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.table import PaperColumn, Rows
from app.prospects.loss_sheet import LossSheet
from app.prospects.queries import LossRow
from app.text import N_, _, ngettext, speaking
from db.vocabulary import LossState, PaperKind

LEAST_LINES = 10
MOST_TOLD = 6
"""So many reasons and competitors are counted by name."""
COLUMNS = (
    PaperColumn(N_("No."), 8, CENTRE),
    PaperColumn(N_("Customer"), 20),
    PaperColumn(N_("Phone"), 24),
    PaperColumn(N_("Wanted"), 20),
    PaperColumn(N_("Level before"), 12, CENTRE),
    PaperColumn(N_("Lost on"), 14),
    PaperColumn(N_("Bought instead"), 22),
    PaperColumn(N_("Its price"), 18, RIGHT),
    PaperColumn(N_("Reason"), 36),
    PaperColumn(N_("Consultant's view"), 38),
    PaperColumn(N_("Manager's view"), 30),
    PaperColumn(N_("Reactivated"), 20),
    PaperColumn(N_("Consultant"), 18),
)
SUMS = GridLook(columns=(1, 1, 1, 1))
WIDE = GridLook(columns=(1,))


def loss_sheet(facts: LossSheet, store: StoreHead, *, printed: Printed) -> bytes:
    """A4 across: a line for each loss, what they have in common, room for what follows."""
    with speaking(facts.language):
        return _sheet(facts, store, printed)


def _sheet(facts: LossSheet, store: StoreHead, printed: Printed) -> bytes:
    many = len(facts.rows)
    count = ngettext("{n} lost customer", "{n} lost customers", many).format(n=many)
    paper = Paper(
        label(PaperKind.LOSS_SHEET),
        f"F{facts.month:%y%m}",
        store,
        facts.language,
        printed,
        landscape=True,
        subject=joined(count, _("Internal: personal data")),
        subtitle=joined(show_month(facts.month), facts.whose or _("All consultants"), count),
    )
    rows = [_cells(row, place) for place, row in enumerate(facts.rows, 1)]
    blank = max(0, LEAST_LINES - len(rows))
    paper.table(COLUMNS, Rows(rows, blank=blank, ruled=True, dense=True))
    together = paper.together()
    together.grid([_states(facts)], SUMS)
    together.grid(
        [
            [(_("By reason"), _told(facts.by_reason))],
            [(_("By competitor"), _told(facts.by_rival))],
        ],
        WIDE,
    )
    together.areas([_("What we change"), _("Who is called again, by whom and when")], height=18)
    together.signatures([_("Sales manager"), _("General manager")], internal=True)
    return paper.build()


def _states(facts: LossSheet) -> list[Fact]:
    return [
        (_("Lost customers"), str(len(facts.rows))),
        *((label(state), str(facts.count(state))) for state in LossState if state in STATES),
    ]


STATES = (LossState.WAITING, LossState.LOST, LossState.REVIVED)


def _told(counts: list[tuple[str, int]]) -> str:
    """`价格 5（50%）`, the commonest ones by name; the others are one number."""
    whole, rest = (sum(count for _name, count in part) for part in (counts, counts[MOST_TOLD:]))
    shown = [*counts[:MOST_TOLD], *([(_("Others"), rest)] if rest else [])]
    told = (
        _("{name} {count} ({percent} %)").format(
            name=name, count=count, percent=round(100 * count / whole)
        )
        for name, count in shown
    )
    return "   ".join(told) or "—"


def _cells(row: LossRow, place: int) -> list[str]:
    revived = short_day(row.revived_at) if row.revived_at is not None else ""
    return [
        str(place),
        row.name or "",
        row.phone,
        row.model,
        row.level,
        short_day(local_day(row.asked_at)),
        row.rival or "",
        whole_yuan(row.rival_price) if row.rival_price is not None else "",
        label(row.reason),
        row.note or "",
        row.answer or "",
        revived,
        row.owner,
    ]
