"""A record without a desk of its own, such as a contact or a consent."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from app.desk_spec import Document
from app.formatting import money, show_moment
from app.labels import label
from app.text import _
from ui import theme
from ui.icons import Icon
from ui.keys import Key
from ui.parts.buttons import Button
from ui.parts.labels import Label
from ui.parts.layouts import vbox


class DocumentView(QWidget):
    """Facts and text of one record; `left()` goes back to the customer's file."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("document")
        self.document: Document | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.size("space-1"), 0, theme.size("space-1"), 0)
        self._column.setSpacing(theme.size("space-3"))
        self._body: QWidget | None = None
        self.back = Button(
            _("Back to the file"),
            Key.LEAVE,
            name="document_back",
            icon=Icon.ARROW_LEFT,
            listens=False,
        )
        self.back.clicked.connect(self.left)
        self._column.addWidget(self.back)

    def show_document(self, document: Document) -> None:
        """Show another record."""
        self.document = document
        old, self._body = self._body, _body_of(document)
        self._column.insertWidget(0, self._body, 1)
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()

    def start(self) -> None:
        """Put the cursor on the button that leads back."""
        self.back.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _body_of(document: Document) -> QWidget:
    body = QWidget()
    column = vbox(
        Label(show_moment(document.at), "muted"), _facts(document), parent=body, spacing=4
    )
    if document.text:
        column.addWidget(Label(document.text, "body", wrap=True))
    column.addStretch(1)
    return body


def _facts(document: Document) -> QFormLayout:
    facts = QFormLayout()
    facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    facts.setHorizontalSpacing(theme.size("space-4"))
    facts.setVerticalSpacing(theme.size("space-2"))
    for name, value in document.facts:
        if value not in (None, ""):
            facts.addRow(Label(_(name), "label"), Label(_told(value), "body", wrap=True))
    return facts


def _told(value: Any) -> str:
    if isinstance(value, tuple):
        return "  ".join(_told(part) for part in value)
    if isinstance(value, datetime):
        return show_moment(value)
    if isinstance(value, Decimal):
        return money(value)
    return label(value) if isinstance(value, Enum) else str(value)
