"""The quotation says what was quoted, and a reprint is the same paper (D1, D5, D8, D9)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.errors import Refused
from app.identity.capitals import in_capitals
from app.paper import pages
from app.sales import commands, papers
from app.sales.values import GivenQuotation
from app.text import use
from db.tables.vehicles import TrimPrice
from tests.app.sales.store import LIST, QuoteStore

FULL = {
    "discount": Decimal(9_000),
    "colour": "墨玉黑",
    "interior": "米黑双色",
    "accessories": (("全车膜（隐形车衣前脸）", Decimal(2680)), ("360° 行车影像", Decimal(1980))),
    "gifts": (("脚垫、后备箱垫", Decimal(480)),),
    "insurance": (("交强险", Decimal(950)), ("商业险", Decimal(4386))),
    "plate_fee": Decimal(500),
    "down_payment": Decimal(60_900),
    "months": 36,
    "loan_rate": Decimal("3.88"),
    "trade_in": Decimal(42_000),
    "trade_in_car": "轩逸 2017 款",
    "override_reason": "月底冲量",
}


@pytest.fixture(params=["zh_CN", "en"])
def spoken(request: pytest.FixtureRequest) -> str:
    use(request.param)
    return str(request.param)


def words(pdf: bytes) -> str:
    said = "".join(pages.page_text(pdf, page) for page in range(pages.page_count(pdf)))
    return "".join(said.split())


def test_the_quotation_says_what_was_quoted(showroom: QuoteStore, spoken: str) -> None:
    row = showroom.quote(by=showroom.manager, **FULL)
    pdf = papers.given(showroom.to_print(row.newest.id))
    said = words(pdf)
    total = row.on_the_road
    assert pages.page_count(pdf) == 1
    for told in (
        *("周雨桐", "2.0LXL", "墨玉黑", "全车膜", "脚垫", "480.00", f"{total:,.2f}"),
        *(in_capitals(total), f"{row.number}-1", "2,062.94", "王敏"),
    ):
        assert told in said
    assert "月底冲量" not in said
    assert "130,000" not in said


def test_a_second_print_is_the_first_one_marked_as_a_copy(showroom: QuoteStore) -> None:
    row = showroom.quote()
    first = papers.given(showroom.to_print(row.newest.id))
    given = GivenQuotation(row.newest.id, first)
    assert showroom.act(commands.keep_quotation, given) == 1
    showroom.act(raise_price)
    again = showroom.to_print(row.newest.id)
    assert again.kept is not None
    assert again.kept.pdf == first
    assert words(papers.given(again)).replace("copy2", "") == words(first)


def test_a_colleague_prints_no_whole_number(showroom: QuoteStore) -> None:
    version = showroom.quote().newest.id
    assert showroom.to_print(version, viewer=showroom.consultant).row.phone == "138 0013 8126"
    with pytest.raises(Refused, match=r"quote\.not_own_paper"):
        showroom.to_print(version, viewer=showroom.colleague)


def test_rare_characters_are_found_on_the_paper(showroom: QuoteStore) -> None:
    row = showroom.quote(accessories=(("喆䶮㛃堃", Decimal(1)),))
    facts = showroom.to_print(row.newest.id)
    facts = replace(facts, row=replace(facts.row, customer="陶喆 䶮㛃堃"))
    said = words(papers.quotation(facts))
    assert "陶喆䶮㛃堃" in said
    assert said.count("䶮㛃堃") >= 2


def raise_price(session, *, by, at) -> None:
    """The list price goes up the next day."""
    trim = session.query(TrimPrice).first().trim_id
    session.add(TrimPrice(trim_id=trim, valid_from=date(2026, 11, 1), list_price=LIST + 5_000))
