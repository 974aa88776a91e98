"""What the screen on the wall says of each demo car."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.fleet import rules
from app.formatting import clock, duration, joined, short_day
from app.identity import plate as plates
from app.local_time import local_day
from app.testdrives.facts import WallCar
from app.text import _
from app.tones import Tone
from ui.icons import Icon

NEVER = ("", "")


@dataclass(frozen=True, slots=True)
class WallRow:
    """One car in words. `tone` and `icon` say the same as `state`."""

    plate: str
    model: str
    state: str
    icon: str = Icon.CIRCLE_CHECK
    tone: str = Tone.GOOD
    who: str = ""
    kind: str = ""
    consultant: str = ""
    since: tuple[str, str] = NEVER
    due: tuple[str, str] = NEVER

    def spoken(self) -> str:
        """The row as a screen reader says it."""
        car = (self.plate, self.model, self.who, self.kind, self.consultant)
        return joined(*car, *self.since, *self.due, self.state)


def rows(cars: Iterable[WallCar], now: datetime) -> tuple[WallRow, ...]:
    """The cars in words; one is late after a full minute."""
    return tuple(_row(car, now) for car in cars)


def _row(car: WallCar, now: datetime) -> WallRow:
    here = WallRow(plates.shown(car.plate), car.model, _("At the store"))
    if car.out_at is not None and car.due_at is not None:
        return replace(here, **_outing(car, now, since=car.out_at, due=car.due_at))
    if car.next_at is None:
        return here
    if car.is_blocked and car.next_at <= now:
        blocked = {"state": _("Blocked"), "icon": Icon.LOCK, "tone": Tone.NEUTRAL}
        return replace(here, who=car.who, **blocked)
    coming = _("from {time}").format(time=clock(car.next_at))
    return replace(here, who=car.who, kind=coming, consultant=car.consultant)


def _outing(car: WallCar, now: datetime, *, since: datetime, due: datetime) -> dict[str, Any]:
    """With whom a car is out, since when, until when and how late."""
    late = rules.minutes_late(due, now)
    state, icon, tone = _("Out"), Icon.KEY if car.order else Icon.ROUTE, Tone.ACCENT
    if late:
        state = _("{span} late").format(span=duration(late))
        icon, tone = Icon.CIRCLE_ALERT, Tone.BAD
    kind = _("Loan car") if car.order else _("Test drive")
    return {
        "who": car.who,
        "kind": kind,
        "consultant": car.consultant,
        "since": _when(since, now),
        "due": _when(due, now),
        "state": state,
        "icon": icon,
        "tone": tone,
    }


def _when(at: datetime, now: datetime) -> tuple[str, str]:
    """The time, and its day where that is another one."""
    return clock(at), "" if local_day(at) == local_day(now) else short_day(at)
