"""The intake sheet, the inspection sheet and the concerns on the papers of an order."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from app.admin import commands as admin
from app.paper import pages
from app.photos import NewPhoto
from app.service.commands import inspecting, lines, opening, photos
from app.service.queries.inspections import inspections
from app.service.values import ConcernValue, FindingJudgement, Intake
from db.inspection_words import Light, PhotoDate
from db.vocabulary import PaperKind
from tests.app.service.store import Desk
from tests.app.service.test_papers import drawn

TAKEN = datetime(2026, 3, 9, 6, 5, 31, tzinfo=UTC)


def photo(colour: tuple[int, int, int], **more: object) -> NewPhoto:
    target = BytesIO()
    Image.new("RGB", (160, 120), colour).save(target, "JPEG")
    made = NewPhoto(target.getvalue(), b"s", 160, 120, TAKEN, PhotoDate.CAMERA)
    return replace(made, **more)


@pytest.fixture
def walked(desk: Desk, order: int) -> int:
    """Damage at two places, a walk-round with one red light, three photos."""
    noted = Intake(
        odometer=40000, belongings="儿童座椅", damage_marks="sedan scratch@412,520 dent@300,330"
    )
    desk.act(opening.change_intake, order, noted)
    desk.act(inspecting.begin_inspection, order, 2)
    with desk.records.read() as session:
        findings = {one.name: one.id for one in inspections(session, order).rows[0].findings}
    desk.act(inspecting.judge, findings["玻璃"], FindingJudgement(Light.RED, words="左后裂纹"))
    desk.act(inspecting.judge, findings["内饰"], FindingJudgement(Light.GREEN))
    shown = [
        photo((200, 0, 0), mark="dent@300,330"),
        photo((0, 200, 0), finding_id=findings["玻璃"]),
        photo((0, 0, 200), caption="里程表", dated_by=PhotoDate.FILE),
    ]
    desk.act(photos.add_photos, order, shown)
    return order


def test_the_intake_sheet_says_how_the_car_came(desk: Desk, walked: int) -> None:
    said, pdf = drawn(desk, walked, PaperKind.INTAKE_SHEET)
    for words in ("京A·12345", "40,000", "儿童座椅", "刹车有异响", "空调不凉", "玻璃", "左后裂纹"):
        assert words in said, words
    assert "内饰" not in said
    for words in ("标记2", "里程表", "2026年3月9日14:05"):
        assert words in said, words
    assert "文件日期" not in said  # it proves nothing about the car
    assert said.count("2026年3月9日14:05") == 2
    assert pages.page_count(pdf) == 1  # with findings and three photos


def test_its_photos_are_printed_once_each_or_not_at_all(desk: Desk, walked: int) -> None:
    def pictures() -> int:
        return drawn(desk, walked, PaperKind.INTAKE_SHEET)[1].count(b"/DCTDecode")

    assert pictures() == 3
    desk.act(admin.save_settings, {"print_photos": False}, by=desk.manager)
    assert pictures() == 0


def test_the_inspection_sheet_has_every_item(desk: Desk, walked: int) -> None:
    said, _pdf = drawn(desk, walked, PaperKind.INSPECTION_SHEET)
    items = ("环车检查", "玻璃", "×立即处理", "左后裂纹", "内饰", "○正常", "备胎与千斤顶")
    for words in (*items, "未完成"):
        assert words in said, words


def test_a_concern_and_its_jobs_stand_together_on_both_copies(desk: Desk, order: int) -> None:
    first, _second = desk.sheet(order).concerns
    pads, _oil = desk.labour(order, "更换前制动片"), desk.labour(order, "更换机油")
    told = ConcernValue(first.words, "制动片薄", None, None, first.id, first.version, (pads.id,))
    desk.act(lines.save_concern, order, told)
    sheet = desk.sheet(order)
    assert [row.jobs for row in sheet.concerns] == [(pads.id,), ()]
    assert sheet.jobs_of(sheet.concerns[0]) == "更换前制动片"
    for kind in (PaperKind.REPAIR_CONTRACT, PaperKind.WORKSHOP_COPY):
        said, _pdf = drawn(desk, order, kind)
        assert said.count("更换前制动片") == 2 and said.count("更换机油") == 1
        assert "刹车有异响" in said and "空调不凉" in said


def test_a_job_answers_one_concern_at_most(desk: Desk, order: int) -> None:
    first, second = desk.sheet(order).concerns
    pads, oil = desk.labour(order, "更换前制动片"), desk.labour(order, "更换机油")
    for row, jobs in ((first, (pads.id,)), (second, (pads.id, oil.id))):
        told = ConcernValue(row.words, id=row.id, version=row.version, jobs=jobs)
        desk.act(lines.save_concern, order, told)
    assert [row.jobs for row in desk.sheet(order).concerns] == [(), (pads.id, oil.id)]
    kept = desk.sheet(order).concerns[1]
    desk.act(lines.save_concern, order, ConcernValue("空调", id=kept.id, version=kept.version))
    assert desk.sheet(order).concerns[1].jobs == (pads.id, oil.id)
    desk.act(lines.remove_concern, order, kept.id)
    assert all(line.concern_id is None for line in desk.sheet(order).lines)


def test_limits_and_figure_are_printed_in_one_row(desk: Desk, order: int) -> None:
    desk.act(inspecting.begin_inspection, order, 1)
    with desk.records.read() as session:
        tread = inspections(session, order).rows[0].findings[0]
    desk.act(inspecting.judge, tread.id, FindingJudgement(figure=Decimal("1.5")))
    said, _pdf = drawn(desk, order, PaperKind.INSPECTION_SHEET)
    assert "左前轮花纹≥3/<1.6mm" in said and "1.5mm×立即处理" in said
