"""Decides which light a figure gives, and what an inspection still lacks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from app.errors import Refused
from app.formatting import short_moment
from app.text import N_, _
from db.inspection_words import ItemKind, Light


class Asked(Protocol):
    """What these rules read of an item with its answer."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> ItemKind: ...
    @property
    def required(self) -> bool: ...
    @property
    def light(self) -> Light | None: ...
    @property
    def figure(self) -> Decimal | None: ...
    @property
    def words(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """Green up to `green`, red beyond `red`, amber between; both belong to the better side."""

    green: Decimal | None
    red: Decimal | None


def light_of(figure: Decimal | None, limits: Limits) -> Light | None:
    """The light of a figure; None without a figure or without both limits.

    With green 3.0 and red 1.6 less is worse: 3.0 is green, 1.6 amber, 1.5 red. With green 2 and
    red 3 more is worse: 2 is green, 3 amber, 3.1 red.
    """
    if figure is None or limits.green is None or limits.red is None:
        return None
    sign = 1 if limits.green >= limits.red else -1
    if figure * sign >= limits.green * sign:
        return Light.GREEN
    return Light.AMBER if figure * sign >= limits.red * sign else Light.RED


def limits_told(limits: Limits, unit: str | None) -> str:
    """Limits as they are read: `≥ 3 / < 1.6 mm`; "" without both."""
    if limits.green is None or limits.red is None:
        return ""
    signs = ("≥", "<") if limits.green >= limits.red else ("≤", ">")
    green, red = (f"{one.normalize():f}" for one in (limits.green, limits.red))
    return f"{signs[0]} {green} / {signs[1]} {red} {unit or ''}".rstrip()


def is_answered(item: Asked) -> bool:
    """True once an item has the answer of its kind."""
    if item.kind is ItemKind.FIGURE:
        return item.figure is not None
    return item.light is not None if item.kind is ItemKind.LIGHT else bool(item.words)


def missing(items: Iterable[Asked]) -> list[str]:
    """The names of required items without an answer."""
    return [item.name for item in items if item.required and not is_answered(item)]


MOST_NAMED = 4


def check_complete(items: Iterable[Asked]) -> None:
    """Refused while a required item has no answer; the first ones are named."""
    names = missing(items)
    if names:
        told = _(", ").join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")
        message = N_("Still to be answered ({count}): {names}")
        raise Refused("inspection.missing", message, count=len(names), names=told)


def check_holder(holder_id: int | None, holder: str, *, since: datetime | None, by: int) -> None:
    """Refused for everybody but the holder; the refusal says who, and since when."""
    if holder_id in (None, by):
        return
    message = N_("{name} has been filling this in since {time}. Ask for it to be handed on.")
    raise Refused("inspection.held", message, name=holder, time=short_moment(since))
