"""The papers of a payer: the settlement list, receipts and credit notes."""

from __future__ import annotations

from functools import partial

from app.formatting import joined, money
from app.labels import label
from app.service import money_papers, papers
from app.service.commands import papers as commands
from app.service.queries import facts
from app.service.queries import money_papers as queries
from app.service.queries.money_papers import MoneyPaper
from app.service.queries.sheet import OrderSheet
from app.service.values import MoneyGiven
from app.text import _
from db.money_words import PayerKind
from db.vocabulary import PaperKind
from ui.parts.menu_button import MenuAct
from ui.shell.printing.print_flow import Keep, PaperTask
from ui.shell.workspace.page import Shell

MOST_RECEIPTS = 8
"""Of the newest receipts, so that the menu fits a small screen."""


def acts(shell: Shell, sheet: OrderSheet, *, payer: PayerKind) -> list[MenuAct]:
    """What can be printed of one payer's bill."""
    one = sheet.for_payer(payer)
    listed = _("Settlement list: {payer}").format(payer=label(payer))
    found = [MenuAct("print_list", listed, partial(_print_list, shell, sheet, payer=payer))]
    for row in reversed(one.payments[-MOST_RECEIPTS:]):
        text = joined(label(PaperKind.RECEIPT), row.number, money(row.amount), by=" ")
        found.append(
            MenuAct(f"print_{row.number}", text, partial(_print_receipt, shell, sheet, key=row.id))
        )
    for note in one.credits:
        text = joined(label(PaperKind.CREDIT_NOTE), note.number, money(-note.total), by=" ")
        found.append(
            MenuAct(f"print_{note.number}", text, partial(_print_note, shell, sheet, key=note.id))
        )
    return found


def _print_list(shell: Shell, sheet: OrderSheet, *, payer: PayerKind) -> None:
    at, by = shell.printing.stamp()
    kind = PaperKind.SETTLEMENT_LIST
    draw = partial(papers.given, size=shell.printing.size(kind))
    keep = Keep(commands.keep_paper, lambda asked, pdf: (sheet.id, asked.told(pdf)))
    task = PaperTask(kind, f"settlement-{sheet.number}-{payer.value}", draw, keep)
    about = {"kind": kind, "payer": payer, "by": by, "at": at}
    shell.printing.print(task, facts.to_print, sheet.id, **about)


def _print_receipt(shell: Shell, sheet: OrderSheet, *, key: int) -> None:
    at, by = shell.printing.stamp()
    number = next(row.number for row in sheet.payments if row.id == key)
    keep = Keep(commands.keep_money_paper, _given)
    draw = partial(money_papers.receipt, size=shell.printing.size(PaperKind.RECEIPT))
    task = PaperTask(PaperKind.RECEIPT, f"receipt-{number}", draw, keep)
    shell.printing.print(task, queries.receipt, sheet.id, key, by=by, at=at)


def _print_note(shell: Shell, sheet: OrderSheet, *, key: int) -> None:
    at, by = shell.printing.stamp()
    number = next(row.number for row in sheet.credits if row.id == key)
    keep = Keep(commands.keep_money_paper, _given)
    draw = partial(money_papers.credit_note, size=shell.printing.size(PaperKind.CREDIT_NOTE))
    task = PaperTask(PaperKind.CREDIT_NOTE, f"credit-{number}", draw, keep)
    shell.printing.print(task, queries.credit_note, sheet.id, key, by=by, at=at)


def _given(facts: MoneyPaper, pdf: bytes) -> tuple[MoneyGiven]:
    """What is stored when a printer has taken it."""
    kind = PaperKind.RECEIPT if facts.payment is not None else PaperKind.CREDIT_NOTE
    row = facts.payment or facts.note
    assert row is not None
    return (MoneyGiven(kind, row.id, row.number, pdf),)
