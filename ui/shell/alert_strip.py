"""Alerts at the head of an open visit, drive or order; that they were shown is logged."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from app.people.alerts import Alert, alerts_of
from app.people.commands import see_alerts
from db.nouns import Noun
from ui import theme
from ui.icons import Icon
from ui.parts.flow import Flow
from ui.parts.labels import TONE_ICONS, Chip, Glyph, Label
from ui.parts.layouts import aligned, hbox, stretched, vbox
from ui.parts.naming import named
from ui.shell.work import Work

LONGEST_CHIP = 24
"""Characters of an alert that stands in a chip."""
Shown = tuple[Noun, int, int | None, int | None]


class AlertStrip(QWidget):
    """What everybody must know, short as chips, long in full; hidden where there is nothing.

    `show_of` is called as often as the record is shown: it is logged once for each opening.
    """

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "alerts")
        self._work = work
        self._column = vbox(parent=self, spacing=1)
        self._shown: Shown | None = None
        self._seen: Shown | None = None
        self.hide()

    def show_of(
        self, noun: Noun, key: int, *, person_id: int | None, vehicle_id: int | None = None
    ) -> None:
        """Ask for the alerts of the people and the car of this record."""
        shown = (noun, key, person_id, vehicle_id)
        if shown != self._shown:
            self._seen = None
        self._shown = shown
        self._work.ask(
            alerts_of,
            person_id=person_id,
            vehicle_id=vehicle_id,
            at=self._work.now(),
            then=self._show,
            topic=(self, "alerts"),
        )

    def leave(self) -> None:
        """The record was closed: opening it again is another look."""
        self._shown = self._seen = None
        self._fill(())

    def _show(self, alerts: tuple[Alert, ...]) -> None:
        if self._shown is None:
            return
        self._fill(alerts)
        if alerts and self._seen != self._shown:
            self._seen = self._shown
            noun, key, _person, _car = self._shown
            self._work.act(see_alerts, noun, key)

    def _fill(self, alerts: tuple[Alert, ...]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            item.widget().deleteLater()
        chips = QWidget()
        row = Flow(chips)
        self._column.addWidget(chips)
        for alert in alerts:
            if len(alert.text) <= LONGEST_CHIP:
                row.addWidget(Chip(alert.text, alert.tone))
            else:
                self._column.addWidget(alert_line(alert.text, alert.tone))
        chips.setVisible(bool(row.count()))
        self.setVisible(bool(alerts))


def alert_line(text: str, tone: str) -> QFrame:
    """A banner with the whole text: nobody may miss the end of an alert."""
    frame = QFrame()
    frame.setProperty("banner", tone)
    named(frame, "alert", says=text)
    words = Label(text, "body", wrap=True)
    words.setFont(theme.font("body", bold=True))
    words.set_tone(tone)
    glyph = aligned(Glyph(TONE_ICONS.get(tone, Icon.INFO), tone), Qt.AlignmentFlag.AlignTop)
    hbox(glyph, stretched(words), parent=frame, spacing=2, margins=(3, 2, 3, 2))
    return frame
