"""Choices small enough to lie open: one click instead of open, look, click."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QSizePolicy, QWidget

from app.text import N_, _
from ui import theme
from ui.parts import paint
from ui.parts.choice import key_of
from ui.parts.flow import Flow
from ui.parts.layouts import hbox
from ui.parts.naming import named
from ui.parts.ring import ring_on_focus
from ui.parts.spoken_role import announce


class Segments(QWidget):
    """One of a few, side by side; clicking the chosen one again takes it back.

    Its first letter chooses it too.
    """

    edited = Signal()
    spoken_role = QAccessible.Role.Grouping
    typed_as = N_("← and → choose; Space takes it back")

    def __init__(
        self,
        options: Iterable[tuple[object, str]] = (),
        *,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._options: tuple[tuple[object, str], ...] = ()
        self._buttons: list[QAbstractButton] = []
        self._row = hbox(parent=self, spacing=0)
        self.setToolTip(hint)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_options(options)
        ring_on_focus(self)

    def set_options(self, options: Iterable[tuple[object, str]]) -> None:
        """Another row of buttons; what was chosen stays chosen when it is still there."""
        wanted = tuple(options)
        if self._buttons and wanted == self._options:
            return
        value = self.value()
        for button in self._buttons:
            button.hide()
            self._row.removeWidget(button)
            button.deleteLater()
        self._options = wanted
        self._buttons = self._make_buttons()
        self.set_value(value)

    def _make_buttons(self) -> list[QAbstractButton]:
        """One control of several parts, joined at their edges."""
        made: list[QAbstractButton] = []
        for at, (_value, text) in enumerate(self._options):
            button = _pick_button(text, "segment", SegmentButton)
            button.setProperty("place", _place(at, len(self._options)))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked, at=at: self._press(at))
            self._row.addWidget(button, 1)
            made.append(button)
        return made

    def options(self) -> tuple[tuple[object, str], ...]:
        """What there is to choose."""
        return self._options

    def value(self) -> object:
        """The chosen one, or None."""
        at = self._chosen()
        return self._options[at][0] if at >= 0 else None

    def set_value(self, value: object) -> None:
        """Chooses; this is no edit."""
        for (own, _text), button in zip(self._options, self._buttons, strict=True):
            button.setChecked(value is not None and own == value)

    def told(self) -> str:
        """The words of the chosen one."""
        at = self._chosen()
        return self._options[at][1] if at >= 0 else ""

    def problem(self) -> str:
        """A button cannot be unclear."""
        return ""

    def draft(self) -> object:
        """The name of the chosen one."""
        return "" if self.value() is None else key_of(self.value())

    def restore(self, draft: object) -> None:
        """Finds it again."""
        self.set_value(
            next((value for value, _text in self._options if key_of(value) == draft), None)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right walk, a letter or a digit jumps, Space takes back."""
        key, at, last = event.key(), self._chosen(), len(self._buttons) - 1
        if key == Qt.Key.Key_Right and at < last:
            self._choose(at + 1)
        elif key == Qt.Key.Key_Left and at != 0 and last >= 0:
            self._choose(max(at - 1, 0))
        elif key == Qt.Key.Key_Space and last >= 0:
            self._choose(-1 if at >= 0 else 0)
        elif (jump := self._jump(event.text())) >= 0:
            self._choose(jump)
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> int:
        return next((at for at, one in enumerate(self._buttons) if one.isChecked()), -1)

    def _jump(self, typed: str) -> int:
        if not typed.strip():
            return -1
        for at, (_value, text) in enumerate(self._options):
            if text.casefold().startswith(typed.casefold()):
                return at
        return int(typed) - 1 if typed.isdecimal() and 0 < int(typed) <= len(self._options) else -1

    def _press(self, at: int) -> None:
        # the click has already toggled the button itself
        self._choose(at if self._buttons[at].isChecked() else -1)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def _choose(self, at: int) -> None:
        for place, button in enumerate(self._buttons):
            button.setChecked(place == at)
        announce(self, self.told())
        self.edited.emit()


class SegmentButton(QPushButton):
    """One of a few: choosing it takes the others back."""

    spoken_role = QAccessible.Role.RadioButton


class Chips(QWidget):
    """Any number of a few, as chips that switch.

    The value is a tuple in the order of the options.
    """

    edited = Signal()
    spoken_role = QAccessible.Role.Grouping

    def __init__(
        self,
        options: Iterable[tuple[object, str]] = (),
        *,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._options: tuple[tuple[object, str], ...] = ()
        self._buttons: list[QPushButton] = []
        self._spare: list[QPushButton] = []
        """Hidden chips that stand by: to style a new one takes ten times as long."""
        self._flow = Flow(self)
        self.setToolTip(hint)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        ring_on_focus(self)
        self.set_options(options)

    def set_options(self, options: Iterable[tuple[object, str]]) -> None:
        """Other chips; what was chosen stays chosen. Without any it takes the focus itself."""
        wanted = tuple(options)
        if self._buttons and wanted == self._options:
            return
        value, focus = self.value(), QApplication.focusWidget()
        # a chip that is shown lays out everything around it, up to the window
        was_seen = self.isVisible() and not (focus is not None and self.isAncestorOf(focus))
        if was_seen:
            self.hide()
        self._options = wanted
        self._keep_buttons(len(wanted))
        for button, (_value, text) in zip(self._buttons, wanted, strict=False):
            _tell_pick(button, text, "chip")
        for _value, text in wanted[len(self._buttons) :]:
            self._buttons.append(self._spare.pop() if self._spare else self._make_button())
            _tell_pick(self._buttons[-1], text, "chip")
            self._flow.addWidget(self._buttons[-1])
            self._buttons[-1].setVisible(True)
        self.setFocusProxy(None)
        policy = Qt.FocusPolicy.NoFocus if self._buttons else Qt.FocusPolicy.StrongFocus
        self.setFocusPolicy(policy)
        if self._buttons:
            _walk_here(self, self._buttons)
            self.setFocusProxy(self._buttons[0])  # last: Qt takes the chips along with their proxy
        self.setMinimumHeight(0 if self._buttons else theme.size("target"))
        self.set_value(value)
        if was_seen:
            self.show()

    def _make_button(self) -> QPushButton:
        button = _pick_button("", "chip")
        button.clicked.connect(self.edited)
        ring_on_focus(button)
        return button

    def _keep_buttons(self, most: int) -> None:
        for button in self._buttons[most:]:
            button.hide()
            button.setObjectName("chip_spare")
            self._flow.removeWidget(button)
            self._spare.append(button)
        del self._buttons[most:]

    def value(self) -> tuple[object, ...]:
        """The chosen ones."""
        return tuple(
            option[0]
            for option, button in zip(self._options, self._buttons, strict=True)
            if button.isChecked()
        )

    def set_value(self, value: Iterable[object] | None) -> None:
        """Chooses; this is no edit."""
        wanted = tuple(value or ())
        for (own, _text), button in zip(self._options, self._buttons, strict=True):
            button.setChecked(own in wanted)

    def told(self) -> str:
        """The words of the chosen ones."""
        chosen = self.value()
        return " · ".join(text for value, text in self._options if value in chosen)

    def problem(self) -> str:
        """A chip cannot be unclear."""
        return ""

    def draft(self) -> object:
        """The names of the chosen ones."""
        return [key_of(value) for value in self.value()]

    def restore(self, draft: object) -> None:
        """Finds them again."""
        names = draft if isinstance(draft, list) else []
        self.set_value(value for value, _text in self._options if key_of(value) in names)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Says that there is nothing to choose; chips paint themselves."""
        super().paintEvent(event)
        if not self._buttons:
            gap = theme.size("space-1")
            told = self.rect().adjusted(gap, 0, -gap, 0)
            words = _("Nothing to choose from yet.")
            paint.text(QPainter(self), told, words, color="ink-2", font="label")


def _walk_here(owner: QWidget, buttons: list[QPushButton]) -> None:
    """Tab comes to the buttons where their owner stands; Qt would put new ones last."""
    before = owner.previousInFocusChain()
    while before is not owner and (
        before.focusPolicy() is Qt.FocusPolicy.NoFocus or owner.isAncestorOf(before)
    ):
        before = before.previousInFocusChain()
    if before is owner or before.window() is not owner.window():
        return
    for button in buttons:
        QWidget.setTabOrder(before, button)
        before = button


def _place(at: int, count: int) -> str:
    """Where a part of a segmented control stands, for its round corners."""
    if count == 1:
        return "only"
    return {0: "first", count - 1: "last"}.get(at, "middle")


def _tell_pick(button: QPushButton, text: str, kind: str) -> None:
    """Another text on a button that stays: a new one would be styled anew."""
    named(button, f"{kind}_{text}", says=text)
    button.setText(text.replace("&", "&&"))


def _pick_button(text: str, kind: str, made: type[QPushButton] = QPushButton) -> QPushButton:
    button = made()
    _tell_pick(button, text, kind)
    button.setCheckable(True)
    button.setAutoDefault(False)
    button.setProperty("kind", kind)
    button.setMinimumHeight(theme.size("target" if kind == "chip" else "control"))
    return button
