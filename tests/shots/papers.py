"""Every paper of the practice store as bytes, and every page of it as a picture."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QImage
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app import daily, settings
from app.admin.letterhead import letterhead
from app.appointments import papers as appointments
from app.appointments import queries as plan
from app.local_time import local_day
from app.paper import pages
from app.paper.frame import Printed
from app.permissions import Actor
from app.prospects.card import prospect_card
from app.prospects.day_report import day_report
from app.prospects.level_sheet import level_month
from app.prospects.loss_sheet import loss_sheet
from app.prospects.owner_card import owner_card
from app.prospects.papers import card as card_paper
from app.prospects.papers import day_report as report_paper
from app.prospects.papers import level_sheet as level_paper
from app.prospects.papers import loss_sheet as loss_paper
from app.prospects.papers import owner_card as owner_paper
from app.prospects.papers import project_sheet as project_paper
from app.prospects.project_sheet import project_sheet
from app.records import Records
from app.sales import (
    appraisal_paper,
    appraisal_queries,
    change_paper,
    contract_paper,
    discount_paper,
    discount_paper_facts,
    half_year_paper,
    hand_over_paper,
    order_paper_facts,
)
from app.sales import papers as sales_papers
from app.sales import queries as sales
from app.sales.discount_paper_facts import DiscountAsked
from app.sales.half_year import half_year
from app.sales.order_facts import SaleOrderPaper
from app.sales.order_paper_facts import PaperAsked
from app.service import money_papers
from app.service import papers as service
from app.service.queries import facts
from app.service.queries import money_papers as money
from app.stock import outlet_paper, outlet_paper_facts, proposal, proposal_paper
from app.stock import papers as stock_papers
from app.stock import queries as stock
from app.testdrives import paper_facts
from app.testdrives import papers as testdrives
from app.till import papers as till_papers
from app.till import queries as till
from app.workbench.month import month_hours
from app.workbench.papers import month_sheet
from db.tables.admin import Staff
from db.tables.appraisals import Appraisal
from db.tables.bills import CreditNote, Payment, Settlement
from db.tables.fleet import TestDrive
from db.tables.inspections import Inspection
from db.tables.outlets import CarTransfer
from db.tables.projects import ProjectStep
from db.tables.prospects import FollowUp, Prospect
from db.tables.quality import Certificate, QualityCheck
from db.tables.sale_orders import SaleChange, SaleOrder
from db.tables.sales import DiscountRequest, QuoteVersion
from db.tables.service import LabourLine, RepairOrder
from db.vocabulary import BookingState, PaperKind, Role, ServiceType
from tests.make import AFTERNOON

DPI = 110
ORDER_PAPERS: dict[PaperKind, ColumnElement[bool]] = {
    PaperKind.REPAIR_CONTRACT: RepairOrder.id.in_(select(Settlement.order_id)),
    PaperKind.ADDITIONAL_WORK: RepairOrder.id.in_(
        select(LabourLine.order_id).where(LabourLine.additional)
    ),
    PaperKind.DISPATCH_SHEET: RepairOrder.bay_id.is_not(None),
    PaperKind.WORKSHOP_COPY: RepairOrder.id.in_(select(Settlement.order_id)),
    PaperKind.SETTLEMENT_LIST: RepairOrder.id.in_(select(Settlement.order_id)),
    PaperKind.QUALITY_SHEET: RepairOrder.id.in_(select(QualityCheck.order_id)),
    PaperKind.CERTIFICATE: RepairOrder.id.in_(select(Certificate.order_id)),
    PaperKind.INTAKE_SHEET: RepairOrder.damage_marks.is_not(None),
    PaperKind.REPAIR_RECORD: RepairOrder.service_type == ServiceType.WARRANTY,
    PaperKind.INSPECTION_SHEET: RepairOrder.id.in_(select(Inspection.order_id)),
}
"""Which orders have something to say on each paper; of them the one with most jobs is drawn."""

SalePaper = tuple[Select[tuple[int, int]], Callable[[SaleOrderPaper], bytes]]
SALE_PAPERS: dict[PaperKind, SalePaper] = {
    PaperKind.PURCHASE_CONTRACT: (
        select(SaleOrder.id, SaleOrder.id.label("about"))
        .join(QuoteVersion, QuoteVersion.id == SaleOrder.quote_version_id)
        .where(SaleOrder.signed_at.is_not(None))
        .order_by(QuoteVersion.months.is_not(None).desc(), SaleOrder.id.desc()),
        contract_paper.contract,
    ),
    PaperKind.ORDER_CHANGE: (
        select(SaleChange.sale_order_id, SaleChange.id),
        change_paper.order_change,
    ),
    PaperKind.SALE_RECEIPT: (
        select(Payment.sale_order_id, Payment.id)
        .where(Payment.sale_order_id.is_not(None))
        .order_by(Payment.id.desc()),
        change_paper.receipt,
    ),
    PaperKind.DELIVERY_SHEET: (
        select(SaleOrder.id, SaleOrder.id)
        .where(SaleOrder.delivered_at.is_not(None))
        .order_by(SaleOrder.id.desc()),
        hand_over_paper.hand_over,
    ),
}
"""Order and record of each paper of a sale, the one to be drawn first, and who draws it."""


def all_papers(records: Records) -> dict[str, bytes]:
    """By a short name, in the language now spoken. Fails where the store lacks the facts."""
    with records.read() as session:
        manager = session.get_one(Staff, 1).name
        viewer = Actor(1, manager, frozenset({Role.MANAGER}), "前台1")
        return {
            PaperKind.DRIVE_AGREEMENT.value: _agreement(session, viewer),
            **{kind.value: _of_order(session, kind, viewer) for kind in ORDER_PAPERS},
            PaperKind.RECEIPT.value: _receipt(session, viewer),
            PaperKind.CREDIT_NOTE.value: _credit_note(session, viewer),
            PaperKind.QUOTATION.value: _quotation(session, viewer),
            PaperKind.DISCOUNT_SHEET.value: _discount(session, viewer),
            PaperKind.TRADE_IN_APPRAISAL.value: _appraisal(session, viewer),
            **{kind.value: _of_sale(session, kind, viewer) for kind in SALE_PAPERS},
            **_sheets(session, viewer),
            **_of_outlets(session, viewer),
            PaperKind.HALF_YEAR.value: _half_year(session, viewer),
        }


def _half_year(session: Session, viewer: Actor) -> bytes:
    """The consultant who handed over most cars."""
    handed = select(SaleOrder.staff_id).where(SaleOrder.delivered_at.is_not(None))
    most = handed.group_by(SaleOrder.staff_id).order_by(func.count().desc(), SaleOrder.staff_id)
    whose = session.scalars(most).first()
    assert whose is not None
    told = half_year(session, whose, local_day(AFTERNOON), viewer=viewer, at=AFTERNOON)
    head = letterhead(settings.load(session), internal=True)
    return half_year_paper.half_year(told, head, printed=Printed(AFTERNOON, viewer.name))


def _of_outlets(session: Session, viewer: Actor) -> dict[str, bytes]:
    """The newest transfer, and the month of its outlet."""
    newest = session.scalars(select(CarTransfer).order_by(CarTransfer.id.desc())).first()
    assert newest is not None
    first = local_day(AFTERNOON).replace(day=1)
    note = outlet_paper_facts.note(session, newest.id, viewer=viewer, at=AFTERNOON)
    sheet = outlet_paper_facts.sheet(session, newest.outlet_id, first, viewer=viewer, at=AFTERNOON)
    return {
        PaperKind.TRANSFER_NOTE.value: outlet_paper.transfer_note(note),
        PaperKind.OUTLET_SHEET.value: outlet_paper.outlet_sheet(sheet),
    }


def _appraisal(session: Session, viewer: Actor) -> bytes:
    marked = select(Appraisal.id).where(Appraisal.damage_marks.is_not(None))
    key = session.scalars(marked.order_by(Appraisal.id)).first()
    assert key is not None
    told = appraisal_queries.paper(session, key, viewer=viewer, by=viewer.name, at=AFTERNOON)
    return appraisal_paper.appraisal(told)


def _agreement(session: Session, viewer: Actor) -> bytes:
    driven = select(TestDrive.id).where(TestDrive.state == BookingState.BACK)
    drive = session.scalars(driven.order_by(TestDrive.id.desc())).first()
    assert drive is not None
    told = paper_facts.agreement(session, drive, now=AFTERNOON, viewer=viewer)
    return testdrives.agreement(told)


def _of_order(session: Session, kind: PaperKind, viewer: Actor) -> bytes:
    jobs = func.count(LabourLine.id)
    wanted = select(RepairOrder.id).outerjoin(LabourLine, LabourLine.order_id == RepairOrder.id)
    fitting = wanted.where(ORDER_PAPERS[kind]).group_by(RepairOrder.id)
    order = session.scalars(fitting.order_by(jobs.desc(), RepairOrder.id.desc())).first()
    assert order is not None, f"no order for {kind}"
    told = facts.order_facts(session, order, kind=kind, by=viewer.name, at=AFTERNOON)
    return service.build(told, kind)


def _quotation(session: Session, viewer: Actor) -> bytes:
    """The last one with a loan and a trade-in."""
    told = (QuoteVersion.months.is_not(None)) & (QuoteVersion.trade_in > 0)
    wanted = select(QuoteVersion.id).order_by(told.desc(), QuoteVersion.id.desc())
    version = session.scalars(wanted).first()
    assert version is not None
    quoted = sales.quotation(session, version, viewer=viewer, by=viewer.name, at=AFTERNOON)
    return sales_papers.quotation(quoted)


def _discount(session: Session, viewer: Actor) -> bytes:
    """The last request that was granted."""
    granted = select(DiscountRequest.quote_version_id).where(DiscountRequest.granted)
    version = session.scalars(granted.order_by(DiscountRequest.id.desc())).first()
    assert version is not None
    asked = DiscountAsked(viewer.name, AFTERNOON)
    told = discount_paper_facts.discount_paper(session, version, asked, viewer=viewer)
    return discount_paper.discount_request(told)


def _of_sale(session: Session, kind: PaperKind, viewer: Actor) -> bytes:
    wanted, draw = SALE_PAPERS[kind]
    found = session.execute(wanted).first()
    assert found is not None, f"no order for {kind}"
    order_id, about = found
    asked = PaperAsked(kind, about, viewer.name, AFTERNOON)
    return draw(order_paper_facts.paper(session, order_id, asked, viewer=viewer))


def _receipt(session: Session, viewer: Actor) -> bytes:
    of_repair = select(Payment).where(Payment.order_id.is_not(None))
    row = session.scalars(of_repair.order_by(Payment.id.desc())).first()
    assert row is not None and row.order_id is not None
    told = money.receipt(session, row.order_id, row.id, by=viewer.name, at=AFTERNOON)
    return money_papers.receipt(told)


def _credit_note(session: Session, viewer: Actor) -> bytes:
    row = session.scalars(select(CreditNote).order_by(CreditNote.id.desc())).first()
    assert row is not None, "no credit note"
    told = money.credit_note(session, row.order_id, row.id, by=viewer.name, at=AFTERNOON)
    return money_papers.credit_note(told)


def _sheets(session: Session, viewer: Actor) -> dict[str, bytes]:
    """The sheets of a day."""
    day, at, by = local_day(AFTERNOON), AFTERNOON, viewer.name
    takings = till.takings(session, day, by=by, at=at)
    owed = till.receivable_sheet(session, day, by=by, at=at)
    on_hand = stock.sheet(session, viewer=viewer, at=at)
    to_order = proposal.order_proposal(session, viewer=viewer, at=at)
    planned = plan.sheet(session, day, viewer=viewer, at=at)
    names = {
        "visits": PaperKind.VISIT_SHEET,
        "testdrives": PaperKind.DRIVE_SHEET,
        "workshop": PaperKind.WORKSHOP_SHEET,
    }
    return {
        **{names[name].value: sheet(session, day, at=at) for name, sheet in daily.SHEETS.items()},
        PaperKind.TAKINGS_SHEET.value: till_papers.takings_sheet(takings),
        PaperKind.RECEIVABLES.value: till_papers.receivables_sheet(owed),
        PaperKind.APPOINTMENT_SHEET.value: appointments.day_sheet(planned),
        PaperKind.STOCK_LIST.value: stock_papers.stock_list(on_hand),
        PaperKind.ORDER_PROPOSAL.value: proposal_paper.order_proposal(to_order),
        **_of_prospects(session, viewer),
        PaperKind.HOURS_SHEET.value: month_sheet(month_hours(session, day, by=by, at=at)),
    }


def _of_prospects(session: Session, viewer: Actor) -> dict[str, bytes]:
    """The card with most contacts, the month of the first consultant, the report of all."""
    contacts = select(FollowUp.prospect_id).where(FollowUp.prospect_id.is_not(None))
    most = contacts.group_by(FollowUp.prospect_id).order_by(func.count().desc())
    key = session.scalars(most.order_by(FollowUp.prospect_id)).first()
    assert key is not None, "no prospect was contacted"
    owner = session.get_one(Prospect, key).owner_id
    card, day = prospect_card(session, key, viewer=viewer), local_day(AFTERNOON)
    assert card is not None
    levels = level_month(session, day, viewer=viewer, at=AFTERNOON, staff_id=owner)
    lost = loss_sheet(session, day, viewer=viewer, at=AFTERNOON)
    report = day_report(session, day, viewer=viewer, at=AFTERNOON)
    newest = select(func.max(ProjectStep.fleet_project_id))
    project_id = session.scalars(newest).one()
    followed = project_sheet(session, project_id, viewer=viewer, at=AFTERNOON)
    assert followed is not None, "no project has come to its acceptance"
    bought = select(func.max(SaleOrder.id)).where(SaleOrder.delivered_at.is_not(None))
    buyer = session.get_one(SaleOrder, session.scalars(bought).one()).person_id
    owned = owner_card(session, buyer, viewer=viewer)
    assert owned is not None, "a buyer has a file"
    head = letterhead(settings.load(session), internal=True)
    about = {"store": head, "printed": Printed(AFTERNOON, viewer.name)}
    return {
        PaperKind.PROSPECT_CARD.value: card_paper.prospect_card(card, **about),
        PaperKind.LEVEL_SHEET.value: level_paper.level_sheet(levels, **about),
        PaperKind.LOSS_SHEET.value: loss_paper.loss_sheet(lost, **about),
        PaperKind.SALES_REPORT.value: report_paper.day_report(report, **about),
        PaperKind.OWNER_CARD.value: owner_paper.owner_card(owned, **about),
        PaperKind.PROJECT_SHEET.value: project_paper.project_sheet(followed, **about),
    }


def write(records: Records, out: Path) -> None:
    """The PDFs and their pages."""
    out.mkdir(parents=True, exist_ok=True)
    for name, pdf in all_papers(records).items():
        (out / f"{name}.pdf").write_bytes(pdf)
        for number in range(pages.page_count(pdf)):
            picture(pdf, number).save(str(out / f"{name}-{number + 1}.png"))


def picture(pdf: bytes, number: int, dpi: float = DPI) -> QImage:
    """One page as an image."""
    wide, high, pixels = pages.page_image(pdf, number, dpi=dpi)
    return QImage(pixels, wide, high, QImage.Format.Format_RGBA8888).copy()
