"""Rows and columns: steps of the scale, shares of the free room, parts that are left out."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.parts.kit import show
from ui import theme
from ui.parts.fields import Text
from ui.parts.form import Field, Form
from ui.parts.labels import Empty
from ui.parts.layouts import STRETCH, aligned, boxed, gap, hbox, stretched, vbox
from ui.parts.merge_view import MergeView
from ui.parts.panel import Panel


class WindowsOpened(QObject):
    """Hears of every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(watched.objectName())
        return False


def fixed() -> QWidget:
    widget = QWidget()
    widget.setFixedSize(50, 20)
    return widget


def test_parts_stand_in_their_order_with_steps_between_and_around(qtbot) -> None:
    first, second, third = fixed(), fixed(), fixed()
    box = boxed(hbox(first, None, second, gap(3), third, STRETCH, spacing=1, margins=(4, 2, 0, 0)))
    show(qtbot, box, width=600, height=100)
    left, between, extra = (theme.size(f"space-{step}") for step in (4, 1, 3))
    assert first.x() == left
    assert second.x() == first.x() + 50 + between
    assert third.x() == second.x() + 50 + between + extra
    assert box.layout().contentsMargins().top() == theme.size("space-2")


def test_a_stretched_part_takes_the_free_room_and_an_aligned_one_does_not(qtbot) -> None:
    wide, small = QWidget(), fixed()
    box = boxed(vbox(stretched(wide), aligned(small, Qt.AlignmentFlag.AlignRight), spacing=0))
    show(qtbot, box, width=300, height=200)
    assert wide.height() == 180
    assert (small.x(), small.width()) == (250, 50)


def test_an_inner_layout_without_a_spacing_takes_that_around_it(qtbot) -> None:
    inner = hbox(fixed(), fixed(), spacing=None)
    box = show(qtbot, boxed(vbox(inner, spacing=5)))
    assert box.layout().count() == 1
    assert inner.spacing() == theme.size("space-5")


@pytest.mark.parametrize(
    "make",
    [
        lambda: Form((Field("name", "Name", Text), Field("more", "More", Text, more=True))),
        lambda: Form((Field("name", "Name", Text),), clear=""),
        lambda: Panel("Title", QWidget(), closable=True),
        lambda: Panel("Title"),
        lambda: Empty("Nothing", "F4", icon="car"),
        MergeView,
    ],
)
def test_no_part_opens_a_window_while_it_is_built(qtbot, qapp: QApplication, make) -> None:
    heard = WindowsOpened()
    qapp.installEventFilter(heard)
    qtbot.addWidget(make())
    qapp.removeEventFilter(heard)
    assert heard.names == []
