"""The papers say what was saved, literally, in both languages.

The workshop's copy says no price.
"""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app import text
from app.admin import commands as admin
from app.paper import pages
from app.people.operations import Contact
from app.service import papers
from app.service.commands import bill, handing_over, lines, opening, payments
from app.service.commands import papers as paper_commands
from app.service.queries import facts
from app.service.values import (
    Bill,
    GivenOut,
    HandOver,
    Intake,
    LabourValue,
    NewOrder,
    OtherValue,
    PaymentValue,
)
from db.tables.service import RepairOrder
from db.tables.vehicles import Vehicle
from db.vocabulary import Energy, OldParts, PaperKind, PaymentMethod
from tests.app.service.store import NOON

HOSTILE = '<b>"响" & 喆䶮㛃堃 𬭎 {name}'
LIST = PaperKind.SETTLEMENT_LIST
KINDS = (PaperKind.REPAIR_CONTRACT, PaperKind.WORKSHOP_COPY, LIST)


def drawn(desk: Any, order: int, kind: PaperKind, language: str = "zh_CN") -> tuple[str, bytes]:
    text.use(language)
    with desk.records.read() as session:
        read = facts.order_facts(session, order, kind=kind, by="王敏", at=NOON)
    pdf = papers.build(read, kind)
    said = "".join(pages.page_text(pdf, number) for number in range(pages.page_count(pdf)))
    return re.sub(r"\s", "", said), pdf


@pytest.fixture
def gone(desk: Any, agreed: int) -> int:
    """Settled with a discount, paid in two parts, handed over."""
    desk.act(lines.save_other, agreed, OtherValue("拖车", Decimal("20.00")))
    desk.approve(agreed, desk.sheet(agreed).lines[-1].ref)
    desk.ready(agreed)
    desk.act(bill.settle, agreed, Bill(Decimal("4.65"), "老客户"))
    for amount, method in (("100.00", PaymentMethod.CASH), ("101.35", PaymentMethod.WECHAT)):
        desk.act(payments.pay, agreed, PaymentValue(method, Decimal(amount)), by=desk.cashier)
    leave = HandOver(
        40012,
        OldParts.CUSTOMER_TOOK,
        "已更换机油",
        (NOON + timedelta(days=180)).date(),
        45000,
        "张伟",
    )
    desk.act(handing_over.hand_over, agreed, leave)
    return agreed


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_names_the_car_and_the_customers_words(
    desk: Any, agreed: int, kind: PaperKind, language: str
) -> None:
    said, _pdf = drawn(desk, agreed, kind, language)
    for fact in (
        "京A·12345",
        "LGBH52E0XKY012345",
        "轩逸1.6XL",
        "刹车有异响",
        "空调不凉",
        "W261121-001",
    ):
        assert fact in said


def test_the_contract_has_labour_and_material_apart_the_total_in_capitals_and_the_terms_filled_in(
    desk: Any, agreed: int
) -> None:
    said, _pdf = drawn(desk, agreed, PaperKind.REPAIR_CONTRACT)
    for fact in (
        "工时费小计0.896.00",
        "材料费小计90.00",
        "预估总费用（人民币大写）：壹佰捌拾陆元整¥186.00",
        "壹佰捌拾陆元整",
        "10天或2,000公里",
        "张伟",
        "13800138000",
        "电话",
    ):
        assert fact in said


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_workshops_copy_has_no_price_and_no_telephone(
    desk: Any, agreed: int, language: str
) -> None:
    said, _pdf = drawn(desk, agreed, PaperKind.WORKSHOP_COPY, language)
    assert "机油滤清器" in said
    assert not re.search(r"[¥￥]|\d\.\d\d", said)
    for amount in ("120.00", "96.00", "45.00", "90.00", "186.00", "13800138000"):
        assert amount not in said


def test_the_settlement_list_is_what_was_settled_paid_and_explained(desk: Any, gone: int) -> None:
    said, _pdf = drawn(desk, gone, PaperKind.SETTLEMENT_LIST)
    expected = (
        "J261121-001",
        "机动车维修费用结算清单",
        "工时费小计0.896.00",
        "材料费小计90.00",
        "其他费用小计20.00",
        "优惠前合计¥206.00",
        "-¥4.65老客户",
        "合计（人民币大写）：贰佰零壹元叁角伍分¥201.35",
        "托修方张伟",
        "进厂时间2026年11月21日",
        "出厂时间2026年11月21日",
        "进厂里程40,000km出厂里程40,012km",
        "R261121-001",
        "¥100.00",
        "待付¥0.00",
        "10天或2,000公里",
        "45,000km",
        "旧件客户带走",
        "已更换机油",
        "40,012km",
    )
    assert [fact for fact in expected if fact not in said] == []


def test_how_far_the_bill_is_from_the_first_agreement_stays_inside(desk: Any, agreed: int) -> None:
    desk.approve(
        agreed,
        desk.act(
            lines.save_labour, agreed, LabourValue("更换刹车片", Decimal(1), Decimal("120.00"))
        ),
    )
    said, _pdf = drawn(desk, agreed, PaperKind.SETTLEMENT_LIST)
    assert "64.5" not in said
    assert "¥120.00" in said and "¥186.00" in said
    assert "更换刹车片（增项）" in said


@pytest.mark.parametrize("kind", KINDS)
def test_what_people_typed_is_printed_literally(desk: Any, kind: PaperKind) -> None:
    new = NewOrder(
        "京B23456",
        HOSTILE,
        owner=Contact("喆䶮㛃堃"),
        model_name='"轩逸" & <i>',
        intake=Intake(damage=HOSTILE),
    )
    order = desk.act(opening.open_order, new)
    desk.labour(order, HOSTILE)
    said, _pdf = drawn(desk, order, kind)
    assert said.count(HOSTILE.replace(" ", "")) >= 2
    assert '"轩逸"&<i>' in said


@pytest.mark.parametrize("count", [1, 40])
def test_many_lines_repeat_the_head_and_keep_the_totals_with_rows(
    desk: Any, order: int, count: int
) -> None:
    for place in range(count):
        desk.labour(order, f"项目{place:03d}", hours="0.50", rate="100.00")
    said, pdf = drawn(desk, order, PaperKind.REPAIR_CONTRACT)
    assert all(f"项目{place:03d}" in said for place in range(count))
    assert f"¥{count * 50:,.2f}" in said
    assert said.count("工时单价") >= (2 if count == 40 else 1)
    last = pages.page_text(pdf, pages.page_count(pdf) - 1)
    assert "托修方（签字）" in last and "争议由双方协商解决" in last


def test_a_printed_paper_is_kept_as_it_was_and_the_next_one_is_a_copy(
    desk: Any, agreed: int
) -> None:
    _said, first = drawn(desk, agreed, PaperKind.REPAIR_CONTRACT)
    desk.act(paper_commands.keep_paper, agreed, GivenOut(PaperKind.REPAIR_CONTRACT, first, 1))
    desk.labour(agreed, "后来的项目")
    with desk.records.read() as session:
        kept = facts.issued(session, agreed, PaperKind.REPAIR_CONTRACT)
    assert kept is not None and (kept.pdf, kept.edition, kept.number) == (first, 1, "W261121-001")
    said, _pdf = drawn(desk, agreed, PaperKind.REPAIR_CONTRACT)
    assert "副本2" in said


def test_a_settlement_list_stands_until_something_is_paid(desk: Any, agreed: int) -> None:
    desk.ready(agreed)
    desk.act(bill.settle, agreed, Bill())

    def asked() -> facts.ToPrint:
        with desk.records.read() as session:
            return facts.to_print(session, agreed, kind=LIST, by="王敏", at=NOON)

    def kept() -> bytes | None:
        return found.pdf if (found := asked().kept) else None

    assert kept() is None
    _said, pdf = drawn(desk, agreed, LIST)
    desk.act(paper_commands.keep_paper, agreed, asked().told(pdf))
    assert kept() == pdf
    later = NOON + timedelta(minutes=1)
    desk.act(
        payments.pay,
        agreed,
        PaymentValue(PaymentMethod.CASH, Decimal("186.00")),
        by=desk.cashier,
        at=later,
    )
    assert kept() is None


def test_a_clause_that_names_what_nobody_knows_is_printed_as_written() -> None:
    promised = facts.Guarantee(10, 2000)
    assert (
        facts.filled("保修 {guarantee_days} 天 {guarantee_km}", {}, promised=promised)
        == "保修 10 天 2,000"
    )
    for odd in ("{unknown}", "{", "{0}", "{guarantee_days.x}"):
        assert facts.filled(odd, {}, promised=promised) == odd


@pytest.mark.parametrize("kind", KINDS)
def test_an_internal_note_stands_on_the_workshops_copy_alone(
    desk: Any, agreed: int, kind: PaperKind
) -> None:
    noted = Intake(odometer=40000, key_tag="12", internal_note="客户难缠，先问经理")
    desk.act(opening.change_intake, agreed, noted)
    said, _pdf = drawn(desk, agreed, kind)
    assert ("客户难缠" in said) is (kind is PaperKind.WORKSHOP_COPY)


def named(desk: Any, **values: Any) -> None:
    """Settings of the store, as the manager enters them."""
    desk.act(admin.save_settings, values, by=desk.manager)


def test_the_settlement_list_names_what_the_standard_asks_of_the_workshop(
    desk: Any, agreed: int
) -> None:
    plain, pdf = drawn(desk, agreed, PaperKind.SETTLEMENT_LIST)
    assert "工时定额执行标准" not in plain and "扫码评价" not in plain
    named(
        desk,
        labour_standard="生产企业工时定额",
        workshop_class="一类",
        evaluation_link="https://example.com/r/1",
    )
    said, coded = drawn(desk, agreed, PaperKind.SETTLEMENT_LIST)
    for fact in ("工时定额执行标准生产企业工时定额", "企业类别一类", "扫码评价本次维修"):
        assert fact in said
    assert pages.page_image(pdf, 0, dpi=40) != pages.page_image(coded, 0, dpi=40)


def test_an_electric_car_has_the_guarantee_of_its_own_parts(desk: Any, agreed: int) -> None:
    car = desk.sheet(agreed).car.id

    def change(session: Any, *, by: Any, at: Any) -> None:
        vehicle = session.get(Vehicle, car)
        vehicle.energy, vehicle.body_type = Energy.ELECTRIC, "小型轿车"

    assert "新能源专用件" not in drawn(desk, agreed, PaperKind.SETTLEMENT_LIST)[0]
    desk.act(change)
    said, _pdf = drawn(desk, agreed, PaperKind.SETTLEMENT_LIST)
    assert "新能源专用件质量保证期：100天或20,000公里" in said
    assert "车辆类型小型轿车·纯电动" in said


def test_a_car_with_a_green_plate_has_that_guarantee(desk: Any, agreed: int) -> None:
    def change(session: Any, plate: str, *, by: Any, at: Any) -> None:
        session.get(RepairOrder, agreed).plate = plate

    for plate, is_green in (("京A55501", False), ("京AF55501", True)):
        desk.act(change, plate)
        said, _pdf = drawn(desk, agreed, PaperKind.SETTLEMENT_LIST)
        assert ("新能源专用件质量保证期：100天或20,000公里" in said) is is_green


def test_brand_and_origin_of_a_part_have_their_columns(desk: Any, order: int) -> None:
    desk.part(order, brand="博世")
    desk.part(order, "雨刮片", by_customer=True)
    said, _pdf = drawn(desk, order, PaperKind.SETTLEMENT_LIST)
    assert "品牌配件类别客户自带数量" in said
    assert "机油滤清器博世原厂件否1件45.0045.00" in said
    assert "雨刮片是1件材料费小计45.00" in said


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_fourteen_lines_fit_on_one_page(
    desk: Any, order: int, kind: PaperKind, language: str
) -> None:
    english_contract = kind is PaperKind.REPAIR_CONTRACT and language == "en"
    for place in range(4 if english_contract else 6):  # its terms are two fifths longer
        desk.labour(order, f"更换项目{place}")
    for place in range(8):
        desk.part(order, f"配件 {place}")
    _said, pdf = drawn(desk, order, kind, language)
    assert pages.page_count(pdf) == 1


def test_every_page_of_a_long_bill_names_number_plate_and_total(desk: Any, order: int) -> None:
    for place in range(60):
        desk.labour(order, f"项目{place:03d}", hours="0.50", rate="100.00")
    _said, pdf = drawn(desk, order, PaperKind.SETTLEMENT_LIST)
    assert pages.page_count(pdf) == 2
    for page in range(2):
        bare = "".join(pages.page_text(pdf, page).split())
        assert "W261121-001·京A·12345·合计¥3,000.00" in bare


def test_marked_damage_stands_on_the_contract_in_words_beside_the_car(desk: Any) -> None:
    marks = "suv scratch@412,520 dent@890,300"
    order = desk.act(opening.open_order, NewOrder("京A12345", intake=Intake(damage_marks=marks)))
    said, _pdf = drawn(desk, order, PaperKind.REPAIR_CONTRACT)
    assert "1左侧·划痕" in said and "2后部·凹陷" in said


def test_the_repair_record_has_what_article_17_asks_for(desk: Any, gone: int) -> None:
    said, _pdf = drawn(desk, gone, PaperKind.REPAIR_RECORD)
    for wanted in (
        "三包修理记录",
        "40,000",
        "40,012",
        "刹车有异响",
        "更换机油机滤",
        "机油滤清器",
        "0.8",
        "工时费(元)",
        "96.00",
        "材料费(元)",
        "90.00",
        "拖车进厂否",
        "交通补偿金额无",
        "客户签字",
        "修理者签字盖章",
    ):
        assert wanted in said, wanted
