"""Asking before what cannot be undone.

In the window, with a button that names the act, and a reason where one is owed.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.text import _
from app.tones import Tone
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.labels import Glyph, Label
from ui.parts.text_inputs import Text

Then = Callable[[str], None]


class ConfirmBar(QFrame):
    """Hidden until it asks.

    `then(reason)` is called when the act is pressed; anything else leaves all as it was.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._then: Then | None = None
        self._needs_reason = False
        self._before: QWidget | None = None
        self.setObjectName("confirm")
        self._question = Label("", "body", wrap=True)
        self._question.setFont(theme.font("body", bold=True))
        self._glyph = Glyph(Icon.TRIANGLE_ALERT, Tone.WARN)
        self._reason = Text(limit=200)
        self._reason.setObjectName("confirm_reason")
        self._reason.edited.connect(self._judge)
        self._buttons = QHBoxLayout()
        self._keep = Button(_("Keep as it is"), name="confirm_keep")
        self._keep.clicked.connect(self.leave)
        self._act = Button("", kind="primary", name="confirm_act")
        self._act.clicked.connect(self._agree)
        self._lay_out()
        self.hide()

    def ask(
        self, question: str, *, act: str, then: Then, reason: str = "", danger: bool = True
    ) -> None:
        """Shows the question; `reason` is the label of a field that must be filled first."""
        self._then, self._needs_reason = then, bool(reason)
        self._before = QApplication.focusWidget()
        tone = Tone.BAD if danger else Tone.ACCENT
        self._glyph.show_icon(Icon.TRIANGLE_ALERT if danger else Icon.CIRCLE_HELP, tone)
        self._question.say(question)
        self.setAccessibleName(question)
        self._reason.set_value(None)
        self._reason.setPlaceholderText(reason)
        self._reason.setAccessibleName(reason)
        self._reason.setVisible(bool(reason))
        self._act.show_text(act)
        for widget, name, value in (
            (self._act, "kind", "danger" if danger else "primary"),
            (self, "confirm", tone),
        ):
            widget.setProperty(name, value)
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self._judge()
        self.show()
        (self._reason if reason else self._keep).setFocus(Qt.FocusReason.TabFocusReason)

    def leave(self) -> None:
        """Everything stays as it was."""
        self._then = None
        self.hide()
        try:
            if self._before is not None:
                self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        except RuntimeError:  # the page behind it has been rebuilt
            self._before = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the focused button, or the act once the reason is there; Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, Button):
                focus.click()
            elif self._act.isEnabled():
                self._act.click()
        else:
            super().keyPressEvent(event)

    def _agree(self) -> None:
        then, reason = self._then, self._reason.value() or ""
        self.leave()
        if then is not None:
            then(reason)

    def _judge(self) -> None:
        self._act.setEnabled(not self._needs_reason or bool(self._reason.value()))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        edge = theme.size("space-3")
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.size("space-2"))
        head = QHBoxLayout()
        head.setSpacing(theme.size("space-2"))
        head.addWidget(self._glyph, alignment=Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._question, 1)
        column.addLayout(head)
        column.addWidget(self._reason)
        self._buttons.setSpacing(theme.size("space-2"))
        self._buttons.addStretch(1)
        self._buttons.addWidget(self._keep)
        self._buttons.addWidget(self._act)
        column.addLayout(self._buttons)
