"""The day's sheet: every line, literal, in both languages, with totals and three signatures."""

from datetime import date, timedelta

import pytest

from app import text
from app.paper import pages
from app.paper.frame import Printed, StoreHead
from app.reception.facts import RegisterDay, VisitSheetRow
from app.reception.papers import visit_sheet
from app.reception.rules import Rate, Tally
from db.vocabulary import VisitKind
from tests.make import NOON

STORE = StoreHead("东风日产示范店")
BLANK = dict.fromkeys(
    (
        "phone",
        "area",
        "transport",
        "model",
        "source",
        "level",
        "level_now",
        "rivals",
        "course",
        "consultant",
    ),
    "",
)
FLAGS = dict.fromkeys(
    ("test_drive", "quoted", "trade_in", "instalment", "struck", "correction"), False
)


def line(**facts: object) -> VisitSheetRow:
    row = {
        "kind": VisitKind.WALK_IN,
        "arrived_at": NOON,
        "left_at": NOON + timedelta(minutes=41),
        "party_size": 2,
        "who": "张女士",
    }
    return VisitSheetRow(**{**row, **BLANK, **FLAGS, "purpose": "看车选车", "first": True, **facts})


def sheet(*rows: VisitSheetRow) -> bytes:
    return visit_sheet(
        RegisterDay(date(2026, 11, 21), rows, Tally(23, 41, 21, 2, 4, 20, Rate(17, 21)), 70),
        STORE,
        printed=Printed(NOON, "王敏"),
    )


def words(pdf: bytes) -> str:
    return "\n".join(pages.page_text(pdf, page) for page in range(pages.page_count(pdf)))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "zh_CN",
            [
                "来店（电）客户登记表",
                "内部资料",
                "2026年11月21日 星期六",
                "天气",
                "匿名",
                "首次",
                "试驾",
                "17 / 21 = 81 %",
                "展厅经理",
                "已作废",
            ],
        ),
        (
            "en",
            [
                "Internal",
                "Saturday, 21 November 2026",
                "Weather",
                "Anonymous",
                "first",
                "Test drive",
                "17 / 21 = 81 %",
                "Showroom manager",
            ],
        ),
    ],
)
def test_the_sheet_says_everything_in_both_languages(language: str, said: list[str]) -> None:
    text.use(language)
    told = words(
        sheet(
            line(phone="138 0013 8000", test_drive=True),
            line(who="", struck=True),
            line(kind=VisitKind.PHONE_IN),
        )
    )
    assert "138****8000" in told and "8000 0013" not in told and "0013" not in told
    bare = "".join(told.split())
    missing = [word for word in said if "".join(word.split()) not in bare]
    assert not missing, told


def test_user_text_is_printed_literally() -> None:
    told = words(sheet(line(course='<b>重点</b> & "油耗" 𬭎', who="喆䶮")))
    for piece in ("<b>", "</b>", "&", "油耗", "𬭎", "喆䶮"):
        assert piece in told, piece


@pytest.mark.parametrize("count", [0, 3, 9, 60])
def test_the_signatures_never_stand_alone(count: int) -> None:
    pdf = sheet(*[line(who=f"客户{at}") for at in range(count)])
    last = pages.page_text(pdf, pages.page_count(pdf) - 1)
    assert "Front desk" in last
    assert "Calls" in last
    assert all(f"客户{at}" in words(pdf) for at in range(count))


def test_the_second_level_is_printed_only_where_it_changed() -> None:
    told = words(sheet(line(level="H", level_now="H"), line(level="B", level_now="A")))
    assert [sign for sign in told.split() if sign in ("H", "A", "B")] == ["H", "B", "A"]


def test_a_text_without_a_column_of_its_own_stands_there_with_its_label() -> None:
    text.use("zh_CN")
    told = "".join(words(sheet(line(remarks=(("rivals", "哈弗 H6"),)))).split())
    assert "对比车型:哈弗H6" in told


@pytest.mark.parametrize(("times", "sheets"), [(6, 1), (7, 1), (14, 2)])
def test_an_english_day_of_twenty_one_visitors_is_one_page(times: int, sheets: int) -> None:
    told = (
        ("Xu Xuanpeng", "Tongzhou", "Own car", "Compares prices, wants a better offer"),
        ("Huang Xiajing", "Chaoyang", "Metro", "Asks about consumption and running costs"),
        ("Chen Jun", "Fengtai", "Taxi", "Took a brochure"),
    )
    rows = [
        line(
            who=who,
            phone="13800138000",
            area=area,
            transport=transport,
            course=course,
            consultant="Zhou Ting",
            purpose="Collect the car",
            model="Qashqai",
            source="Existing customer",
            level="H",
            level_now="H",
            rivals="Qin PLUS",
            test_drive=True,
            quoted=True,
        )
        for who, area, transport, course in told * times
    ]
    text.use("en")
    pdf = sheet(*rows)
    assert pages.page_count(pdf) == sheets
    assert "Sales manager" in words(pdf)
