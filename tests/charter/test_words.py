"""One fact has one word in each language: words that were withdrawn do not come back."""

import pytest
from babel.messages.pofile import read_po

from tests.charter.source import ROOT, none
from tests.charter.test_texts import _spoken

CHINESE = {
    "待授权": "待确认",
    "已授权": "已确认",
    "已同意项目": "已确认项目",
    "待客户授权": "待客户确认",
    "登记来访": "来店登记",
    "来访": "来店",
    "进店": "到店",
    "新客户登记": "来店登记",
    "今日登记": "今日来店",
    "最近承诺": "最早应交",
    "派工位": "派工",
    "移至": "转入状态",
    "移动原因": "变更原因",
    "改时再联系": "另约时间",
    "签单率": "试驾成交率",
    "距今天数": "N 天前",
    "关系人": "车主变更",
    "项条件中的": "全部 4 项",
}
"""A withdrawn word, and the one that stands for it."""
ENGLISH = {
    "Came at": "Arrived at",
    "Inside for": "Time in store",
    "See out": "Check out",
    "ontact kept": "Contact captured",
    "ontacts kept": "Contacts captured",
    "Phone-in": "Phone enquiry, Calls",
    "igning rate": "Conversion",
    "Who keeps": "Owner and contacts",
    "What they are to the car": "Relation to the car",
    "Worries": "Concerns about the car",
    "not to be had": "not available",
}


def _translations() -> dict[str, str]:
    """Every Chinese text with the part of the catalogue that says it."""
    found: dict[str, str] = {}
    for part in sorted((ROOT / "resources" / "locale" / "zh_CN").glob("*.po")):
        with part.open("rb") as file:
            messages = list(read_po(file))
        for message in messages:
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            found |= dict.fromkeys((str(text) for text in texts if message.id), part.name)
    return found


def test_withdrawn_chinese_words_stay_away() -> None:
    none(_said(_translations(), CHINESE), "Say it as everywhere else:")


def test_withdrawn_english_words_stay_away() -> None:
    none(_said(_spoken(), ENGLISH), "Say it as everywhere else:")


@pytest.mark.parametrize(("old", "new"), [*CHINESE.items(), *ENGLISH.items()])
def test_the_list_would_find_a_withdrawn_word(old: str, new: str) -> None:
    assert _said({f"… {old} …": "here.po"}, {old: new}) == [f"here.po: … {old} … → {new}"]


def _said(texts: dict[str, str], withdrawn: dict[str, str]) -> list[str]:
    return [
        f"{place}: {text} → {new}"
        for text, place in texts.items()
        for old, new in withdrawn.items()
        if old in text
    ]
