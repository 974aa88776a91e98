"""One test drive with the form of its next step."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.admin.queries import LevelChoice
from app.admin.values import StaffChoice
from app.fleet.licence_rules import LicenceFinding
from app.labels import label
from app.testdrives import queries
from app.testdrives.facts import Drive
from app.text import _
from app.tones import Tone
from db.nouns import Noun
from db.vocabulary import BookingState
from ui import theme
from ui.icons import Icon
from ui.keys import Key
from ui.labels import tone as tone_of
from ui.parts.buttons import Button
from ui.parts.flow import Flow
from ui.parts.labels import Chip, Glyph, Label
from ui.parts.layouts import boxed, hbox, vbox
from ui.parts.scroll import HeadScroll
from ui.shell.alert_strip import AlertStrip
from ui.shell.editing.record_form import RecordForm, RecordSource
from ui.shell.viewer import viewing
from ui.shell.workspace.page import Shell
from ui.testdrives.shown import ON_THE_DAY
from ui.testdrives.step_forms import BackForm, FeedbackForm, LicenceForm, OutForm
from ui.testdrives.steps import (
    AGREEMENT,
    BACK,
    FEEDBACK,
    LICENCE,
    OUT,
    STEPS,
    advice,
    facts,
    is_printed,
    next_step,
)

MOST_FINDINGS = 3
StepForm = LicenceForm | OutForm | BackForm | FeedbackForm


class DrivePanel(QWidget):
    """Shows one drive; its signals name what is wanted, and whoever owns it acts."""

    licence_given = Signal()
    print_asked = Signal()
    signed = Signal()
    out_given = Signal()
    back_given = Signal()
    feedback_given = Signal()
    override_asked = Signal()
    left = Signal()

    def __init__(self, shell: Shell, today: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell, self.work = shell, shell.work
        self.drive: Drive | None = None
        self._today = today
        self.step = ""
        self._wanted_step = ""
        self._goes_on = False
        self._saved: StepForm | None = None
        self.forms: dict[str, StepForm] = {
            LICENCE: LicenceForm(today),
            OUT: OutForm(),
            BACK: BackForm(),
            FEEDBACK: FeedbackForm(),
        }
        self.edits = {step: self._edit(step, form) for step, form in self.forms.items()}
        self._state, self._number = Chip(""), Label("", "label")
        self._steps = {name: Chip(_(words), dot=False) for name, words in STEPS}
        self._facts, self._findings = QFormLayout(), QVBoxLayout()
        self._advice = Label("", "muted", wrap=True)
        self.alerts = AlertStrip(self.work, self)
        self._build_buttons()
        self._lay_out()
        self._connect()

    def _build_buttons(self) -> None:
        text, icon = _("Print the agreement"), Icon.PRINTER
        self.print_button = Button(
            text, Key.PRINT, "primary", icon=icon, name="print", listens=False
        )
        text, icon = _("Agreement signed"), Icon.FILE_CHECK
        self.sign_button = Button(text, kind="primary", icon=icon, name="signed", saves=True)
        self.override_button = Button(_("Authorise…"), kind="plain", name="override")

    def _edit(self, step: str, form: StepForm) -> RecordForm:
        """The part that saves the form of a step."""
        query = partial(queries.newest_drive, noun=noun_of(step))
        source = RecordSource(query, form.value_of, partial(viewing, self.work))
        draft, is_whole = f"drive-{step}-{{key}}", step == LICENCE
        return RecordForm(self.shell, form, source, draft=draft, whole=is_whole)

    def show_drive(
        self,
        drive: Drive,
        *,
        colleagues: list[StaffChoice],
        levels: list[LevelChoice],
        may_override: bool,
    ) -> None:
        """Show a drive; a form that is being filled for it keeps what was typed."""
        before, step_before = self.drive, self.step
        if before is None or before.row.id != drive.row.id:
            self._wanted_step = ""
        self.drive, self.step = drive, self._wanted_step or next_step(drive, self._today())
        self._show_state(drive)
        row = drive.row
        self.alerts.show_of(Noun.CAR_BOOKING, row.id, person_id=row.person_id)
        self._show_facts(drive)
        self._show_findings(drive, may_override)
        self._release(step_before != self.step or before is None or before.row.id != row.id)
        form = self.forms.get(self.step)
        if form is not None:
            self._fill(form, drive, colleagues, levels=levels)
        self._show_step(drive)
        if self._goes_on and before is not None and step_before != self.step:
            self._goes_on = False
            self.start()

    def _release(self, has_moved: bool) -> None:
        """The form that was saved last may be filled again, for another step emptied."""
        form, self._saved = self._saved, None
        if form is not None:
            form.busy(False)
            if has_moved:
                form.clear()

    def _show_step(self, drive: Drive) -> None:
        """The form or the button of the step, and one sentence about it."""
        for name, form in self.forms.items():
            form.setVisible(name == self.step)
        self._column.setStretchFactor(self._upper, 0 if self.step in self.forms else 1)
        printed = is_printed(drive)
        self.sign_button.setVisible(self.step == AGREEMENT and printed)
        self.print_button.setVisible(self.step == AGREEMENT and not printed)
        self._advice.say(advice(self.step, drive))
        self._advice.setVisible(bool(self._advice.text()))

    def reopen(self, step: str) -> None:
        """Show a step that is done already when the drive is shown next."""
        self._wanted_step = step

    def done(self, *_answer: object) -> None:
        """After a save, move the cursor to the next step once it is shown.

        Until then the form stands as it was saved: an empty one would look like a loss.
        """
        self._wanted_step, self._goes_on = "", True
        self._saved = self.forms.get(self.step)
        if self._saved is not None:
            self._saved.busy(True)

    def start(self) -> None:
        """Put the cursor into the form of the step, or on its button."""
        form = self.forms.get(self.step)
        if form is not None:
            form.start()
            return
        buttons = (self.sign_button, self.print_button)
        # with no step left the panel keeps the keyboard itself, or it would go to the first tab
        next((one for one in buttons if one.isVisibleTo(self)), self).setFocus()

    def point_at(self, refused: Any) -> None:
        """Show a refusal in the form of the step."""
        form = self.forms.get(self.step)
        if form is not None:
            form.point_at(refused)

    def _fill(
        self,
        form: StepForm,
        drive: Drive,
        colleagues: list[StaffChoice],
        *,
        levels: list[LevelChoice],
    ) -> None:
        if isinstance(form, OutForm):
            form.show_drive(drive, colleagues)
        elif isinstance(form, FeedbackForm):
            form.show_drive(drive, levels)
        elif isinstance(form, LicenceForm | BackForm):
            form.show_drive(drive)
        known = version_of(drive, self.step) if self.step in (LICENCE, FEEDBACK) else None
        self.edits[self.step].load(drive.row.id, form.value_of(drive), version=known)

    def _show_state(self, drive: Drive) -> None:
        self._state.show_chip(label(drive.row.standing), tone_of(drive.row.standing))
        self._number.say(drive.row.number)
        # the feedback needs the whole height of a small screen
        has_room = self.step != FEEDBACK
        self._state.setVisible(has_room)
        self._number.setVisible(has_room)
        live = has_room and drive.row.is_drive and drive.row.state in ON_THE_DAY
        names = [name for name, _words in STEPS]
        at = names.index(self.step) if self.step in names else len(names)
        for place, (name, words) in enumerate(STEPS):
            tone = Tone.GOOD if place < at else Tone.NEUTRAL
            self._steps[name].show_chip(_(words), Tone.ACCENT if place == at else tone)
            self._steps[name].setVisible(live and (name != LICENCE or drive.row.drives))

    def _show_facts(self, drive: Drive) -> None:
        while self._facts.rowCount():
            self._facts.removeRow(0)
        told = [] if self.step == FEEDBACK else facts(drive, short=self.step == LICENCE)
        for name, value in told:
            self._facts.addRow(Label(name, "label"), Label(value, "body", wrap=len(value) > 24))

    def _show_findings(self, drive: Drive, may_override: bool) -> None:
        asked = "licence.missing" if self.step == LICENCE else ""
        told = [finding for finding in drive.findings if finding.code != asked]
        answered = bool(drive.override_reason)
        while self._findings.count():
            self._findings.takeAt(0).widget().deleteLater()
        for finding in told[:MOST_FINDINGS]:
            self._findings.addWidget(_finding(finding, answered))
        if answered and drive.row.state is BookingState.BOOKED:
            words = _("Authorised by {name}: {reason}")
            said = words.format(name=drive.override_by, reason=drive.override_reason)
            self._findings.addWidget(_line(said, Icon.CIRCLE_CHECK, Tone.GOOD))
        stops = any(finding.stops for finding in told)
        self.override_button.setVisible(stops and not answered and may_override)

    def _connect(self) -> None:
        self.forms[LICENCE].submitted.connect(self.licence_given)
        self.forms[OUT].submitted.connect(self.out_given)
        self.forms[BACK].submitted.connect(self.back_given)
        self.forms[FEEDBACK].submitted.connect(self.feedback_given)
        self.print_button.clicked.connect(lambda: self.print_asked.emit())
        self.sign_button.clicked.connect(lambda: self.signed.emit())
        self.override_button.clicked.connect(lambda: self.override_asked.emit())
        for form in self.forms.values():
            form.left.connect(self.left)

    def _lay_out(self) -> None:
        self._upper = HeadScroll(_("What is known of the drive"))
        self._upper.show_page(boxed(self._upper_part()))
        self._column = vbox(self._upper, parent=self, spacing=3)
        for form in self.forms.values():
            self._column.addWidget(form, 1)

    def _upper_part(self) -> QVBoxLayout:
        """What is read; its left edge is that of the fields below."""
        column = QVBoxLayout()
        edge = theme.size("space-1")
        column.setContentsMargins(edge, 0, edge, 0)
        column.setSpacing(theme.size("space-3"))
        column.addLayout(_row(self._state, self._number, gap="space-2"))
        steps = Flow()
        for chip in self._steps.values():
            steps.addWidget(chip)
        column.addLayout(steps)
        column.addWidget(self.alerts)
        self._facts.setHorizontalSpacing(theme.size("space-4"))
        self._facts.setVerticalSpacing(theme.size("space-1"))
        self._findings.setSpacing(theme.size("space-1"))
        column.addLayout(self._facts)
        column.addLayout(self._findings)
        column.addWidget(self.override_button, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self._advice, self.print_button, self.sign_button):
            column.addWidget(widget)
        column.addStretch()
        return column


def _row(*parts: QWidget, gap: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.size(gap))
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def noun_of(step: str) -> Noun:
    """The noun of the record that a step writes."""
    return Noun.LICENCE if step == LICENCE else Noun.DRIVE_FEEDBACK


def version_of(drive: Drive, step: str) -> tuple[int, int]:
    """Id and version of the record that a step writes."""
    return drive.licence_version if step == LICENCE else drive.opinion_version


def _finding(finding: LicenceFinding, answered: bool) -> QWidget:
    if finding.stops and not answered:
        return _line(finding.text(), Icon.BAN, Tone.BAD)
    return _line(finding.text(), Icon.TRIANGLE_ALERT, Tone.WARN)


def _line(words: str, icon: str, tone: str) -> QWidget:
    line = QWidget()
    line.setProperty("clear", "true")
    row = hbox(Glyph(icon, tone), parent=line)
    text = Label(words, "label", wrap=True)
    text.set_tone(tone)
    row.addWidget(text, 1)
    return line
