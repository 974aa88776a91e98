"""Rows of a day: each keeps its own act, also where several wait about one record."""

from app.today.queries import MyDay
from app.today_spec import TodayAct, TodayItem, TodayList
from db.nouns import Noun
from tests.make import NOON
from ui.parts.act_list import ActRow
from ui.today.now_list import NowList


def test_two_things_to_do_about_one_order_keep_their_own_acts() -> None:
    """Two jobs of one visit were put off: the button of each marks its own job."""
    items = tuple(
        TodayItem(opens=(Noun.REPAIR_ORDER, 7), at=NOON, who=who, act=TodayAct("Mark reminded"))
        for who in ("雨刮", "刹车片")
    )
    declared = TodayList("recall", "Postponed work", "phone", (), lambda *_asked: items)
    now = NowList({"recall": declared})
    rows = [row for row in now.entries(MyDay(NOON, {"recall": items}, {})) if type(row) is ActRow]
    assert [row.who for row in rows] == ["雨刮", "刹车片"]
    assert [now.items[row.id].who for row in rows] == ["雨刮", "刹车片"]
