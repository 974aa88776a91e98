"""Draws the papers of an order from frozen facts."""

from dataclasses import replace

from app.paper.reprint import copy_of
from app.paper.sizes import UPRIGHT, PaperSize
from app.service.additional_work import additional_work
from app.service.certificate import certificate
from app.service.contract import repair_contract
from app.service.dispatch_sheet import dispatch_sheet
from app.service.inspection_sheet import inspection_sheet
from app.service.intake_sheet import intake_sheet
from app.service.job_card import workshop_copy
from app.service.quality_sheet import quality_sheet
from app.service.queries.facts import OrderFacts, ToPrint
from app.service.repair_record import repair_record
from app.service.settlement_list import settlement_list
from app.text import speaking
from db.vocabulary import PaperKind

__all__ = [
    "additional_work",
    "build",
    "repair_contract",
    "repair_record",
    "settlement_list",
    "workshop_copy",
]


def given(asked: ToPrint, *, size: PaperSize = UPRIGHT) -> bytes:
    """The paper that was given out, marked as a copy, or one written anew."""
    if asked.kept is None:
        return build(asked.facts, asked.kind, size=size)
    facts = asked.facts
    return copy_of(asked.kept.pdf, facts.printed.copy, language=facts.language)


def build(facts: OrderFacts, kind: PaperKind, *, size: PaperSize = UPRIGHT) -> bytes:
    """The paper of this kind on this sheet."""
    facts = replace(facts, printed=replace(facts.printed, size=size))
    drawn = {
        PaperKind.REPAIR_CONTRACT: repair_contract,
        PaperKind.ADDITIONAL_WORK: additional_work,
        PaperKind.WORKSHOP_COPY: workshop_copy,
        PaperKind.DISPATCH_SHEET: dispatch_sheet,
        PaperKind.SETTLEMENT_LIST: settlement_list,
        PaperKind.REPAIR_RECORD: repair_record,
        PaperKind.QUALITY_SHEET: quality_sheet,
        PaperKind.CERTIFICATE: certificate,
        PaperKind.INTAKE_SHEET: intake_sheet,
        PaperKind.INSPECTION_SHEET: inspection_sheet,
    }
    with speaking(facts.language):
        return drawn[kind](facts)
