"""The settings in their order: one line a section, under the headings of their groups."""

from __future__ import annotations

from functools import partial

from app.text import N_
from ui.admin import (
    calendar_lists,
    desk_lists,
    inspection_lists,
    quality_lists,
    store_lists,
    warranty_lists,
)
from ui.admin.audit import AuditTrail
from ui.admin.data import Data
from ui.admin.people import PEOPLE, StaffPanel
from ui.admin.recall_panel import RecallPanel
from ui.admin.rules import Rules
from ui.admin.section import Declared, SectionGroup
from ui.admin.several_pcs import SeveralPcs
from ui.admin.store import Store
from ui.admin.this_pc import ThisPc
from ui.admin.wording import WordingSection
from ui.icons import Icon
from ui.record_desk.declaration import RecordDesk
from ui.record_desk.record_list import RecordList
from ui.record_desk.record_panel import RecordPanel


def _list(desk: RecordDesk, panel: type[RecordPanel] = RecordPanel) -> partial[RecordList]:
    return partial(RecordList, desk=desk, panel=panel)


GROUPS = (
    SectionGroup(
        N_("Store and team"),
        (
            Declared("store", N_("Store"), "store", Store),
            Declared("people", N_("Colleagues"), "users", _list(PEOPLE, StaffPanel)),
            Declared("teams", N_("Teams"), Icon.HANDSHAKE, _list(store_lists.TEAMS)),
            Declared("absences", N_("Absences"), Icon.USER_X, _list(calendar_lists.ABSENCES)),
            Declared(
                "special_days",
                N_("Special days"),
                Icon.CALENDAR,
                _list(calendar_lists.SPECIAL_DAYS),
            ),
        ),
    ),
    SectionGroup(
        N_("Rules and wording"),
        (
            Declared("rules", N_("Rules and targets"), Icon.TARGET, Rules),
            Declared("wording", N_("Wording of the papers"), Icon.FILE_TEXT, WordingSection),
            Declared(
                "message_templates",
                N_("Texts for customers"),
                Icon.MESSAGE_SQUARE,
                _list(quality_lists.TEMPLATES),
            ),
        ),
    ),
    SectionGroup(
        N_("Showroom"),
        (
            Declared("models", N_("Models"), "car", _list(store_lists.MODELS)),
            Declared("trims", N_("Versions"), Icon.LAYOUT_DASHBOARD, _list(store_lists.TRIMS)),
            Declared("sources", N_("Sources"), "megaphone", _list(store_lists.SOURCES)),
            Declared("purposes", N_("Purposes"), Icon.FLAG, _list(store_lists.PURPOSES)),
            Declared("levels", N_("Levels"), Icon.GAUGE, _list(store_lists.LEVELS)),
            Declared("demo_cars", N_("Demo cars"), Icon.CAR_FRONT, _list(desk_lists.CARS)),
            Declared("routes", N_("Routes"), "route", _list(desk_lists.ROUTES)),
        ),
    ),
    SectionGroup(
        N_("Jobs and parts"),
        (
            Declared("labour", N_("Labour items"), "wrench", _list(desk_lists.LABOUR)),
            Declared("parts", N_("Parts"), "package", _list(desk_lists.PARTS)),
            Declared("packages", N_("Packages"), Icon.CLIPBOARD_LIST, _list(desk_lists.PACKAGES)),
            Declared(
                "fault_codes",
                N_("Fault codes"),
                Icon.SHIELD_ALERT,
                _list(warranty_lists.FAULT_CODES),
            ),
            Declared(
                "recalls",
                N_("Recalls"),
                Icon.TRIANGLE_ALERT,
                _list(warranty_lists.RECALLS, RecallPanel),
            ),
        ),
    ),
    SectionGroup(
        N_("Workshop and quality"),
        (
            Declared("bays", N_("Bays"), Icon.WAREHOUSE, _list(store_lists.BAYS)),
            Declared(
                "board_titles",
                N_("Columns of the board"),
                Icon.KANBAN,
                _list(quality_lists.BOARD_TITLES),
            ),
            Declared(
                "inspection_templates",
                N_("Inspections"),
                Icon.CLIPBOARD_LIST,
                _list(inspection_lists.TEMPLATES),
            ),
            Declared(
                "inspection_items",
                N_("Inspection items"),
                Icon.CLIPBOARD_CHECK,
                _list(inspection_lists.ITEMS),
            ),
            Declared(
                "check_items",
                N_("Checklist of the workshop"),
                Icon.CHECK_CHECK,
                _list(quality_lists.CHECK_ITEMS),
            ),
            Declared(
                "inspectors",
                N_("Quality inspectors"),
                Icon.SHIELD_CHECK,
                _list(quality_lists.INSPECTORS),
            ),
        ),
    ),
    SectionGroup(
        N_("PC and data"),
        (
            Declared("this_pc", N_("This PC"), "monitor", ThisPc),
            Declared("data", N_("Data and backup"), Icon.DATABASE_BACKUP, Data),
            Declared("several_pcs", N_("Several PCs"), Icon.NETWORK, SeveralPcs),
            Declared("audit", N_("Change log"), "history", AuditTrail),
        ),
    ),
)
SECTIONS = tuple(section for group in GROUPS for section in group.sections)
