"""How far a long piece of work is, with a button that stops it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from app.text import _, ngettext
from app.tones import Tone
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.labels import Glyph, Label
from ui.parts.layouts import hbox, stretched
from ui.parts.naming import named


class ProgressLine(QFrame):
    """One line under the header: what is done, how much of it, and the button."""

    stopped = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "progress", says=title)
        self.setProperty("banner", Tone.ACCENT)
        self.setMinimumHeight(theme.size("row"))
        self._bar = named(QProgressBar(), "progress_bar", says=title)
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(policy)
        self._far = Label("", "body")
        self._far.setMinimumWidth(theme.size("space-6") * 2)
        self.stop_button = Button(
            _("Stop"), kind="plain", icon=Icon.X, name="progress_stop", clicked=self._stop
        )
        hbox(
            Glyph(Icon.HOURGLASS, Tone.ACCENT),
            Label(title, "body", bold=True),
            stretched(self._bar),
            self._far,
            self.stop_button,
            parent=self,
            margins=(3, 1, 1, 1),
        )

    def show_share(self, share: float | None, seconds: int, *, is_final: bool = False) -> None:
        """How much is done from 0 to 1, else for how long it has been going on."""
        self._bar.setVisible(share is not None)
        if share is None:
            self._far.say(ngettext("{n} second", "{n} seconds", seconds).format(n=seconds))
        else:
            self._bar.setValue(round(share * 100))
            self._far.say(f"{share:.0%}")
        self.stop_button.setEnabled(self.stop_button.isEnabled() and not is_final)

    def told(self) -> str:
        """The words at the right."""
        return self._far.text()

    def _stop(self) -> None:
        self.stop_button.setEnabled(False)
        self.stop_button.setText(_("Stopping…"))
        self.stopped.emit()
