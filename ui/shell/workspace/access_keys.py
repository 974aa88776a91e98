"""Alt with a letter reaches every field, button and tab that is seen; held down, Alt shows which.

The form with the focus, or the first, has its own letters; tabs, buttons and other forms as wholes
share the rest.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QEvent, QKeyCombination, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from ui import theme
from ui.parts import paint
from ui.parts.access_keys import SIGNS, TAKEN, AccessTarget, assign
from ui.parts.form import Form
from ui.parts.tab_row import TabButton
from ui.shell.printing.preview import Preview
from ui.shell.workspace.overlay import Overlay

HELD_MS = 300
"""Alt is held so long before the signs are shown: Alt+Left is no question."""
PAD = 4
ALT, SHIFTED = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
SHIFT = "⇧"
"""Before a letter that is pressed with Alt and Shift: where the letters alone are used up."""


class AccessKeys(QObject):
    """One for a window; what a key presses is looked up when it is pressed."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.tips = AccessTips(window)
        self._timer = QTimer(self, singleShot=True, interval=HELD_MS)
        self._timer.timeout.connect(lambda: self.tips.show_targets(self.targets()))
        for letter in (one for one in SIGNS if one not in TAKEN):
            for held, sign in ((ALT, letter), (ALT | SHIFTED, SHIFT + letter)):
                keys = QKeyCombination(held, Qt.Key(ord(letter)))
                shortcut = QShortcut(QKeySequence(keys), window)
                shortcut.activated.connect(partial(self.press, sign))
        window.installEventFilter(self)

    def targets(self) -> dict[str, AccessTarget]:
        """What each sign presses now."""
        scope = _scope(self._window)
        forms = [form for form in scope.findChildren(Form) if form.isVisible()]
        first = next((one for one in forms if _has_focus(one)), next(iter(forms), None))
        found = first.access_targets() if first is not None else {}
        others = [one for one in _others(scope) if not _is_within(one, forms)]
        others += [one for one in forms if one is not first]
        for one, sign in zip(others, _signs(others, found), strict=True):
            if sign != SHIFT:
                found[sign] = AccessTarget(one, partial(_press, one))
        return found

    def press(self, sign: str) -> None:
        """Does what the sign stands for; nothing where it stands for nothing."""
        self._hide()
        target = self.targets().get(sign)
        if target is not None:
            target.press()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Alt that no input wanted comes to the window."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Alt and not event.isAutoRepeat():
                self._timer.start()
            elif event.key() != Qt.Key.Key_Alt:
                self._hide()
        elif event.type() in (QEvent.Type.KeyRelease, QEvent.Type.WindowDeactivate):
            self._hide()
        return False

    def _hide(self) -> None:
        self._timer.stop()
        self.tips.hide()


class AccessTips(QWidget):
    """A small sign at the corner of everything that can be pressed; the mouse goes through."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("accessTips")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._targets: dict[str, AccessTarget] = {}
        self.hide()

    def show_targets(self, targets: dict[str, AccessTarget]) -> None:
        """Lies over the whole window."""
        self._targets = targets
        self.setGeometry(self.window().rect())
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, font = QPainter(self), theme.font("caption", bold=True)
        metrics = QFontMetrics(font)
        for sign, target in self._targets.items():
            if target.widget.visibleRegion().isEmpty():
                continue
            corner = target.widget.mapTo(self.window(), QPoint(0, 0))
            size = (metrics.horizontalAdvance(sign) + 2 * PAD, metrics.height() + 2)
            tip = QRect(corner.x() - PAD, corner.y() - size[1] + PAD, *size)
            tip.moveLeft(max(1, tip.left()))
            tip.moveTop(max(1, tip.top()))
            paint.box(painter, tip, "ink", radius=3)
            paint.text(painter, tip, sign, color="surface", font=font, align=paint.CENTER)


def _scope(window: QWidget) -> QWidget:
    """What lies over the page takes all keys."""
    covers = (*window.findChildren(Overlay), *window.findChildren(Preview))
    return next((one for one in covers if one.isVisible()), window)


def _has_focus(part: QWidget) -> bool:
    focus = part.window().focusWidget()
    return focus is not None and part.isAncestorOf(focus)


def _signs(parts: list[QWidget], taken: Collection[str]) -> list[str]:
    names = [(one.accessibleName(), one.objectName()) for one in parts]
    plain = assign(names, taken)
    left = [name for name, sign in zip(names, plain, strict=True) if not sign]
    shifted = iter(assign(left))
    return [sign or SHIFT + next(shifted) for sign in plain]


def _is_within(part: QWidget, forms: list[Form]) -> bool:
    return any(form.isAncestorOf(part) for form in forms)


def _others(scope: QWidget) -> list[QWidget]:
    """Buttons, tabs and search fields that are seen and can be pressed, the tabs first."""
    parts = (*scope.findChildren(QAbstractButton), *scope.findChildren(QLineEdit))
    shown = [one for one in parts if _can_be_pressed(one)]
    return sorted(shown, key=lambda one: not isinstance(one, TabButton))


def _can_be_pressed(part: QWidget) -> bool:
    reached = part.focusPolicy() is not Qt.FocusPolicy.NoFocus or isinstance(part, TabButton)
    seen = part.isVisible() and part.isEnabled() and not part.visibleRegion().isEmpty()
    return reached and seen and bool(part.accessibleName())


def _press(part: QWidget) -> None:
    part.setFocus(Qt.FocusReason.ShortcutFocusReason)
    if isinstance(part, QAbstractButton):
        part.click()
    elif isinstance(part, Form):
        part.start()
