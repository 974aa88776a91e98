"""A board: columns of cards.

Drag or Ctrl+arrow asks for a move; only the store makes it.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.text import _
from ui.parts.answered_stack import AnsweredStack
from ui.parts.board_card import Card
from ui.parts.board_column import CardList, ColumnBox
from ui.parts.labels import Empty
from ui.parts.layouts import STRETCH, boxed, hbox
from ui.parts.scroll import ScrollArea

CardId = Hashable

__all__ = ["Board", "BoardColumn", "Card"]


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A place for cards; the title is an `N_()` text."""

    key: str
    title: str


class Board(QWidget):
    """Columns side by side, scrolled sideways where the screen is narrow.

    `empty` stands there instead while there is no card; `scale=1.6` for the wall.
    """

    move_asked = Signal(object, str)
    opened = Signal(object)
    chosen = Signal(object)
    menu_asked = Signal(object, QPoint)

    def __init__(
        self,
        columns: Iterable[BoardColumn],
        *,
        empty: Empty | None = None,
        scale: float = 1.0,
        name: str = "board",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.columns = tuple(columns)
        self._current_id: CardId = None
        self._filling = False
        self._titles: dict[str, str] = {}
        self._folded: frozenset[str] = frozenset()
        self._boxes = {column.key: self._make_column(column, scale) for column in self.columns}
        page = boxed(hbox(*self._boxes.values(), STRETCH, spacing=1))
        self._area = ScrollArea(page)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._says_empty = empty is not None
        self._stack = AnsweredStack(self, self._area, empty or Empty(""))
        if self.columns:
            self.setFocusProxy(self.list_of(self.columns[0].key))

    def list_of(self, key: str) -> CardList:
        """The cards of a column."""
        return self._boxes[key].cards

    def show_cards(
        self, cards: Mapping[str, Sequence[Card]], notes: Mapping[str, str] | None = None
    ) -> None:
        """Shows the cards of each column, by its key, with a note in its head.

        The current card stays current and keeps the focus, also in another column.
        """
        focused = any(box.cards.hasFocus() for box in self._boxes.values())
        before = self._box_of(self._current_id)
        self._filling = True
        for column in self.columns:
            box, here = self._boxes[column.key], tuple(cards.get(column.key, ()))
            box.cards.show_cards(() if column.key in self._folded else here)
            box.tell(
                self._titles.get(column.key, _(column.title)),
                len(here),
                note=(notes or {}).get(column.key, ""),
            )
        self._filling = False
        self._stack.fill(self._says_empty and not any(cards.values()))
        self._find_again(focused)
        there = self._box_of(self._current_id)
        if there is not None and there is not before:
            self._area.ensureWidgetVisible(there, 0, 0)

    def dress_columns(
        self,
        titles: Mapping[str, str],
        colours: Mapping[str, str],
        *,
        folded: frozenset[str] = frozenset(),
    ) -> None:
        """Other titles and tones by key, and the columns that are folded by hand.

        Seen when the cards are shown the next time.
        """
        self._titles, self._folded = dict(titles), folded
        for key, box in self._boxes.items():
            box.dress(colours.get(key, ""), folded=key in folded)

    def current(self) -> CardId:
        """The id of the current card."""
        return self._current_id

    def select(self, card_id: CardId) -> bool:
        """Makes a card current and brings it into view."""
        for box in self._boxes.values():
            at = box.cards.cards.find(card_id)
            if at >= 0:
                box.cards.go_to(at)
                box.cards.setFocus()
                self._area.ensureWidgetVisible(box, 0, 0)
                return True
        return False

    def spot_of(self, card_id: CardId) -> QPoint:
        """Where a card is on the screen, for a menu about it."""
        for box in self._boxes.values():
            at = box.cards.cards.find(card_id)
            if at >= 0:
                index = box.cards.cards.index(at)
                return box.cards.viewport().mapToGlobal(box.cards.visualRect(index).center())
        return self.mapToGlobal(self.rect().center())

    def _make_column(self, column: BoardColumn, scale: float) -> ColumnBox:
        cards = CardList(
            column.key, scale, lambda card_id: card_id == self._current_id, self._id_of
        )
        cards.dropped.connect(lambda card_id: self.move_asked.emit(card_id, column.key))
        cards.stepped.connect(lambda by, carrying: self._step(column.key, by, carrying))
        cards.opened.connect(self.opened)
        cards.entered_card.connect(self._enter)
        cards.menu_wanted.connect(self.menu_asked)
        return ColumnBox(_(column.title), cards, scale)

    def _box_of(self, card_id: CardId) -> ColumnBox | None:
        return next(
            (
                box
                for box in self._boxes.values()
                if card_id is not None and box.cards.cards.find(card_id) >= 0
            ),
            None,
        )

    def _id_of(self, key: str) -> CardId:
        for box in self._boxes.values():
            for card in box.cards.cards.cards:
                if str(card.id) == key:
                    return card.id
        return None

    def _enter(self, card_id: CardId) -> None:
        if self._filling or card_id == self._current_id:
            return
        self._current_id = card_id
        for box in self._boxes.values():
            box.cards.viewport().update()
        self.chosen.emit(card_id)

    def _step(self, key: str, by: int, carrying: bool) -> None:
        keys = [column.key for column in self.columns]
        following = keys[keys.index(key) + 1 :] if by > 0 else keys[: keys.index(key)][::-1]
        here = self.list_of(key).currentIndex()
        if carrying:
            if following and here.isValid():
                self.move_asked.emit(self.list_of(key).card(here).id, following[0])
            return
        filled = [other for other in following if self.list_of(other).cards.cards]
        for there in filled[:1]:
            self.list_of(there).go_to(max(0, here.row()))
            self.list_of(there).setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(self._boxes[there], 0, 0)

    def _find_again(self, focused: bool) -> None:
        if self._current_id is None:
            return
        for box in self._boxes.values():
            at = box.cards.cards.find(self._current_id)
            if at >= 0:
                box.cards.go_to(at)
                if focused and not box.cards.hasFocus():
                    box.cards.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self._current_id = None
        self.chosen.emit(None)
