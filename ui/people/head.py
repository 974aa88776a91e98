"""The part of a file above its timeline.

Alerts, chips, facts, counters, people or cars, and what can be done.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.formatting import joined
from app.text import _
from db.nouns import Noun
from ui import theme
from ui.icons import Icon
from ui.parts.avatar import AvatarDisc
from ui.parts.buttons import Button
from ui.parts.flow import Flow
from ui.parts.labels import Chip, Label, plain_tooltip
from ui.parts.layouts import hbox, stretched, vbox
from ui.people.desk import DESK
from ui.shell.alert_strip import alert_line

MOST_LINKS = 4
COUNTERS_IN_A_ROW = 3
Toned = tuple[str, str]
"""A text and its tone."""


@dataclass(frozen=True, slots=True)
class Counter:
    """A figure with its name; `tone` where it is good or bad."""

    name: str
    value: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class HeadLink:
    """A person or a car that belongs to a file.

    `told` is read beside it; `number` is never cut. `ends`: what a small button at the right does,
    which screen readers call `end`.
    """

    text: str
    noun: Noun
    id: int
    told: str
    number: str = ""
    end: str = ""
    ends: Callable[[], object] | None = None

    @property
    def whole(self) -> str:
        """All of it, however long."""
        return joined(self.text, self.number, by=" ")


class Head(QWidget):
    """The upper part of a file, built anew whenever the file is read."""

    opened = Signal(Noun, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.size("space-2"))
        self._foot = QVBoxLayout()
        self._foot.setSpacing(0)

    def close_up(self) -> None:
        """Finish: what was offered stands below everything else."""
        self._column.addLayout(self._foot)
        self._column.addStretch(1)

    def add_alerts(self, alerts: Iterable[Toned]) -> None:
        """Banners with the whole text: nobody may miss the end of an alert."""
        for text, tone in alerts:
            self._column.addWidget(alert_line(text, tone))

    def add_name(self, name: str, phones: Iterable[str], *, menu: QWidget | None) -> None:
        """A round with the first sign of the name, the numbers large beside it, acts at the end."""
        numbers = [Label(number, "title", elide=True) for number in phones]
        column = vbox(*(numbers or [Label(_("No phone number"), "muted")]), spacing=0)
        self._column.addLayout(hbox(AvatarDisc(name), stretched(column), menu))

    def add_chips(self, chips: Iterable[Toned]) -> None:
        """One row of chips, broken where it is full."""
        if shown := [Chip(text, tone) for text, tone in chips]:
            row = QWidget()
            flow = Flow(row)
            for chip in shown:
                flow.addWidget(chip)
            self._column.addWidget(row)

    def add_facts(self, facts: Iterable[str]) -> None:
        """One line for each fact that is not empty."""
        column = QVBoxLayout()
        column.setSpacing(0)
        for fact in facts:
            if fact:
                column.addWidget(Label(fact, "body", wrap=True))
        self._column.addLayout(column)

    def add_counters(self, counters: Iterable[Counter]) -> None:
        """A name with its figure below, three in a row."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.size("space-4"))
        grid.setVerticalSpacing(0)
        grid.setContentsMargins(0, theme.size("space-1"), 0, theme.size("space-1"))
        grid.setRowMinimumHeight(2, theme.size("space-5"))
        for place, counter in enumerate(counters):
            line, column = divmod(place, COUNTERS_IN_A_ROW)
            name = Label(counter.name, "caption")
            grid.addWidget(name, 2 * line, column, Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(_bold(counter.value, counter.tone), 2 * line + 1, column)
            grid.setColumnStretch(column, 1)
        self._column.addLayout(grid)

    def add_links(self, links: Iterable[HeadLink]) -> None:
        """The first few links; a button shows the others."""
        rows = [self._link(link) for link in links]
        column = QVBoxLayout()
        column.setSpacing(0)
        self._column.addLayout(column)
        for row in rows:
            column.addWidget(row)
        if hidden := rows[MOST_LINKS:]:
            column.addWidget(_more(hidden), alignment=Qt.AlignmentFlag.AlignLeft)

    def offer(self, button: Button, told: str) -> None:
        """A button for something to do, and how it stands beside it."""
        row = QHBoxLayout()
        row.addWidget(button)
        row.addWidget(Label(told, "caption", elide=True), 1)
        self._foot.addLayout(row)

    def _link(self, link: HeadLink) -> QWidget:
        holder, place = QWidget(), f"{link.noun}_{link.id}"
        button = Button(
            _fitting(link),
            kind="link",
            icon=DESK.icon_of(link.noun),
            name=f"open_{place}",
            says=link.whole,
        )
        button.setToolTip(plain_tooltip(link.whole))
        button.clicked.connect(lambda: self.opened.emit(link.noun, link.id))
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button)
        row.addWidget(Label(link.told, "caption", elide=True), 1)
        if link.ends is not None:
            name = f"end_{place}"
            end = Button("", icon=Icon.X, kind="plain", name=name, says=link.end, saves=True)
            end.clicked.connect(link.ends)
            row.addWidget(end)
        return holder


def _fitting(link: HeadLink) -> str:
    """The text of a link; a long name is cut, its number never."""
    metrics, room = QFontMetrics(theme.font("body")), theme.size("panel-max") * 2 // 5
    room -= metrics.horizontalAdvance(f" {link.number}") if link.number else 0
    name = metrics.elidedText(link.text, Qt.TextElideMode.ElideRight, room)
    return joined(name, link.number, by=" ")


def _more(hidden: list[QWidget]) -> Button:
    """The button that shows the rows that are hidden at first."""
    for row in hidden:
        row.hide()
    text = _("{count} more").format(count=len(hidden))
    more = Button(text, kind="link", icon=Icon.CHEVRON_DOWN, name="more_links")
    more.clicked.connect(lambda: [row.show() for row in hidden] and more.hide())
    return more


def _bold(text: str, tone: str, *, wrap: bool = False) -> Label:
    words = Label(text, "body", wrap=wrap)
    words.setFont(theme.font("body", bold=True))
    words.set_tone(tone)
    return words
