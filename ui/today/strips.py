"""How the desks stand: slim strips at the right of Today, drawn from what the desks declare."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.formatting import joined
from app.settings import HourSettings
from app.text import _
from app.today_spec import StripFacts, TodayStrip
from app.tones import Tone
from ui.parts.avatar_button import AvatarButton
from ui.parts.buttons import Button
from ui.parts.day_axis import HourMarks, LaneRows, SparkLine
from ui.parts.flow import Flow
from ui.parts.labels import Glyph, Label
from ui.parts.layouts import STRETCH, boxed, hbox, set_margins, vbox
from ui.parts.naming import named
from ui.parts.panel import rule
from ui.parts.target_bar import TargetBar

MOST_PEOPLE = 12


class Strip(QWidget):
    """Title with its count, words, a drawing, and the tab that tells more."""

    asked = Signal(str)
    opened = Signal(object)

    def __init__(self, declared: TodayStrip, tab: str, hours: HourSettings) -> None:
        super().__init__()
        self.declared, self._facts = declared, None
        named(self, f"strip_{declared.name}")
        self._opens, self._closes = _hour(hours.opens), _hour(hours.closes) + 1
        self._title = Label("", "body", bold=True)
        self._notes = QWidget()
        hbox(parent=self._notes, spacing=3)
        more = Button(tab, kind="link", name=f"more_{declared.name}") if tab else None
        if more is not None:
            more.clicked.connect(lambda: self.asked.emit(declared.desk))
        head = hbox(Glyph(declared.icon), self._title, STRETCH, more)
        self._notes.hide()
        self._body: QVBoxLayout = vbox(spacing=2)
        vbox(head, self._notes, self._body, parent=self, spacing=1, margins=(4, 2, 4, 3))

    def show_facts(self, facts: StripFacts, now: datetime) -> None:
        """The strip as it stands; what is the same is not built again."""
        if (facts, now) == self._facts:
            return
        self._facts = (facts, now)
        self._title.say(joined(_(self.declared.title), facts.count, by=" "))
        self._tell(facts)
        _empty(self._body)
        for part in self._drawn(facts, now):
            self._body.addWidget(part)

    def _tell(self, facts: StripFacts) -> None:
        row = self._notes.layout()
        _empty(row)
        for words, tone in facts.notes:
            row.addWidget(Label(words, "label", tone="" if tone == Tone.NEUTRAL else tone))
        row.addStretch(1)
        self._notes.setVisible(bool(facts.notes))

    def _drawn(self, facts: StripFacts, now: datetime) -> list[QWidget]:
        """Whatever the desk has told, drawn."""
        parts: list[QWidget] = []
        if facts.people:
            parts.append(self._people(facts))
        if facts.lanes:
            lanes = LaneRows(self._opens, self._closes)
            lanes.show_lanes(facts.lanes, now, says=self._spoken(facts))
            parts.append(lanes)
        if facts.marks:
            marks = HourMarks(self._opens, self._closes)
            marks.show_marks(facts.marks, now, says=self._spoken(facts))
            parts.append(marks)
        if any(facts.by_hour):
            line = SparkLine(self._opens, self._closes)
            line.show_counts(facts.by_hour, now, says=self._spoken(facts))
            parts.append(line)
        return [*parts, *(_bar(one) for one in facts.bars)]

    def _people(self, facts: StripFacts) -> QWidget:
        shown = facts.people[:MOST_PEOPLE]
        flow = Flow()
        for one in shown:
            button = AvatarButton(one.name, one.note, one.tone)
            button.clicked.connect(lambda _on=False, opens=one.opens: self.opened.emit(opens))
            flow.addWidget(button)
        return boxed(flow)

    def _spoken(self, facts: StripFacts) -> str:
        return joined(self._title.text(), *(words for words, _tone in facts.notes))


class Strips(QWidget):
    """The strips under each other with a line between them."""

    asked = Signal(str)
    opened = Signal(object)

    def __init__(self, make: Callable[[TodayStrip], Strip], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make, self._strips, self._rules = make, {}, {}
        self._column = vbox(parent=self, spacing=1)
        set_margins(self._column, (0, 2, 0, 2))
        self._column.addStretch(1)

    def show_strips(self, shown: list[tuple[TodayStrip, StripFacts]], now: datetime) -> None:
        """Those of the role that have something to show."""
        for declared, facts in shown:
            if declared.name not in self._strips:
                self._add(declared)
            self._strips[declared.name].show_facts(facts, now)

    def _add(self, declared: TodayStrip) -> None:
        if self._strips:
            self._column.insertWidget(self._column.count() - 1, rule())
        strip = self._strips[declared.name] = self._make(declared)
        strip.asked.connect(self.asked)
        strip.opened.connect(self.opened)
        self._column.insertWidget(self._column.count() - 1, strip)


def _bar(bar) -> QWidget:
    made = TargetBar()
    made.show_bar(bar.title, bar.told, value=bar.value, target=bar.target, tone=bar.tone)
    return made


def _empty(layout) -> None:
    while layout.count():
        widget = layout.takeAt(0).widget()
        if widget is not None:
            widget.deleteLater()


def _hour(clock: str) -> int:
    return min(23, int(clock.split(":")[0]))
