"""What Ctrl+K finds besides records: desks and their parts, what can be done there and anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app import pinyin
from app.text import _
from ui.icons import Icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from app.permissions import Actor
    from ui.shell.desk import Desk
    from ui.shell.workspace.navigation import Navigation

MOST = 6


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """A desk, or with a `method` of its page an action or a part; `act` needs no desk."""

    desk: str
    title: str
    note: str
    key: str = ""
    method: str = ""
    icon: str = field(default="", compare=False)
    part: str = ""
    act: Callable[[], object] | None = None


class PaletteEntries:
    """All entries of one person in one language, found by name, initials and pinyin.

    `acts` are those of the menu. They and the parts of a desk are found, but not offered unasked.
    """

    def __init__(
        self, navigation: Navigation, actor: Actor, acts: tuple[PaletteEntry, ...] = ()
    ) -> None:
        self._navigation, self._actor, self._acts = navigation, actor, acts
        self._spoken: dict[str, tuple[str, ...]] = {}

    def titles(self) -> tuple[str, ...]:
        """What `take_spellings` wants to know the pinyin of."""
        desks = self._navigation.desks
        actions = (one for desk in desks for one in self._actions(desk, desk.name))
        named = (_(one.title) for desk in desks for one in (desk, *desk.parts))
        return tuple(dict.fromkeys([*named, *(one.title for one in (*actions, *self._acts))]))

    def take_spellings(self, spoken: dict[str, tuple[str, ...]]) -> None:
        """The pinyin of the titles, once it is known."""
        self._spoken = spoken

    def actions(self, question: str, here: str) -> list[PaletteEntry]:
        """What can be done, on the desk in front first; what acts on a chosen row only there."""
        desks = sorted(self._navigation.desks, key=lambda desk: desk.name != here)
        every = dict.fromkeys(one for desk in desks for one in self._actions(desk, here))
        return self._matching(_once(every), question)

    def of_the_menu(self, question: str) -> list[PaletteEntry]:
        """What can be done anywhere; it comes last, so that no customer stands behind it."""
        return self._matching(self._acts, question) if question.strip() else []

    def desks(self, question: str, here: str) -> list[PaletteEntry]:
        """The desks themselves, with the key that leads there from `here`."""
        desks = self._navigation.desks
        entries = [self._desk(desk, here) for desk in desks]
        if question.strip():
            entries += [one for desk in desks for one in self._parts(desk)]
        return self._matching(entries, question)

    def _actions(self, desk: Desk, here: str) -> Iterator[PaletteEntry]:
        for action in desk.actions:
            if action.is_for(self._actor) and (desk.name == here or not action.chosen):
                title, key = _(action.text), action.shortcut or ""
                yield PaletteEntry(desk.name, title, _(desk.title), key, action.run, desk.icon)

    def _parts(self, desk: Desk) -> Iterator[PaletteEntry]:
        for one in desk.parts:
            where = {"method": "open_section", "icon": one.icon, "part": one.name}
            yield PaletteEntry(desk.name, _(one.title), _(desk.title), **where)

    def _desk(self, desk: Desk, here: str) -> PaletteEntry:
        tab = self._navigation.tab_of(desk.name)
        area = tab.title if tab is not None and len(tab.desks) > 1 else ""
        key = self._navigation.key_of(desk.name, here)
        return PaletteEntry(desk.name, _(desk.title), area, key, icon=desk.icon)

    def _matching(self, entries: Iterable[PaletteEntry], question: str) -> list[PaletteEntry]:
        """Those that begin with the question, then those that hold it."""
        wanted = "".join(question.split()).casefold()
        ranked = [(self._rank(entry.title, wanted), entry) for entry in entries]
        found = sorted((pair for pair in ranked if pair[0]), key=lambda pair: pair[0])
        return [entry for _rank, entry in found][:MOST]

    def _rank(self, title: str, wanted: str) -> int:
        """1 where it begins so, 2 where it holds it, 0 where it does neither."""
        from ui.parts.initials import letters

        plain = "".join(title.split()).casefold()
        forms = (plain, letters(plain), *self._spoken.get(title, ()))
        if any(form.startswith(wanted) for form in forms):
            return 1
        return 2 if any(wanted in form for form in forms) else 0


def of_menu(menu: QMenu, note: str = "") -> Iterator[PaletteEntry]:
    """What a menu offers, that of its submenus with their titles beside."""
    for action in menu.actions():
        title, _tab, key = action.text().partition("\t")
        if (inner := action.menu()) is not None:
            yield from of_menu(inner, title)
        elif title:
            yield PaletteEntry(
                "", title.rstrip("…"), note, key, icon=Icon.ELLIPSIS, act=action.trigger
            )


def spellings(titles: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The pinyin of each title; takes half a second at first, so never in a gesture."""
    return {title: pinyin.spellings(title) for title in titles}


def _once(entries: Iterable[PaletteEntry]) -> Iterator[PaletteEntry]:
    """Several desks share one task: its nearest desk offers it."""
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        if (entry.title, entry.key) not in seen:
            seen.add((entry.title, entry.key))
            yield entry
