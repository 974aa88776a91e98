"""The button that chooses which cards are seen, as this person left it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal

from app.text import _
from app.workshop.queries import BoardDay
from ui.icons import Icon
from ui.parts.menu_button import MenuAct, MenuButton
from ui.workshop.board_view import BoardView, acts


class ViewButton(MenuButton):
    """`view` is what is chosen; `chosen` when it changes. `keep` remembers it."""

    chosen = Signal()

    def __init__(
        self, kept: Mapping[str, object], keep: Callable[[dict[str, object]], object]
    ) -> None:
        super().__init__(_("View"), self._lines, icon=Icon.SQUARE_KANBAN, name="board_view")
        self.view, self._keep = BoardView.restored(kept), keep
        self._day: BoardDay | None = None

    def show_day(self, day: BoardDay) -> BoardDay:
        """The cards of a day that are looked at."""
        self._day = day
        self.show_text(_("View: filtered") if self.view.is_filtered else _("View"))
        return self.view.of(day)

    def choose(self, view: BoardView) -> None:
        """See the board like this from now on."""
        self.view = view
        self._keep(view.kept())
        self.chosen.emit()

    def _lines(self) -> list[MenuAct]:
        return acts(self.view, self._day, choose=self.choose) if self._day is not None else []
