"""What each subject of the settings shows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ui.admin import (
    calendar_lists,
    desk_lists,
    inspection_lists,
    price_lists,
    quality_lists,
    store_lists,
    subjects,
    warranty_lists,
)
from ui.admin.audit import AuditTrail
from ui.admin.data import Data
from ui.admin.people import PEOPLE, StaffPanel
from ui.admin.recall_panel import RecallPanel
from ui.admin.rules import Rules
from ui.admin.section import Declared, Section, SectionGroup
from ui.admin.several_pcs import SeveralPcs
from ui.admin.store import Store
from ui.admin.this_pc import ThisPc
from ui.admin.wording import WordingSection
from ui.record_desk.declaration import RecordDesk
from ui.record_desk.record_list import RecordList
from ui.record_desk.record_panel import RecordPanel
from ui.shell.workspace.page import Shell


def _list(desk: RecordDesk, panel: type[RecordPanel] = RecordPanel) -> partial[RecordList]:
    return partial(RecordList, desk=desk, panel=panel)


MAKES: dict[str, Callable[[Shell], Section]] = {
    "store": Store,
    "people": _list(PEOPLE, StaffPanel),
    "teams": _list(store_lists.TEAMS),
    "absences": _list(calendar_lists.ABSENCES),
    "special_days": _list(calendar_lists.SPECIAL_DAYS),
    "rules": Rules,
    "wording": WordingSection,
    "message_templates": _list(quality_lists.TEMPLATES),
    "models": _list(store_lists.MODELS),
    "trims": _list(store_lists.TRIMS),
    "prices": _list(price_lists.PRICES),
    "sources": _list(store_lists.SOURCES),
    "purposes": _list(store_lists.PURPOSES),
    "levels": _list(store_lists.LEVELS),
    "demo_cars": _list(desk_lists.CARS),
    "routes": _list(desk_lists.ROUTES),
    "labour": _list(desk_lists.LABOUR),
    "parts": _list(desk_lists.PARTS),
    "packages": _list(desk_lists.PACKAGES),
    "fault_codes": _list(warranty_lists.FAULT_CODES),
    "recalls": _list(warranty_lists.RECALLS, RecallPanel),
    "bays": _list(store_lists.BAYS),
    "board_titles": _list(quality_lists.BOARD_TITLES),
    "inspection_templates": _list(inspection_lists.TEMPLATES),
    "inspection_items": _list(inspection_lists.ITEMS),
    "check_items": _list(quality_lists.CHECK_ITEMS),
    "inspectors": _list(quality_lists.INSPECTORS),
    "this_pc": ThisPc,
    "data": Data,
    "several_pcs": SeveralPcs,
    "audit": AuditTrail,
}
"""What each subject is made of when it is first shown."""
GROUPS = tuple(
    SectionGroup(
        group.title,
        tuple(Declared(one.name, one.title, one.icon, MAKES[one.name]) for one in group.parts),
    )
    for group in subjects.GROUPS
)
SECTIONS = tuple(section for group in GROUPS for section in group.sections)
