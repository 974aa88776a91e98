"""The customer's answer to each job, how it was given and by whom."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from app.formatting import joined, money, short_moment
from app.labels import label
from app.local_time import local_day
from app.orders.rules import NOTHING
from app.service.commands import approvals
from app.service.commands.papers import sign_contract
from app.service.job_lines import JobLine, heads
from app.service.values import Answer, Deferral, LineRef
from app.text import N_, _
from db.vocabulary import ApprovalMedium, LineState, Role
from ui import theme
from ui.icons import Icon
from ui.parts.columns import choice_of, field, listed
from ui.parts.fields import Segments
from ui.parts.form import Form
from ui.parts.labels import Empty, Label
from ui.parts.naming import named
from ui.parts.table import Column, Table
from ui.service.contract_strip import ContractStrip
from ui.service.job_question import JobQuestion
from ui.service.section import OrderSection
from ui.service.totals import TotalsStrip
from ui.shell.reasons import usual

ANSWER = (
    field("approval.medium", choice_of(Segments, ApprovalMedium)),
    field("approval.given_by"),
)
HISTORY = (
    listed("approval.at", width=104, text=short_moment, sortable=False),
    Column("medium", N_("How"), width=96, text=label, sortable=False),
    Column("given_by", N_("By whom"), stretch=True, second=lambda row: row.staff, sortable=False),
    Column(
        "total",
        N_("Amount"),
        width=120,
        align="right",
        second=lambda row: row.instead_of,
        sortable=False,
    ),
)


LEAST_FOR_TOTALS = 430


class ApprovalSection(OrderSection):
    """Lines without an answer above, the answer's form below, earlier answers at the foot."""

    writers = (Role.ADVISOR, Role.CONTROLLER)

    def build(self) -> None:
        self._questions: dict[LineRef, JobQuestion] = {}
        self.totals = TotalsStrip()
        self.contract = ContractStrip()
        self.contract.sign.clicked.connect(self._sign)
        self._scroll = self._question_list()
        self._none = Empty(
            _("Every line is answered. A new or changed line appears here."), icon=Icon.CHECK_CHECK
        )
        self.chosen = Label("", "caption")
        named(self.chosen, "answer_so_far")
        self.form = self.adds(Form(ANSWER, submit=N_("Record the answer"), clear="", name="answer"))
        self.history = Table(HISTORY, empty=N_("No answer recorded yet."), name="approvals")
        self.form.submitted.connect(self._save)
        self.column.addWidget(self.totals)
        self.column.addWidget(self.contract)
        self.column.addWidget(self._scroll, 2)
        self.column.addWidget(self._none, 2)
        self.column.addWidget(self.chosen)
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
        self.contract.show_contract(self.sheet, may_sign=self.may(*self.writers))
        self._ask([job for job in heads(self.sheet.lines) if job.line.state in approvals.OPEN])
        self.history.show_rows(self.sheet.approvals)
        self.history.setVisible(self.form.isHidden())
        if new:
            customer = self.sheet.customer.name if self.sheet.customer else None
            self.form.set_value({"given_by": self.sheet.intake.bringer_name or customer})

    def _sign(self) -> None:
        self.act(sign_contract, form=self.form)

    def _ask(self, jobs: list[JobLine]) -> None:
        """One question for each job; what was chosen for a job that did not change stays."""
        before, self._questions = self._questions, {}
        for place, job in enumerate(jobs):
            kept = before.get(job.ref)
            question = kept if kept is not None and kept.job == job else self._question(job)
            self._questions[job.ref] = question
            self._rows.addWidget(question, place, 0)
        self._rows.setRowStretch(len(jobs), 1)
        for answered in set(before.values()) - set(self._questions.values()):
            answered.hide()
            answered.deleteLater()
        is_open = bool(jobs) and self.sheet is not None and self.sheet.bill is None
        self._scroll.setVisible(is_open)
        self.chosen.setVisible(is_open)
        self.form.setVisible(is_open)
        self._none.setVisible(not is_open)
        self._tell()

    def _question(self, job: JobLine) -> JobQuestion:
        today, reasons = lambda: local_day(self.work.now()), usual(self.shell, "decline")
        question = JobQuestion(job, today=today, reasons=reasons)
        question.answered.connect(self._choose_one)
        return question

    def _choose_one(self, chosen: JobQuestion) -> None:
        """Agreeing to one of several offers leaves the others open."""
        if chosen.is_approved:
            for other in self._questions.values():
                if other is not chosen and other.offer == chosen.offer:
                    other.leave_open()
        self._tell()

    def _tell(self) -> None:
        """What is being agreed to and what stays open, while the answers are chosen."""
        asked = self._questions.values()
        agreed = sum((one.job.total for one in asked if one.is_approved), NOTHING)
        left = [one for one in asked if one.is_open and one.job.line.state is LineState.PROPOSED]
        told = [_("Agreed to now: {amount}").format(amount=money(agreed))]
        if left:
            open_ = money(sum((one.job.total for one in left), NOTHING))
            told.append(_("still open: {amount}").format(amount=open_))
        self.chosen.say(joined(*told))

    def _save(self) -> None:
        value, asked = self.form.value(), tuple(self._questions.values())
        approved = tuple(one.ref for one in asked if one.is_approved)
        declined = tuple((one.ref, one.reason.value()) for one in asked if one.is_declined)
        deferred = tuple(
            Deferral(one.ref, one.until.value(), one.reason.value())
            for one in asked
            if one.is_deferred
        )
        answer = Answer(value["medium"], value["given_by"], approved, declined, deferred)
        self.save(approvals.approve, answer, form=self.form, then=self._saved)

    def _saved(self, _approval_id: int) -> None:
        self.form["medium"].set_value(None)
