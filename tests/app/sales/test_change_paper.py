"""The amounts of a change add up to what the on-the-road price changes by (D8)."""

from datetime import timedelta
from decimal import Decimal

from app.paper import pages
from app.sales import change_paper, commands, order_commands, order_paper_facts
from app.sales.order_paper_facts import PaperAsked
from app.sales.order_values import SaleChangeEntry
from app.sales.values import QuoteEntry
from app.text import use
from db.vocabulary import PaperKind
from tests.app.sales.order_store import DEPOSIT, PROMISED, SaleStore
from tests.make import NOON


def printed(sales: SaleStore, order: int) -> str:
    about = sales.row(order).changes[-1].id
    asked = PaperAsked(PaperKind.ORDER_CHANGE, about, "李强", NOON)
    with sales.quotes.records.read() as session:
        facts = order_paper_facts.paper(session, order, asked, viewer=sales.quotes.consultant)
    return "".join(pages.page_text(change_paper.order_change(facts), 0).split())


def changed(sales: SaleStore, before: dict[str, object], now: dict[str, object]) -> str:
    order = sales.place(**before)
    entry = QuoteEntry(id=sales.row(order).quote_id, trim_id=sales.quotes.petrol, **now)
    sales.act(commands.save_quote, entry)
    sales.act(order_commands.change, order, SaleChangeEntry("另加贴膜"))
    return printed(sales, order)


def test_a_sum_of_other_amounts_and_a_gift_are_no_amount_of_the_change(sales: SaleStore) -> None:
    use("zh_CN")
    taxed = {"tax": Decimal(12_000)}
    film, mats = (("全车膜", Decimal(2_680)),), (("脚垫", Decimal(480)),)
    said = changed(
        sales,
        {**taxed, "discount": Decimal(1_000)},
        {**taxed, "discount": Decimal(1_500), "accessories": film, "gifts": mats},
    )
    amounts = said[: said.index("变更后落地价")]
    differences = ("车价优惠-1,000.00-1,500.00-500.00", "全车膜0.002,680.00+2,680.00")
    assert all(one in amounts for one in differences)
    assert "落地价150,900.00153,080.00+2,180.00" in amounts
    assert "优惠后" not in amounts, "the price after discount adds up what stands above"
    assert "赠品及价值—脚垫·¥480.00" in amounts, "a gift changes the terms and no amount"
    assert "提车前付清150,900.00153,080.00+2,180.00" in said[len(amounts) :]


def test_a_change_of_colour_alone_has_no_line_of_payment(sales: SaleStore) -> None:
    use("zh_CN")
    said = changed(sales, {"colour": "墨玉黑"}, {"colour": "珠光白"})
    assert "颜色墨玉黑珠光白" in said and "提车前付清" not in said


def test_another_day_and_deposit_stand_before_and_now(sales: SaleStore) -> None:
    use("zh_CN")
    order = sales.place()
    entry = SaleChangeEntry("厂家延期", PROMISED + timedelta(days=30), DEPOSIT + 1_000)
    sales.act(order_commands.change, order, entry)
    said = printed(sales, order)
    assert "交车期限2026年12月5日2027年1月4日" in said
    assert "定金¥5,000.00¥6,000.00" in said
