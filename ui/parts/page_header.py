"""The head of every page: where I am, at most four live figures, the one thing I most often do."""

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.parts.buttons import Button
from ui.parts.labels import Figure, Label

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
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.size("space-2"))
        self._title = Label(title, "title")
        row.addWidget(self._title)
        row.addSpacing(theme.size("space-2"))
        for figure in tuple(figures)[:MOST_FIGURES]:
            row.addWidget(figure)
        row.addStretch(1)
        for widget in extra:
            row.addWidget(widget)
        if action is not None:
            row.addWidget(action)
        self.setMinimumHeight(theme.size("control"))

    def say(self, title: str) -> None:
        """Another title."""
        self._title.say(title)
