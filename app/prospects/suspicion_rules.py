"""Decides which contacts look as if nobody had been called (M11). Values in, reasons out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.text import N_
from db.vocabulary import CallResult, ContactWay


class Suspicion(StrEnum):
    """Why a contact is worth a question."""

    BURST = "burst"
    NO_WORDS = "no_words"
    NO_NUMBER = "no_number"


SUSPICIONS = {
    Suspicion.BURST: N_("many within a few minutes"),
    Suspicion.NO_WORDS: N_("nothing said"),
    Suspicion.NO_NUMBER: N_("called without a number"),
}
FROM_AFAR = (ContactWay.PHONE, ContactWay.WECHAT, ContactWay.SMS)


@dataclass(frozen=True, slots=True)
class NotedContact:
    """A contact as it was noted; `has_number`: the customer can be called at all."""

    id: int
    staff_id: int
    noted_at: datetime
    way: ContactWay | None
    result: CallResult | None
    content: str
    has_number: bool


@dataclass(frozen=True, slots=True)
class SuspicionLimits:
    """From how many contacts within how many minutes on; fewest characters of what was said."""

    contacts: int
    minutes: int
    characters: int


def suspicious(
    noted: Iterable[NotedContact], limits: SuspicionLimits
) -> dict[int, frozenset[Suspicion]]:
    """The reasons of each contact that has any, by its id."""
    by_staff: dict[int, list[NotedContact]] = {}
    for one in noted:
        by_staff.setdefault(one.staff_id, []).append(one)
    found: dict[int, frozenset[Suspicion]] = {}
    for contacts in by_staff.values():
        in_burst = _in_burst(sorted(contacts, key=lambda one: one.noted_at), limits)
        for one in contacts:
            if reasons := _reasons(one, limits, in_burst=one.id in in_burst):
                found[one.id] = reasons
    return found


def _reasons(one: NotedContact, limits: SuspicionLimits, *, in_burst: bool) -> frozenset[Suspicion]:
    talked = one.result is CallResult.REACHED
    asked = (
        (Suspicion.BURST, in_burst),
        (Suspicion.NO_WORDS, talked and len(one.content.strip()) < limits.characters),
        (Suspicion.NO_NUMBER, one.way in FROM_AFAR and not one.has_number),
    )
    return frozenset(reason for reason, holds in asked if holds)


def _in_burst(noted: Sequence[NotedContact], limits: SuspicionLimits) -> set[int]:
    """The contacts of one colleague, in order, that lie too close together."""
    if limits.contacts < 2:
        return set()
    found: set[int] = set()
    span, first = timedelta(minutes=limits.minutes), 0
    for last, one in enumerate(noted):
        while one.noted_at - noted[first].noted_at > span:
            first += 1
        if last - first + 1 >= limits.contacts:
            found.update(each.id for each in noted[first : last + 1])
    return found
