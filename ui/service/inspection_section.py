"""The inspections of an order: begun by a template, filled in by one person, finished, printed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.admin import queries as house
from app.photos import PhotoRow
from app.service.commands import inspecting
from app.service.queries.inspections import (
    FindingRow,
    InspectionRow,
    Inspections,
    inspections,
)
from app.service.values import FindingJudgement
from app.text import N_, _
from db.vocabulary import PaperKind
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.fields import Segments
from ui.parts.labels import Empty, Label
from ui.parts.layouts import STRETCH, boxed, hbox, vbox
from ui.parts.naming import named
from ui.parts.scroll import ScrollArea
from ui.service.finding_line import FindingLine
from ui.service.inspection_head import BeginButton, InspectionHead
from ui.service.order_photos import ORDER_PHOTOS, show_sheet
from ui.service.section import OrderSection
from ui.shell.photos.photo_bar import PhotoBar

NO_INSPECTION = N_(
    "Nobody has inspected this car yet. Each item is green, amber or red with one press; what is"
    " red can be offered to the customer as a job."
)


class InspectionSection(OrderSection):
    """Every press is saved at once; nobody but the holder writes."""

    def build(self) -> None:
        self.known = Inspections((), ())
        self.row: InspectionRow | None = None
        self.lines: dict[int, FindingLine] = {}
        self._chosen = 0
        self.which = named(Segments(()), "inspections", says=_("Inspection"))
        self.begin, self.another = BeginButton(self.work), BeginButton(self.work, small=True)
        self.head = InspectionHead(self.work, beside=self.another)
        self.green = Button(_("All green"), icon=Icon.CHECK_CHECK, name="all_green", saves=True)
        self.finish = Button("", name="finish_inspection", saves=True)
        self.photos = PhotoBar(
            self.shell, ORDER_PHOTOS, shows=self._is_of_this, named_by=self._item_of
        )
        self.area = ScrollArea()
        self._lay_out()
        self._connect()

    def refresh(self, new: bool) -> None:
        if self.sheet is None:
            return
        if new:
            self._chosen = 0
            self.work.ask(house.staff, then=self.head.offer, topic=(self, "people"))
        self.work.ask(inspections, self.sheet.id, then=self._show, topic=(self, "inspections"))
        show_sheet(self.photos, self.sheet)

    def start(self) -> None:
        """Put the cursor where the next thing is done."""
        (self.begin if self.row is None else self.area).setFocus()

    def _lay_out(self) -> None:
        self._foot = boxed(hbox(self.green, STRETCH, self.finish, margins=(3, 0, 3, 0)))
        self.empty = Empty(_(NO_INSPECTION), icon=Icon.CLIPBOARD_CHECK)
        self.empty.offer(self.begin)
        self.column.addWidget(self.empty, 1)
        self.column.addLayout(hbox(self.which, margins=(3, 0, 3, 0)))
        for part in (self.head, self.photos):
            self.column.addWidget(part)
        self.column.addWidget(self.area, 1)
        self.column.addWidget(self._foot)
        for part in (self.empty, self.which, self.head, self.area, self._foot):
            part.hide()  # until it is known whether anybody has inspected the car

    def _connect(self) -> None:
        self.which.edited.connect(self._choose)
        for button in (self.begin, self.another):
            button.begun.connect(partial(setattr, self, "_chosen"))
            button.refused.connect(self._refuse)
        self.green.clicked.connect(lambda: self._do(inspecting.all_green))
        self.finish.clicked.connect(self._finish)
        self.head.print_asked.connect(
            lambda: self.paper_asked.emit(PaperKind.INSPECTION_SHEET.value)
        )
        self.head.given.connect(
            lambda staff_id: self._do(inspecting.hand_on, staff_id=staff_id or None)
        )

    def _show(self, known: Inspections) -> None:
        self.known = known
        rows = known.rows
        if self._chosen not in {row.id for row in rows}:
            self._chosen = rows[-1].id if rows else 0
        self.which.set_options([(row.id, row.name) for row in rows])
        self.which.set_value(self._chosen or None)
        self.which.setVisible(len(rows) > 1)
        for button, is_there in ((self.begin, not rows), (self.another, bool(rows))):
            button.setVisible(is_there and self._may_begin())
            button.offer(known.templates, self.sheet.id if self.sheet is not None else 0)
        self.empty.setVisible(not rows)
        self._show_row(next((row for row in rows if row.id == self._chosen), None))

    def _may_begin(self) -> bool:
        is_open = self.sheet is not None and not self.sheet.is_closed
        return is_open and self.may(*inspecting.INSPECTORS)

    def _choose(self) -> None:
        self._chosen = self.which.value() or self._chosen
        self._show(self.known)
        self.photos.show_again()

    def _show_row(self, row: InspectionRow | None) -> None:
        before, self.row = self.row, row
        for part in (self.head, self._foot, self.area):
            part.setVisible(row is not None)
        if row is None:
            return
        if before is None or [one.id for one in before.findings] != [
            one.id for one in row.findings
        ]:
            self._build_lines(row)
        for one in row.findings:
            self.lines[one.id].show_row(one, can_write=self._can_write(row))
        self.head.show_row(row, is_open=self._may_begin())
        self._show_foot(row)

    def _can_write(self, row: InspectionRow) -> bool:
        me = self.work.actor.staff_id if self.work.actor is not None else 0
        return self._may_begin() and row.finished_at is None and row.holder_id in (None, me)

    def _show_foot(self, row: InspectionRow) -> None:
        can, is_done = self._can_write(row), row.finished_at is not None
        self.green.setVisible(can)
        self.finish.show_text(_("Correct it") if is_done else _("Finish the inspection"))
        self.finish.setVisible(can or (is_done and self._may_begin()))

    def _build_lines(self, row: InspectionRow) -> None:
        """A line for each item under the head of its group."""
        page, group, parts = QWidget(), "", []
        self.lines = {}
        for one in row.findings:
            if one.group_name and one.group_name != group:
                group = one.group_name
                parts.append(Label(group, "label", bold=True))
            self.lines[one.id] = self._line(one)
            parts.append(self.lines[one.id])
        vbox(*parts, STRETCH, parent=page, spacing=1, margins=(3, 0, 3, 2))
        self.area.show_page(page)

    def _line(self, row: FindingRow) -> FindingLine:
        line = FindingLine(row)
        line.found.connect(self._judge)
        line.job_asked.connect(self._propose)
        line.photo_asked.connect(lambda key: self.photos.choose_files(finding_id=key))
        line.dropped.connect(lambda key, content: self.photos.add_content(content, finding_id=key))
        return line

    def _judge(self, finding_id: int, found: FindingJudgement) -> None:
        self.work.act(inspecting.judge, finding_id, found, refuse=self._refuse)

    def _propose(self, finding_id: int) -> None:
        name = self.lines[finding_id].row.name

        def proposed(_ref: object) -> None:
            told = _("{name}: a line waits for the customer's answer.").format(name=name)
            show = partial(self.asked.emit, "lines")
            self.shell.notices.say(told, undo=show, button=_("Show it"))

        self.work.act(inspecting.propose_job, finding_id, then=proposed, refuse=self._refuse)

    def _finish(self) -> None:
        is_done = self.row is not None and self.row.finished_at is not None
        self._do(inspecting.reopen_inspection if is_done else inspecting.finish_inspection)

    def _do(self, command: Callable[..., object], **told: object) -> None:
        if self.row is not None:
            self.work.act(command, self.row.id, refuse=self._refuse, **told)

    def _refuse(self, refused: object) -> None:
        """Says it, and shows what the store knows: somebody else may hold it by now."""
        self.shell.notices.refuse(refused)
        if self.sheet is not None:
            self.refresh(False)

    def _is_of_this(self, photo: PhotoRow) -> bool:
        return self.row is not None and photo.finding_id in self.lines

    def _item_of(self, photo: PhotoRow) -> str:
        return self.lines[photo.finding_id].row.name if photo.finding_id in self.lines else ""
