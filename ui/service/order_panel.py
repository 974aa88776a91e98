"""The panel of an open order: customer and stage, sections, papers."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.formatting import joined, money
from app.identity import plate as plates
from app.labels import label
from app.service.queries.sheet import OrderSheet
from app.text import N_, _
from db.nouns import Noun
from db.vocabulary import PaperKind, ServiceType, Stage
from ui import theme
from ui.icons import Icon
from ui.parts.filter_tabs import FilterTabs
from ui.parts.form import Form
from ui.parts.labels import Label
from ui.parts.late import LateWidgets
from ui.parts.menu_button import MenuAct, MenuButton
from ui.parts.naming import named
from ui.parts.panel import Panel, inset
from ui.parts.stack import Stack
from ui.service.approval_section import ApprovalSection
from ui.service.arrival_section import ArrivalSection
from ui.service.bill_section import BillSection
from ui.service.concern_section import ConcernSection
from ui.service.inspection_section import InspectionSection
from ui.service.leaving_section import LeavingSection
from ui.service.line_section import LineSection
from ui.service.loan_section import LoanSection
from ui.service.notice_section import NOTICE, NoticeSection
from ui.service.order_acts import OrderActs
from ui.service.order_head import LOAN, OrderHead
from ui.service.progress_section import ProgressSection
from ui.service.quality_section import QualitySection
from ui.service.quick_section import QUICK, QuickSection
from ui.service.section import OrderSection
from ui.service.warranty_section import WarrantySection
from ui.shell.alert_strip import AlertStrip
from ui.shell.photos.photo_bar import PhotoBar, PhotoDrop
from ui.shell.workspace.page import Shell

SECTIONS: tuple[tuple[str, str, type[OrderSection]], ...] = (
    ("concerns", N_("Concerns"), ConcernSection),
    ("intake", N_("Intake"), ArrivalSection),
    ("inspection", N_("Inspection"), InspectionSection),
    ("lines", N_("Lines"), LineSection),
    ("approval", N_("Answer"), ApprovalSection),
    ("progress", N_("Progress"), ProgressSection),
    ("quality", N_("Quality"), QualitySection),
    ("bill", N_("Bill"), BillSection),
    ("leaving", N_("Hand-over"), LeavingSection),
)
ASIDE: dict[str, type[OrderSection]] = {
    LOAN: LoanSection,
    NOTICE: NoticeSection,
    QUICK: QuickSection,
    "warranty": WarrantySection,
}
"""Sections without a tab: they open from the dots and from checks."""
PAPERS = (
    PaperKind.INTAKE_SHEET,
    PaperKind.INSPECTION_SHEET,
    PaperKind.REPAIR_CONTRACT,
    PaperKind.ADDITIONAL_WORK,
    PaperKind.DISPATCH_SHEET,
    PaperKind.WORKSHOP_COPY,
    PaperKind.QUALITY_SHEET,
    PaperKind.SETTLEMENT_LIST,
)


LOW = 520
"""A panel that is lower than this stands on a screen of 614 pixels."""


class OrderPanel(Panel):
    """An order with its way, its sections and one next step.

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
        self._behind: dict[str, OrderSection] = {}
        """Sections that still show another order, or this one as it was."""
        self._is_new = False
        """True until the order that came last is painted."""
        self._pause = QTimer(self, singleShot=True, interval=0)
        self._pause.timeout.connect(self._catch_up_next)
        self._makers = {name: make for name, _title, make in SECTIONS} | ASIDE
        self.sections = LateWidgets(tuple(self._makers), self._build_section)
        self.tabs = self._build_tabs()
        self.acts = OrderActs(shell, self)
        self.acts.section_asked.connect(self._go_on)
        self.head = OrderHead(shell, self.acts.confirm)
        self.put_beside_title(*self.head.chips)
        self.total = Label("", "body", bold=True)
        named(self.total, "order_total")
        self.print_button = MenuButton(
            "", self._papers, icon=Icon.PRINTER, name="print_papers", says=_("Print")
        )
        self.alerts = AlertStrip(shell.work)
        self.closed.connect(self.alerts.leave)
        self._lay_out_body(body)
        self._foot = (self.total, self.print_button, self.acts.more, self.acts.next)
        self.adopt(*self._foot)
        self.show_body("", body)
        PhotoDrop(self, self._photos)
        wide = theme.size("panel-max") + 3 * theme.size("header") + 2 * theme.size("space-1")
        self.setFixedWidth(wide)

    def _build_section(self, name: str) -> OrderSection:
        """A section when it is first shown, with the order that is open."""
        section = self._makers[name](self.shell, self._stack)
        self._stack.addWidget(section)
        section.asked.connect(self.open_section)
        section.paper_asked.connect(self.paper_asked)
        if isinstance(section, LeavingSection):
            section.handed_over.connect(self.handed_over)
        if self.sheet is not None:
            section.show_sheet(self.sheet)
        return section

    def _photos(self) -> PhotoBar:
        """Where pictures go that are dropped on the panel: to the order that it shows."""
        section = self.sections["intake"]
        self._catch_up("intake")
        assert isinstance(section, ArrivalSection)
        return section.photos

    def _build_tabs(self) -> FilterTabs:
        tabs = FilterTabs(tuple((name, _(title)) for name, title, _make in SECTIONS))
        named(tabs, "order_sections", says=_("Section of the order"))
        tabs.edited.connect(self._choose)
        return tabs

    def _papers(self) -> list[MenuAct]:
        """The papers of an order; the one that fits its stage comes first."""
        return [
            MenuAct(f"print_{kind.value}", label(kind), partial(self.paper_asked.emit, kind.value))
            for kind in _papers_of(self.sheet)
        ]

    def show_sheet(self, sheet: OrderSheet, *, now: datetime, section: str = "") -> None:
        """Show an order as it is now; `section` opens one of its sections."""
        new = self.sheet is None or self.sheet.id != sheet.id
        self.sheet = sheet
        self.acts.show_order(sheet)
        foot = self._foot if self.acts.step is not None else self._foot[:-1]
        car = joined(plates.shown(sheet.plate or "") or sheet.number, sheet.model, by=" ")
        self.show_body(car, self.body(), actions=foot)
        self.acts.more.setVisible(self.acts.has_more)
        self.total.say(_total(sheet))
        self.head.show_order(sheet, now)
        owner = sheet.customer.id if sheet.customer else None
        order = (Noun.REPAIR_ORDER, sheet.id)
        self.alerts.show_of(*order, person_id=owner, vehicle_id=sheet.car.id)
        self._pause.stop()  # what was left of the order before may not come before this one's paint
        self._behind = dict(self.sections.made())
        if section or new:
            self.open_section(section or first_section(sheet))
            self.sections.make_in_pauses(self)
        else:
            self._catch_up(*(name for name in self._behind if self._is_open(name)))
        self._choose_filled()
        self._is_new = True
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The order is seen: now the sections that nobody sees take it in, one after the other."""
        super().paintEvent(event)
        if self._is_new:
            self._is_new = False
            self._pause.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On the lowest screens the way gives its words to the section."""
        super().resizeEvent(event)
        self.head.lower(self.height() < LOW)

    def open_section(self, name: str) -> None:
        """Show a section by its name; behind a stroke stands the field that gets the cursor."""
        name, _stroke, field = name.partition("/")
        self.tabs.set_value(None if name in ASIDE else name)
        self._stack.setCurrentWidget(self.sections[name])
        self._catch_up(name)
        self._choose_filled()
        if field:
            self.current().start(field)

    def _catch_up(self, *names: str) -> None:
        """Show the order in sections that have not shown it yet."""
        for name in names:
            part = self._behind.pop(name, None)
            if part is not None and self.sheet is not None:
                part.show_sheet(self.sheet)

    def _catch_up_next(self) -> None:
        """One more section that nobody sees shows the order; the next one at the next pause."""
        self._catch_up(*list(self._behind)[:1])
        if self._behind:
            self._pause.start()

    def current(self) -> OrderSection:
        """The section that is shown."""
        shown = self._stack.currentWidget()
        return next(section for section in self.sections.made().values() if section is shown)

    def _go_on(self, name: str) -> None:
        """The next step is filled in: its section with the cursor in the first field."""
        self.open_section(name)
        self.current().start()

    def _choose(self) -> None:
        """Another tab; the one that is pressed again stays."""
        made = self.sections.made()
        shown = next(name for name, one in made.items() if one is self.current())
        self.open_section(self.tabs.value() or shown)

    def _choose_filled(self) -> None:
        """One filled button: the next step, or the form in which it is done."""
        step = self.acts.step
        is_open = step is not None and bool(step.section) and self._is_open(step.section)
        self.acts.next.setVisible(step is not None and not is_open)
        kind = "primary" if is_open or step is None else "quiet"
        for form in self.current().findChildren(Form):
            form.submit_button.dress(kind)

    def _is_open(self, name: str) -> bool:
        return self.sections.made().get(name) is self._stack.currentWidget()

    def _lay_out_body(self, body: QWidget) -> None:
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space-1"))
        column.addLayout(inset(self.alerts))
        column.addWidget(self.head)
        column.addLayout(inset(self.acts.confirm))
        column.addLayout(inset(self.tabs))
        column.addWidget(self._stack, 1)


def _papers_of(sheet: OrderSheet | None) -> tuple[PaperKind, ...]:
    """The papers of an order: some have a certificate, warranty repairs a record."""
    if sheet is None:
        return PAPERS
    kinds = {sheet.service_type, *(line.service_type for line in sheet.charged)}
    record = (PaperKind.REPAIR_RECORD,) if ServiceType.WARRANTY in kinds else ()
    certificate = (PaperKind.CERTIFICATE,) if sheet.quality.certificate is not None else ()
    return (*PAPERS, *certificate, *record)


def _total(sheet: OrderSheet) -> str:
    """What the customer pays, and what of it is not agreed yet."""
    total = _("Total {amount}").format(amount=money(sheet.total))
    if not sheet.totals.proposed or sheet.bill is not None:
        return total
    return joined(total, _("{amount} to approve").format(amount=money(sheet.totals.proposed)))


def first_section(sheet: OrderSheet) -> str:
    """Where work on an order goes on when it is opened."""
    if sheet.bill is not None:
        return "leaving" if not sheet.account.due else "bill"
    if sheet.stage is Stage.READY:
        return "bill"
    if sheet.stage is Stage.WAITING_APPROVAL:
        return "approval"
    return "lines" if sheet.concerns else "concerns"
