"""Prints the dispatch sheet of an order from the board."""

from __future__ import annotations

from functools import partial

from app.orders.queries import OrderRow
from app.service import papers
from app.service.commands.papers import keep_paper
from app.service.queries import facts
from app.text import _
from app.tones import Tone
from db.vocabulary import PaperKind
from ui.shell.printing.print_flow import Keep, PaperTask
from ui.shell.workspace.page import Shell


def print_dispatch_sheet(shell: Shell, row: OrderRow | None) -> None:
    """Ctrl+P: who does which job of this order; None where no card is chosen."""
    if row is None:
        shell.notices.say(_("Choose a card first, then print."), Tone.NEUTRAL)
        return
    kind, (at, by) = PaperKind.DISPATCH_SHEET, shell.printing.stamp()
    draw, keep = (
        partial(papers.given, size=shell.printing.size(kind)),
        Keep(keep_paper, lambda asked, pdf: (row.id, asked.told(pdf))),
    )
    task = PaperTask(kind, f"{kind.value}-{row.number}", draw, keep)
    shell.printing.print(task, facts.to_print, row.id, kind=kind, by=by, at=at)
