"""Decides whether a car may leave: every problem in one list, what stops it first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.errors import Refused
from app.formatting import show_date, two_decimals
from app.orders.settings import ClosingSettings
from app.service.rules import Check, CloseChecklist, checks
from app.settings import Settings
from app.text import N_
from db.vocabulary import Stage


@dataclass(frozen=True, slots=True)
class LeavingChecklist:
    """What the hand-over looks at beside the bill's checks.

    `certificate` is what one says that stands: its day, and its reading in kilometres.
    """

    settled: bool
    due: Decimal
    certificate: tuple[date, int] | None = None
    today: date | None = None
    """None for a car that is only looked at: then the day of the certificate proves nothing."""
    told: bool = False
    unwashed: bool = False
    """Ready without having been in the wash that the customer wanted."""
    lacks_record: bool = False
    """A warranty repair whose record was not given out (article 17)."""
    unsigned_record: bool = False
    """It was given out, and nobody noted that customer and repairer signed it."""
    recall: str = ""
    """An open recall of the car with which nobody let it go."""


def all_checks(
    closing: CloseChecklist, leaving: LeavingChecklist, *, settings: Settings
) -> tuple[Check, ...]:
    """Everything that was found before bill and hand-over, what stops first."""
    found = [*checks(closing, settings), *_leaving(closing, leaving, settings)]
    return tuple(sorted(found, key=lambda check: (not check.stops, check.leaving)))


def check_leaving(problems: Iterable[Check]) -> None:
    """Refused with the first problem that keeps the car here, its stage and bill first."""
    for check in sorted(problems, key=lambda check: not check.leaving):
        if check.stops:
            desk = "hand_over" if check.leaving else "close"
            raise Refused(f"{desk}.{check.code}", check.message, **check.facts)


def _leaving(
    closing: CloseChecklist, leaving: LeavingChecklist, settings: Settings
) -> Iterator[Check]:
    if closing.stage is not Stage.READY:
        message = N_("The car is not ready yet. Move the order to “Ready” first.")
        yield _stop("not_ready", message, "progress")
    if not leaving.settled:
        yield _stop("not_settled", N_("Settle the order first (F8)."), "bill")
    yield from _money(leaving, settings)
    if closing.loan_out:
        message = N_("Loan car {plate} is still out with this order. Take it back first.")
        yield _stop("loan", message, "loan", plate=closing.loan_out)
    if leaving.recall:
        message = N_(
            "Recall {text} is open. Note it as done, or let the manager say why the car leaves."
        )
        yield _stop("recall", message, "warranty", text=leaving.recall)
    if leaving.lacks_record:
        message = N_("The warranty repair record was not printed: the customer gets a copy.")
        yield Check("record", message, False, "warranty", leaving=True)
    if leaving.unsigned_record:
        message = N_("The warranty repair record is not signed by the customer and the repairer.")
        yield Check("record_unsigned", message, False, "warranty", leaving=True)
    yield from _certificate(closing, leaving)
    yield from _forgotten(closing, leaving)


def _money(leaving: LeavingChecklist, settings: Settings) -> Iterator[Check]:
    """What the customer still has to pay, or gets back."""
    rest = {"rest": two_decimals(abs(leaving.due))}
    if leaving.settled and leaving.due > 0:
        asked = settings.of(ClosingSettings).close_needs_payment
        message = N_("¥{rest} is not paid. Take the payment, or let the manager put it on account.")
        yield Check("unpaid", message, asked, "bill", rest, leaving=True)
    if leaving.settled and leaving.due < 0:
        message = N_("¥{rest} more was paid than billed: it goes back to the customer.")
        yield Check("overpaid", message, False, "bill", rest, leaving=True)


def _forgotten(closing: CloseChecklist, leaving: LeavingChecklist) -> Iterator[Check]:
    """What the customer wanted or should know, and which nobody has done: it stops nobody."""
    if leaving.unwashed:
        message = N_("The customer wants the car washed, and it was not in the wash.")
        yield Check("unwashed", message, False, "progress", leaving=True)
    if closing.stage is Stage.READY and not leaving.told:
        message = N_("Nobody has told the customer that the car is ready.")
        yield Check("not_told", message, False, "notice/way", leaving=True)


def _certificate(closing: CloseChecklist, leaving: LeavingChecklist) -> Iterator[Check]:
    """The law lets a big repair leave only with a certificate of this very day."""
    if not closing.inspected:
        return
    if leaving.certificate is None:
        message = N_("The completion certificate is missing: the inspector issues it.")
        yield _stop("no_certificate", message, "quality/odometer")
    elif leaving.today is not None and leaving.certificate[0] != leaving.today:
        message = N_("The certificate lets the car leave on {day}. Issue it anew for today.")
        day = show_date(leaving.certificate[0])
        yield _stop("old_certificate", message, "quality/odometer", day=day)


def check_reading(reading: int | None, certificate: tuple[date, int] | None) -> None:
    """Refused where the odometer at hand-over is not the one on the certificate."""
    if certificate is not None and reading is not None and reading != certificate[1]:
        message, km = N_("The certificate says {km} km. Issue it anew."), f"{certificate[1]:,}"
        raise Refused("hand_over.certificate_km", message, field="odometer_out", km=km)


def _stop(code: str, message: str, where: str, **facts: Any) -> Check:
    return Check(code, message, True, where, facts, leaving=True)
