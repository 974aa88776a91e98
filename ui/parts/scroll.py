"""Views that scroll: a page without frame, and a list of lines that nobody edits."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QScrollArea, QWidget

from ui import theme


class ScrollArea(QScrollArea):
    """Scrolls a page; without frame, ground or focus of its own."""

    def __init__(self, page: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if page is not None:
            self.show_page(page)

    def sizeHint(self) -> QSize:
        """The size of the page as it is now, within a limit.

        Qt's own answer is that of the page before the style sheet of the window reached it.
        """
        page, line = self.widget(), self.fontMetrics().height()
        size = page.sizeHint() if page is not None else QSize()
        return size.boundedTo(QSize(36 * line, 24 * line))

    def show_page(self, page: QWidget) -> None:
        """Another page; Qt deletes the one before."""
        page.setProperty("clear", "true")
        self.setWidget(page)


class HeadScroll(ScrollArea):
    """As high as its content where there is room, else it scrolls.

    What is below keeps its place.
    """

    def __init__(self, says: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(says)

    def sizeHint(self) -> QSize:
        """The height of the whole content in the width that there is."""
        held = self.widget()
        if held is None:
            return QSize()
        if held.hasHeightForWidth():
            return QSize(0, held.heightForWidth(self.viewport().width()))
        return QSize(0, held.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Three rows, so that alerts are always seen."""
        return QSize(0, 3 * theme.size("row"))


class ReadOnlyListView(QListView):
    """Lines that are read and chosen, scrolled by the pixel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line at the lower edge fades where it is cut."""
        super().paintEvent(event)
        bottom = QPoint(0, self.viewport().height() - 1)
        fade_cut_row(self, self.visualRect(self.indexAt(bottom)))


def fade_cut_row(view: QAbstractItemView, row: QRect) -> None:
    """A row that is cut at the lower edge of a list fades away: there is more below."""
    area = view.viewport().rect()
    if not row.isValid() or row.bottom() <= area.bottom():
        return
    from PySide6.QtGui import QLinearGradient  # its presets take longer than a page to make

    fade = QLinearGradient(0, row.top(), 0, area.bottom())
    clear = theme.token("surface")
    clear.setAlpha(0)
    fade.setColorAt(0, clear)
    fade.setColorAt(1, theme.token("surface"))
    QPainter(view.viewport()).fillRect(QRect(0, row.top(), area.width(), row.height()), fade)
