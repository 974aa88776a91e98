"""One of many, found by typing: a list of models or advisors is longer than a row of buttons."""

from collections.abc import Iterable
from enum import Enum

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.text import _
from ui import theme
from ui.icons import Icon
from ui.parts.drop import Drop, DropRow
from ui.parts.text_inputs import LineInput, Unclear, half_width

Option = tuple[object, str] | tuple[object, str, str]
MOST_FOUND = 200


class Choice(LineInput):
    """Options are (value, text) or (value, text, keywords).

    `free` also takes what is not on the list, as typed.
    """

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
        self._picked = next(
            (option for option in self._options if value is not None and option[0] == value), None
        )
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
        for option in self._options:
            if option[0] == value:
                return option[1]
        return str(value) if self._free and not isinstance(value, Enum) else ""

    def set_value(self, value: object) -> None:
        """Two options may share a text: the one that was set is remembered."""
        self._picked = next(
            (option for option in self._options if value is not None and option[0] == value), None
        )
        super().set_value(value)

    def settle(self) -> None:
        """A scrap that only one option matches is that option."""
        text = self.text().strip()
        if text and not self._free and self.problem() and len(found := self._matches(text)) == 1:
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
            found = next(
                (option for option in self._options if key_of(option[0]) == draft.get("key")), None
            )
            self.set_value(found[0] if found else None)
        else:
            super().restore(draft)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter takes and goes on, Esc puts the list away."""
        opened = self._drop is not None and self._drop.isVisible()
        if (
            self.composing
            or self.isReadOnly()
            or (self._drop is None and event.key() not in (Qt.Key.Key_Down, Qt.Key.Key_Up))
        ):
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._walk(1 if event.key() == Qt.Key.Key_Down else -1)
        elif opened and event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            if opened and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
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
        if self._drop and self._drop.isVisible():
            self._close()
        elif not self.isReadOnly():
            self._open(self._options)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chevron says that there is a list."""
        super().paintEvent(event)
        extent = theme.size("space-4")
        box = QRect(
            self.width() - extent - theme.size("space-2") - 2,
            (self.height() - extent) // 2,
            extent,
            extent,
        )
        theme.icon(Icon.CHEVRON_DOWN, "ink-2", extent=extent).paint(QPainter(self), box)

    def _after_typing(self) -> None:
        self._picked = None
        super()._after_typing()
        if self.composing:
            return
        text = self.text().strip()
        self._open(
            self._matches(text) if text else self._options, mark=bool(text) and not self._free
        )

    def _matches(self, text: str) -> list[Option]:
        wanted = half_width(text).casefold()
        spelt = _letters if wanted.isascii() else str
        ranked = []
        for option in self._options:
            words = half_width(option[1]).casefold()
            keywords = half_width(option[2]).casefold() if len(option) > 2 else ""
            said = spelt(words)
            if wanted in words or wanted in keywords or wanted in said:
                starts = (
                    words.startswith(wanted)
                    or said.startswith(wanted)
                    or any(word.startswith(wanted) for word in keywords.split())
                )
                ranked.append((not starts, option))
        return [option for _late, option in sorted(ranked, key=lambda pair: pair[0])]

    def _walk(self, by: int) -> None:
        if self._drop is None or not self._drop.isVisible():
            self._open(self._options)
            if self._drop is not None and self._drop.current() is None:
                self._drop.first()
        else:
            self._drop.step(by)

    def _open(self, options: Iterable[Option], *, mark: bool = False) -> None:
        if self._drop is None:
            self._drop = Drop(self)
            self._drop.picked.connect(self._pick)
        shown = list(options)[:MOST_FOUND]
        current = self.value()
        at = next(
            (
                row
                for row, option in enumerate(shown)
                if current is not None and option[0] == current
            ),
            -1,
        )
        self._drop.show_rows(
            [DropRow(option[1], payload=option) for option in shown], 0 if mark and at < 0 else at
        )

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


def _letters(words: str) -> str:
    from ui.parts.initials import letters

    return letters(words)


def key_of(value: object) -> str:
    """How a value is named in a draft, in every language."""
    return value.name if isinstance(value, Enum) else str(value)
