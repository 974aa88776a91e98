"""Prints the dispatch sheet of an order from the board."""

from __future__ import annotations

from app.orders.queries import OrderRow
from app.service import papers
from app.service.commands.papers import keep_paper
from app.service.queries import facts
from app.service.queries.facts import ToPrint
from app.service.values import GivenOut
from db.vocabulary import PaperKind
from ui.shell.printing.print_flow import Keep, PaperTask
from ui.shell.workspace.page import Shell


def print_dispatch_sheet(shell: Shell, row: OrderRow) -> None:
    """Who does which job of this order, to hang at the car."""

    def told(asked: ToPrint, pdf: bytes) -> tuple[int, GivenOut]:
        return row.id, GivenOut(asked.kind, pdf, asked.facts.edition)

    kind, (at, by) = PaperKind.DISPATCH_SHEET, shell.printing.stamp()
    task = PaperTask(kind, f"{kind.value}-{row.number}", papers.given, Keep(keep_paper, told))
    shell.printing.print(task, facts.to_print, row.id, kind=kind, by=by, at=at)
