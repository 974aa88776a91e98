"""One open order: who and what at the top, its sections below, its papers at the foot."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.formatting import clock_on
from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.people import rules as people
from app.service.queries.sheet import OrderSheet
from app.text import N_, _
from app.tones import Tone
from db.vocabulary import PaperKind, Stage
from ui import theme
from ui.icons import Icon
from ui.labels import tone
from ui.parts.buttons import Button
from ui.parts.fields import Segments
from ui.parts.labels import Chip, Label
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
"""Names that checks give to sections."""


class OrderPanel(Panel):
    """Wider than other panels: lines with prices are read here.

    `paper_asked` names a paper, "" the one that fits the stage.
    """

    paper_asked = Signal(str)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(name="order_panel", closable=True, parent=parent)
        self.shell = shell
        self.sheet: OrderSheet | None = None
        body = QWidget(self)
        self._stack = Stack(body)
        self.sections: dict[str, OrderSection] = {
            name: make(shell, self._stack) for name, _title, make in SECTIONS
        }
        self.sections[LOAN] = LoanSection(
            shell, self._stack
        )  # seldom needed: a button beside the chips instead of one more tab
        self.loan_button = Button("", icon=Icon.KEY, name="loan_car", says=_("Loan car (Shift+F7)"))
        self.loan_button.clicked.connect(lambda: self.open_section(LOAN))
        self._lent = Chip(_("Loan car out"), Tone.WARN)
        self.tabs = Segments(tuple((name, _(title)) for name, title, _make in SECTIONS))
        self.tabs.setObjectName("order_sections")
        self.tabs.setAccessibleName(_("Section of the order"))
        for section in self.sections.values():
            self._stack.addWidget(section)
            section.asked.connect(self.open_section)
        self._stage, self._timing, self._kind = Chip(), Chip(), Chip()
        self._who = Label("", "label", elide=True)
        self._lay_out_body(body)
        self.show_body("", body)
        wide = theme.size("panel-max") + 3 * theme.size("header") + 2 * theme.size("space-1")
        self.setMinimumWidth(wide)
        self.setMaximumWidth(wide)
        self.tabs.edited.connect(self._choose)
        self._papers = self._paper_buttons()
        self.adopt(*self._papers)
        self.open_section("concerns")

    def show_sheet(self, sheet: OrderSheet, *, now: datetime, section: str = "") -> None:
        """The order as it stands; `section` opens one of its sections."""
        new = self.sheet is None or self.sheet.id != sheet.id
        self.sheet = sheet
        plate = plates.shown(sheet.plate) if sheet.plate else ""
        title = " · ".join(
            part for part in (f"{plate} {sheet.model or ''}".strip(), sheet.number) if part
        )
        self.show_body(title, self.body(), actions=self._papers)
        self._show_head(sheet, now)
        for part in self.sections.values():
            part.show_sheet(sheet)
        if section:
            self.open_section(section)
        elif new:
            self.open_section(first_section(sheet))

    def open_section(self, name: str) -> None:
        """Shows a section."""
        name = WHERE.get(name, name)
        self.tabs.set_value(None if name == LOAN else name)
        self._stack.setCurrentWidget(self.sections[name])

    def current(self) -> OrderSection:
        """The section that is shown."""
        return next(
            section for section in self.sections.values() if section is self._stack.currentWidget()
        )

    def _choose(self) -> None:
        name = self.tabs.value()
        if name is None:
            name = next(
                key
                for key, section in self.sections.items()
                if section is self._stack.currentWidget()
            )
        self.open_section(name)

    def _show_head(self, sheet: OrderSheet, now: datetime) -> None:
        roles = self.shell.work.actor.roles if self.shell.work.actor else frozenset()
        self._stage.show_chip(label(sheet.stage), tone(sheet.stage))
        self._kind.show_chip(label(sheet.service_type), Tone.NEUTRAL)
        self._show_promise(sheet, now)
        lent = any(check.code == LOAN for check in sheet.checks)
        self._lent.setVisible(lent)
        self._kind.setVisible(not lent)
        customer = sheet.customer
        who = (
            [customer.name, people.phone_for(customer.phone, roles)]
            if customer
            else [_("No customer noted yet")]
        )
        if sheet.pick_up[1] and (customer is None or sheet.pick_up[1] != customer.phone):
            who.append(
                _("Pick-up: {who}").format(
                    who=" ".join(
                        (sheet.pick_up[0], people.phone_for(sheet.pick_up[1], roles))
                    ).strip()
                )
            )
        self._who.say(" · ".join(part for part in who if part))

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
        chips.addWidget(self.loan_button)
        self._who.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(inset(chips))
        column.addSpacing(theme.size("space-1"))
        column.addLayout(inset(self.tabs))
        column.addWidget(self._stack, 1)

    def _paper_buttons(self) -> tuple[Button, ...]:
        made = []
        for kind, key in (
            (PaperKind.REPAIR_CONTRACT, ""),
            (PaperKind.WORKSHOP_COPY, ""),
            (PaperKind.SETTLEMENT_LIST, ""),
        ):
            button = Button(
                label(kind), key, icon=Icon.PRINTER, name=f"print_{kind.value}", listens=False
            )
            button.clicked.connect(
                lambda _checked=False, kind=kind: self.paper_asked.emit(kind.value)
            )
            made.append(button)
        return tuple(made)


def first_section(sheet: OrderSheet) -> str:
    """Where work on an order goes on when it is opened."""
    if sheet.bill is not None:
        return "leaving" if not sheet.balance else "bill"
    if sheet.stage is Stage.READY:
        return "bill"
    if sheet.stage is Stage.WAITING_APPROVAL:
        return "approval"
    return "lines" if sheet.concerns else "concerns"
