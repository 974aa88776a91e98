"""A board: columns of cards.

Drag or Ctrl+arrow asks for a move; only the store makes it.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.text import _
from ui import theme
from ui.parts.answered_stack import AnsweredStack
from ui.parts.board_card import AnyCard, Card, LateCard
from ui.parts.board_column import CardList, ColumnBox
from ui.parts.labels import Empty
from ui.parts.layouts import STRETCH, boxed, hbox
from ui.parts.scroll import ScrollArea

CardId = Hashable

__all__ = ["Board", "BoardColumn", "Card", "LateCard"]


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A place for cards; the title is an `N_()` text."""

    key: str
    title: str


class Board(QWidget):
    """Columns side by side; where the screen is narrow those with fewest cards are folded.

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
        self._crowded: frozenset[str] = frozenset()
        self._cards: Mapping[str, Sequence[AnyCard]] = {}
        self._notes: Mapping[str, str] = {}
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
        self, cards: Mapping[str, Sequence[AnyCard]], notes: Mapping[str, str] | None = None
    ) -> None:
        """Shows the cards of each column, by its key, with a note in its head.

        The current card stays current and keeps the focus, also in another column.
        """
        focused = any(box.cards.hasFocus() for box in self._boxes.values())
        before = self._box_of(self._current_id)
        self._cards, self._notes = cards, notes or {}
        self._crowded = self._crowd(self._key_of(self._current_id))
        self._fill()
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
        if (key := self._key_of(card_id)) in self._crowded:
            self._open(key)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns fold and open with the room."""
        super().resizeEvent(event)
        self._open(self._key_of(self._current_id))

    def _fill(self) -> None:
        self._filling = True
        closed = self._folded | self._crowded
        for column in self.columns:
            box, here = self._boxes[column.key], tuple(self._cards.get(column.key, ()))
            title, note = self._titles.get(column.key, _(column.title)), self._notes
            box.cards.show_cards(() if column.key in closed else here)
            box.crowd(column.key in self._crowded)
            box.tell(title, len(here), note=note.get(column.key, ""))
        self._filling = False

    def _crowd(self, here: str) -> frozenset[str]:
        """The columns that give way: those with fewest cards, far from `here`, one at a time."""
        keys = [column.key for column in self.columns]
        filled = [key for key in keys if self._cards.get(key) and key not in self._folded]
        widths = [self._boxes[key].widths() for key in keys]
        gaps = (len(keys) + 1) * theme.size("space-1")
        missing = gaps - self._area.viewport().width()
        missing += sum(width[key not in filled] for key, width in zip(keys, widths, strict=True))
        place = keys.index(here) if here in keys else 0
        order = sorted(
            (key for key in filled if key != here),
            key=lambda key: (len(self._cards[key]), -abs(keys.index(key) - place)),
        )
        open_width, folded_width = widths[0] if widths else (1, 0)
        count = max(0, -(-missing // (open_width - folded_width)))
        return frozenset(order[:count])

    def _open(self, key: str) -> None:
        """Another column that must stay open; the others share the room anew."""
        crowded = self._crowd(key)
        if crowded != self._crowded:
            self._crowded = crowded
            focused = any(box.cards.hasFocus() for box in self._boxes.values())
            self._fill()
            if self._key_of(self._current_id) not in crowded:
                self._find_again(focused)

    def _key_of(self, card_id: CardId) -> str:
        """The column of a card, folded or not; "" for none."""
        return next(
            (
                key
                for key, cards in self._cards.items()
                if card_id is not None and any(card.id == card_id for card in cards)
            ),
            "",
        )

    def _make_column(self, column: BoardColumn, scale: float) -> ColumnBox:
        cards = CardList(
            column.key, scale, lambda card_id: card_id == self._current_id, self._id_of
        )
        cards.dropped.connect(lambda card_id: self.move_asked.emit(card_id, column.key))
        cards.stepped.connect(lambda by, carrying: self._step(column.key, by, carrying))
        cards.opened.connect(self.opened)
        cards.entered_card.connect(self._enter)
        cards.menu_wanted.connect(self.menu_asked)
        cards.unfold_wanted.connect(lambda: self._visit(column.key))
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
            for card_id in box.cards.cards.ids():
                if str(card_id) == key:
                    return card_id
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
        filled = [one for one in following if self._cards.get(one) and one not in self._folded]
        for there in filled[:1]:
            self._visit(there, max(0, here.row()))

    def _visit(self, key: str, row: int = 0) -> None:
        """The keyboard goes to a card of a column, which opens for it."""
        if not self._cards.get(key) or key in self._folded:
            return
        self._open(key)
        self.list_of(key).go_to(row)
        self.list_of(key).setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(self._boxes[key], 0, 0)

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
