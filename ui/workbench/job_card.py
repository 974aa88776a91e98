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
from ui.parts.target_bar import TargetBar
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
        self._promise, self._state = Label("", "label"), Chip("")
        self._time = TargetBar()
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
            self._car,
            self._job,
            hbox(self._state, self._promise, STRETCH, spacing=3),
            self._time,
            spacing=1,
        )
        acts = vbox(self.start, self.finish)
        top = hbox(stretched(words, 3), stretched(acts, 1), spacing=4)
        self._column = vbox(top, parent=self, margins=(4, 3, 4, 3), spacing=3)

    def _show_stops(self, shown: bool) -> None:
        """The reasons for a pause, made for the running job only: most cards never show them."""
        if shown and self._stops is None:
            self.pauses = [self._pause(reason) for reason in PauseReason]
            why = Label(_("Pause the job for:"), "label")
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
        promised = (
            _("promised {time}").format(time=clock_on(job.promised_at, local_day(now)))
            if job.promised_at
            else ""
        )
        self._promise.say(promised)
        self._show_time(job, now, percent)
        self._state.show_chip(*_state(job, now, percent))
        self.start.setVisible(job.may_start)
        self.finish.setVisible(job.is_running)
        self._show_stops(job.is_running)

    def prefer(self, is_next: bool) -> None:
        """One filled button: to finish what runs, else to start what comes first."""
        self.start.dress("primary" if is_next else "quiet")

    def _show_time(self, job: BenchJob, now: datetime, percent: int) -> None:
        """A bar of the time that is used; the tick is what the job is allowed."""
        spent, allowed = int(job.worked(now).total_seconds()) // 60, int(job.standard * 60)
        title = _("Allowed {time}").format(time=duration(allowed))
        told = duration(spent)
        if spent > allowed:
            told = _("{time}, {over} over").format(time=told, over=duration(spent - allowed))
        tone = Tone.BAD if job.is_overtime(now, percent) else Tone.ACCENT
        self._time.show_bar(title, told, value=_share(spent, allowed), target=100, tone=tone)


def _share(spent: int, allowed: int) -> float:
    return 100 * spent / allowed if allowed else 100.0


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
    if not job.worked(now):
        return _("Not begun"), Tone.NEUTRAL
    return label(job.stage), Tone.NEUTRAL
