"""Ctrl+K: the search box asks, the answer opens on the desk that shows such records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Signal

from app import search
from app.people import rules
from app.text import _
from db.nouns import Noun
from ui.parts.search import ResultGroup, SearchBox, SearchResult

if TYPE_CHECKING:
    from ui.shell.work import Work


class SearchController(QObject):
    """Ties one search box to the records. Only the newest question is answered."""

    chosen = Signal(str, object)

    def __init__(self, box: SearchBox, work: Work) -> None:
        super().__init__(box)
        self._box = box
        self._work = work
        box.installEventFilter(self)
        box.asked.connect(self._ask)
        box.chosen.connect(self._choose)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever comes to the box for the first time will type in a moment.

        The questions are put together meanwhile.
        """
        if event.type() == QEvent.Type.FocusIn and self._work.records is not None:
            self._box.removeEventFilter(self)
            self._work.ask(search.prepare, then=self._prepared, topic=(self, "prepare"))
        return False

    def _prepared(self, _nothing: None) -> None:
        """Nobody waits for it."""

    def _ask(self, text: str) -> None:
        if text.strip():
            clear = self._work.actor is not None and rules.sees_phones(self._work.actor.roles)
            self._work.ask(
                search.find,
                text,
                clear=clear,
                then=lambda found: self._show(text, found),
                failed=lambda _error: self._box.say_unknown(text),
                topic=self,
            )
        else:
            self._box.show_results(text, ())

    def _show(self, text: str, found: Any) -> None:
        self._box.show_results(text, tuple(_group(group) for group in found))

    def _choose(self, noun: Noun, record_id: int) -> None:
        self.chosen.emit(noun, record_id)


def _group(found: Any) -> ResultGroup:
    hits = tuple(SearchResult(hit.id, hit.title, hit.note) for hit in found.hits)
    return ResultGroup(found.noun, _(found.title), hits)
