"""A focus ring that stands outside the widget.

Qt style sheets cannot leave a gap between a control and its ring.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui import theme
from ui.parts import paint

HAS_RING = "hasRing"
WATCHES_FOCUS = "watchesFocus"
LEAVING = (QEvent.Type.FocusOut, QEvent.Type.Hide)


def ring_on_focus(control: QWidget) -> None:
    """A ring stands around the control while the keyboard is at it, unless a click brought it."""
    control.setProperty(HAS_RING, True)
    app = QApplication.instance()
    if isinstance(app, QApplication) and not app.property(WATCHES_FOCUS):
        app.setProperty(WATCHES_FOCUS, True)
        _Rings(app)


class _Rings(QObject):
    """One for all controls.

    A filter on each would be asked for every event of every button, a fifth of building a page.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._look)

    def _look(self, _before: QWidget | None, now: QWidget | None) -> None:
        clicked = QGuiApplication.mouseButtons() is not Qt.MouseButton.NoButton
        if now is not None and now.property(HAS_RING) and not clicked:
            _Ring(now).show()


class _Ring(QObject):
    """Follows one control as long as it has the focus."""

    def __init__(self, control: QWidget) -> None:
        super().__init__(control)
        self._control = control
        self._line: _RingLine | None = None
        self._between: list[QWidget] = []
        control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Moves and drops the ring.

        A widget between control and host may outlive the control by a moment.
        """
        if isValid(self._control):
            if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
                self._follow()
            elif watched is self._control and event.type() in LEAVING:
                self._drop()
        return False

    def show(self) -> None:
        if self._control.parentWidget() is not None:
            host = self._host()
            for widget in self._between:
                widget.installEventFilter(self)
            self._line = _RingLine(host)
            self._follow()
            if self._line is not None:
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
        self._control.removeEventFilter(self)
        self.deleteLater()


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
