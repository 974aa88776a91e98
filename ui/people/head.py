"""The part of a file above its timeline.

Alerts, chips, facts, counters, people or cars, and what can be done.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.text import _
from db.nouns import Noun
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.flow import Flow
from ui.parts.labels import TONE_ICONS, Chip, Glyph, Label, plain_tooltip

MOST_LINKS = 4


@dataclass(frozen=True, slots=True)
class HeadLink:
    """A person or a car that belongs to a file.

    `end` says what the small button at its right does, nothing where there is none.
    """

    text: str
    noun: Noun
    id: int
    told: str
    number: str = ""
    end: str = ""
    ends: Callable[[], object] | None = None


class Head(QWidget):
    """Made anew whenever the file is read: it is small, and nothing in it is typed."""

    opened = Signal(Noun, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.size("space-2"))
        self._foot = QVBoxLayout()
        self._foot.setSpacing(0)

    def close_up(self) -> None:
        """What can be done stands below everything else."""
        self._column.addLayout(self._foot)
        self._column.addStretch(1)

    def add_alerts(self, alerts: Iterable[tuple[str, str]]) -> None:
        """(tone, text), the whole text whatever its length: an alert that is cut is no alert."""
        for tone, text in alerts:
            if text:
                self._column.addWidget(_alert(tone, text))

    def add_chips(self, chips: Iterable[tuple[str, str]]) -> None:
        """(text, tone)."""
        shown = [Chip(text, tone) for text, tone in chips if text]
        if shown:
            row = QWidget()
            flow = Flow(row)
            for chip in shown:
                flow.addWidget(chip)
            self._column.addWidget(row)

    def add_facts(self, facts: Iterable[str]) -> None:
        """One line each."""
        column = QVBoxLayout()
        column.setSpacing(0)
        for fact in facts:
            if fact:
                column.addWidget(Label(fact, "body", elide=True))
        self._column.addLayout(column)

    def add_counters(self, counters: Iterable[tuple[str, str, str]]) -> None:
        """(what, figure, tone), three in a row."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.size("space-4"))
        grid.setVerticalSpacing(0)
        grid.setContentsMargins(0, theme.size("space-1"), 0, theme.size("space-1"))
        grid.setRowMinimumHeight(2, theme.size("space-5"))
        for place, (name, value, tone) in enumerate(counters):
            grid.addWidget(
                Label(name, "caption"), place // 3 * 2, place % 3, Qt.AlignmentFlag.AlignBottom
            )
            figure = Label(value, "body")
            figure.setFont(theme.font("body", bold=True))
            figure.set_tone(tone)
            grid.addWidget(figure, place // 3 * 2 + 1, place % 3)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        self._column.addLayout(grid)

    def add_links(self, links: Iterable[HeadLink]) -> None:
        """The first few; the others open in place."""
        rows = [self._link(link) for link in links]
        column = QVBoxLayout()
        column.setSpacing(0)
        self._column.addLayout(column)
        for row in rows:
            column.addWidget(row)
        if len(rows) > MOST_LINKS:
            for row in rows[MOST_LINKS:]:
                row.hide()
            more = Button(
                _("{count} more").format(count=len(rows) - MOST_LINKS),
                kind="link",
                icon=Icon.CHEVRON_DOWN,
                name="more_links",
            )
            more.clicked.connect(lambda: [row.show() for row in rows] and more.hide())
            column.addWidget(more, alignment=Qt.AlignmentFlag.AlignLeft)

    def offer(self, button: Button, told: str) -> None:
        """One more line: something to do, and how it stands."""
        row = QHBoxLayout()
        row.addWidget(button)
        row.addWidget(Label(told, "caption", elide=True), 1)
        self._foot.addLayout(row)

    def _link(self, link: HeadLink) -> QWidget:
        holder = QWidget()
        icon, whole = (
            Icon.CAR if link.noun == Noun.VEHICLE else Icon.USER,
            f"{link.text} {link.number}".strip(),
        )
        button = Button(
            _fitting(link), kind="link", icon=icon, name=f"open_{link.noun}_{link.id}", says=whole
        )
        button.setToolTip(plain_tooltip(whole))
        button.clicked.connect(lambda: self.opened.emit(link.noun, link.id))
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button)
        told = Label(link.told, "caption", elide=True)
        row.addWidget(told, 1)
        if link.ends is not None:
            end = Button(
                "", icon=Icon.X, kind="plain", name=f"end_{link.noun}_{link.id}", says=link.end
            )
            end.clicked.connect(link.ends)
            row.addWidget(end)
        return holder


class Scroll(QScrollArea):
    """As high as what it holds where there is room.

    Where there is none, it scrolls and the timeline keeps its place.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Head of the file"))

    def sizeHint(self) -> QSize:
        """All of it."""
        held = self.widget()
        return (
            QSize(
                0,
                (
                    held.heightForWidth(self.viewport().width())
                    if held.hasHeightForWidth()
                    else held.sizeHint().height()
                ),
            )
            if held
            else QSize()
        )

    def minimumSizeHint(self) -> QSize:
        """The alerts are always seen."""
        return QSize(0, 3 * theme.size("row"))


def _fitting(link: HeadLink) -> str:
    """A long name is cut, never the number behind it.

    Dates and buttons have their place beside it.
    """
    metrics, room = QFontMetrics(theme.font("body")), theme.size("panel-max") * 2 // 5
    room -= metrics.horizontalAdvance(f" {link.number}") if link.number else 0
    return (
        f"{metrics.elidedText(link.text, Qt.TextElideMode.ElideRight, room)} {link.number}".strip()
    )


def _alert(tone: str, text: str) -> QFrame:
    frame = QFrame()
    frame.setProperty("banner", tone)
    frame.setObjectName("alert")
    frame.setAccessibleName(text)
    row = QHBoxLayout(frame)
    side, above = theme.size("space-3"), theme.size("space-2")
    row.setContentsMargins(side, above, side, above)
    row.setSpacing(theme.size("space-2"))
    row.addWidget(Glyph(TONE_ICONS.get(tone, Icon.INFO), tone), alignment=Qt.AlignmentFlag.AlignTop)
    words = Label(text, "body", wrap=True)
    words.setFont(theme.font("body", bold=True))
    words.set_tone(tone)
    row.addWidget(words, 1)
    return frame
