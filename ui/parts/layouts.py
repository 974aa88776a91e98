"""Rows and columns of widgets, each said in one call.

Spacing and margins are steps of the scale in tokens.json: 2 is `space-2`, 0 is none. A spacing of
None is that of the layout around it. Margins are one step for all sides, or four steps in Qt's
order: left, top, right, bottom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui import theme

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

Box = TypeVar("Box", bound=QBoxLayout)
Margins = int | tuple[int, int, int, int]


class Placed(NamedTuple):
    """A widget or layout with its share of the room, or only room."""

    part: QWidget | QLayout | None
    share: int = 0
    align: Qt.AlignmentFlag | None = None
    gap: int = 0


Part = QWidget | QLayout | Placed | None
STRETCH = Placed(None, 1)
"""Free room between two parts of a row or column."""


def stretch(share: int) -> Placed:
    """Free room that takes a larger or smaller share than other room."""
    return Placed(None, share)


def hbox(
    *parts: Part, parent: QWidget | None = None, spacing: int | None = 2, margins: Margins = 0
) -> QHBoxLayout:
    """Parts from left to right; None is left out."""
    return _filled(QHBoxLayout(parent), parts, spacing=spacing, margins=margins)


def vbox(
    *parts: Part, parent: QWidget | None = None, spacing: int | None = 2, margins: Margins = 0
) -> QVBoxLayout:
    """Parts from top to bottom; None is left out."""
    return _filled(QVBoxLayout(parent), parts, spacing=spacing, margins=margins)


def stretched(part: QWidget | QLayout, share: int = 1) -> Placed:
    """A part that takes the free room, or its share of it."""
    return Placed(part, share)


def aligned(part: QWidget | QLayout, align: Qt.AlignmentFlag) -> Placed:
    """A part at one side of its place, no larger than it wants to be."""
    return Placed(part, align=align)


def gap(step: int) -> Placed:
    """Fixed room, beside the spacing that is there anyway."""
    return Placed(None, gap=step)


def boxed(layout: QLayout) -> QWidget:
    """A plain widget that holds a layout."""
    widget = QWidget()
    widget.setLayout(layout)
    return widget


def set_margins(layout: QLayout, margins: Margins) -> None:
    """Margins in steps of the scale."""
    steps = (margins,) * 4 if isinstance(margins, int) else margins
    layout.setContentsMargins(*(_pixels(step) for step in steps))


def _filled(box: Box, parts: tuple[Part, ...], *, spacing: int | None, margins: Margins) -> Box:
    set_margins(box, margins)
    if spacing is not None:
        box.setSpacing(_pixels(spacing))
    for part in parts:
        if part is not None:
            _add(box, part if isinstance(part, Placed) else Placed(part))
    return box


def _add(box: QBoxLayout, placed: Placed) -> None:
    if isinstance(placed.part, QLayout):
        box.addLayout(placed.part, placed.share)
    elif placed.part is not None and placed.align is not None:
        box.addWidget(placed.part, placed.share, placed.align)
    elif placed.part is not None:
        box.addWidget(placed.part, placed.share)
    elif placed.gap:
        box.addSpacing(_pixels(placed.gap))
    else:
        box.addStretch(placed.share)


def _pixels(step: int) -> int:
    return theme.size(f"space-{step}") if step else 0
