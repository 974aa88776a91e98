"""List left, panel right; header above. All pages are laid out here so that they look alike."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.page_header import PageHeader
from ui.shell import theme


class Split(QWidget):
    """The list takes what the panel leaves."""

    def __init__(self, left: QWidget, right: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.size("space-4"))
        row.addWidget(left, 1)
        if right is not None:
            row.addWidget(right)
        self.left, self.right = left, right

    def show_right(self, shown: bool) -> None:
        """With or without the panel."""
        if self.right is not None:
            self.right.setVisible(shown)


def lay_out_page(page: QWidget, header: PageHeader, *below: QWidget) -> QVBoxLayout:
    """Header, then banners, then the body (the last one) with the margins of every page."""
    column = QVBoxLayout(page)
    edge = theme.size("space-5")
    column.setContentsMargins(edge, theme.size("space-4"), edge, theme.size("space-4"))
    column.setSpacing(theme.size("space-3"))
    column.addWidget(header)
    for widget in below:
        column.addWidget(widget, 1 if widget is below[-1] else 0)
    return column
