"""Which tabs stand in the header: desks side by side, or areas with their desks beneath."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.labels import label
from app.text import _
from ui.keys import TABS
from ui.shell.desk import DeskArea, desks_for

if TYPE_CHECKING:
    from app.permissions import Actor
    from ui.shell.desk import Desk

MOST_FLAT = 7
"""Who sees more desks than this sees areas."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the header: a desk, or an area with at least one desk."""

    name: str
    title: str
    desks: tuple[Desk, ...]


class Navigation:
    """The desks of one person, in the order of areas and of their declaration."""

    def __init__(self, desks: Iterable[Desk], actor: Actor) -> None:
        mine = desks_for(desks, actor)
        ordered = [desk for area in DeskArea for desk in mine if desk.area is area]
        front = [desk for desk in ordered if not desk.is_aside_for(actor)]
        self.is_flat = len(front) <= MOST_FLAT
        aside = [desk for desk in ordered if desk not in front]
        self.desks = (*front, *aside) if self.is_flat else tuple(ordered)
        self.front = len(front) if self.is_flat else len(self.desks)
        """How many desks stand before those that are only under "More"."""
        self.tabs = tuple(self._flat_tabs() if self.is_flat else self._area_tabs())

    def tab_of(self, desk: str) -> Tab | None:
        """The tab beneath which a desk stands."""
        return next((tab for tab in self.tabs for one in tab.desks if one.name == desk), None)

    def siblings(self, desk: str) -> tuple[Desk, ...]:
        """The desks of the same area; none where each desk has a tab of its own."""
        tab = self.tab_of(desk)
        return tab.desks if tab is not None and len(tab.desks) > 1 else ()

    def nearest(self, here: str) -> tuple[Desk, ...]:
        """The desks of Ctrl+1 to Ctrl+9.

        All in their order where nine are enough; otherwise the first one, then those of the area
        in front, then the others.
        """
        if len(self.desks) <= len(TABS):
            return self.desks
        first, *others = self.desks
        beside = self.siblings(here)
        near = [desk for desk in others if desk in beside]
        far = [desk for desk in others if desk not in beside]
        return (first, *near, *far)[: len(TABS)]

    def key_of(self, desk: str, here: str) -> str:
        """The key that leads to a desk from another one, or nothing."""
        names = [one.name for one in self.nearest(here)]
        place = names.index(desk) if desk in names else len(TABS)
        return TABS[place] if place < len(TABS) else ""

    def _flat_tabs(self) -> Iterable[Tab]:
        return (Tab(desk.name, _(desk.title), (desk,)) for desk in self.desks)

    def _area_tabs(self) -> Iterable[Tab]:
        for area in DeskArea:
            beneath = tuple(desk for desk in self.desks if desk.area is area)
            if len(beneath) == 1:
                yield Tab(beneath[0].name, label(area), beneath)
            elif beneath:
                yield Tab(area.value, label(area), beneath)
