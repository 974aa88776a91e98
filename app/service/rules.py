"""Decides what the service desk may promise, charge and hand over."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from app.errors import Refused
from app.formatting import two_decimals
from app.local_time import at_local, local, local_day
from app.orders.rules import CENT, FINISHED
from app.orders.settings import ClosingSettings
from app.service.settings import PriceSettings
from app.service.values import HandOver, LabourValue, OtherValue, PartLineValue
from app.settings import Settings
from app.text import N_, _
from db.vocabulary import Stage

MISSING = N_("Please fill this in.")
NEGATIVE = N_("This cannot be less than zero.")
PLACES = N_("Two decimal places are enough.")
MOST_TOTAL = Decimal("999999999999.99")
"""The largest sum that papers write in capitals; columns bound single amounts."""
MOST_NAMED = 80
"""Characters that name what a contract states otherwise."""
QUARTER = timedelta(minutes=15)
MOST_AT_ONCE, MOST_A_DAY = 10_000, 400
"""Kilometres that need no second look: at once, and more for each day since the last reading."""
MOST_INSIDE = 2_000
"""Kilometres that a car may be driven between arrival and hand-over."""
ASKED_ABOUT = frozenset({"order.odometer_lower", "order.odometer_far"})
"""Refusals that are gone when the same reading is sent once more."""

OPENED_MEANWHILE = "order.opened_meanwhile"
"""A colleague opened an order for the same car: gone when it is sent once more."""


def default_promise(
    at: datetime,
    minutes: int,
    *,
    opens: time,
    closes: time,
    closed: Container[date] = frozenset(),
) -> datetime:
    """The store's usual time from `at` within its hours, up to the next quarter of an hour.

    What is left at closing is done from opening on, on the next day that is not `closed`.
    """
    is_open = partial(is_store_open, opens=opens, closes=closes, closed=closed)
    start = at if is_open(at) else _next_opening(at, opens, closed)
    late = start + timedelta(minutes=minutes)
    while not is_open(late):
        late = _next_opening(late, opens, closed) + _after_closing(late, closes)
    past = timedelta(minutes=late.minute % 15, seconds=late.second, microseconds=late.microsecond)
    return late if not past else late - past + QUARTER


def is_store_open(
    at: datetime, *, opens: time, closes: time, closed: Container[date] = frozenset()
) -> bool:
    """True at a moment at which somebody is there, closing time included."""
    return local_day(at) not in closed and opens <= local(at).time() <= closes


def _after_closing(at: datetime, closes: time) -> timedelta:
    """How much of the work is left since the last closing, in whole seconds."""
    closed = at_local(local_day(at), closes)
    left = at - (closed if closed < at else closed - timedelta(days=1))
    return timedelta(seconds=left // timedelta(seconds=1))


def _next_opening(at: datetime, opens: time, closed: Container[date]) -> datetime:
    today = at_local(local_day(at), opens)
    day = local_day(at) if today > at else local_day(at) + timedelta(days=1)
    while day in closed:
        day += timedelta(days=1)
    return at_local(day, opens)


def check_odometer(reading: int | None, *, last: int | None, days: int, accepted: bool) -> str:
    """How an `accepted` reading differs from the last one ("below", "far above"), else "".

    Refused where nobody looked twice. `days`: how old the last reading is.
    """
    doubt, code, message = _doubt(reading, last, days)
    if doubt and not accepted:
        told = {"last": f"{last:,}", "reading": f"{reading:,}"}
        raise Refused(code, message, field="odometer", **told)
    return doubt


def _doubt(reading: int | None, last: int | None, days: int) -> tuple[str, str, str]:
    """How a reading differs, with the code and the words of the question; blanks for none."""
    if reading is None or last is None:
        return "", "", ""
    if reading < last:
        message = N_(
            "Last time it was {last} km. Look again; press Ctrl+Enter once more to keep"
            " {reading} km."
        )
        return "below", "order.odometer_lower", message
    if reading > last + MOST_AT_ONCE + MOST_A_DAY * days:
        message = N_(
            "Last time it was {last} km, much less. Look again; press Ctrl+Enter once more to keep"
            " {reading} km."
        )
        return "far above", "order.odometer_far", message
    return "", "", ""


def check_labour(line: LabourValue) -> None:
    """Refused without a name, or with hours or a rate under zero."""
    _check_name(line.name)
    _check_amounts(("hours", line.hours), ("rate", line.rate))
    if line.fee is not None and line.fee < 0:
        raise Refused("line.negative", NEGATIVE, field="fee")
    if line.fixed_price is not None:
        _check_amounts(("fixed_price", line.fixed_price))


def check_part(line: PartLineValue) -> None:
    """Refused without a name, a quantity or a price."""
    _check_name(line.name)
    _check_amounts(("quantity", line.quantity), ("price", line.price))
    if not line.quantity:
        raise Refused("line.no_quantity", N_("How many? More than zero."), field="quantity")


def check_other(line: OtherValue) -> None:
    """Refused without a name or an amount."""
    _check_name(line.name)
    _check_amounts(("amount", line.amount))


def check_total(total: Decimal) -> None:
    """Refused for a sum that the store and the papers cannot keep."""
    if total > MOST_TOTAL:
        message, most = (
            N_("Together this is more than ¥{most}. Look at the amounts again."),
            MOST_TOTAL,
        )
        raise Refused("bill.too_much", message, field="amount", most=f"{most:,}")


def check_hand_over(value: HandOver, *, odometer_in: int | None, needs_odometer: bool) -> None:
    """Refused where the odometer is missing or too low, or old parts are not noted."""
    reading = value.odometer_out
    if reading is None and needs_odometer:
        message = N_("Enter the odometer at hand-over.")
        raise Refused("hand_over.odometer", message, field="odometer_out")
    if reading is not None and odometer_in is not None and reading < odometer_in:
        message, km = N_("The car came in with {km} km."), f"{odometer_in:,}"
        raise Refused("hand_over.odometer_back", message, field="odometer_out", km=km)
    if reading is not None and odometer_in is not None and reading > odometer_in + MOST_INSIDE:
        message = N_("{more} km in the workshop? Read again, or correct the reading at arrival.")
        more = f"{reading - odometer_in:,}"
        raise Refused("hand_over.odometer_far", message, field="odometer_out", more=more)
    if value.old_parts is None:
        message = N_("Where did the old parts go? Choose one.")
        raise Refused("hand_over.old_parts", message, field="old_parts")


def check_certificate(odometer: int | None, *, odometer_in: int | None) -> int:
    """The reading at hand-over; Refused without one or below the one at arrival."""
    if odometer is None:
        raise Refused("certificate.odometer", MISSING, field="odometer")
    if odometer_in is not None and not 0 <= odometer - odometer_in <= MOST_INSIDE:
        message, km = N_("The car came in with {km} km. Read again."), f"{odometer_in:,}"
        raise Refused("certificate.odometer_far", message, field="odometer", km=km)
    return odometer


def is_beyond(agreed: Decimal | None, total: Decimal, *, percent: int) -> bool:
    """True where a bill differs from all that was agreed by more than `percent`, unrounded."""
    return bool(agreed) and abs(total - (agreed or 0)) * 100 > (agreed or 0) * percent


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at before settling or handing over.

    `stops` is red, else a note.

    `where` names the section to open, and behind a stroke the field in it.
    """

    code: str
    message: str
    stops: bool
    where: str
    facts: dict[str, Any] = field(default_factory=dict)
    leaving: bool = False
    """True for what stops the hand-over and not the bill."""

    def text(self) -> str:
        """What the user reads, in the present language."""
        return _(self.message).format(**self.facts)


@dataclass(frozen=True, slots=True)
class CloseChecklist:
    """What the checks look at."""

    stage: Stage
    odometer: bool
    lines: int
    proposed: int
    checked: bool
    inspected: bool = False
    """True where the law wants a final inspection."""
    uncorrected: int = 0
    missing_parts: int = 0
    uninspected: int = 0
    """Inspections that were begun and not finished."""
    unfinished: int = 0
    """Agreed jobs that nobody marked as done, of an order whose other jobs are clocked or done."""
    walked_round: bool = True
    """True once fuel level and belongings are noted."""
    agreed: Decimal | None = None
    """All that the customer agreed to: first agreement and supplements; None without any."""
    total: Decimal = Decimal(0)
    void: str = ""
    """What the order says otherwise than the contract that was printed."""
    loan_out: str = ""
    """Plate of the loan car that is still out."""
    free_until: str = ""
    """End of the guarantee that makes the rework free; "" where the customer pays."""
    rework: Decimal = Decimal(0)
    """What the customer is to pay for lines that do earlier work again."""


def checks(closing: CloseChecklist, settings: Settings) -> tuple[Check, ...]:
    """All checks that found something, what stops first; the store's settings decide what does."""
    limit = settings.of(PriceSettings).estimate_deviation
    asked = settings.of(ClosingSettings)
    found = [*_missing(closing, asked), *_unusual(closing, limit, asked=asked)]
    return tuple(sorted(found, key=lambda check: not check.stops))


def _missing(closing: CloseChecklist, asked: ClosingSettings) -> Iterator[Check]:
    """Checks that stop the bill where the store's settings say so."""
    if not closing.odometer:
        message = N_("The odometer at arrival is missing.")
        yield Check("odometer", message, asked.close_needs_odometer, "intake/odometer")
    if closing.proposed:
        message = N_("Lines that wait for the customer's answer: {count}.")
        count = {"count": closing.proposed}
        yield Check("approval", message, asked.close_needs_approval, "approval", count)
    if not closing.checked:
        message = N_("The quality check is not passed yet.")
        stops = asked.close_needs_quality_check or closing.inspected
        yield Check("quality", message, stops, "quality")
    yield from _unfinished(closing, asked)


def _unfinished(closing: CloseChecklist, asked: ClosingSettings) -> Iterator[Check]:
    """What was begun at intake or in the workshop and lacks its end."""
    if closing.uncorrected:
        message = N_("Customer concerns without an action taken: {count}.")
        facts = {"count": closing.uncorrected}
        yield Check("concerns", message, asked.close_needs_correction, "concerns", facts)
    if closing.unfinished and closing.stage in FINISHED:
        message = N_("Jobs that nobody has marked as finished: {count}.")
        yield _note("unfinished", message, "lines", count=closing.unfinished)
    if closing.missing_parts:
        message, facts = (
            N_("Parts that have not arrived: {count}."),
            {"count": closing.missing_parts},
        )
        yield Check("parts", message, asked.close_needs_parts, "lines", facts)
    if closing.uninspected:
        message = N_("Inspections that are not finished: {count}.")
        facts = {"count": closing.uninspected}
        yield Check("inspection", message, asked.close_needs_inspection, "inspection", facts)
    if not closing.walked_round and asked.close_needs_intake:
        message = N_("Fuel level and belongings were not noted at arrival.")
        yield Check("intake", message, True, "intake/fuel")


def _unusual(closing: CloseChecklist, limit: int, *, asked: ClosingSettings) -> Iterator[Check]:
    """Checks that are shown; a bill beyond what was agreed stops, by setting a void contract."""
    if not closing.lines:
        yield _note("no_lines", N_("There are no lines: the bill will be zero."), "lines")
    if closing.void:
        message = N_("The contract does not hold any more: {changed}. Print it again to be signed.")
        told = closing.void if len(closing.void) <= MOST_NAMED else closing.void[:MOST_NAMED] + "…"
        yield Check("contract", message, asked.close_needs_signature, "approval", {"changed": told})
    if closing.free_until and closing.rework > 0:
        message = N_("A rework inside the guarantee (until {until}) is free: ¥{total} is charged.")
        facts = {"until": closing.free_until, "total": two_decimals(closing.rework)}
        yield Check("rework", message, True, "lines", facts)
    yield from _beyond(closing, limit)


def _beyond(closing: CloseChecklist, limit: int) -> Iterator[Check]:
    """More than was agreed stops the bill until the customer was asked; less is only noted."""
    if not is_beyond(closing.agreed, closing.total, percent=limit):
        return
    message = N_("The bill of ¥{total} is more than {limit} % away from the agreed ¥{agreed}.")
    agreed = closing.agreed or Decimal(0)
    facts = {"total": two_decimals(closing.total), "agreed": two_decimals(agreed), "limit": limit}
    yield Check("deviation", message, closing.total > agreed, "approval", facts)


def _note(code: str, message: str, where: str, **facts: Any) -> Check:
    return Check(code, message, False, where, facts)


def check_closing(closing: CloseChecklist, settings: Settings) -> None:
    """Refused with the first check that stops the bill."""
    for check in checks(closing, settings):
        if check.stops:
            raise Refused(f"close.{check.code}", check.message, **check.facts)


def _check_name(name: str | None) -> None:
    if not (name or "").strip():
        raise Refused("line.no_name", MISSING, field="name")


def _check_amounts(*amounts: tuple[str, Decimal | None]) -> None:
    for name, value in amounts:
        if value is None:
            raise Refused("line.incomplete", MISSING, field=name)
        if value < 0:
            raise Refused("line.negative", NEGATIVE, field=name)
        if value != value.quantize(CENT):
            raise Refused("line.places", PLACES, field=name)
