"""The signature of a contract holds for what was printed; notes and hidden lines on papers."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from app.admin import commands as admin
from app.errors import Refused
from app.service.commands import approvals, lines, opening, papers
from app.service.queries.facts import to_print
from app.service.queries.signed_contract import ContractState
from app.service.values import Answer, ConcernValue, GivenOut, Intake, LabourValue, OtherValue
from db.vocabulary import ApprovalMedium, FuelLevel, PaperKind
from tests.app.service.store import NOON
from tests.app.service.test_papers import drawn

CONTRACT = PaperKind.REPAIR_CONTRACT
SIGNED, VOID = ContractState.SIGNED, ContractState.VOID
SECRET = "客户砍价厉害"


def give_out(desk: Any, order: int, edition: int = 1) -> None:
    desk.act(papers.keep_paper, order, GivenOut(CONTRACT, b"%PDF", edition))


def state(desk: Any, order: int) -> ContractState:
    return desk.sheet(order).contract.state


@pytest.fixture
def signed(desk: Any, order: int) -> int:
    """Labour 96.00 and two filters at 45.00, printed and signed on paper."""
    refs = (desk.labour(order), desk.part(order, quantity="2"))
    assert state(desk, order) is ContractState.NOT_PRINTED
    give_out(desk, order)
    assert state(desk, order) is ContractState.UNSIGNED
    desk.act(approvals.approve, order, Answer(ApprovalMedium.PAPER, "张伟", refs))
    assert (state(desk, order), desk.sheet(order).contract.signed_at) == (SIGNED, NOON)
    return order


def dearer(desk: Any, order: int) -> None:
    line = desk.sheet(order).lines[0]
    fee = line.amount + Decimal("0.01")
    value = LabourValue(line.name, line.quantity, line.price, fee, id=line.id)
    desk.act(lines.save_labour, order, value)


def noted(desk: Any, order: int, **more: Any) -> None:
    intake = Intake(odometer=40000, fuel=FuelLevel.HALF, key_tag="12")
    desk.act(opening.change_intake, order, replace(intake, **more))


def reworded(desk: Any, order: int) -> None:
    row = desk.sheet(order).concerns[0]
    desk.act(lines.save_concern, order, ConcernValue("刹车发软", id=row.id))


EDITS = {
    "更换机油机滤": dearer,
    "a line that is gone": lambda desk, order: desk.act(
        lines.remove_line, order, desk.sheet(order).lines[1].ref
    ),
    "what was noted at intake": lambda desk, order: noted(desk, order, belongings="雨伞"),
    "刹车发软": reworded,
}


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_of_what_the_contract_states_voids_the_signature_and_says_what(
    desk: Any, signed: int, what: str
) -> None:
    EDITS[what](desk, signed)
    contract = desk.sheet(signed).contract
    assert (contract.state, contract.changed) == (VOID, (what,))
    assert any(check.code == "contract" for check in desk.sheet(signed).checks)
    with pytest.raises(Refused) as caught:
        desk.act(papers.sign_contract, signed)
    assert caught.value.code == "contract.void"
    with desk.records.read() as session:
        asked = to_print(session, signed, kind=CONTRACT, by="王敏", at=NOON)
    assert asked.kept is None, "the next print states what the order says"
    give_out(desk, signed)
    assert state(desk, signed) is ContractState.UNSIGNED, "and wants a new signature"
    desk.act(papers.sign_contract, signed)
    assert state(desk, signed) is SIGNED


def test_what_has_a_consent_of_its_own_or_no_place_on_the_paper_voids_nothing(
    desk: Any, signed: int
) -> None:
    more = desk.labour(signed, "更换刹车片")
    desk.act(lines.save_other, signed, OtherValue("拖车", Decimal("200.00")))
    desk.act(lines.save_concern, signed, ConcernValue("后来才说的"))
    noted(desk, signed, internal_note=SECRET)
    first = desk.sheet(signed).lines[0]
    desk.act(lines.finish_labour, signed, first.id)
    desk.approve(signed, more)
    assert state(desk, signed) is SIGNED
    give_out(desk, signed)
    assert desk.sheet(signed).contract.signed_at == NOON, "a copy is no new version"
    give_out(desk, signed, edition=2)
    assert state(desk, signed) is ContractState.UNSIGNED, "other terms are another paper"
    desk.act(papers.sign_contract, signed)
    desk.labour(signed, "更换刹车片", fee=Decimal("96.01"), id=more.id)
    assert state(desk, signed) is SIGNED, "added work is asked again by its own consent"


def test_a_line_added_before_the_first_answer_belongs_on_the_paper(desk: Any, order: int) -> None:
    desk.labour(order)
    give_out(desk, order)
    desk.act(papers.sign_contract, order)
    desk.labour(order, "四轮定位")
    assert desk.sheet(order).contract.changed == ("四轮定位",)


def test_nothing_is_signed_that_was_not_printed(desk: Any, order: int) -> None:
    with pytest.raises(Refused) as caught:
        desk.act(papers.sign_contract, order)
    assert caught.value.code == "contract.not_printed"


def test_a_store_may_let_a_void_contract_stop_the_bill(desk: Any, signed: int, act: Any) -> None:
    noted(desk, signed, belongings="雨伞")
    check = next(one for one in desk.sheet(signed).checks if one.code == "contract")
    assert not check.stops
    act(admin.save_settings, {"close_needs_signature": True})
    check = next(one for one in desk.sheet(signed).checks if one.code == "contract")
    assert check.stops


def test_hidden_lines_leave_the_contract_and_not_the_total(desk: Any, order: int) -> None:
    job = desk.labour(order, "六万公里保养", "1.00", hides_lines=True, note="含检测")
    desk.part(order, "全合成机油", "1", "328.00", job_id=job.id)
    desk.labour(order, "更换雨刮", "0.50")
    said, _pdf = drawn(desk, order, CONTRACT)
    assert "六万公里保养·含检测448.00" in said, "one price: 120 + 328"
    assert "全合成机油" not in said
    assert "¥508.00" in said, "with 60.00 for the wipers"
    assert "¥457.20" in said and "¥558.80" in said, "10 % of 508.00 either way"
    listed, _pdf = drawn(desk, order, PaperKind.SETTLEMENT_LIST)
    assert "全合成机油" in listed and "508.00" in listed


def test_an_alternative_stands_on_the_contract_beside_its_job(desk: Any, order: int) -> None:
    job = desk.labour(order, "更换制动盘", "1.00", rate="1180.00")
    desk.labour(order, "更换副厂制动盘", "1.00", rate="680.00", alternative_id=job.id)
    said, _pdf = drawn(desk, order, CONTRACT)
    assert "更换副厂制动盘¥680.00，替代“更换制动盘”" in said
    assert "¥1,180.00" in said and "¥1,860.00" not in said


def test_the_consent_names_price_time_and_answer_of_what_was_added(desk: Any, agreed: int) -> None:
    with pytest.raises(Refused) as caught:
        drawn(desk, agreed, PaperKind.ADDITIONAL_WORK)
    assert caught.value.code == "paper.nothing_added"
    job = desk.labour(agreed, "更换制动盘", "1.50", note="实测 23.6 mm")
    desk.part(agreed, "制动盘", "2", "530.00", job_id=job.id)
    desk.labour(agreed, "更换雨刮", "0.50")
    said, _pdf = drawn(desk, agreed, PaperKind.ADDITIONAL_WORK)
    for fact in (
        "更换制动盘·实测23.6mm",
        "制动盘×2件",
        "180.00",
        "1,060.00",
        "1,240.00",
        "增加工时2",
    ):
        assert fact in said, fact
    assert "¥1,300.00" in said, "1,240.00 and 60.00 for the wipers"
    assert "机油滤清器" not in said, "the first estimate is not asked again"
    desk.approve(agreed, job)
    said, _pdf = drawn(desk, agreed, PaperKind.ADDITIONAL_WORK)
    assert "已确认" in said
    assert "电话" in said and "张伟" in said


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_an_internal_note_is_on_no_paper_of_the_customer(
    desk: Any, agreed: int, language: str
) -> None:
    row = desk.sheet(agreed).concerns[0]
    desk.act(lines.save_concern, agreed, ConcernValue(row.words, id=row.id, internal_note=SECRET))
    noted(desk, agreed, internal_note=SECRET)
    desk.labour(agreed, "更换雨刮", internal_note=SECRET, note="左右各一")
    desk.part(agreed, "雨刮", internal_note=SECRET)
    desk.act(lines.save_other, agreed, OtherValue("拖车", Decimal(5), internal_note=SECRET))
    for kind in (CONTRACT, PaperKind.SETTLEMENT_LIST, PaperKind.ADDITIONAL_WORK):
        said, pdf = drawn(desk, agreed, kind, language)
        assert SECRET not in said and SECRET.encode("utf-16-be") not in pdf, kind
        assert "左右各一" in said, kind
    said, _pdf = drawn(desk, agreed, PaperKind.WORKSHOP_COPY, language)
    assert len(re.findall(SECRET, said)) == 5, "the workshop reads them all"


def test_a_deviation_never_excuses_a_missing_consent(desk: Any, order: int, act: Any) -> None:
    """E-AP-01 and Q2: 1,100.00 of 1,000.00 is no deviation, and yet one line has no consent."""
    desk.approve(order, desk.labour(order, hours="1.00", rate="1000.00"))
    desk.ready(order)
    desk.act(lines.save_other, order, OtherValue("拖车", Decimal("100.00")))
    codes = {check.code for check in desk.sheet(order).checks if check.stops}
    assert "approval" in codes and "deviation" not in codes
