"""What a machine can see wrong in a window.

Words of the other language, cut words, small targets, lists that scroll sideways.
"""

import re
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QWidget,
)

from tests.shots import shown_keys
from ui import theme
from ui.parts.board_column import ColumnBox
from ui.parts.buttons import Button
from ui.parts.form_body import FormBody
from ui.parts.form_row import FormRow
from ui.parts.labels import Chip, Figure, Label
from ui.parts.tab_row import TabButton
from ui.parts.table import Column, Table
from ui.parts.table_cells import cell_width
from ui.parts.toggle import Toggle
from ui.shell.workspace.header import HeaderButton
from ui.shell.workspace.status import StatusLine
from ui.shell.workspace.status_link import StatusLink

TARGET = 32
WORD = re.compile(r"(?<![\w./-])[A-Za-z]{3,}(?![\w./-])")
VIN = re.compile(r"\b[A-Z0-9]{3} [A-Z0-9]{5} [A-Z0-9]{2} [A-Z0-9]{7}\b")
KEYS = {"Ctrl", "Shift", "Alt", "Enter", "Esc", "Return", "Down", "Home", "Page", "Delete"}
SAME_IN_CHINESE = (
    KEYS
    | {"VIN", "PDF", "PNG", "JPEG", "CSV", "VIP", "PIN", "PDI", "App", "ETC", "English"}
    | {"serve"}
)
NAMES = {"PLUS", "PRO", "SUV", "MPV", "CVT"}  # parts of the names of cars
ROWS_LOOKED_AT = 40
HINT_FRAME = 30
"""Padding and frame of a field."""
LEAST_FORM = 90
"""Label, field and the gap around them, with half of what follows."""


class Flashes(QObject):
    """Remembers every widget that was shown as a window of its own.

    It takes the keyboard away from the person.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._window = window
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and watched is not self._window
        ):
            kind = watched.windowFlags() & Qt.WindowType.WindowType_Mask
            if not isinstance(watched, QMenu | QDialog) and kind not in (
                Qt.WindowType.ToolTip,
                Qt.WindowType.Popup,
            ):
                self.seen.append(f"{_name(watched)} was shown as a window")
        return False

    def stop(self) -> None:
        QApplication.instance().removeEventFilter(self)


def faults(window: QWidget, language: str) -> list[str]:
    """One sentence per fault that can be seen now."""
    shown = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    found = [
        fault
        for widget in shown
        for look in (_cut, _hints, _small, _table, _low)
        for fault in look(widget)
    ]
    found += shown_keys.faults(window, shown)
    if language == "zh_CN":
        found += [fault for widget in shown for fault in _english(widget)]
    return found


def _cut(widget: QWidget) -> Iterator[str]:
    fixed = isinstance(widget, Button | HeaderButton | TabButton | Chip | Figure | Toggle) or (
        isinstance(widget, Label)
        and not widget.wordWrap()
        and not widget.property("elides")
        and widget.text()
        and not _may_elide(widget)
    )
    told = isinstance(widget, Figure) and widget.toolTip()
    if isinstance(widget, Button) and not widget.text():
        fixed = widget.width() < theme.size("control")
    if fixed and not told and widget.width() + 1 < widget.sizeHint().width():
        yield f"{_name(widget)} needs {widget.sizeHint().width()} and has {widget.width()}"
    if (
        isinstance(widget, Label)
        and widget.wordWrap()
        and widget.height() + 1 < widget.heightForWidth(widget.width())
    ):
        yield (
            f"{_name(widget)} needs {widget.heightForWidth(widget.width())} lines' height and has"
            f" {widget.height()}"
        )
    seen = widget.visibleRegion().boundingRect()
    if (
        isinstance(widget, QAbstractButton | QLineEdit)
        and not _scrolls(widget)
        and seen != widget.rect()
    ):
        yield f"{_name(widget)} is partly covered or outside: {seen} of {widget.rect()}"


def _hints(widget: QWidget) -> Iterator[str]:
    """A hint tells what can be typed, a head what stands under it: both are read whole."""
    if isinstance(widget, QLineEdit) and not widget.text() and widget.placeholderText():
        margins = widget.textMargins()
        needs = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
        room = widget.width() - HINT_FRAME - margins.left() - margins.right()
        if needs > room:
            yield f"{_name(widget)}: hint {widget.placeholderText()!r} needs {needs} and has {room}"
    for head in widget.findChildren(Label) if isinstance(widget, ColumnBox) else ():
        needs = head.fontMetrics().horizontalAdvance(head.text())
        if head.isVisible() and needs > head.width():
            yield f"the head {head.text()!r} of a column of the board is cut"


def _small(widget: QWidget) -> Iterator[str]:
    # the foot of the window is lower than a target: both its links are keys that stand on them
    if (
        isinstance(widget, QAbstractButton)
        and not isinstance(widget, StatusLink)
        and min(widget.width(), widget.height()) < TARGET
    ):
        yield f"{_name(widget)} is only {widget.width()} x {widget.height()}"


def _low(widget: QWidget) -> Iterator[str]:
    """Fields that scroll in a gap: one of them with its label must be seen whole."""
    if isinstance(widget, FormBody) and (wider := widget.horizontalScrollBar().maximum()) > 0:
        yield f"{_name(widget)}: the fields are {wider} pixels wider than their form"
    if isinstance(widget, FormBody) and widget.verticalScrollBar().maximum() > 0:
        high = widget.viewport().height()
        if high < LEAST_FORM:
            yield f"{_name(widget)}: the fields scroll in {high} pixels"
    if isinstance(widget, FormRow) and widget.height() + 1 < _least(widget):
        yield f"the field {widget.name} is squeezed to {widget.height()} pixels"


def _least(row: FormRow) -> int:
    """Chips need the more lines the narrower they are."""
    if row.hasHeightForWidth():
        return row.heightForWidth(row.width())
    return row.minimumSizeHint().height()


def _table(widget: QWidget) -> Iterator[str]:
    if not isinstance(widget, Table) or not widget.count():
        return
    if widget.view.horizontalScrollBar().maximum() > 0:
        yield (
            f"{_name(widget.view)} scrolls sideways by"
            f" {widget.view.horizontalScrollBar().maximum()}"
        )
    for at, column in enumerate(widget.columns):
        if widget.view.isColumnHidden(at):
            continue
        width = widget.view.columnWidth(at)
        words = {_text(widget, row, column) for row in range(min(widget.count(), ROWS_LOOKED_AT))}
        legal = tuple(column.widest()) if column.widest is not None else ()
        must = (*words, *legal) if column.chip else legal
        yield from (
            f"{_name(widget.view)}: {'chip ' if column.chip else ''}{word!r} is cut"
            for word in must
            if word and cell_width(column, word) > width
        )
        if column.ink and not column.stretch:
            first = {word.partition(" · ")[0] for word in words} if column.second else words
            yield from (
                f"{_name(widget.view)}: {word!r} is cut"
                for word in first
                if cell_width(column, word) > width
            )
        title = str(widget.view.model().headerData(at, Qt.Orientation.Horizontal) or "")
        if widget.view.fontMetrics().horizontalAdvance(title) > width:
            yield f"{_name(widget.view)}: title {title!r} is cut"


def _text(table: Table, row: int, column: Column) -> str:
    at = table.columns.index(column)
    return str(table.view.model().index(row, at).data() or "")


def _english(widget: QWidget) -> Iterator[str]:
    if isinstance(widget.parentWidget(), StatusLine):
        return
    texts = [widget.accessibleName(), widget.toolTip()]
    if isinstance(widget, QLabel | QAbstractButton):
        texts.append(widget.text())
    if isinstance(widget, QLineEdit):
        texts.append(widget.placeholderText())
    if isinstance(widget, Table):
        model = widget.view.model()
        texts += [
            str(model.headerData(at, Qt.Orientation.Horizontal) or "")
            for at in range(len(widget.columns))
        ]
    for text in dict.fromkeys(texts):
        strange = set(WORD.findall(VIN.sub("", text))) - SAME_IN_CHINESE - NAMES
        if strange:
            yield f"{_name(widget)} says {sorted(strange)} in {text!r}"


def _may_elide(label: Label) -> bool:
    return bool(getattr(label, "_elide", False))


def _scrolls(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton | Chip) else ""
    return f"{type(widget).__name__} {widget.objectName() or text!r}"
