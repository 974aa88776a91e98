"""A board: columns of cards. Drag or Ctrl+arrow asks for a move; only the store makes it."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.text import _
from ui import theme
from ui.parts.board_card import Card
from ui.parts.board_column import CardList, ColumnBox

CardId = Hashable

__all__ = ["Board", "BoardColumn", "Card"]


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A place for cards; the title is an `N_()` text."""

    key: str
    title: str


class Board(QWidget):
    """Columns side by side, scrolled sideways where the screen is narrow.

    `scale=1.6` for the wall.
    """

    move_asked = Signal(object, str)
    opened = Signal(object)
    chosen = Signal(object)
    menu_asked = Signal(object, QPoint)

    def __init__(
        self,
        columns: Iterable[BoardColumn],
        *,
        scale: float = 1.0,
        name: str = "board",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.columns = tuple(columns)
        self._current_id: CardId = None
        self._filling = False
        self._boxes: dict[str, ColumnBox] = {}
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.size("space-1"))
        for column in self.columns:
            box = self._make_column(column, scale)
            self._boxes[column.key] = box
            row.addWidget(box)
        row.addStretch(0)
        page = QWidget()
        page.setProperty("clear", "true")
        page.setLayout(row)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)
        if self.columns:
            self.setFocusProxy(self.list_of(self.columns[0].key))

    def list_of(self, key: str) -> CardList:
        """The cards of a column."""
        return self._boxes[key].cards

    def show_cards(
        self, cards: Mapping[str, Sequence[Card]], notes: Mapping[str, str] | None = None
    ) -> None:
        """What lies where now.

        The current card stays current and keeps the focus, also in another column.
        """
        focused = any(box.cards.hasFocus() for box in self._boxes.values())
        before = self._box_of(self._current_id)
        self._filling = True
        for column in self.columns:
            box, here = self._boxes[column.key], tuple(cards.get(column.key, ()))
            if box.cards.cards.cards != here:
                scroll = box.cards.verticalScrollBar().value()
                box.cards.cards.fill(here)
                box.cards.verticalScrollBar().setValue(scroll)
            box.tell(_(column.title), len(here), note=(notes or {}).get(column.key, ""))
        self._filling = False
        self._find_again(focused)
        there = self._box_of(self._current_id)
        if there is not None and there is not before:
            self._area.ensureWidgetVisible(there, 0, 0)

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
        at = keys.index(key) + by
        here = self.list_of(key)
        if carrying:
            if 0 <= at < len(keys) and here.currentIndex().isValid():
                self.move_asked.emit(here.card(here.currentIndex()).id, keys[at])
            return
        while 0 <= at < len(keys):
            there = self.list_of(keys[at])
            if there.cards.cards:
                there.go_to(max(0, here.currentIndex().row()))
                there.setFocus(Qt.FocusReason.OtherFocusReason)
                self._area.ensureWidgetVisible(self._boxes[keys[at]], 0, 0)
                return
            at += by

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
