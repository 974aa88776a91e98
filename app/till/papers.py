"""Draws the takings of a day and the receivables by age."""

from decimal import Decimal

from app.formatting import clock, joined, money, short_moment, show_date, two_decimals
from app.identity import plate as plates
from app.labels import label
from app.orders.money_rules import AgeGroup
from app.orders.papers import add_bills
from app.paper.grid import Fact, GridLook, Strong
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.table import PaperColumn, Rows
from app.text import N_, _, ngettext, speaking
from app.till.facts import ClosedTill, Debtor, OwedBill, ReceivableFacts, TakingsFacts, TillFacts
from app.till.words import AGES
from db.vocabulary import PaperKind

RECEIPTS = (
    PaperColumn(N_("No."), 10, CENTRE),
    PaperColumn(N_("Receipt"), 27),
    PaperColumn(N_("Time"), 14, CENTRE),
    PaperColumn(N_("Order number"), 27),
    PaperColumn(N_("Plate"), 22),
    PaperColumn(N_("Payer"), 22),
    PaperColumn(N_("Payment method"), 20),
    PaperColumn(N_("Taken by"), 18),
    PaperColumn(N_("Amount (¥)"), 26, RIGHT),
)
OWED = (
    PaperColumn(N_("Debtor, bill"), 52),
    PaperColumn(N_("Car"), 26),
    PaperColumn(N_("Billed on"), 27),
    PaperColumn(N_("Payable until"), 35),
    *(PaperColumn(title, 25, RIGHT) for title in AGES.values()),
    PaperColumn(N_("Owed (¥)"), 28, RIGHT),
)
SUMS = GridLook(columns=(1,) * 4)


def takings_sheet(facts: TakingsFacts) -> bytes:
    """The receipts of a day by number, the sums by way of payment, and the counted cash."""
    with speaking(facts.language):
        return _takings(facts).build()


def receivables_sheet(facts: ReceivableFacts) -> bytes:
    """Each debtor with the bills that are not paid, by age."""
    with speaking(facts.language):
        return _receivables(facts).build()


def _takings(facts: TakingsFacts) -> Paper:
    till, title = facts.till, label(PaperKind.TAKINGS_SHEET)
    count = ngettext("{n} receipt", "{n} receipts", len(till.receipts)).format(n=len(till.receipts))
    about, number = joined(count, money(till.total)), f"T{till.day:%y%m%d}-{till.till}"
    paper = Paper(title, number, facts.store, facts.language, facts.printed, subject=about)
    paper.day(till.day)
    if till.closed is None:
        paper.note(_("Not closed yet: the cash was not counted."), strong=True)
    methods = [(label(method), money(amount)) for method, amount in till.by_method.items()]
    paper.grid([*_rows_of(methods), [(_("Total received"), Strong(money(till.total)))]], SUMS)
    paper.grid(_counted(till), SUMS)
    rows = [
        [
            str(place),
            row.number,
            clock(row.at),
            row.order,
            plates.shown(row.plate or ""),
            row.paid_by,
            label(row.method),
            row.staff,
            two_decimals(row.amount),
        ]
        for place, row in enumerate(till.receipts, 1)
    ]
    none = [_("None") if place == 1 else "" for place in range(len(RECEIPTS))]
    totals = ["", _("Total"), *[""] * 6, two_decimals(till.total)]
    paper.table(RECEIPTS, Rows(rows or [none], [totals], dense=True))
    add_bills(paper, till.bills)
    for earlier in till.earlier:
        paper.note(_again(earlier))
    return paper.signatures([_("Cashier"), _("Manager")], internal=True)


def _rows_of(facts: list[Fact]) -> list[list[Fact]]:
    """Four to a line."""
    return [facts[place : place + 4] for place in range(0, len(facts), 4)]


def _counted(till: TillFacts) -> list[list[Fact]]:
    """The cash: at the start, taken, expected, counted, the difference and what stays."""
    count = till.closed
    expected: list[Fact] = [
        (_("Opening float"), money(till.opening)),
        (_("Cash taken"), money(till.cash)),
        (_("Cash expected"), Strong(money(till.expected))),
    ]
    others: list[Fact] = [
        (_("Put on account, not in the total"), money(till.promised) if till.promised else ""),
    ]
    if count is None:
        return [expected, others]
    counted: list[Fact] = [
        (_("Cash counted"), Strong(money(count.counted))),
        (_("Difference"), money(count.difference)),
        (_("Float left in the till"), money(count.left_in)),
        (_("Closed by"), f"{count.staff} {short_moment(count.closed_at)}"),
    ]
    return [expected, counted, [(_("Reason for the difference"), count.reason or "")], others]


def _again(count: ClosedTill) -> str:
    told = _("Counted before at {when} by {name}: ¥{counted}; opened again by {opener}.")
    return told.format(
        when=short_moment(count.closed_at),
        name=count.staff,
        counted=two_decimals(count.counted),
        opener=count.reopened,
    )


def _receivables(facts: ReceivableFacts) -> Paper:
    owed, title = facts.owed, label(PaperKind.RECEIVABLES)
    about, number = money(owed.total), f"Y{owed.day:%y%m%d}"
    paper = Paper(
        title, number, facts.store, facts.language, facts.printed, landscape=True, subject=about
    )
    paper.day(owed.day)
    paper.note(_("Age: days since billing. Internal work is not counted."))
    rows = [row for debtor in owed.debtors for row in _debtor_rows(debtor)]
    none = [_("None") if place == 0 else "" for place in range(len(OWED))]
    ages = [_amount(owed.of(group)) for group in AgeGroup]
    totals = [_("Total"), "", "", "", *ages, two_decimals(owed.total)]
    paper.table(OWED, Rows(rows or [none], [totals], dense=True))
    return paper.signatures([_("Cashier"), _("Manager")], internal=True)


def _debtor_rows(debtor: Debtor) -> list[list[str]]:
    """The debtor with its sums, then each bill."""
    ages = [_amount(debtor.of(group)) for group in AgeGroup]
    name = joined(debtor.name, label(debtor.payer))
    head = [name, "", "", "", *ages, two_decimals(debtor.total)]
    return [head, *(_bill_row(bill) for bill in debtor.bills)]


def _bill_row(bill: OwedBill) -> list[str]:
    ages = [two_decimals(bill.owed) if bill.group is group else "" for group in AgeGroup]
    due = show_date(bill.due_on)
    return [
        f"　{bill.number}",
        plates.shown(bill.plate or ""),
        show_date(bill.made_on),
        _("{day} overdue").format(day=due) if bill.overdue else due,
        *ages,
        two_decimals(bill.owed),
    ]


def _amount(amount: Decimal) -> str:
    return two_decimals(amount) if amount else ""
