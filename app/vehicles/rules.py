"""Decides on changes of plate and owner, lapsed cars and incomplete files."""

from collections.abc import Hashable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from app.errors import Refused
from app.formatting import show_date
from app.people import rules as people
from app.text import N_
from db.vocabulary import LineState, Stage

What = TypeVar("What", bound=Hashable)
LAPSED_AFTER = timedelta(days=365)
"""A car is due at the latest once a year: one that did not come for longer goes somewhere else."""

COMES_BACK = frozenset({LineState.DECLINED, LineState.DEFERRED, LineState.NOT_SHOWN})
"""Answers to a line after which it is offered again at the next visit."""

COMPLETE_WITHIN = timedelta(days=2)
"""The work plans' limit for a complete customer file after a delivery."""
OF_ALL = (("name", N_("Name")), ("phone", N_("Phone")))
OF_BUYERS = (("address", N_("Address")), ("id_number", N_("Identity number")))
OF_CARS = (("vin", N_("VIN")), ("model", N_("Model")))


def check_change_day(on: date, *, since: date | None, today: date) -> None:
    """Refuses a change of plate or owner before the last one (`since`) or after today."""
    if on > today:
        message = N_("That day is still to come. Enter the change when it has happened.")
        raise Refused("turn.future", message, field="on")
    if since is not None and on < since:
        message = N_("What stands now began on {day}. Enter that day or a later one.")
        raise Refused("turn.before", message, field="on", day=show_date(since))


def is_lapsed(last_visit: date | None, today: date) -> bool:
    """True when a car that used to come has not come for a year."""
    return last_visit is not None and today - last_visit > LAPSED_AFTER


def missing(
    known: Mapping[str, Any], *, car: Mapping[str, Any] | None = None, bought: bool = False
) -> tuple[str, ...]:
    """What a file lacks, as source texts.

    `Mr Zhang` is no name yet; a buyer signs with address and identity number.
    """
    name = known.get("name") or ""
    facts = {**known, "name": name if name and not people.is_address(name) else ""}
    wanted = (*OF_ALL, *(OF_BUYERS if bought else ()))
    lacks = [text for field, text in wanted if not facts.get(field)]
    return (*lacks, *(text for field, text in OF_CARS if car is not None and not car.get(field)))


def comes_back(state: LineState, stage: Stage) -> bool | None:
    """True for work to be offered again at the next visit, None where it says nothing of that.

    What was never answered when the car left was never shown; an alternative goes with its job.
    """
    if state in (LineState.ALTERNATIVE, LineState.NOT_CHOSEN):
        return None
    unanswered = state is LineState.PROPOSED and stage is Stage.DELIVERED
    return unanswered or state in COMES_BACK


def still_open(lines: Iterable[tuple[What, int, bool]]) -> dict[What, int]:
    """Work that was declined and not taken up since, with the order that offered it last.

    `lines` are (what, order, declined) of all orders of a car; orders count in their order.
    """
    declined: dict[What, int] = {}
    taken: dict[What, int] = {}
    for what, order_id, is_declined in lines:
        kept = declined if is_declined else taken
        kept[what] = max(order_id, kept.get(what, 0))
    return {what: key for what, key in declined.items() if taken.get(what, 0) <= key}
