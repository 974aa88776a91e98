"""A choice from a list that is too long for buttons, found by typing."""

from collections.abc import Iterable
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.text import N_, _
from ui import theme
from ui.icons import Icon
from ui.parts import paint
from ui.parts.drop import Drop, DropRow
from ui.parts.keys import ENTER, UP_OR_DOWN
from ui.parts.text_inputs import LineInput, Unclear, half_width

Option = tuple[object, str] | tuple[object, str, str]
MOST_FOUND = 200


class Choice(LineInput):
    """Options are (value, text) or (value, text, keywords).

    `free` also takes what is not on the list, as typed.
    """

    typed_as = N_("Type to find, also by initials; ↓ shows the list")

    def __init__(
        self,
        options: Iterable[Option] = (),
        *,
        hint: str = "",
        free: bool = False,
        limit: int = 80,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(hint=hint, limit=limit, parent=parent)
        self._free = self.typed_freely = free
        self._options: tuple[Option, ...] = tuple(options)
        self._picked: Option | None = None
        self._drop: Drop | None = None
        self.setTextMargins(0, 0, theme.size("space-5"), 0)

    def set_options(self, options: Iterable[Option]) -> None:
        """Another list; what was chosen stays chosen when it is still there."""
        value = self.value()
        self._options = tuple(options)
        self._picked = _option_of(self._options, value)
        # a text that says it already is left alone: a word may be on its way from the input method
        if self._picked is not None and self._picked[1] != self.text():
            super().set_value(value)

    def read(self, text: str) -> object:
        """The value of the option with this text."""
        if self._picked and self._picked[1] == text:
            return self._picked[0]
        wanted = half_width(text).casefold()
        for option in self._options:
            if half_width(option[1]).casefold() == wanted:
                return option[0]
        if self._free:
            return text.strip()
        raise Unclear(_("Choose one from the list"))

    def shown(self, value: object) -> str:
        """The text of the option with this value."""
        if option := _option_of(self._options, value):
            return option[1]
        return str(value) if self._free and not isinstance(value, Enum) else ""

    def set_value(self, value: object) -> None:
        """Two options may share a text: the one that was set is remembered."""
        self._picked = _option_of(self._options, value)
        super().set_value(value)

    def settle(self) -> None:
        """A scrap that only one option matches is that option."""
        text = self.text().strip()
        if (
            text
            and not self._free
            and self.problem()
            and len(found := _matching(self._options, text)) == 1
        ):
            self._take(found[0])
        super().settle()

    def draft(self) -> object:
        """A choice survives a switch of language, a scrap survives as typed."""
        if (value := self.value()) is not None and (self._picked or not self._free):
            return {"key": key_of(value)}
        return self.text()

    def restore(self, draft: object) -> None:
        """Finds the option again."""
        if isinstance(draft, dict):
            values = (value for value, *_texts in self._options)
            self.set_value(next((one for one in values if key_of(one) == draft.get("key")), None))
        else:
            super().restore(draft)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter takes and goes on, Esc puts the list away."""
        step = UP_OR_DOWN.get(Qt.Key(event.key()))
        if self.composing or self.isReadOnly():
            super().keyPressEvent(event)
        elif step is not None:
            self._walk(step)
        elif self._is_open() and event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            if self._is_open() and event.key() in ENTER:
                self._take_current()
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tab takes what is marked."""
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._take_current()
        self._close()
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the whole list, another one closes it."""
        super().mousePressEvent(event)
        if self._is_open():
            self._close()
        elif not self.isReadOnly():
            self._open(self._options)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chevron says that there is a list."""
        super().paintEvent(event)
        extent = theme.size("space-4")
        left = self.width() - extent - theme.size("space-2") - 2
        place = self.rect().adjusted(left, 0, 0, 0)
        paint.icon(QPainter(self), place, Icon.CHEVRON_DOWN, extent=extent)

    def _after_typing(self) -> None:
        self._picked = None
        super()._after_typing()
        if self.composing:
            return
        text = self.text().strip()
        self._open(
            _matching(self._options, text) if text else self._options,
            mark=bool(text) and not self._free,
        )

    def _walk(self, by: int) -> None:
        if self._drop is not None and self._is_open():
            self._drop.step(by)
            return
        self._open(self._options)
        if self._drop is not None and self._drop.current() is None:
            self._drop.first()

    def _open(self, options: Iterable[Option], *, mark: bool = False) -> None:
        """Shows options with the chosen one marked, or the first where `mark` asks for one."""
        if self._drop is None:
            self._drop = Drop(self)
            self._drop.picked.connect(self._pick)
        shown = list(options)[:MOST_FOUND]
        current = self.value()
        values = [option[0] for option in shown]
        at = values.index(current) if current is not None and current in values else -1
        rows = [DropRow(option[1], payload=option) for option in shown]
        self._drop.show_rows(rows, 0 if mark and at < 0 else at)

    def _is_open(self) -> bool:
        return self._drop is not None and self._drop.isVisible()

    def _close(self) -> None:
        if self._drop is not None:
            self._drop.close_list()

    def _take_current(self) -> None:
        row = self._drop.current() if self._drop else None
        if row is not None:
            self._take(row.payload)
        self._close()

    def _pick(self, option: Option) -> None:
        self._take(option)
        self._close()

    def _take(self, option: Option) -> None:
        changed = self._picked is None or self._picked[0] != option[0]
        self._picked = option
        self.setText(option[1])
        if changed:
            self.edited.emit()


def _option_of(options: Iterable[Option], value: object) -> Option | None:
    if value is None:
        return None
    return next((option for option in options if option[0] == value), None)


def _matching(options: Iterable[Option], text: str) -> list[Option]:
    """The options that hold the text, those that begin with it first."""
    wanted = half_width(text).casefold()
    first, later = [], []
    for option in options:
        spoken = _spoken(option, with_initials=wanted.isascii())
        if any(one.startswith(wanted) for one in spoken):
            first.append(option)
        elif any(wanted in one for one in spoken):
            later.append(option)
    return first + later


def _spoken(option: Option, *, with_initials: bool) -> list[str]:
    """What an option is found by: its text, each keyword, the initials of its text."""
    text = half_width(option[1]).casefold()
    keywords = half_width(option[2]).casefold() if len(option) > 2 else ""
    spoken = [text, keywords, *keywords.split()]
    if with_initials:
        from ui.parts.initials import letters

        spoken.append(letters(text))
    return spoken


def key_of(value: object) -> str:
    """How a value is named in a draft, in every language."""
    return value.name if isinstance(value, Enum) else str(value)
