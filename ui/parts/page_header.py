"""The head of a page: title, at most four live figures, one button.

What has no room side by side gives way in order: the figures go to a second line, then the buttons
beside the first one go under ⋯.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QWidget

from app.text import _
from ui import theme
from ui.icons import Icon
from ui.parts.as_of import AsOf
from ui.parts.buttons import Button
from ui.parts.labels import Figure, Label
from ui.parts.layouts import STRETCH, boxed, gap, hbox, vbox

MOST_FIGURES = 4


class PageHeader(QWidget):
    """Title, figures, action on one line, or on two where that is too short."""

    def __init__(
        self,
        title: str,
        figures: Iterable[Figure] = (),
        action: Button | None = None,
        *,
        extra: Iterable[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(theme.size("control"))
        self._title: QWidget = Label(title, "title")
        self._age = AsOf(self)
        self._shown = tuple(figures)[:MOST_FIGURES]
        self._figures = boxed(hbox(*self._shown))
        beside = tuple(extra)
        self._more = FoldedButtons(beside)
        self._beside, self._below = hbox(self._figures), hbox()
        acts = (*beside, self._more, action)
        self._line = hbox(self._title, self._age, gap(2), self._beside, STRETCH, *acts)
        vbox(self._line, self._below, parent=self, spacing=1)
        self._more.hide()

    def tell_age(self) -> None:
        """Something else stands on the page now."""
        self._age.begin()

    def say(self, title: str) -> None:
        """Another title."""
        if isinstance(self._title, Label):
            self._title.say(title)

    def lead_with(self, part: QWidget) -> None:
        """The desks of the area, of which this page is one, stand where the title stood."""
        old, self._title = self._title, part
        self._line.replaceWidget(old, part)
        old.hide()
        old.deleteLater()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wide enough for everything, or not."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """A figure or a button has changed its width."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        """Changes something only where another arrangement is due: each change asks again."""
        figures = self._figures.sizeHint().width() if self._shown else 0
        is_beside = self._beside.count() > 0
        wide = self._line.sizeHint().width() - (figures if is_beside else 0) + self._more.saved()
        is_below = bool(figures) and wide + figures > self.width()
        if is_below == is_beside:
            old, new = (self._beside, self._below) if is_below else (self._below, self._beside)
            _move(self._figures, old, new)
        self._more.fold(wide > self.width())


class FoldedButtons(Button):
    """⋯ with the buttons that have no room side by side; hidden while all have."""

    def __init__(self, buttons: Iterable[QWidget]) -> None:
        super().__init__("", icon=Icon.ELLIPSIS, name="headMore", says=_("More"))
        self._buttons = [one for one in buttons if isinstance(one, QAbstractButton)]
        self._folded: list[QAbstractButton] = []
        self.clicked.connect(self._offer)

    def fold(self, folded: bool) -> None:
        """Takes away the buttons that this person sees, or shows them again."""
        if folded == bool(self._folded):
            return
        shown = [one for one in self._buttons if not one.isHidden()]
        for one in self._folded or shown:
            one.setVisible(not folded)
        self._folded = shown if folded else []
        self.setVisible(bool(self._folded))

    def saved(self) -> int:
        """How much room the folded buttons would take more than this one."""
        gap = theme.size("space-2")
        widths = [one.sizeHint().width() + gap for one in self._folded]
        return sum(widths) - self.sizeHint().width() - gap if widths else 0

    def _offer(self) -> None:
        menu = QMenu(self)
        for one in self._folded:
            action = menu.addAction(one.text())
            action.setEnabled(one.isEnabled())
            action.triggered.connect(one.click)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))


def _move(part: QWidget, old: QHBoxLayout, new: QHBoxLayout) -> None:
    """From one line to the other, at its left."""
    old.removeWidget(part)
    while old.count():
        old.takeAt(0)
    new.addWidget(part)
    new.addStretch()
