"""What the customer says to each line, how it was said and by whom."""

from __future__ import annotations

from functools import partial

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
from ui.parts.columns import field, listed
from ui.parts.fields import Segments, Text
from ui.parts.form import Form
from ui.parts.labels import Empty, Label
from ui.parts.table import Column, Table
from ui.service.section import OrderSection
from ui.service.totals import TotalsStrip

ANSWERS = ((LineState.APPROVED, N_("Agreed")), (LineState.DECLINED, N_("Declined")))


class LineQuestion(QWidget):
    """One line to be answered: agreed unless the customer declines, and then why."""

    def __init__(self, line: AdviceLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ref = line.ref
        key = f"{line.block.value}_{line.id}"
        self.answer = Segments(tuple((state, _(text)) for state, text in ANSWERS))
        self.answer.setObjectName(f"answer_{key}")
        self.answer.setAccessibleName(_("Answer to {name}").format(name=line.name))
        self.answer.set_value(LineState.APPROVED)
        self.reason = Text(limit=120, hint=_("Why declined?"))
        self.reason.setObjectName(f"reason_{key}")
        self.reason.setAccessibleName(_("Why {name} was declined").format(name=line.name))
        self.reason.hide()
        self.answer.edited.connect(
            lambda: self.reason.setVisible(self.answer.value() is LineState.DECLINED)
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.size("space-3"))
        grid.addWidget(Label(line.name, "body", elide=True), 0, 0)
        grid.addWidget(Label(money(line.amount), "body"), 0, 1)
        grid.addWidget(self.answer, 0, 2)
        grid.addWidget(self.reason, 1, 0, 1, 3)
        grid.setColumnStretch(0, 1)


class ApprovalSection(OrderSection):
    """Lines without an answer above, the answer's form below, earlier answers at the foot."""

    writers = (Role.ADVISOR, Role.CONTROLLER)

    def build(self) -> None:
        self.totals = TotalsStrip()
        self._questions: dict[LineRef, LineQuestion] = {}
        self._list = QWidget()
        self._list.setProperty("clear", "true")
        self._rows = QGridLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setVerticalSpacing(theme.size("space-2"))
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self._list)
        self._none = Empty(
            _("Every line is answered. A new or changed line appears here."), icon=Icon.CHECK_CHECK
        )
        media = tuple((medium, label(medium)) for medium in ApprovalMedium)
        self.form = self.adds(
            Form(
                (
                    field("approval.medium", partial(Segments, media)),
                    field("approval.given_by"),
                ),
                submit=N_("Record the answer"),
                clear="",
                name="answer",
            )
        )
        self.history = Table(
            (
                listed("approval.at", width=104, text=short_moment, sortable=False),
                Column("medium", N_("How"), width=96, text=label, sortable=False),
                Column(
                    "given_by",
                    N_("By whom"),
                    stretch=True,
                    second=lambda row: row.staff,
                    sortable=False,
                ),
                Column("total", N_("Amount"), width=104, align="right", sortable=False),
            ),
            empty=N_("No answer recorded yet."),
            name="approvals",
        )
        for widget, stretch in (
            (self.totals, 0),
            (scroll, 2),
            (self._none, 2),
            (self.form, 0),
            (self.history, 1),
        ):
            self.column.addWidget(widget, stretch)
        self._scroll = scroll
        self.form.submitted.connect(self._save)

    def refresh(self, new: bool) -> None:
        if self.sheet is None:
            return
        self.totals.show_totals(self.sheet.totals)
        self._ask([line for line in self.sheet.lines if line.state is LineState.PROPOSED])
        self.history.show_rows(self.sheet.approvals)
        self.history.setVisible(self.form.isHidden())
        if new:
            self.form.set_value(
                {
                    "given_by": self.sheet.intake.bringer_name
                    or (self.sheet.customer.name if self.sheet.customer else None)
                }
            )

    def _ask(self, lines: list[AdviceLine]) -> None:
        """Questions that still stand keep what was chosen."""
        wanted = {line.ref: line for line in lines}
        for ref in [ref for ref in self._questions if ref not in wanted]:
            question = self._questions.pop(ref)
            question.hide()
            question.deleteLater()
        for place, (ref, line) in enumerate(wanted.items()):
            if ref not in self._questions:
                self._questions[ref] = LineQuestion(line)
            self._rows.addWidget(self._questions[ref], place, 0)
        self._rows.setRowStretch(len(wanted), 1)
        open_ = bool(wanted) and self.sheet is not None and self.sheet.bill is None
        self._scroll.setVisible(open_)
        self.form.setVisible(open_)
        self._none.setVisible(not open_)

    def _save(self) -> None:
        value = self.form.value()
        chosen = {question.ref: question for question in self._questions.values()}
        approved = tuple(
            ref for ref, question in chosen.items() if question.answer.value() is LineState.APPROVED
        )
        declined = tuple(
            (ref, one.reason.value())
            for ref, one in chosen.items()
            if one.answer.value() is LineState.DECLINED
        )
        answer = Answer(value["medium"], value["given_by"], approved, declined)
        self.save(
            approvals.approve,
            answer,
            form=self.form,
            then=lambda _id: self.form["medium"].set_value(None),
        )
