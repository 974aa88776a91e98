"""The panel of an open order: customer and stage, sections, papers."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.formatting import clock_on, joined
from app.identity import phone as phones
from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.people import rules as people
from app.service.commands import reveal
from app.service.queries.sheet import OrderSheet
from app.text import N_, _
from app.tones import Tone
from db.nouns import Noun
from db.vocabulary import PaperKind, Stage
from ui import theme
from ui.icons import Icon
from ui.labels import tone
from ui.parts.buttons import Button
from ui.parts.confirm import ConfirmBar
from ui.parts.fields import Segments
from ui.parts.labels import Chip, Label
from ui.parts.late import LateWidgets
from ui.parts.naming import named
from ui.parts.panel import Panel, inset
from ui.parts.stack import Stack
from ui.service.approval_section import ApprovalSection
from ui.service.arrival_section import ArrivalSection
from ui.service.bill_section import BillSection
from ui.service.concern_section import ConcernSection
from ui.service.leaving_section import LeavingSection
from ui.service.line_section import LineSection
from ui.service.loan_section import LoanSection
from ui.service.order_list import left_text
from ui.service.progress_section import ProgressSection
from ui.service.section import OrderSection
from ui.shell.alert_strip import AlertStrip
from ui.shell.reveal import ask_why
from ui.shell.viewer import is_among, roles_of
from ui.shell.workspace.page import Shell

SECTIONS: tuple[tuple[str, str, type[OrderSection]], ...] = (
    ("concerns", N_("Concerns"), ConcernSection),
    ("intake", N_("Intake"), ArrivalSection),
    ("lines", N_("Lines"), LineSection),
    ("approval", N_("Authorise"), ApprovalSection),
    ("progress", N_("Progress"), ProgressSection),
    ("bill", N_("Bill"), BillSection),
    ("leaving", N_("Hand-over"), LeavingSection),
)
LOAN = "loan"
WHERE = {"stage": "progress"}
"""Sections by the names that checks give them, where these differ."""
PAPERS = (PaperKind.REPAIR_CONTRACT, PaperKind.WORKSHOP_COPY, PaperKind.SETTLEMENT_LIST)


class OrderPanel(Panel):
    """An order with its sections, wider than other panels.

    `paper_asked` names a paper, "" the one that fits the stage.
    """

    paper_asked = Signal(str)
    handed_over = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(name="order_panel", closable=True, parent=parent)
        self.shell = shell
        self.sheet: OrderSheet | None = None
        body = QWidget(self)
        self._stack = Stack(body)
        self._makers = {name: make for name, _title, make in SECTIONS} | {LOAN: LoanSection}
        self.sections = LateWidgets(tuple(self._makers), self._build_section)
        self.tabs = self._build_tabs()
        # seldom needed, so it is a button beside the chips and not one more tab
        self.loan_button = Button("", icon=Icon.KEY, name="loan_car", says=_("Loan car (Shift+F7)"))
        self.loan_button.clicked.connect(lambda: self.open_section(LOAN))
        self._stage, self._timing, self._kind = Chip(), Chip(), Chip()
        self._lent = Chip(_("Loan car out"), Tone.WARN)
        self._who = Label("", "label", elide=True)
        self._revealed: int | None = None
        """The order whose numbers were asked for."""
        self.eye = Button("", icon=Icon.EYE, name="reveal", says=_("Show numbers"))
        self.eye.clicked.connect(self.reveal)
        self.confirm = ConfirmBar(body)
        self._internal = Label("", "muted", wrap=True)
        self._internal.setObjectName("internal_note")
        self.alerts = AlertStrip(shell.work)
        self.closed.connect(self.alerts.leave)
        self._lay_out_body(body)
        self._papers = [self._paper_button(kind) for kind in PAPERS]
        self.adopt(*self._papers)
        self.show_body("", body)
        wide = theme.size("panel-max") + 3 * theme.size("header") + 2 * theme.size("space-1")
        self.setFixedWidth(wide)
        self.open_section("concerns")

    def _build_section(self, name: str) -> OrderSection:
        """A section when it is first shown, with the order that is open."""
        section = self._makers[name](self.shell, self._stack)
        self._stack.addWidget(section)
        section.asked.connect(self.open_section)
        if isinstance(section, LeavingSection):
            section.handed_over.connect(self.handed_over)
        if self.sheet is not None:
            section.show_sheet(self.sheet)
        return section

    def _build_tabs(self) -> Segments:
        tabs = Segments(tuple((name, _(title)) for name, title, _make in SECTIONS))
        named(tabs, "order_sections", says=_("Section of the order"))
        tabs.edited.connect(self._choose)
        return tabs

    def _paper_button(self, kind: PaperKind) -> Button:
        name = f"print_{kind.value}"
        return Button(
            label(kind),
            icon=Icon.PRINTER,
            name=name,
            listens=False,
            clicked=lambda: self.paper_asked.emit(kind.value),
        )

    def show_sheet(self, sheet: OrderSheet, *, now: datetime, section: str = "") -> None:
        """Show an order as it is now; `section` opens one of its sections."""
        new = self.sheet is None or self.sheet.id != sheet.id
        self.sheet = sheet
        if new:
            self._revealed = None
            self.confirm.hide()
        car = joined(plates.shown(sheet.plate or ""), sheet.model, by=" ")
        self.show_body(joined(car, sheet.number), self.body(), actions=self._papers)
        self._show_head(sheet, now)
        for part in self.sections.made().values():
            part.show_sheet(sheet)
        if section or new:
            self.open_section(section or first_section(sheet))
        if new:
            self.sections.make_in_pauses(self)

    def open_section(self, name: str) -> None:
        """Show a section by its name, or by the name that a check gives it."""
        name = WHERE.get(name, name)
        self.tabs.set_value(None if name == LOAN else name)
        self._stack.setCurrentWidget(self.sections[name])

    def current(self) -> OrderSection:
        """The section that is shown."""
        shown = self._stack.currentWidget()
        return next(section for section in self.sections.made().values() if section is shown)

    def _choose(self) -> None:
        """Another tab; the one that is pressed again stays."""
        made = self.sections.made()
        shown = next(name for name, one in made.items() if one is self.current())
        self.open_section(self.tabs.value() or shown)

    def _show_head(self, sheet: OrderSheet, now: datetime) -> None:
        self._stage.show_chip(label(sheet.stage), tone(sheet.stage))
        self._kind.show_chip(label(sheet.service_type), Tone.NEUTRAL)
        self._show_promise(sheet, now)
        lent = any(check.code == LOAN for check in sheet.checks)
        self._lent.setVisible(lent)
        self._kind.setVisible(not lent)
        self._show_who(sheet)
        owner = sheet.customer.id if sheet.customer else None
        order = (Noun.REPAIR_ORDER, sheet.id)
        self.alerts.show_of(*order, person_id=owner, vehicle_id=sheet.car.id)
        note = sheet.intake.internal_note
        self._internal.say(_("Internal: {note}").format(note=note) if note else "")
        self._internal.setVisible(bool(note))

    def _show_who(self, sheet: OrderSheet) -> None:
        who = joined(self._customer(sheet), self._pick_up(sheet))
        self._who.say(who)
        self.eye.setVisible("*" in who)

    def reveal(self) -> None:
        """Show the whole numbers of this order once it is said why."""
        if self.sheet is None:
            return

        def show(order_id: int) -> None:
            self._revealed = order_id
            if self.sheet is not None:
                self._show_who(self.sheet)

        look = partial(self.shell.work.act, reveal.reveal, self.sheet.id, then=show)
        ask_why(self.confirm, lambda reason: look(reason=reason))

    def _number(self, sheet: OrderSheet, number: str | None) -> str:
        """A number of the order as the person signed in may read it now."""
        if number and self._revealed == sheet.id:
            return phones.shown(number)
        own = is_among(self.shell.work, sheet.near)
        return people.phone_for(number, roles_of(self.shell.work), own=own)

    def _customer(self, sheet: OrderSheet) -> str:
        customer = sheet.customer
        if customer is None:
            return _("No customer noted yet")
        return joined(customer.name, self._number(sheet, customer.phone))

    def _pick_up(self, sheet: OrderSheet) -> str:
        """Who is called when the car is ready, where that is not the customer."""
        name, number = sheet.pick_up
        if not number or (sheet.customer is not None and number == sheet.customer.phone):
            return ""
        who = joined(name, self._number(sheet, number), by=" ")
        return _("Pick-up: {who}").format(who=who)

    def _show_promise(self, sheet: OrderSheet, now: datetime) -> None:
        self._timing.setVisible(sheet.promised_at is not None)
        if sheet.promised_at is None:
            return
        clock = clock_on(sheet.promised_at, local_day(now))
        minutes = int((sheet.promised_at - now).total_seconds() // 60)
        running = sheet.stage not in (Stage.READY, Stage.DELIVERED, Stage.CANCELLED)
        text = f"{clock} · {left_text(minutes)}" if running else clock
        self._timing.show_chip(text, Tone.BAD if running and minutes < 0 else Tone.NEUTRAL)

    def _lay_out_body(self, body: QWidget) -> None:
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space-2"))
        chips = QHBoxLayout()
        chips.setSpacing(theme.size("space-2"))
        for chip in (self._stage, self._timing, self._kind, self._lent):
            chips.addWidget(chip)
        chips.addWidget(self._who, 1)
        chips.addWidget(self.eye)
        chips.addWidget(self.loan_button)
        self._who.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(inset(chips))
        column.addWidget(self.confirm)
        column.addLayout(inset(self.alerts))
        column.addLayout(inset(self._internal))
        column.addSpacing(theme.size("space-1"))
        column.addLayout(inset(self.tabs))
        column.addWidget(self._stack, 1)


def first_section(sheet: OrderSheet) -> str:
    """Where work on an order goes on when it is opened."""
    if sheet.bill is not None:
        return "leaving" if not sheet.account.due else "bill"
    if sheet.stage is Stage.READY:
        return "bill"
    if sheet.stage is Stage.WAITING_APPROVAL:
        return "approval"
    return "lines" if sheet.concerns else "concerns"
