"""A focus ring that stands outside the widget.

Qt style sheets cannot leave a gap between a control and its ring.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui import theme
from ui.parts import paint


class Ring(QObject):
    """Follows one control; a mouse click does not need to be told where it is."""

    def __init__(self, control: QWidget) -> None:
        super().__init__(control)
        self._control = control
        self._line: _RingLine | None = None
        self._between: list[QWidget] = []
        control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Shows, moves and hides the ring.

        A widget between control and host may outlive the control by a moment.
        """
        if isValid(self._control):
            if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
                self._follow()
            elif watched is self._control:
                self._follow_focus(event)
        return False

    def _follow_focus(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._drop()
        elif _is_key_focus(event):
            self._show()

    def _show(self) -> None:
        if self._line is None and self._control.parentWidget() is not None:
            host = self._host()
            for widget in self._between:
                widget.installEventFilter(self)
            self._line = _RingLine(host)
            self._follow()
            self._line.show()

    def _host(self) -> QWidget:
        """The nearest ancestor with room for the ring.

        One that scrolls clips it, so that is the last.
        """
        self._between = []
        host = self._control.parentWidget()
        away = theme.size("ring") + theme.size("ring-gap")
        while not host.isWindow():
            spot = self._control.mapTo(host, QPoint(0, 0))
            wanted = QRect(spot, self._control.size()).adjusted(-away, -away, away, away)
            if host.rect().contains(wanted):
                break
            self._between.append(host)
            host = host.parentWidget()
            if host.objectName() == "qt_scrollarea_viewport":
                return self._between.pop()
        return host

    def _follow(self) -> None:
        if self._line is None:
            return
        if isValid(self._line) and self._line.parentWidget().isAncestorOf(self._control):
            self._line.surround(self._control)
        else:
            self._drop()

    def _drop(self) -> None:
        for widget in self._between:
            if isValid(widget):
                widget.removeEventFilter(self)
        line, self._between, self._line = self._line, [], None
        if line is not None and isValid(line):
            line.hide()
            line.deleteLater()


def _is_key_focus(event: QEvent) -> bool:
    """True when the focus came, and not by a click."""
    if not isinstance(event, QFocusEvent) or not event.gotFocus():
        return False
    return event.reason() is not Qt.FocusReason.MouseFocusReason


class _RingLine(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def surround(self, control: QWidget) -> None:
        """Around the control, with the gap of the look."""
        away = theme.size("ring") + theme.size("ring-gap")
        spot = control.mapTo(self.parentWidget(), QPoint(0, 0))
        self.setGeometry(QRect(spot, control.size()).adjusted(-away, -away, away, away))
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only the line; the control stays uncovered."""
        painter = QPainter(self)
        paint.ring(painter, QRectF(self.rect()), theme.size("radius") + theme.size("ring-gap"))
