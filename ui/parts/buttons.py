"""Buttons that show their key: a key that is on the button needs no manual."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.tones import Tone
from ui import theme
from ui.keys import Key
from ui.parts.keys import connect_keys
from ui.parts.ring import Ring

HEIGHTS = {"link": "target"}

ICON_TONES = {
    "primary": "on-accent",
    "danger": "on-bad",
    "plain": Tone.ACCENT,
    "link": Tone.ACCENT,
    "quiet": "ink-2",
}


class Button(QPushButton):
    """One act. `listens=False` only shows the key, because a desk action already owns it."""

    def __init__(
        self,
        text: str,
        shortcut: Key | None = None,
        kind: str = "quiet",
        *,
        icon: str = "",
        name: str = "",
        says: str = "",
        listens: bool = True,
        clicked: Callable[..., object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shortcut, self._icon = shortcut, icon
        self.setObjectName(name or "button")
        self.setMinimumSize(theme.size("control"), theme.size(HEIGHTS.get(kind, "control")))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self._wear(kind)
        self.show_text(text, says)
        if shortcut and listens:
            connect_keys(self, self.click, shortcut, everywhere=True)
        if clicked is not None:
            self.clicked.connect(clicked)
        Ring(self)

    def dress(self, kind: str) -> None:
        """Another kind: what is the first button of one record is the second of another."""
        if self.property("kind") != kind:
            self._wear(kind)
            theme.restyle(self)

    def show_text(self, text: str, says: str = "") -> None:
        """Text with its key; an ampersand in a name is an ampersand, not a mnemonic."""
        spoken = says or text
        words = f" {text}" if text and not self.icon().isNull() else text
        self.setText("  ".join(part for part in (words.replace("&", "&&"), self._shortcut) if part))
        self.setAccessibleName(spoken)
        if not text:
            self.setToolTip(f"{spoken} ({self._shortcut})" if self._shortcut else spoken)

    def _wear(self, kind: str) -> None:
        self.setProperty("kind", kind)
        self.setFont(theme.font("body", bold=kind in ("primary", "danger")))
        if self._icon:
            self.setIcon(theme.icon(self._icon, ICON_TONES.get(kind, "ink-2")))


class SubmitButton(Button):
    """The first button of a form; the form listens to its key."""

    def __init__(self, text: str, form: str, *, clicked: Callable[[], object]) -> None:
        name = f"{form}_submit"
        super().__init__(text, Key.SAVE, "primary", name=name, listens=False, clicked=clicked)
