"""Prints the dispatch sheet of an order from the board."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.service import papers
from app.service.commands.papers import keep_paper
from app.service.queries import facts
from app.service.queries.facts import ToPrint
from app.service.values import GivenOut
from app.text import _
from app.tones import Tone
from db.vocabulary import PaperKind
from ui.shell.printing.print_flow import Keep, PaperTask

if TYPE_CHECKING:
    from ui.workshop.page import BoardPage


def print_dispatch_sheet(page: BoardPage) -> None:
    """Ctrl+P: who does which job, for the open jobs or for the current card."""
    jobs, current = page.side.jobs, page.board.current()
    rows = page.day.rows if page.day is not None else ()
    chosen = next((one for one in rows if one.id == current), None)
    row = jobs.row if jobs.isVisible() else chosen
    if row is None:
        page.shell.notices.say(_("Choose a card first, then print."), Tone.NEUTRAL)
        return
    kind, printing = PaperKind.DISPATCH_SHEET, page.shell.printing
    at, by = printing.stamp()
    draw, keep = partial(papers.given, size=printing.size(kind)), Keep(keep_paper, _given_out)
    task = PaperTask(kind, f"{kind.value}-{row.number}", draw, keep)
    printing.print(task, facts.to_print, row.id, kind=kind, by=by, at=at)


def _given_out(asked: ToPrint, pdf: bytes) -> tuple[int, GivenOut]:
    """What is stored when a printer has taken it."""
    return asked.facts.order.id, GivenOut(asked.kind, pdf, asked.facts.edition)
