"""The head of a page: title, at most four live figures, one button.

What has no room side by side gives way in order: up to two buttons go under ⋯, then the figures to
a second line, then the other buttons but the first. A low window saves the second line.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.parts.as_of import AsOf
from ui.parts.buttons import Button
from ui.parts.folded_buttons import FoldedButtons
from ui.parts.labels import Figure, Label
from ui.parts.layouts import STRETCH, boxed, gap, hbox, vbox

MOST_FIGURES = 4
MOST_FOLDED = 2
"""Where more buttons than these would go under ⋯, the figures go to a second line instead."""
LOW, ALL = 700, 99
"""In a window lower than this a second line is dearer: as many buttons as needed go under ⋯."""


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
        self._title: QWidget = Label(title, "title")
        self._age = AsOf(self)
        self._shown = tuple(figures)[:MOST_FIGURES]
        self._figures = boxed(hbox(*self._shown))
        beside = tuple(extra)
        self._more = FoldedButtons("headMore", beside)
        self._beside, self._below = hbox(self._figures), hbox()
        self._others = [part for part in (self._age, *beside, action) if part is not None]
        acts = (*beside, self._more, action)
        self._line = hbox(self._title, self._age, gap(2), self._beside, STRETCH, *acts)
        self._line.addStrut(theme.size("control"))
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
        """A figure or a button has changed its width, maybe before the page was shown."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._arrange()
        return done

    def _arrange(self) -> None:
        """The first arrangement that fits; each change asks again, so only what differs changes."""
        figures = self._figures.sizeHint().width() if self._shown else 0
        is_beside = self._beside.count() > 0
        wide, room = self._needed(), self.width()
        folded = self._more.needed(wide + figures - room)
        is_low = self.window().height() < LOW
        beside = not figures or folded <= self._more.most(ALL if is_low else MOST_FOLDED)
        if not beside:
            folded = self._more.needed(wide - room)
        if figures and beside != is_beside:
            old, new = (self._below, self._beside) if beside else (self._beside, self._below)
            _move(self._figures, old, new)
        self._more.fold(folded)

    def _needed(self) -> int:
        """How wide everything but the figures is side by side, whatever is folded now.

        Asked of the parts: a layout knows only later what was hidden or moved.
        """
        shown = [part for part in self._others if not part.isHidden() or self._more.has(part)]
        widths = (part.sizeHint().width() for part in (self._title, *shown))
        # text is a little wider on a magnified screen
        return sum(widths) + theme.size("space-2") * (len(shown) + 3)


def _move(part: QWidget, old: QHBoxLayout, new: QHBoxLayout) -> None:
    """From one line to the other, at its left."""
    old.removeWidget(part)
    while old.count():
        old.takeAt(0)
    new.addWidget(part)
    new.addStretch()
