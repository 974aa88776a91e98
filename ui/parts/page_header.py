"""The head of a page: title, at most four live figures, one button."""

from collections.abc import Iterable

from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.parts.as_of import AsOf
from ui.parts.buttons import Button
from ui.parts.labels import Figure, Label
from ui.parts.layouts import STRETCH, gap, hbox

MOST_FIGURES = 4


class PageHeader(QWidget):
    """Title, figures, action on one line."""

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
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(theme.size("control"))
        self._title = Label(title, "title")
        shown = tuple(figures)[:MOST_FIGURES]
        self._age = AsOf(self)
        hbox(self._title, self._age, gap(2), *shown, STRETCH, *extra, action, parent=self)

    def tell_age(self) -> None:
        """Something else stands on the page now."""
        self._age.begin()

    def say(self, title: str) -> None:
        """Another title."""
        self._title.say(title)
