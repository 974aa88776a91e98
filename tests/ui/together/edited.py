"""Every form that changes what is written already, with the fields that two colleagues change in it
at the same time.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

from app.orders.rules import SettlementBlock
from db.nouns import Noun
from db.vocabulary import FuelLevel
from tests.make import NOON

Opener = Callable[[Any, dict[str, int], Callable[[], None]], Any]


@dataclass(frozen=True)
class Edited:
    """`both` is changed by two, differently; `mine` and `theirs` each by one alone.

    `asked` is what the second one must choose.
    """

    name: str
    page: str
    open: Opener
    both: tuple[str, Any, Any]
    mine: dict[str, Any] = field(default_factory=dict)
    theirs: dict[str, Any] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()

    def make(self) -> Any:
        module, _colon, kind = self.page.partition(":")
        return getattr(import_module(module), kind)

    @property
    def expected(self) -> set[str]:
        return set(self.asked or {self.both[0]})


def _person(
    page: Any, ids: dict[str, int], settle: Callable[[], None], noun: str = Noun.PERSON
) -> Any:
    page.show_record(noun, ids[noun])
    settle()
    page.edit()
    settle()
    form = page.editor.edits[noun].form
    form._body.unfold()
    return form


def _vehicle(page: Any, ids: dict[str, int], settle: Callable[[], None]) -> Any:
    return _person(page, ids, settle, "vehicle")


def _visit(page: Any, ids: dict[str, int], settle: Callable[[], None]) -> Any:
    page.rows.open(ids["visit"])
    settle()
    return page.rows.panel.form


def _drive(page: Any, key: int, settle: Callable[[], None]) -> Any:
    page.show_record(Noun.CAR_BOOKING, key)
    settle()
    return page.findChild(import_module("ui.testdrives.one_drive").OneDrive)


def _booking(page: Any, ids: dict[str, int], settle: Callable[[], None]) -> Any:
    one = _drive(page, ids["booked"], settle)
    one.change_asked.emit()
    settle()
    return page.bookings.changing


def _step(step: str, key: str) -> Opener:
    def opened(page: Any, ids: dict[str, int], settle: Callable[[], None]) -> Any:
        one = _drive(page, ids[key], settle)
        one._again(step)
        settle()
        return one.forms[step]

    return opened


def _section(
    name: str, then: Callable[[Any, dict[str, int]], None] = lambda section, ids: None
) -> Opener:
    def opened(page: Any, ids: dict[str, int], settle: Callable[[], None]) -> Any:
        page.show_record(Noun.REPAIR_ORDER, ids["order"])
        settle()
        page.order_panel.open_section(name)
        section = page.order_panel.sections[name]
        then(section, ids)
        settle()
        form = section.form
        return getattr(form, "form", form)

    return opened


def _line(section: Any, ids: dict[str, int]) -> None:
    section.table.select(
        next(row.ref for row in section.sheet.lines if row.block is SettlementBlock.MATERIAL)
    )


def _concern(section: Any, _ids: dict[str, int]) -> None:
    section.table.clear_choice()
    section.table.select(section.sheet.concerns[0].id)


def _card(page: Any, ids: dict[str, int], settle: Callable[[], None]) -> Any:
    page.show_card(ids["order"])
    settle()
    return page.panel.form


def _list(section: str, key: str | None = None) -> Opener:
    def opened(page: Any, ids: dict[str, int], settle: Callable[[], None]) -> Any:
        page.open_section(section)
        settle()
        table = page.section.table
        wanted = ids[key] if key else table.row(0).id
        table.clear_choice()
        table.select(wanted)
        settle()
        return page.section.form

    return opened


def _rules(page: Any, _ids: dict[str, int], settle: Callable[[], None]) -> Any:
    page.open_section("rules")
    settle()
    page.section.table.select("drives")
    settle()
    return page.section.forms["drives"]


def _plain(section: str) -> Opener:
    def opened(page: Any, _ids: dict[str, int], settle: Callable[[], None]) -> Any:
        page.open_section(section)
        settle()
        return page.section.form

    return opened


PEOPLE, RECEPTION, DRIVES = (
    "ui.people.page:PeoplePage",
    "ui.reception.page:ReceptionPage",
    "ui.testdrives.page:DrivesPage",
)
SERVICE, BOARD, SETTINGS = (
    "ui.service.page:ServicePage",
    "ui.workshop.page:BoardPage",
    "ui.admin.page:SettingsPage",
)
LATER = datetime.combine((NOON + timedelta(days=1)).date(), time(16, 30))
CASES = (
    Edited(
        "person",
        PEOPLE,
        _person,
        ("name", "孙莉", "孙立"),
        {"employer": "一汽"},
        {"address": "中山路 1 号"},
    ),
    Edited(
        "vehicle",
        PEOPLE,
        _vehicle,
        ("colour", "红", "蓝"),
        {"engine_number": "E1"},
        {"note": "贴膜"},
    ),
    Edited(
        "visit",
        RECEPTION,
        _visit,
        ("rivals", "CR-V", "途观"),
        {"area": "朝阳"},
        {"transport": "地铁"},
    ),
    Edited(
        "booking", DRIVES, _booking, ("minutes", 45, 40), {"way": "both"}, {"route_id": "motorway"}
    ),
    Edited(
        "licence",
        DRIVES,
        _step("licence", "booked"),
        ("expires_on", date(2031, 1, 1), date(2032, 1, 1)),
        {},
        {"first_issued_on": date(2014, 1, 1)},
        frozenset({"expires_on", "first_issued_on"}),
    ),
    Edited(
        "feedback",
        DRIVES,
        _step("feedback", "back"),
        ("likes", "动力好", "空间大"),
        {"worries": "油耗"},
        {"rival": "速腾"},
    ),
    Edited(
        "intake",
        SERVICE,
        _section("intake"),
        ("damage", "左门划痕", "右门划痕"),
        {"note": "急用"},
        {"key_tag": "12"},
    ),
    Edited(
        "concern",
        SERVICE,
        _section("concerns", _concern),
        ("finding", "片薄", "盘裂"),
        {"cause": "磨损"},
        {"correction": "更换"},
    ),
    Edited(
        "line",
        SERVICE,
        _section("lines", _line),
        ("price", Decimal(320), Decimal(350)),
        {},
        {"quantity": Decimal(2)},
        frozenset({"price", "quantity"}),
    ),
    Edited(
        "progress",
        SERVICE,
        _section("progress"),
        ("bay_id", "1号位", "2号位"),
        {"technician_id": "赵师傅"},
        {"promised_at": LATER},
    ),
    Edited("card", BOARD, _card, ("bay_id", "1号位", "2号位"), {"technician_id": "赵师傅"}),
    Edited(
        "store",
        SETTINGS,
        _plain("store"),
        ("store_name", "一店", "二店"),
        {"store_address": "北京"},
        {"store_phone": "010-1234"},
    ),
    Edited(
        "colleague",
        SETTINGS,
        _list("people", "钱师傅"),
        ("name", "钱大", "钱二"),
        {"phone": "13600136000"},
        {"on_duty": False},
    ),
    Edited(
        "rules",
        SETTINGS,
        _rules,
        ("drive_minutes", 40, 50),
        {"drive_buffer": 20},
        {"drive_age": 21},
    ),
    Edited("wording", SETTINGS, _plain("wording"), ("clauses", "甲方", "乙方")),
    Edited(
        "source",
        SETTINGS,
        _list("sources"),
        ("name", "抖音", "快手"),
        {"cost": Decimal(100), "begins_on": date(2026, 11, 1), "ends_on": date(2026, 11, 30)},
    ),
    Edited(
        "level",
        SETTINGS,
        _list("levels"),
        ("name", "很热", "最热"),
        {"buys_within_days": 9},
        {"contact_every_days": 4},
    ),
    Edited(
        "part",
        SETTINGS,
        _list("parts", Noun.PART),
        ("name", "滤清器", "机滤"),
        {"price": Decimal(88)},
        {"brand": "东风"},
    ),
    Edited(
        "labour",
        SETTINGS,
        _list("labour", Noun.LABOUR_ITEM),
        ("name", "保养", "小保养"),
        {"hours": Decimal(3)},
        {"rate": Decimal(150)},
    ),
    Edited(
        "demo_car",
        SETTINGS,
        _list("demo_cars", "car"),
        ("colour", "红", "蓝"),
        {"odometer": 2000},
        {"fuel": FuelLevel.HALF},
    ),
    Edited(
        "route",
        SETTINGS,
        _list("routes", "route"),
        ("name", "环线", "滨河"),
        {"minutes": 25},
        {"kilometres": 9},
    ),
)
