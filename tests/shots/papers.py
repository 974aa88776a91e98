"""Every paper of the practice store as bytes, and every page of it as a picture."""

from pathlib import Path

from PySide6.QtGui import QImage
from sqlalchemy import func, select

from app import daily
from app.local_time import local_day
from app.paper import pages
from app.permissions import Actor
from app.records import Records
from app.service import papers as service
from app.service.queries import facts
from app.testdrives import paper_facts
from app.testdrives import papers as testdrives
from db.tables.admin import Staff
from db.tables.bills import Settlement
from db.tables.fleet import TestDrive
from db.tables.service import LabourLine, RepairOrder
from db.vocabulary import BookingState, PaperKind, Role
from tests.make import AFTERNOON

DPI = 110
ORDER_PAPERS = (PaperKind.REPAIR_CONTRACT, PaperKind.WORKSHOP_COPY, PaperKind.SETTLEMENT_LIST)


def all_papers(records: Records) -> dict[str, bytes]:
    """By a short name, in the language now spoken."""
    made = {}
    with records.read() as session:
        manager = session.get_one(Staff, 1).name
        viewer = Actor(1, manager, frozenset({Role.MANAGER}), "前台1")
        drive = session.scalars(
            select(TestDrive.id)
            .where(TestDrive.state == BookingState.BACK)
            .order_by(TestDrive.id.desc())
        ).first()
        made["agreement"] = testdrives.agreement(
            paper_facts.agreement(session, drive, now=AFTERNOON, viewer=viewer)
        )
        long = (
            select(RepairOrder.id)
            .join(Settlement, Settlement.order_id == RepairOrder.id)
            .join(LabourLine, LabourLine.order_id == RepairOrder.id)
            .group_by(RepairOrder.id)
            .order_by(func.count().desc(), RepairOrder.id.desc())
        )
        order = session.scalars(long).first()
        for kind in ORDER_PAPERS:
            told = facts.order_facts(session, order, kind=kind, by=manager, at=AFTERNOON)
            made[kind.value] = service.build(told, kind)
        for name, sheet in daily.SHEETS.items():
            made[f"sheet-{name}"] = sheet(session, local_day(AFTERNOON), at=AFTERNOON)
    return made


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
