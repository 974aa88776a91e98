"""An inspection is filled in by one person, cannot end half empty, and proposes its jobs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from app.admin import commands as house
from app.admin.entries import ItemEntry, TemplateEntry
from app.errors import Refused
from app.permissions import Actor
from app.service.commands import inspecting, lines, opening
from app.service.queries.inspections import FindingRow, InspectionRow, inspections
from app.service.values import FindingJudgement, Intake, LineRef, NewOrder
from db.inspection_words import ItemKind, Light
from db.vocabulary import LineState, Role
from tests import make as makers
from tests.app.service.store import NOON, Desk


@pytest.fixture
def template(desk: Desk, make: Callable[..., int]) -> int:
    """Tread in mm (3 / 1.6), lights, and a remark that is not required."""
    job = make(makers.labour_item, "LT02", name="更换轮胎")
    key = int(desk.act(house.save_entry, TemplateEntry(name="小检查"), by=desk.manager))
    tread = ItemEntry(
        template_id=key,
        group_name="轮胎",
        name="前轮花纹",
        kind=ItemKind.FIGURE,
        unit="mm",
        green_limit=Decimal(3),
        red_limit=Decimal("1.6"),
        labour_item_id=job,
    )
    remark = ItemEntry(template_id=key, name="其他", kind=ItemKind.TEXT, required=False)
    for entry in (tread, ItemEntry(template_id=key, name="灯光"), remark):
        desk.act(house.save_entry, entry, by=desk.manager)
    return key


def read(desk: Desk, order: int) -> InspectionRow:
    with desk.records.read() as session:
        return inspections(session, order).rows[-1]


def item(desk: Desk, order: int, name: str) -> FindingRow:
    return next(one for one in read(desk, order).findings if one.name == name)


def begin(desk: Desk, order: int, template: int) -> int:
    return int(desk.act(inspecting.begin_inspection, order, template, by=desk.technician))


def judge(desk: Desk, order: int, name: str, by: Actor | None = None, **found: object) -> None:
    key = item(desk, order, name).id
    desk.act(inspecting.judge, key, FindingJudgement(**found), by=by or desk.technician)


def test_a_figure_gives_its_light_and_a_light_is_pressed(
    desk: Desk, order: int, template: int
) -> None:
    begin(desk, order, template)
    judge(desk, order, "前轮花纹", figure=Decimal("1.5"))
    judge(desk, order, "灯光", light=Light.AMBER, words=" 左近光暗 ")
    assert item(desk, order, "前轮花纹").light is Light.RED
    found = item(desk, order, "灯光")
    assert (found.light, found.words) == (Light.AMBER, "左近光暗")


def test_it_cannot_end_with_an_empty_required_item(desk: Desk, order: int, template: int) -> None:
    key = begin(desk, order, template)
    with pytest.raises(Refused) as refused:
        desk.act(inspecting.finish_inspection, key, by=desk.technician)
    assert refused.value.facts == {"count": 2, "names": "前轮花纹, 灯光"}
    assert desk.act(inspecting.all_green, key, by=desk.technician) == 1
    with pytest.raises(Refused) as refused:
        desk.act(inspecting.finish_inspection, key, by=desk.technician)
    assert refused.value.facts["names"] == "前轮花纹"
    judge(desk, order, "前轮花纹", figure=Decimal(5))
    desk.act(inspecting.finish_inspection, key, by=desk.technician)
    assert read(desk, order).finished_at == NOON
    with pytest.raises(Refused, match=r"inspection\.finished"):
        judge(desk, order, "灯光", light=Light.RED)
    desk.act(inspecting.reopen_inspection, key, by=desk.technician)
    judge(desk, order, "灯光", light=Light.RED)


def test_all_green_leaves_what_was_found(desk: Desk, order: int, template: int) -> None:
    key = begin(desk, order, template)
    judge(desk, order, "灯光", light=Light.RED)
    assert desk.act(inspecting.all_green, key, by=desk.technician) == 0
    assert item(desk, order, "灯光").light is Light.RED


def test_the_second_technician_reads_who_holds_it(
    desk: Desk, order: int, template: int, make: Callable[..., int]
) -> None:
    key = begin(desk, order, template)
    second = Actor(
        make(makers.staff, "钱师傅", Role.TECHNICIAN),
        "钱师傅",
        frozenset({Role.TECHNICIAN}),
        "车间",
    )
    with pytest.raises(Refused) as refused:
        judge(desk, order, "灯光", by=second, light=Light.RED)
    assert refused.value.code == "inspection.held"
    assert refused.value.facts["name"] == "赵师傅"
    with pytest.raises(Refused, match=r"inspection\.held"):
        desk.act(inspecting.hand_on, key, second.staff_id, by=second)
    desk.act(inspecting.hand_on, key, second.staff_id)
    judge(desk, order, "灯光", by=second, light=Light.RED)
    desk.act(inspecting.hand_on, key, None, by=second)
    assert read(desk, order).holder_id is None
    judge(desk, order, "灯光", light=Light.GREEN)
    assert read(desk, order).holder == "赵师傅"
    with pytest.raises(Refused, match=r"inspection\.colleague"):
        desk.act(inspecting.hand_on, key, desk.cashier.staff_id)


def test_a_red_item_proposes_its_job_once(desk: Desk, order: int, template: int) -> None:
    begin(desk, order, template)
    judge(desk, order, "前轮花纹", figure=Decimal("1.2"))
    key = item(desk, order, "前轮花纹").id
    ref = desk.act(inspecting.propose_job, key, by=desk.technician)
    (line,) = desk.sheet(order).lines
    assert (line.name, line.state, line.finding_id) == ("更换轮胎", LineState.PROPOSED, key)
    assert line.amount == Decimal("96.00")
    assert item(desk, order, "前轮花纹").job == "更换轮胎"
    with pytest.raises(Refused, match=r"finding\.proposed"):
        desk.act(inspecting.propose_job, key)
    desk.act(lines.remove_line, order, LineRef(ref.block, ref.id))
    assert item(desk, order, "前轮花纹").job == ""


def test_a_green_item_proposes_nothing_and_one_without_a_job_is_to_be_priced(
    desk: Desk, order: int, template: int
) -> None:
    begin(desk, order, template)
    judge(desk, order, "灯光", light=Light.GREEN)
    with pytest.raises(Refused, match=r"finding\.green"):
        desk.act(inspecting.propose_job, item(desk, order, "灯光").id)
    judge(desk, order, "灯光", light=Light.RED)
    desk.act(inspecting.propose_job, item(desk, order, "灯光").id)
    (line,) = desk.sheet(order).lines
    assert (line.name, line.amount, line.price) == ("灯光", Decimal(0), Decimal("120.00"))


def test_figures_of_the_last_visits_come_along(desk: Desk, order: int, template: int) -> None:
    begin(desk, order, template)
    judge(desk, order, "前轮花纹", figure=Decimal("5.2"))
    later = NewOrder("京A12345", intake=Intake(odometer=45_000))
    second = int(desk.act(opening.open_order, later, at=NOON + timedelta(days=90)))
    begin(desk, second, template)
    judge(desk, second, "前轮花纹", figure=Decimal("3.9"))
    assert [one.figure for one in item(desk, second, "前轮花纹").earlier] == [Decimal("5.2")]
    assert item(desk, order, "前轮花纹").earlier == ()
    other = int(desk.act(opening.open_order, NewOrder("京B99999")))
    begin(desk, other, template)
    assert item(desk, other, "前轮花纹").earlier == ()


def test_a_template_that_changes_changes_no_inspection(
    desk: Desk, order: int, template: int
) -> None:
    begin(desk, order, template)
    with desk.records.read() as session:
        from app.admin.lists import rows

        tread = next(one for one in rows(session, ItemEntry) if one.name == "前轮花纹")
    changed = replace(tread, name="前胎", green_limit=Decimal(8))
    desk.act(house.save_entry, changed, by=desk.manager)
    judge(desk, order, "前轮花纹", figure=Decimal(4))
    assert item(desk, order, "前轮花纹").light is Light.GREEN


def test_an_empty_template_and_one_limit_alone_are_refused(desk: Desk, order: int) -> None:
    key = desk.act(house.save_entry, TemplateEntry(name="空"), by=desk.manager)
    with pytest.raises(Refused, match=r"inspection\.template"):
        begin(desk, order, key)
    entry = ItemEntry(
        template_id=key, name="胎", kind=ItemKind.FIGURE, green_limit=Decimal(3), red_limit=None
    )
    with pytest.raises(Refused) as refused:
        desk.act(house.save_entry, entry, by=desk.manager)
    assert (refused.value.code, refused.value.field) == ("item.limits", "red_limit")


def test_a_new_store_starts_with_two_inspections(desk: Desk, order: int) -> None:
    with desk.records.read() as session:
        names = [name for _key, name in inspections(session, order).templates]
    assert names == ["保养检查", "环车检查"]
    begin(desk, order, 1)
    assert len(read(desk, order).findings) == 17
    assert item(desk, order, "前制动片").limits.red == Decimal(3)
