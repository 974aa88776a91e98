"""Ctrl+K: the search box asks, the answer opens on the desk that shows such records.

It also finds the desks of the person and what can be done there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Signal

from app import search, typed_numbers
from app.local_time import local_day
from app.people import rules
from app.text import _
from db.nouns import Noun
from ui.icons import Icon
from ui.parts.search import ResultGroup, SearchBox, SearchResult
from ui.shell.desk import desk_of
from ui.shell.workspace.palette_entries import PaletteEntries, PaletteEntry, of_menu, spellings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from app.desk_spec import Hit
    from ui.shell.work import Work
    from ui.shell.workspace.workspace import Workspace

MOST = 60
"""So many answers of one kind are shown once more are asked for."""
ENTRY = "entry"
"""The kind of an answer that is no record; its id is the entry itself."""


class SearchController(QObject):
    """Ties one search box to the records and the desks. Only the newest question is answered."""

    chosen = Signal(str, object)

    def __init__(
        self,
        box: SearchBox,
        work: Work,
        workspace: Workspace | None = None,
        menu: QMenu | None = None,
    ) -> None:
        super().__init__(box)
        self._box, self._work, self._workspace = box, work, workspace
        self._entries: PaletteEntries | None = None
        if workspace is not None:
            acts = tuple(of_menu(menu)) if menu is not None else ()
            self._entries = PaletteEntries(workspace.navigation, workspace.actor, acts)
        box.installEventFilter(self)
        box.asked.connect(self._ask)
        box.chosen.connect(self._choose)
        box.more_asked.connect(self._ask_more)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever comes to the box for the first time will type in a moment.

        The questions are put together meanwhile, and the desks spelled in pinyin.
        """
        if event.type() == QEvent.Type.FocusIn and self._work.records is not None:
            self._box.removeEventFilter(self)
            prepare = partial(self._work.ask, then=self._prepared, topic=(self, "prepare"))
            if self._work.actor is None:
                prepare(search.prepare)
            else:
                prepare(typed_numbers.prepare, **self._asker())
            if self._entries is not None:
                take = self._entries.take_spellings
                self._work.run(spellings, self._entries.titles(), then=take)
        return False

    def _prepared(self, _nothing: None) -> None:
        """Nobody waits for it."""

    def _ask(self, text: str) -> None:
        if text.strip():
            clear = self._work.actor is not None and rules.sees_phones(self._work.actor.roles)
            find = search.find if self._work.actor is None else typed_numbers.find
            self._work.ask(
                find,
                text,
                clear=clear,
                **self._asker(),
                then=lambda found: self._show(text, found),
                failed=lambda _error: self._miss(text),
                topic=self,
            )
        else:
            self._box.show_results(text, tuple(self._beginning()))

    def _asker(self) -> dict[str, Any]:
        """Who asks on which day for numbers of papers; nobody does before the sign-in."""
        actor = self._work.actor
        return {} if actor is None else {"viewer": actor, "today": local_day(self._work.now())}

    def _ask_more(self, text: str, kind: str) -> None:
        """The rest of one kind, in the place of everything else."""
        clear = self._work.actor is not None and rules.sees_phones(self._work.actor.roles)
        show = lambda found: self._box.show_results(text, tuple(map(self._group, found)))  # noqa: E731 - of this question
        ask = partial(self._work.ask, search.find, text, only=kind, limit=MOST, clear=clear)
        ask(then=show, failed=lambda _error: self._miss(text), topic=self)

    def _miss(self, text: str) -> None:
        """Without the store the desks are still found."""
        groups = tuple(group for group in self._own(text) if group.hits)
        if groups:
            self._box.show_results(text, groups)
        else:
            self._box.say_unknown(text)

    def _show(self, text: str, found: Any) -> None:
        actions, *rest = self._own(text)
        records = (self._group(group) for group in found)
        self._box.show_results(text, (actions, *records, *rest))

    def _beginning(self) -> Iterator[ResultGroup]:
        """Before anything is typed: what can be done here, and where one can go."""
        yield from self._own("")

    def _own(self, text: str) -> tuple[ResultGroup, ...]:
        """What stands before the records, and what stands behind them."""
        here = self._workspace.desk() if self._workspace is not None else None
        if self._entries is None or here is None:
            return (ResultGroup(ENTRY, ""),)
        known = self._entries
        return (
            _entries_group(_("Actions"), known.actions(text, here.name)),
            _entries_group(_("Desks"), known.desks(text, here.name)),
            _entries_group(_("Menu"), known.of_the_menu(text)),
        )

    def _group(self, found: Any) -> ResultGroup:
        hits = tuple(map(self._result, found.hits))
        desk = desk_of(self._workspace.desks, found.noun) if self._workspace is not None else None
        icon = desk.icon_of(found.noun) if desk is not None else Icon.SEARCH
        return ResultGroup(found.noun, _(found.title), hits, icon, found.has_more)

    def _result(self, hit: Hit) -> SearchResult:
        """A record where it opens for this person."""
        desks = self._workspace.desks if self._workspace is not None else ()
        if hit.opens is not None and desk_of(desks, hit.opens[0]) is not None:
            kind, key = hit.opens
            return SearchResult(key, hit.title, hit.note, kind=kind)
        return SearchResult(hit.id, hit.title, hit.note)

    def _choose(self, kind: Noun | str, chosen: Any) -> None:
        if kind != ENTRY:
            self.chosen.emit(kind, chosen)
        elif chosen.act is not None:
            chosen.act()
        elif self._workspace is not None and chosen.method:
            about = (chosen.part,) if chosen.part else ()
            self._workspace.run_at(chosen.desk, chosen.method, *about)
        elif self._workspace is not None:
            self._workspace.show_desk(chosen.desk)


def _entries_group(title: str, entries: Sequence[PaletteEntry]) -> ResultGroup:
    hits = tuple(SearchResult(one, one.title, one.note, one.key, one.icon) for one in entries)
    return ResultGroup(ENTRY, title, hits)
