"""One job of an order to be answered by the customer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.formatting import joined, money
from app.service.job_lines import JobLine
from app.text import N_, _
from db.vocabulary import LineState
from ui import theme
from ui.parts.fields import Choice, DateField, Segments
from ui.parts.labels import Label
from ui.parts.naming import named
from ui.service.line_table import answer_story

OPEN = "open"
ANSWERS = (
    (LineState.APPROVED, N_("Approved")),
    (LineState.DECLINED, N_("Declined")),
    (LineState.DEFERRED, N_("Later")),
    (OPEN, N_("Not yet")),
)


class JobQuestion(QWidget):
    """Agreed by default; declined with a reason, put off until a day, or left open.

    An alternative is left open by default.
    """

    answered = Signal(object)

    def __init__(
        self,
        job: JobLine,
        *,
        today: Callable[[], date],
        reasons: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.job, self.ref = job, job.ref
        key, name = f"{job.line.block.value}_{job.line.id}", job.line.name
        self.answer = Segments(tuple((state, _(text)) for state, text in ANSWERS))
        named(self.answer, f"answer_{key}", says=_("Answer to {name}").format(name=name))
        self.answer.set_value(OPEN if job.instead_of else LineState.APPROVED)
        self.reason = Choice(reasons, free=True, limit=120, hint=_("Why declined?"))
        named(self.reason, f"reason_{key}", says=_("Why {name} was declined").format(name=name))
        self.until = DateField(today=today, hint=_("Ask again on"))
        named(
            self.until, f"until_{key}", says=_("When to ask about {name} again").format(name=name)
        )
        self.answer.edited.connect(self._follow)
        self._lay_out()
        self._show_fields()

    @property
    def offer(self) -> int:
        """The first of the jobs that are offered instead of one another."""
        return self.job.line.alternative_id or self.job.line.id

    @property
    def is_approved(self) -> bool:
        """True when the customer wants this job."""
        return self.answer.value() is LineState.APPROVED

    @property
    def is_declined(self) -> bool:
        """True when the customer does not want this job."""
        return self.answer.value() is LineState.DECLINED

    @property
    def is_deferred(self) -> bool:
        """True when the customer wants this job another time."""
        return self.answer.value() is LineState.DEFERRED

    @property
    def is_open(self) -> bool:
        """True when the customer has not said anything of this job."""
        return self.answer.value() == OPEN

    def leave_open(self) -> None:
        """Say nothing of this job."""
        self.answer.set_value(OPEN)
        self._show_fields()

    def _follow(self) -> None:
        self._show_fields()
        self.answered.emit(self)

    def _show_fields(self) -> None:
        self.reason.setVisible(self.is_declined or self.is_deferred)
        self.until.setVisible(self.is_deferred)

    def _lay_out(self) -> None:
        job, instead = self.job, ""
        if job.instead_of:
            instead = _("instead of {name}").format(name=job.instead_of)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.size("space-3"))
        grid.setVerticalSpacing(theme.size("space-1"))
        grid.addWidget(Label(job.line.name, "body", elide=True), 0, 0)
        grid.addWidget(Label(money(job.total), "body"), 0, 1)
        grid.addWidget(self.answer, 0, 2)
        story = joined(instead, answer_story(job.line))
        if story:
            grid.addWidget(Label(story, "caption", elide=True), 1, 0, 1, 3)
        grid.addWidget(self.reason, 2, 0, 1, 2)
        grid.addWidget(self.until, 2, 2)
        grid.setColumnStretch(0, 1)
