"""The papers of an order for a car: which one is next, and how each is printed."""

from __future__ import annotations

from collections.abc import Callable

from app.sales import (
    change_paper,
    contract_paper,
    hand_over_paper,
    order_commands,
    order_paper_facts,
    order_rules,
)
from app.sales.order_facts import SaleOrderPaper, SaleOrderRow, is_prepared
from app.sales.order_parts import (
    SalePaymentFacts,
)
from app.sales.order_values import GivenSalePaper
from db.sales_words import SaleState
from db.vocabulary import PaperKind
from ui.shell.printing.print_flow import Keep, PaperTask
from ui.shell.workspace.page import Shell

DRAWN: dict[PaperKind, Callable[[SaleOrderPaper], bytes]] = {
    PaperKind.PURCHASE_CONTRACT: contract_paper.contract,
    PaperKind.ORDER_CHANGE: change_paper.order_change,
    PaperKind.SALE_RECEIPT: change_paper.receipt,
    PaperKind.DELIVERY_SHEET: hand_over_paper.hand_over,
}

SIGNED = frozenset({PaperKind.PURCHASE_CONTRACT, PaperKind.ORDER_CHANGE, PaperKind.DELIVERY_SHEET})
"""Kept before they are seen: the order asks for them before they are signed."""


class OrderPrints:
    """Reads the facts of a paper, draws it, and stores what a printer has taken."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def next_paper(self, row: SaleOrderRow) -> PaperKind | None:
        """Contract or change once approved; once prepared the hand-over confirmation."""
        if is_prepared(row) or row.state is SaleState.DELIVERED:
            return PaperKind.DELIVERY_SHEET
        if row.state in order_rules.APPROVED:
            return order_commands.signed_paper(row)[0]
        return None

    def print_next(self, row: SaleOrderRow) -> None:
        """The paper that is next."""
        kind = self.next_paper(row)
        if kind is not None:
            about = row.id
            if kind is not PaperKind.DELIVERY_SHEET:
                about = order_commands.signed_paper(row)[1]
            self._print(kind, row, about)

    def print_receipt(self, row: SaleOrderRow, payment: SalePaymentFacts) -> None:
        """The receipt of one payment."""
        self._print(PaperKind.SALE_RECEIPT, row, payment.id)

    def _print(self, kind: PaperKind, row: SaleOrderRow, about: int) -> None:
        at, by = self._shell.printing.stamp()

        def told(facts: SaleOrderPaper, pdf: bytes) -> tuple[GivenSalePaper] | None:
            edition = facts.clauses.edition or None
            return (GivenSalePaper(kind, about, facts.number, edition, pdf),)

        keep = Keep(order_commands.keep_paper, told, first=kind in SIGNED)
        task = PaperTask(kind, f"{kind.value}-{row.number}", DRAWN[kind], keep)
        asked, viewer = order_paper_facts.PaperAsked(kind, about, by, at), self._shell.work.actor
        self._shell.printing.print(task, order_paper_facts.paper, row.id, asked, viewer=viewer)
