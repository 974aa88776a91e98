"""Draws the numbered change of an order 订单变更单, and the receipt of money for a car."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from app.formatting import joined, money, show_date, show_moment, two_decimals
from app.labels import label
from app.paper.closing import Signature
from app.paper.grid import Fact, GridLook, Strong
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.table import PaperColumn, Rows
from app.sales import order_rules
from app.sales.contract_paper import as_given, begin, car_rows, deposit_clause
from app.sales.facts import SumRow, VersionFacts, payment_rows, sum_rows
from app.sales.loan_rules import NOTHING
from app.sales.order_facts import SaleOrderPaper, SaleOrderRow
from app.sales.order_parts import (
    ChangeFacts,
)
from app.text import N_, _
from db.vocabulary import PaperKind

CHANGES = (
    PaperColumn(N_("No."), 11, CENTRE),
    PaperColumn(N_("Item"), 60),
    PaperColumn(N_("Before (¥)"), 36, RIGHT),
    PaperColumn(N_("Now (¥)"), 36, RIGHT),
    PaperColumn(N_("Difference (¥)"), 36, RIGHT),
)
TERMS = (
    PaperColumn(N_("Item"), 34),
    PaperColumn(N_("Before"), 72),
    PaperColumn(N_("After the change"), 72),
)


def order_change(facts: SaleOrderPaper) -> bytes:
    """The paper that was given out, marked as a copy, or the first one."""
    return as_given(facts, _change)


def receipt(facts: SaleOrderPaper) -> bytes:
    """The receipt that was given out, marked as a copy, or the first one."""
    return as_given(facts, _receipt)


def _change(facts: SaleOrderPaper) -> Paper:
    row, change = facts.row, facts.change
    assert change is not None
    before, now = row.version_of(change.old_version_id), row.version_of(change.new_version_id)
    subtitle = _("No. {number} of order {order}").format(number=change.number, order=row.number)
    paper = begin(facts, PaperKind.ORDER_CHANGE, subtitle=subtitle)
    paper.grid(
        [
            [
                (_("Customer"), Strong(row.customer)),
                (_("Telephone"), row.phone),
                (_("Changed at"), show_moment(change.made_at)),
            ],
            [(_("Why it is changed"), change.reason)],
        ]
    )
    if terms := [*_terms(before, now), *_agreed(change, row)]:
        paper.table(TERMS, Rows(terms), name=_("Car and terms"))
    changed = _changed(sum_rows(before), sum_rows(now))
    more = now.on_the_road - before.on_the_road
    sums = (two_decimals(before.on_the_road), two_decimals(now.on_the_road), signed(more))
    total = ["", _("On-the-road price"), *sums]
    paper.table(CHANGES, Rows(changed, [total]), name=_("Amounts"))
    paper.total(_("On-the-road price now (RMB in capitals):"), now.on_the_road)
    if paid := _changed(payment_rows(before), payment_rows(now)):
        paper.table(CHANGES, Rows(paid), name=_("How paid"))
    paper.grid(_left(row))
    paper.clauses(
        [
            _("Everything else of the contract stays as it was signed; this paper is part of it."),
            deposit_clause(row),
        ]
    )
    return paper.signatures(
        [
            Signature(_("Buyer (signature)"), row.customer),
            Signature(_("Consultant"), row.consultant),
            Signature(_("Sales manager (seal)"), row.approver, seal=True),
        ]
    )


def _left(row: SaleOrderRow) -> list[list[Fact]]:
    return [
        [
            (_("Paid so far"), money(row.paid)),
            (_("Due before the hand-over"), Strong(money(row.due))),
            (label(row.deposit_kind), money(row.deposit)),
        ]
    ]


def _terms(before: VersionFacts, now: VersionFacts) -> Iterator[list[str]]:
    """What of car and gifts is another one now."""
    for title, was, is_now in (
        (_("Model and version"), before.named, now.named),
        (_("Colour"), before.colour, now.colour),
        (_("Interior colour"), before.interior, now.interior),
        (_("Gifts with their value"), _gifts(before), _gifts(now)),
    ):
        if was != is_now:
            yield [title, was or "—", is_now or "—"]


def _agreed(change: ChangeFacts, row: SaleOrderRow) -> Iterator[list[str]]:
    """Day of the hand-over and deposit, where they are others now."""
    before, now = change.old_promised_on, change.new_promised_on
    if before is not None and now is not None and before != now:
        yield [_("Hand-over by"), show_date(before), show_date(now)]
    was, is_now = change.old_deposit, change.new_deposit
    if was is not None and is_now is not None and was != is_now:
        yield [label(row.deposit_kind), money(was), money(is_now)]


def _changed(before: Iterable[SumRow], now: Iterable[SumRow]) -> list[list[str]]:
    """Each amount that is another one now; they add up to what the total changes by."""
    earlier, later = _charged(before), _charged(now)
    changed = (
        (text, earlier.get(text, NOTHING), later.get(text, NOTHING))
        for text in dict.fromkeys((*earlier, *later))
    )
    told = [one for one in changed if one[1] != one[2]]
    return [
        [str(place), text, two_decimals(was), two_decimals(is_now), signed(is_now - was)]
        for place, (text, was, is_now) in enumerate(told, 1)
    ]


def _charged(rows: Iterable[SumRow]) -> dict[str, Decimal]:
    """Amounts by what stands beside them, without sums of others and gifts."""
    sums: dict[str, Decimal] = {}
    for row in rows:
        if not row.is_sum and not row.is_free:
            sums[row.text] = sums.get(row.text, NOTHING) + row.amount
    return sums


def _gifts(version: VersionFacts) -> str:
    free = (one for one in sum_rows(version) if one.is_free)
    return _(", ").join(joined(one.text, money(one.amount)) for one in free)


def signed(amount: Decimal) -> str:
    """A difference with its sign."""
    return f"+{two_decimals(amount)}" if amount > 0 else two_decimals(amount)


def _receipt(facts: SaleOrderPaper) -> Paper:
    row, payment = facts.row, facts.payment
    assert payment is not None
    is_back = payment.amount < 0
    paper = begin(facts, PaperKind.SALE_RECEIPT, subtitle=_("Refund") if is_back else "")
    paper.grid(
        [
            [
                (_("Car order"), row.number),
                (_("Customer"), Strong(row.customer)),
                (_("Time"), show_moment(payment.at)),
            ],
            [(_("Payment method"), label(payment.method)), (_("Taken by"), payment.staff)],
            [(_("For"), "" if is_back else purpose(row, payment.id))],
            [(_("Note"), payment.note), (_("Approved by"), payment.approved)],
        ]
    )
    paper.grid(car_rows(row), GridLook(name=_("Car")))
    said = _("Refunded (RMB in capitals):") if is_back else _("Received (RMB in capitals):")
    paper.total(said, abs(payment.amount))
    paid = sum((one.amount for one in row.payments if one.id <= payment.id), Decimal("0.00"))
    due = order_rules.still_due(row.agreed.amounts, paid)
    paper.grid(
        [
            [
                (_("Paid so far"), money(paid)),
                (_("Due before the hand-over"), Strong(money(due))),
            ]
        ]
    )
    if not is_back:
        paper.clauses([deposit_clause(row)])
    boxes = [Signature(_("Payer (signature)")), Signature(_("Cashier (seal)"), seal=True)]
    return paper.signatures(boxes)


def purpose(row: SaleOrderRow, payment_id: int) -> str:
    """What a payment is for: the deposit by its kind, the price, or both with their amounts."""
    before = sum((one.amount for one in row.payments if one.id < payment_id), Decimal("0.00"))
    amount, at = next((one.amount, one.at) for one in row.payments if one.id == payment_id)
    if row.delivered_at is not None and at > row.delivered_at:
        return _("Settled after the hand-over")
    deposit = min(amount, max(row.deposit - before, Decimal("0.00")))
    price = amount - deposit
    parts = ((label(row.deposit_kind), deposit), (_("Price of the car"), price))
    return joined(*(f"{name} {money(part)}" for name, part in parts if part))
