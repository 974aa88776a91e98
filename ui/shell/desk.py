"""A desk is declared, not assembled.

From this one value come tab, menu, keys, shortcut sheet and permission.

Everything is a string, so that declaring a desk imports no page: a page is imported when its tab is
first shown.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.text import N_
from db.nouns import Noun
from db.vocabulary import Labelled, Role
from ui.keys import RESERVED, Key

if TYPE_CHECKING:
    from app.permissions import Actor


class DeskArea(Labelled):
    """The parts of the house. Who sees many desks finds each beneath its area."""

    TODAY = "area-today", N_("Today")
    SHOWROOM = "area-showroom", N_("Showroom")
    AFTER_SALES = "area-after-sales", N_("After-sales")
    CUSTOMERS = "area-customers", N_("Customers")
    MANAGEMENT = "area-management", N_("Management")
    SETTINGS = "area-settings", N_("Settings")


@dataclass(frozen=True, slots=True)
class Action:
    """Something a page can do: `run` names a method of the page, called without arguments.

    `saves`: it saves at once, without a form. No roles = everybody who sees the desk. Hiding is
    comfort only: the command itself refuses. `chosen`: it acts on what is chosen on its page, so
    the search offers it only there.
    """

    name: str
    text: str
    shortcut: Key | None = None
    run: str = ""
    roles: tuple[Role, ...] = ()
    primary: bool = False
    saves: bool = False
    chosen: bool = False

    def is_for(self, actor: Actor) -> bool:
        return not self.roles or actor.may(*self.roles)


@dataclass(frozen=True, slots=True)
class DeskPart:
    """A place within a page that has a name of its own; `title` is a source text."""

    name: str
    title: str
    icon: str


@dataclass(frozen=True, slots=True)
class Desk:
    """One tab.

    `page` reads "ui.reception.page:ReceptionPage"; `records` are the nouns that `open_record`
    brings here, `panels` those with a panel (written like `page`) that Today shows beside its list,
    `icons` those that have an icon of their own: without one they bear that of the desk.

    `area`: where it stands once somebody sees more desks than fit side by side. `aside`: roles that
    may open it but seldom do: it stands under "More", and in the search.
    `parts`: places within its page, opened by its method `open_section`.
    `help` is one paragraph for F1: what this desk is for and where to start. `watch` reads like
    `page`: what keeps an eye open
    while another tab is in front, made with the shell and its parent once somebody is signed in.
    """

    name: str
    title: str
    icon: str
    page: str
    area: DeskArea = DeskArea.TODAY
    roles: tuple[Role, ...] = ()
    aside: tuple[Role, ...] = ()
    actions: tuple[Action, ...] = ()
    records: tuple[Noun, ...] = ()
    panels: tuple[tuple[Noun, str], ...] = ()
    icons: tuple[tuple[Noun, str], ...] = ()
    parts: tuple[DeskPart, ...] = ()
    help: str = ""
    watch: str = ""

    def is_for(self, actor: Actor) -> bool:
        return not self.roles or actor.may(*self.roles)

    def is_aside_for(self, actor: Actor) -> bool:
        """True when none of the person's roles has it in front."""
        mine = actor.roles & frozenset(self.roles)
        return not actor.may() and bool(mine) and mine <= frozenset(self.aside)

    def icon_of(self, noun: str) -> str:
        """The icon of a kind of record, wherever records of several kinds stand together."""
        own = (icon for one, icon in self.icons if one == noun)
        return next(own, self.icon)

    def page_class(self) -> type[QWidget]:
        return _named(self.page)

    def watch_class(self) -> Callable[..., object] | None:
        return _named(self.watch) if self.watch else None


def _named(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(module), name)


def desks_for(desks: Iterable[Desk], actor: Actor) -> tuple[Desk, ...]:
    """The tabs of this person, in the declared order."""
    return tuple(desk for desk in desks if desk.is_for(actor))


def desk_of(desks: Iterable[Desk], noun: Noun) -> Desk | None:
    """The first desk that shows records of this noun."""
    return next((desk for desk in desks if noun in desk.records), None)


def panel_of(desks: Iterable[Desk], noun: Noun) -> Callable[..., Any] | None:
    """The panel that shows a record of this noun beside Today; None where it has none."""
    places = (place for desk in desks for one, place in desk.panels if one == noun)
    place = next(places, "")
    return _named(place) if place else None


def repeated_shortcuts(desks: Iterable[Desk]) -> list[str]:
    """What is wrong with the declared keys, one sentence each.

    Empty when every key means one thing.

    The same key on two desks is allowed only for the same action name: one daily task has one key
    everywhere.
    """
    taken: dict[str, str] = dict.fromkeys(RESERVED, "something everywhere")
    faults = []
    for desk in desks:
        seen: set[str] = set()
        for action in desk.actions:
            key = action.shortcut
            if key is None:
                continue
            if key in seen or taken.setdefault(key, action.name) != action.name:
                faults.append(f"{desk.name}.{action.name}: {key} already means {taken[key]}")
            seen.add(key)
    return faults
