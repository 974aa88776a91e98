"""Orders the lines of an order as jobs: each with its lines under it and its alternatives behind.

A free part or another item is a job of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.local_time import local_day
from app.orders.rules import SettlementBlock
from app.service.queries.advice import AdviceLine
from app.service.values import LineRef
from app.text import _, ngettext

MONTHS_FROM = 60
"""Days from which on an age is told in months."""


@dataclass(frozen=True, slots=True)
class JobLine:
    """One row of the list: `total` of a job holds all lines under it."""

    line: AdviceLine
    total: Decimal
    is_under: bool = False
    instead_of: str = ""
    """The name of the job that it is offered instead of."""

    @property
    def ref(self) -> LineRef:
        """How commands name the line."""
        return self.line.ref


def job_lines(lines: Sequence[AdviceLine]) -> tuple[JobLine, ...]:
    """All lines, job by job in their order."""
    under, offers = defaultdict(list), defaultdict(list)
    for line in lines:
        if line.job_id is not None:
            under[line.job_id].append(line)
        elif line.alternative_id is not None:
            offers[line.alternative_id].append(line)
    first = [line for line in lines if line.job_id is None and line.alternative_id is None]
    return tuple(row for head in first for row in _with_offers(head, under=under, offers=offers))


def heads(lines: Sequence[AdviceLine]) -> tuple[JobLine, ...]:
    """The jobs alone, each with its total."""
    return tuple(row for row in job_lines(lines) if not row.is_under)


def _with_offers(
    head: AdviceLine,
    *,
    under: dict[int, list[AdviceLine]],
    offers: dict[int, list[AdviceLine]],
) -> Iterator[JobLine]:
    is_job = head.block is SettlementBlock.LABOUR
    yield from _job(head, under[head.id] if is_job else ())
    for offer in offers[head.id] if is_job else ():
        yield from _job(offer, under[offer.id], instead_of=head.name)


def _job(
    head: AdviceLine, under: Iterable[AdviceLine], *, instead_of: str = ""
) -> Iterator[JobLine]:
    lines = tuple(under)
    total = sum((line.amount for line in lines), head.amount)
    yield JobLine(head, total, instead_of=instead_of)
    for line in lines:
        yield JobLine(line, line.amount, is_under=True)


def age(since: datetime, now: datetime) -> str:
    """`recommended 8 months ago`, in days below two months."""
    first, today = local_day(since), local_day(now)
    days = max(0, (today - first).days)
    if days < MONTHS_FROM:
        return (
            ngettext("recommended {n} day ago", "recommended {n} days ago", days).format(n=days)
            if days
            else _("recommended today")
        )
    months = (today.year - first.year) * 12 + today.month - first.month
    months -= today.day < first.day
    told = ngettext("recommended {n} month ago", "recommended {n} months ago", months)
    return told.format(n=months)
