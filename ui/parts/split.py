"""The layout of every page: header above, list left, panel right."""

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui import theme
from ui.parts.layouts import stretched, vbox
from ui.parts.page_header import PageHeader


class Split(QHBoxLayout):
    """The list takes what the panel leaves."""

    def __init__(self, left: QWidget, right: QWidget | None = None) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(theme.size("space-4"))
        self.addWidget(left, 1)
        if right is not None:
            self.addWidget(right)


def lay_out_page(page: QWidget, header: PageHeader, *below: QWidget | QLayout) -> QVBoxLayout:
    """Header, then banners, then the body (the last one) with the margins of every page."""
    *banners, body = below
    return vbox(header, *banners, stretched(body), parent=page, spacing=3, margins=(5, 4, 5, 4))
