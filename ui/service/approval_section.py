"""The customer's answer to each line, how it was given and by whom."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from app.formatting import money, short_moment
from app.labels import label
from app.service.commands import approvals
from app.service.queries.advice import AdviceLine
from app.service.values import Answer, LineRef
from app.text import N_, _
from db.vocabulary import ApprovalMedium, LineState, Role
from ui import theme
from ui.icons import Icon
from ui.parts.columns import choice_of, field, listed
from ui.parts.fields import Segments, Text
from ui.parts.form import Form
from ui.parts.labels import Empty, Label
from ui.parts.naming import named
from ui.parts.table import Column, Table
from ui.service.section import OrderSection
from ui.service.totals import TotalsStrip

ANSWERS = ((LineState.APPROVED, N_("Agreed")), (LineState.DECLINED, N_("Declined")))


ANSWER = (
    field("approval.medium", choice_of(Segments, ApprovalMedium)),
    field("approval.given_by"),
)
HISTORY = (
    listed("approval.at", width=104, text=short_moment, sortable=False),
    Column("medium", N_("How"), width=96, text=label, sortable=False),
    Column("given_by", N_("By whom"), stretch=True, second=lambda row: row.staff, sortable=False),
    Column("total", N_("Amount"), width=104, align="right", sortable=False),
)


class LineQuestion(QWidget):
    """One line to be answered: agreed by default, or declined with a reason."""

    def __init__(self, line: AdviceLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ref = line.ref
        key = f"{line.block.value}_{line.id}"
        self.answer = Segments(tuple((state, _(text)) for state, text in ANSWERS))
        named(self.answer, f"answer_{key}", says=_("Answer to {name}").format(name=line.name))
        self.answer.set_value(LineState.APPROVED)
        self.reason = Text(limit=120, hint=_("Why declined?"))
        named(
            self.reason, f"reason_{key}", says=_("Why {name} was declined").format(name=line.name)
        )
        self.reason.hide()
        self.answer.edited.connect(lambda: self.reason.setVisible(self.is_declined))
        self._lay_out(line)

    @property
    def is_declined(self) -> bool:
        """True when the customer does not want this line."""
        return self.answer.value() is LineState.DECLINED

    def _lay_out(self, line: AdviceLine) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.size("space-3"))
        grid.addWidget(Label(line.name, "body", elide=True), 0, 0)
        grid.addWidget(Label(money(line.amount), "body"), 0, 1)
        grid.addWidget(self.answer, 0, 2)
        grid.addWidget(self.reason, 1, 0, 1, 3)
        grid.setColumnStretch(0, 1)


LEAST_FOR_TOTALS = 430


class ApprovalSection(OrderSection):
    """Lines without an answer above, the answer's form below, earlier answers at the foot."""

    writers = (Role.ADVISOR, Role.CONTROLLER)

    def build(self) -> None:
        self._questions: dict[LineRef, LineQuestion] = {}
        self.totals = TotalsStrip()
        self._scroll = self._question_list()
        self._none = Empty(
            _("Every line is answered. A new or changed line appears here."), icon=Icon.CHECK_CHECK
        )
        self.form = self.adds(Form(ANSWER, submit=N_("Record the answer"), clear="", name="answer"))
        self.history = Table(HISTORY, empty=N_("No answer recorded yet."), name="approvals")
        self.form.submitted.connect(self._save)
        self.column.addWidget(self.totals)
        self.column.addWidget(self._scroll, 2)
        self.column.addWidget(self._none, 2)
        self.column.addWidget(self.form)
        self.column.addWidget(self.history, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen the totals give their room to the form; the bill tells them too."""
        super().resizeEvent(event)
        self.totals.setVisible(event.size().height() >= LEAST_FOR_TOTALS)

    def _question_list(self) -> QScrollArea:
        page = QWidget()
        page.setProperty("clear", "true")
        self._rows = QGridLayout(page)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setVerticalSpacing(theme.size("space-2"))
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setMinimumHeight(theme.size("target"))
        scroll.setWidget(page)
        return scroll

    def refresh(self, new: bool) -> None:
        if self.sheet is None:
            return
        self.totals.show_totals(self.sheet.totals)
        self._ask([line for line in self.sheet.lines if line.state is LineState.PROPOSED])
        self.history.show_rows(self.sheet.approvals)
        self.history.setVisible(self.form.isHidden())
        if new:
            customer = self.sheet.customer.name if self.sheet.customer else None
            self.form.set_value({"given_by": self.sheet.intake.bringer_name or customer})

    def _ask(self, lines: list[AdviceLine]) -> None:
        """One question for each line; what was chosen for a line stays."""
        before, self._questions = self._questions, {}
        for place, line in enumerate(lines):
            question = before.pop(line.ref, None) or LineQuestion(line)
            self._questions[line.ref] = question
            self._rows.addWidget(question, place, 0)
        self._rows.setRowStretch(len(lines), 1)
        for answered in before.values():
            answered.hide()
            answered.deleteLater()
        is_open = bool(lines) and self.sheet is not None and self.sheet.bill is None
        self._scroll.setVisible(is_open)
        self.form.setVisible(is_open)
        self._none.setVisible(not is_open)

    def _save(self) -> None:
        value, asked = self.form.value(), self._questions.values()
        approved = tuple(one.ref for one in asked if not one.is_declined)
        declined = tuple((one.ref, one.reason.value()) for one in asked if one.is_declined)
        answer = Answer(value["medium"], value["given_by"], approved, declined)
        self.save(approvals.approve, answer, form=self.form, then=self._saved)

    def _saved(self, _approval_id: int) -> None:
        self.form["medium"].set_value(None)
