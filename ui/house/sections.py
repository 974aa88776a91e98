"""The settings in their order: one line a section."""

from __future__ import annotations

from functools import partial

from app.text import N_
from ui.house import desk_lists, store_lists
from ui.house.audit import AuditTrail
from ui.house.data import Data
from ui.house.list_editor import ListEditor
from ui.house.people import People
from ui.house.rules import Rules
from ui.house.section import Declared
from ui.house.store import Store
from ui.house.this_pc import ThisPc
from ui.house.wording import Wording


def _list(spec: object) -> partial[ListEditor]:
    return partial(ListEditor, spec=spec)


SECTIONS = (
    Declared("store", N_("Store"), "store", Store),
    Declared("people", N_("Colleagues"), "users", People),
    Declared("rules", N_("Rules and targets"), "target", Rules),
    Declared("wording", N_("Wording of the papers"), "file-text", Wording),
    Declared("models", N_("Models"), "car", _list(store_lists.MODELS), begins_group=True),
    Declared("trims", N_("Versions"), "layout-dashboard", _list(store_lists.TRIMS)),
    Declared("sources", N_("Sources"), "megaphone", _list(store_lists.SOURCES)),
    Declared("purposes", N_("Purposes"), "flag", _list(store_lists.PURPOSES)),
    Declared("levels", N_("Levels"), "gauge", _list(store_lists.LEVELS)),
    Declared("demo_cars", N_("Demo cars"), "car-front", _list(desk_lists.CARS)),
    Declared("routes", N_("Routes"), "route", _list(desk_lists.ROUTES)),
    Declared("labour", N_("Labour items"), "wrench", _list(desk_lists.LABOUR), begins_group=True),
    Declared("parts", N_("Parts"), "package", _list(desk_lists.PARTS)),
    Declared("bays", N_("Bays"), "warehouse", _list(store_lists.BAYS)),
    Declared("this_pc", N_("This PC"), "monitor", ThisPc, begins_group=True),
    Declared("data", N_("Data and backup"), "database-backup", Data),
    Declared("audit", N_("Who changed what"), "history", AuditTrail),
)
