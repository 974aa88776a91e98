"""One drive: where it stands, what is known, and the form of its next step."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.admin.queries import LevelChoice, StaffChoice
from app.fleet.licence_rules import LicenceFinding
from app.labels import label
from app.testdrives import queries
from app.testdrives.facts import Drive
from app.text import _
from app.tones import Tone
from db.nouns import Noun
from db.vocabulary import DriveState
from ui import theme
from ui.icons import Icon
from ui.keys import Key
from ui.labels import tone
from ui.parts.buttons import Button
from ui.parts.labels import Chip, Glyph, Label
from ui.shell.editing.record_form import RecordForm, RecordSource
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

StepForm = LicenceForm | OutForm | BackForm | FeedbackForm


class DrivePanel(QWidget):
    """Shows one drive. Signals name what the person asks for; the page acts."""

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
        self.forms: dict[str, StepForm] = {
            LICENCE: LicenceForm(today),
            OUT: OutForm(),
            BACK: BackForm(),
            FEEDBACK: FeedbackForm(),
        }
        self.edits = {
            step: RecordForm(
                shell,
                form,
                RecordSource(
                    partial(queries.newest_drive, noun=noun_of(step)), form.value_of, self._about
                ),
                draft=f"drive-{step}-{{key}}",
                whole=step == LICENCE,
            )
            for step, form in self.forms.items()
        }
        self.print_button = Button(
            _("Print the agreement"),
            Key.PRINT,
            "primary",
            icon=Icon.PRINTER,
            name="print",
            listens=False,
        )
        self.sign_button = Button(
            _("Agreement signed"), kind="primary", icon=Icon.FILE_CHECK, name="signed"
        )
        self.override_button = Button(_("Answer for it…"), kind="plain", name="override")
        self._lay_out()
        self._listen()

    def show_drive(
        self,
        drive: Drive,
        *,
        colleagues: list[StaffChoice],
        levels: list[LevelChoice],
        may_override: bool,
    ) -> None:
        """Another drive or another state of it.

        A form that is being filled keeps what was typed.
        """
        before = (self.drive.row.id, self.step) if self.drive else None
        if self.drive is None or self.drive.row.id != drive.row.id:
            self._wanted_step = ""
        self.drive, self.step = drive, self._wanted_step or next_step(drive, self._today())
        self._show_state(drive)
        self._show_facts(drive)
        self._show_findings(drive, may_override)
        form = self.forms.get(self.step)
        if form is not None:
            self._fill(form, drive, colleagues, levels=levels)
        for name, other in self.forms.items():
            other.setVisible(name == self.step)
        printed = is_printed(drive)
        self.sign_button.setVisible(self.step == AGREEMENT and printed)
        self.print_button.setVisible(self.step == AGREEMENT and not printed)
        words = advice(self.step, drive)
        self._advice.say(words)
        self._advice.setVisible(bool(words))
        self._room.setVisible(form is None)
        if self._goes_on and before is not None and before[1] != self.step:
            self._goes_on = False
            self.start()

    def reopen(self, step: str) -> None:
        """Back to a step that is done: a licence mistyped, a feedback to correct."""
        self._wanted_step = step

    def done(self, *_answer: object) -> None:
        """The step was saved: the cursor goes on to the next one as soon as it is shown."""
        self._wanted_step, self._goes_on = "", True
        form = self.forms.get(self.step)
        if form is not None:
            form.clear()

    def start(self) -> None:
        """The cursor where the next step begins."""
        form = self.forms.get(self.step)
        if form is not None:
            form.start()
        else:
            # when all is told the panel itself keeps the keyboard, or it would go to the first tab
            next(
                (
                    button
                    for button in (self.sign_button, self.print_button)
                    if button.isVisibleTo(self)
                ),
                self,
            ).setFocus()

    def point_at(self, refused: Any) -> None:
        """What a rule said, in the form of this step."""
        form = self.forms.get(self.step)
        if form is not None:
            form.point_at(refused)

    def _about(self) -> dict[str, object]:
        return {"now": self.work.now(), "viewer": self.work.actor}

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
        self._state.show_chip(label(drive.row.standing), tone(drive.row.standing))
        self._number.say(drive.row.number)
        for widget in (
            self._state,
            self._number,
        ):  # the feedback needs the whole height of a small screen
            widget.setVisible(self.step != FEEDBACK)
        live = drive.row.is_drive and drive.row.state in ON_THE_DAY
        names = [name for name, _words in STEPS]
        at = names.index(self.step) if self.step in names else len(names)
        for place, (name, chip) in enumerate(self._steps.items()):
            chip.setVisible(
                live and self.step != FEEDBACK and not (name == LICENCE and not drive.row.drives)
            )
            words = next(words for key, words in STEPS if key == name)
            chip.show_chip(
                _(words), Tone.ACCENT if place == at else Tone.GOOD if place < at else Tone.NEUTRAL
            )

    def _show_facts(self, drive: Drive) -> None:
        while self._facts.rowCount():
            self._facts.removeRow(0)
        told = [] if self.step == FEEDBACK else facts(drive, short=self.step == LICENCE)
        for name, value in told:
            self._facts.addRow(Label(name, "label"), Label(value, "body", wrap=len(value) > 24))

    def _show_findings(self, drive: Drive, may_override: bool) -> None:
        told = tuple(
            finding
            for finding in drive.findings
            if finding.code != "licence.missing" or self.step != LICENCE
        )
        stops = any(finding.stops for finding in told)
        overridden = bool(drive.override_reason)
        while self._findings.count():
            self._findings.takeAt(0).widget().deleteLater()
        for finding in told[:3]:
            self._findings.addWidget(_finding(finding, overridden))
        if overridden and drive.row.state is DriveState.BOOKED:
            words = _("{name} answers for this drive: {reason}").format(
                name=drive.override_by, reason=drive.override_reason
            )
            self._findings.addWidget(_line(words, Icon.CIRCLE_CHECK, Tone.GOOD))
        self.override_button.setVisible(stops and not overridden and may_override)

    def _listen(self) -> None:
        self.forms[LICENCE].submitted.connect(self.licence_given)
        self.forms[OUT].submitted.connect(self.out_given)
        self.forms[BACK].submitted.connect(self.back_given)
        self.forms[FEEDBACK].submitted.connect(self.feedback_given)
        self.print_button.clicked.connect(lambda: self.print_asked.emit())
        self.sign_button.clicked.connect(lambda: self.signed.emit())
        self.override_button.clicked.connect(lambda: self.override_asked.emit())
        for form in self.forms.values():
            form.left.connect(self.left)

    def _told(self) -> QVBoxLayout:
        """What is read, above what is filled in; its left edge is that of the fields."""
        column = QVBoxLayout()
        edge = theme.size("space-1")
        column.setContentsMargins(edge, 0, edge, 0)
        column.setSpacing(theme.size("space-3"))
        head = QHBoxLayout()
        head.setSpacing(theme.size("space-2"))
        self._state, self._number = Chip(""), Label("", "label")
        for widget in (self._state, self._number):
            head.addWidget(widget)
        head.addStretch(1)
        steps = QHBoxLayout()
        steps.setSpacing(theme.size("space-1"))
        self._steps = {name: Chip(_(words), dot=False) for name, words in STEPS}
        for chip in self._steps.values():
            steps.addWidget(chip)
        steps.addStretch(1)
        self._facts = QFormLayout()
        self._facts.setHorizontalSpacing(theme.size("space-4"))
        self._facts.setVerticalSpacing(theme.size("space-1"))
        self._findings = QVBoxLayout()
        self._findings.setSpacing(theme.size("space-1"))
        for layout in (head, steps, self._facts, self._findings):
            column.addLayout(layout)
        self._advice = Label("", "muted", wrap=True)
        column.addWidget(self.override_button, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self._advice, self.print_button, self.sign_button):
            column.addWidget(widget)
        return column

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space-3"))
        column.addLayout(self._told())
        for form in self.forms.values():
            column.addWidget(form, 1)
        self._room = QWidget()
        self._room.setProperty("clear", "true")
        column.addWidget(self._room, 1)


def noun_of(step: str) -> str:
    """Which record a step writes, of those that people write at the same time."""
    return Noun.LICENCE if step == LICENCE else Noun.DRIVE_FEEDBACK


def version_of(drive: Drive, step: str) -> tuple[int, int]:
    """Which record a step writes, and which version of it was read."""
    return drive.licence_version if step == LICENCE else drive.opinion_version


def _finding(finding: LicenceFinding, overridden: bool) -> QWidget:
    stops = finding.stops and not overridden
    return _line(
        finding.text(), Icon.BAN if stops else Icon.TRIANGLE_ALERT, Tone.BAD if stops else Tone.WARN
    )


def _line(words: str, icon: str, with_tone: str) -> QWidget:
    line = QWidget()
    line.setProperty("clear", "true")
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.size("space-2"))
    row.addWidget(Glyph(icon, with_tone))
    text = Label(words, "label", wrap=True)
    text.set_tone(with_tone)
    row.addWidget(text, 1)
    return line
