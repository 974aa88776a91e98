"""The fields of a form in their scroll area.

Which ones are shown, in which order the cursor walks.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QWidget

from app.text import _
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.form_row import FormRow
from ui.parts.layouts import STRETCH, Placed, aligned, hbox, vbox
from ui.parts.scroll import ScrollArea
from ui.parts.turns import next_turn

ROOM = 48


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `make` builds the input.

    `half` stands beside its neighbour; `more` is folded away at first.
    """

    name: str
    label: str
    make: Callable[..., Any]
    hint: str = ""
    more: bool = False
    half: bool = False


class FormBody(ScrollArea):
    """The rows of a form by name; a field that does not apply is hidden.

    `made`: rows that were made before.
    """

    def __init__(
        self,
        fields: Iterable[Field],
        name: str,
        *,
        head: QWidget | None = None,
        flows: bool = False,
        made: Mapping[str, FormRow] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._flows = flows
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fields = tuple(fields)
        self._hidden: set[str] = set()
        self._unfolded = False
        page = _Page(self.viewport())
        if head is not None:  # its parts come first in the order of the tabulator
            head.setParent(page)
            head.show()
        made = made or {}
        self.rows = {one.name: made.get(one.name) or make_row(one) for one in self._fields}
        more = Button(_("More"), icon=Icon.CHEVRON_DOWN, kind="link", name=f"{name}_more")
        more.clicked.connect(self._unfold_by_hand)
        left = aligned(more, Qt.AlignmentFlag.AlignLeft)
        vbox(head, *self._lines(), left, STRETCH, parent=page, spacing=3, margins=1)
        more.setVisible(any(field.more for field in self._fields))
        self.more = more
        self.show_page(page)
        self._show_rows()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_focus)

    def is_shown(self, name: str) -> bool:
        """Whether people can see the field (or scroll to it)."""
        field = next(field for field in self._fields if field.name == name)
        return name not in self._hidden and (self._unfolded or not field.more)

    def applies(self, name: str) -> bool:
        """Whether the field belongs to the form now, folded or not."""
        return name in self.rows and name not in self._hidden

    def show_field(self, name: str, shown: bool) -> None:
        """A field that does not apply is not there."""
        (self._hidden.discard if shown else self._hidden.add)(name)
        self._show_rows()

    def unfold(self) -> None:
        """Opens the rest in place."""
        self._unfolded = True
        self.more.hide()
        self._show_rows()

    def reveal(self, name: str) -> None:
        """Puts the cursor into a field, opening what hides it."""
        if not self.is_shown(name):
            self.unfold()
        row = self.rows[name]
        row.input.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring_into_view(row)

    def press(self, name: str) -> None:
        """What the Alt key of a field does."""
        self.reveal(name)
        self.rows[name].press()

    def first_empty(self) -> QWidget | None:
        """The first input without a value, else the first of all; None without fields."""
        shown = [row.input for row in self._shown_rows()]
        empty = [one for one in shown if one.value() in (None, ())]
        return next(iter(empty or shown), None)

    def after(self, focus: QWidget | None) -> QWidget | None:
        """The input that follows the focused one; None after the last."""
        shown = self._shown_rows()
        for row, following in pairwise(shown):
            if focus is not None and row.isAncestorOf(focus):
                return following.input
        return None

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """A field that gets the focus is scrolled into view with its message."""
        if now is not None and self.isAncestorOf(now):
            self._bring_into_view(now)

    def _bring_into_view(self, part: QWidget) -> None:
        """Scrolls the form, and whatever the form scrolls with."""
        around: QWidget | None = self
        while around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(part, 0, ROOM)
            around = around.parentWidget()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What comes above the form takes room from it: the cursor stays in view."""
        super().resizeEvent(event)
        focus = self.window().focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.ensureWidgetVisible(focus, 0, ROOM)

    def showEvent(self, event: QShowEvent) -> None:
        """Fields are higher once the style sheet has reached them: the page is measured again."""
        super().showEvent(event)
        next_turn(self, self.widget().updateGeometry)

    def minimumSizeHint(self) -> QSize:
        """As high as the fields where the form flows in a page that scrolls as a whole."""
        hint, page = super().minimumSizeHint(), self.widget()
        if self._flows and page is not None:
            hint.setHeight(page.minimumSizeHint().height())
        return hint

    def _lines(self) -> Iterator[QWidget | QLayout]:
        """The rows from top to bottom, two half ones in one line."""
        top = Qt.AlignmentFlag.AlignTop
        for is_half, group in groupby(self._fields, key=lambda field: field.half):
            rows = [self.rows[field.name] for field in group]
            if not is_half:
                yield from rows
            for at in range(0, len(rows) if is_half else 0, 2):
                yield hbox(*(Placed(one, 1, top) for one in rows[at : at + 2]), spacing=3)

    def _unfold_by_hand(self) -> None:
        folded = [field.name for field in self._fields if field.more]
        self.unfold()
        for first in [name for name in folded if self.is_shown(name)][:1]:
            self.reveal(first)

    def _shown_rows(self) -> list[FormRow]:
        return [row for name, row in self.rows.items() if self.is_shown(name)]

    def _show_rows(self) -> None:
        for name, row in self.rows.items():
            row.setVisible(self.is_shown(name))


def make_row(field: Field) -> FormRow:
    """The row of a field, with its label in the language that is on."""
    return FormRow(field.name, _(field.label), _(field.hint), field.make)


class _Page(QWidget):
    """As high as its fields are at the width that it has.

    By itself it would take the height of the narrowest chips.
    """

    def minimumSizeHint(self) -> QSize:
        hint, layout = super().minimumSizeHint(), self.layout()
        if layout is not None and layout.hasHeightForWidth():
            hint.setHeight(min(hint.height(), layout.heightForWidth(self.width())))
        elif layout is not None:  # what has no room scrolls: no field is squeezed
            hint.setHeight(layout.sizeHint().height())
        return hint
