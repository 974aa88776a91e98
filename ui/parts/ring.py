"""A focus ring that stands outside the widget: Qt style sheets cannot leave a gap between a control and its ring."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.parts import paint
from ui.shell import theme


class Ring(QObject):
    """Follows one control; a mouse click does not need to be told where it is."""

    def __init__(self, control: QWidget) -> None:
        super().__init__(control)
        self._control = control
        self._line: _Line | None = None
        control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Shows, moves and hides the ring."""
        kind = event.type()
        if kind is QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            if event.reason() is not Qt.FocusReason.MouseFocusReason:
                self._show()
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._drop()
        elif kind in (QEvent.Type.Move, QEvent.Type.Resize) and self._line:
            self._line.surround(self._control)
        return False

    def _show(self) -> None:
        parent = self._control.parentWidget()
        if parent is not None and self._line is None:
            self._line = _Line(parent)
            self._line.surround(self._control)
            self._line.show()

    def _drop(self) -> None:
        if self._line is not None:
            self._line.hide()
            self._line.deleteLater()
            self._line = None


class _Line(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def surround(self, control: QWidget) -> None:
        """Around the control, with the gap of the look."""
        away = theme.size("ring") + theme.size("ring-gap")
        self.setGeometry(control.geometry().adjusted(-away, -away, away, away))
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only the line; the control stays uncovered."""
        painter = QPainter(self)
        paint.ring(painter, QRectF(self.rect()), theme.size("radius") + theme.size("ring-gap"))
