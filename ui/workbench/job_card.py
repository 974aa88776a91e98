"""A job as a card: the car, the time, one press to start or stop."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.formatting import clock_on, duration, joined
from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.text import _
from app.tones import Tone
from app.workbench.queries import BenchJob
from db.clock_words import PauseReason
from db.vocabulary import LineState
from ui.icons import Icon
from ui.parts.labels import Chip, Label
from ui.parts.layouts import STRETCH, boxed, hbox, stretched, vbox
from ui.workbench.touch import TouchButton


class JobCard(QFrame):
    """Plate and job with their time; the running one shows how to stop."""

    started = Signal(int)
    finished = Signal(int)
    paused = Signal(object)

    def __init__(self, line_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line_id = line_id
        self.setObjectName(f"job_{line_id}")
        self.setProperty("surface", "card")
        self._car, self._job = Label("", "title", elide=True), Label("", "body", elide=True)
        self._time, self._state = Label("", "body"), Chip("")
        self.start = TouchButton(
            _("Start the job"), "primary", icon=Icon.PLAY, name=f"start_{line_id}"
        )
        self.finish = TouchButton(
            _("Finish the job"), "primary", icon=Icon.CHECK, name=f"finish_{line_id}"
        )
        self.start.clicked.connect(lambda: self.started.emit(self.line_id))
        self.finish.clicked.connect(lambda: self.finished.emit(self.line_id))
        self.pauses: list[TouchButton] = []
        self._stops: QWidget | None = None
        words = vbox(
            self._car, self._job, hbox(self._time, self._state, STRETCH, spacing=3), spacing=1
        )
        acts = vbox(self.start, self.finish)
        top = hbox(stretched(words, 3), stretched(acts, 1), spacing=4)
        self._column = vbox(top, parent=self, margins=(4, 3, 4, 3), spacing=3)

    def _show_stops(self, shown: bool) -> None:
        """The reasons for a pause, made for the running job only: most cards never show them."""
        if shown and self._stops is None:
            self.pauses = [self._pause(reason) for reason in PauseReason]
            why = Label(_("Pause the job, because of:"), "label")
            rows = hbox(*self.pauses[:3]), hbox(*self.pauses[3:])
            self._stops = boxed(vbox(why, *rows, spacing=2))
            self._column.addWidget(self._stops)
        if self._stops is not None:
            self._stops.setVisible(shown)

    def _pause(self, reason: PauseReason) -> TouchButton:
        button = TouchButton(label(reason), name=f"pause_{reason.value}")
        button.clicked.connect(partial(self.paused.emit, reason))
        return button

    def show_job(self, job: BenchJob, *, now: datetime, percent: int) -> None:
        """The job at this moment."""
        car = joined(plates.shown(job.plate) or job.number, job.model, by=" ")
        self._car.say(joined(car, job.bay))
        self._job.say(job.name)
        self.setAccessibleName(joined(car, job.name))
        worked = duration(int(job.worked(now).total_seconds()) // 60)
        promised = (
            _("promised {time}").format(time=clock_on(job.promised_at, local_day(now)))
            if job.promised_at
            else ""
        )
        hours = f"{job.standard.normalize():f}"
        times = _("{worked} of {hours} h").format(worked=worked, hours=hours)
        self._time.say(joined(times, promised))
        self._state.show_chip(*_state(job, now, percent))
        self.start.setVisible(job.may_start)
        self.finish.setVisible(job.is_running)
        self._show_stops(job.is_running)


def _state(job: BenchJob, now: datetime, percent: int) -> tuple[str, Tone]:
    """In one word how the job stands, and its tone; what is late says so first."""
    if job.finished_at is not None:
        return _("Finished"), Tone.GOOD
    if job.is_overtime(now, percent):
        return _("Overtime"), Tone.BAD
    if job.is_running:
        return _("Running"), Tone.ACCENT
    if job.state is not LineState.APPROVED:
        return _("Customer has not agreed"), Tone.WARN
    if job.paused is not None:
        return label(job.paused), Tone.WARN
    return label(job.stage), Tone.NEUTRAL
