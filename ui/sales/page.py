"""The page of the sales: quotations, and orders for cars with their papers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.local_time import local_day
from app.sales import (
    appraisal_commands,
    appraisal_paper,
    appraisal_queries,
    commands,
    discount_commands,
    discount_paper,
    discount_paper_facts,
    fleet_quotes,
    papers,
    queries,
)
from app.sales.appraisal_facts import AppraisalPaper
from app.sales.appraisal_values import GivenAppraisal
from app.sales.facts import DiscountPaperFacts, QuotationFacts
from app.sales.settings import DiscountSettings
from app.sales.values import GivenDiscount, GivenQuotation
from app.text import N_, _
from app.tones import Tone
from db.nouns import Noun
from db.vocabulary import PaperKind, Role
from ui.record_desk.record_list import RecordList
from ui.record_desk.views_page import PageList, ViewsPage
from ui.sales.appraisal_panel import AppraisalPanel
from ui.sales.appraisals import appraisals_at
from ui.sales.desk import APPRAISALS, DESK, ORDERS, QUOTES
from ui.sales.order_panel import SaleOrderPanel
from ui.sales.orders import orders_at
from ui.sales.quote_panel import QuotePanel
from ui.sales.quotes import quotes_at
from ui.shell.printing.print_flow import Keep, PaperTask
from ui.shell.workspace.page import Shell


class SalesPage(ViewsPage):
    """`open_record(Noun.QUOTE_WISH, person)` begins a quotation for a customer.

    `Noun.PROJECT_WISH` begins one in a fleet project, `Noun.USED_CAR_WISH` one of a used car.

    Cashiers have no quotations, unless the store lets them grant discounts.
    """

    desk = DESK
    title = N_("Sales")

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.new.setVisible(self.work.actor is None or self.work.actor.may(Role.CONSULTANT))

    def declared(self) -> Sequence[PageList]:
        """Quotations for who sells; orders for everybody."""
        orders = PageList(ORDERS, N_("Orders for cars"), self._orders)
        grants = self.shell.settings.of(DiscountSettings).cashier_below > 0
        roles = (Role.CONSULTANT, Role.CASHIER) if grants else (Role.CONSULTANT,)
        if self.work.actor is not None and not self.work.actor.may(*roles):
            return (orders,)
        appraised = PageList(APPRAISALS, N_("Trade-in appraisals"), self._appraisals)
        quoted = PageList(QUOTES, N_("Quotations"), self._quotes)
        if self.work.actor is not None and not self.work.actor.may(Role.CONSULTANT):
            return (quoted, orders)
        return (quoted, appraised, orders)

    def made(self, name: str, made: RecordList) -> None:
        """Papers and the way from a quotation to its order."""
        if isinstance(made.panel, QuotePanel):
            made.panel.print_asked.connect(self.print_chosen)
            made.panel.request_asked.connect(self.print_request)
            made.panel.order_asked.connect(self.order)
            made.panel.appraise_asked.connect(self.appraise)
        elif isinstance(made.panel, AppraisalPanel):
            made.panel.print_asked.connect(self.print_chosen)

    def reload(self) -> None:
        super().reload()
        panel = self.list.panel
        if isinstance(panel, QuotePanel):
            panel.reload()

    def show_record(self, noun: Noun, record_id: int) -> None:
        self.open_section(SECTIONS.get(noun, QUOTES))
        panel = self.list.panel
        if noun == Noun.QUOTE_WISH and self.work.actor is not None:
            assert isinstance(panel, QuotePanel)
            self.work.ask(queries.customer, record_id, viewer=self.work.actor, then=panel.begin_for)
        elif noun == Noun.PROJECT_WISH:
            assert isinstance(panel, QuotePanel)
            about = {"today": local_day(self.work.now()), "then": panel.project.begin}
            self.work.ask(fleet_quotes.project_wish, record_id, **about)
        elif noun == Noun.USED_CAR_WISH:
            self.list.begin_with(f"used-{record_id}", {"stock_car_id": record_id})
        else:
            self.list.open(record_id)

    def order(self, quote_id: int) -> None:
        """Begins the order of a quotation."""
        self.open_section(ORDERS)
        self.list.begin_with(f"new-{quote_id}", {"quote_id": quote_id})

    def appraise(self, person_id: int) -> None:
        """Begins the appraisal of the car that a customer trades in."""
        self.open_section(APPRAISALS)
        panel, viewer = self.list.panel, self.work.actor
        assert isinstance(panel, AppraisalPanel)
        self.work.ask(queries.customer, person_id, viewer=viewer, then=panel.begin_for)

    def print_chosen(self) -> None:
        """Ctrl+P: the quotation or appraisal that is shown, or the next paper of the order."""
        panel = self.list.panel
        if isinstance(panel, SaleOrderPanel):
            panel.print_paper()
        elif isinstance(panel, QuotePanel):
            self._print_version(panel)
        elif isinstance(panel, AppraisalPanel):
            self._print_appraisal(panel)

    def _print_appraisal(self, panel: AppraisalPanel) -> None:
        """The paper of the appraisal that is shown, as it was given out where it was."""
        row, viewer = panel.row, self.work.actor
        if row is None or viewer is None:
            self.shell.notices.say(_("Choose an appraisal first."), Tone.NEUTRAL)
            return
        at, by = self.shell.printing.stamp()
        keep = Keep(appraisal_commands.keep_appraisal, _appraised)
        kind = PaperKind.TRADE_IN_APPRAISAL
        task = PaperTask(kind, f"appraisal-{row.number}", appraisal_paper.given, keep)
        about = {"viewer": viewer, "by": by, "at": at}
        self.shell.printing.print(task, appraisal_queries.paper, row.id, **about)

    def _print_version(self, panel: QuotePanel) -> None:
        """The paper of the version that is shown, as it was given out where it was."""
        version, viewer = panel.versions.version, self.work.actor
        if version is None or viewer is None or panel.row is None:
            self.shell.notices.say(_("Choose a quotation first."), Tone.NEUTRAL)
            return
        at, by = self.shell.printing.stamp()
        name = f"quotation-{panel.row.number}-{version.number}"
        keep = Keep(commands.keep_quotation, _told)
        task = PaperTask(PaperKind.QUOTATION, name, papers.given, keep)
        self.shell.printing.print(task, queries.quotation, version.id, viewer=viewer, by=by, at=at)

    def print_request(self) -> None:
        """The paper of the discount that was asked for with the newest version."""
        panel, viewer = self.list.panel, self.work.actor
        row = panel.row if isinstance(panel, QuotePanel) else None
        if row is None or viewer is None or row.newest.request is None:
            return
        at, by = self.shell.printing.stamp()
        keep = Keep(discount_commands.keep_discount, _told_request)
        name = f"discount-request-{row.newest.request.number}"
        task = PaperTask(PaperKind.DISCOUNT_SHEET, name, discount_paper.discount_request, keep)
        about = (row.newest.id, discount_paper_facts.DiscountAsked(by, at))
        self.shell.printing.print(task, discount_paper_facts.discount_paper, *about, viewer=viewer)

    def _quotes(self) -> RecordList:
        return RecordList(self.shell, quotes_at(self.work.now), QuotePanel, apart=True)

    def _appraisals(self) -> RecordList:
        made = appraisals_at(self.work.now)
        return RecordList(self.shell, made, AppraisalPanel, apart=True)

    def _orders(self) -> RecordList:
        return RecordList(self.shell, orders_at(self.work.now), SaleOrderPanel, apart=True)


SECTIONS = {Noun.SALE_ORDER: ORDERS, Noun.APPRAISAL: APPRAISALS}
"""The list in which a record stands; all others are quotations."""


def _appraised(facts: AppraisalPaper, pdf: bytes) -> tuple[GivenAppraisal]:
    """What is stored once a printer has taken it."""
    return (GivenAppraisal(facts.row.id, pdf),)


def _told(facts: QuotationFacts, pdf: bytes) -> tuple[GivenQuotation]:
    """What is stored once a printer has taken it."""
    return (GivenQuotation(facts.version.id, pdf),)


def _told_request(facts: DiscountPaperFacts, pdf: bytes) -> tuple[GivenDiscount]:
    """What is stored once a printer has taken it."""
    return (GivenDiscount(facts.asked.id, pdf),)
