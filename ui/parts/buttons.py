"""Buttons that show their key: a key that is on the button needs no manual."""

from collections.abc import Callable

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.tones import Tone
from ui import theme
from ui.keys import Key
from ui.parts.keys import connect_keys
from ui.parts.ring import ring_on_focus
from ui.parts.store_state import StoreFollower

HEIGHTS = {"link": "target"}

ICON_TONES = {
    "primary": "on-accent",
    "danger": "on-bad",
    "plain": Tone.ACCENT,
    "link": Tone.ACCENT,
    "quiet": "ink-2",
}


class Button(QPushButton):
    """One act. `listens=False` only shows the key, because a desk action already owns it.

    `saves`: it cannot be pressed while the store takes nothing, and its tooltip says why.
    """

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
        saves: bool = False,
        clicked: Callable[..., object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shortcut, self._icon = shortcut, icon
        self._hold = SavingHold(self) if saves else None
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
        ring_on_focus(self)

    def why_held(self) -> str:
        """Why nothing can be saved just now; empty where it can. Looks at once whether it can."""
        return self._hold.ask() if self._hold is not None else ""

    def setEnabled(self, enabled: bool) -> None:
        """What holds a button that saves is stronger."""
        if self._hold is None:
            super().setEnabled(enabled)
        else:
            self._hold.enable(enabled)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A button that is to be held keeps the focus as long as it has it."""
        super().focusOutEvent(event)
        if self._hold is not None:
            self._hold.judge()

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


class SavingHold:
    """Holds a button that saves while the store takes nothing."""

    def __init__(self, button: Button) -> None:
        self._button = button
        self._wanted, self._tip = True, ""
        self.follower = StoreFollower(button, self.judge)

    def enable(self, wanted: bool) -> None:
        self._wanted = wanted
        self.judge()

    def ask(self) -> str:
        state = self.follower.state
        if state is None or state.saves:
            return ""
        state.hurry()
        return state.reason()

    def judge(self) -> None:
        """A button that is focused is held once the focus has left it by itself."""
        state = self.follower.state
        reason = "" if state is None or state.saves else state.reason()
        enabled = self._wanted and (not reason or self._button.hasFocus())
        QPushButton.setEnabled(self._button, enabled)
        if reason and not self._button.property("held"):
            self._tip = self._button.toolTip()
        if reason or self._button.property("held"):
            self._button.setToolTip(reason or self._tip)
            self._button.setProperty("held", bool(reason))


class SubmitButton(Button):
    """The first button of a form; the form listens to its key."""

    def __init__(
        self, text: str, form: str, *, clicked: Callable[[], object] | None = None
    ) -> None:
        name = f"{form}_submit"
        super().__init__(
            text, Key.SAVE, "primary", name=name, listens=False, saves=True, clicked=clicked
        )
