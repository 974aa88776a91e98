"""An inspection in the window: lights are pressed, figures typed, red goes to the estimate."""

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from app.service.commands import inspecting
from app.service.queries.inspections import InspectionRow, inspections
from db.inspection_words import Light
from db.vocabulary import Role
from tests import make as makers
from tests.make import NOON
from tests.ui.parts.kit import type_text
from tests.ui.service.test_arrival_section_photos import content_of, drop
from tests.ui.shell.photos.test_photo_file import picture


def read(here: Any) -> InspectionRow:
    with here.records.read() as session:
        return inspections(session, here.page.order_id).rows[-1]


@pytest.fixture
def section(here: Any) -> Any:
    """The maintenance check of the starter templates is begun."""
    section = here.section("inspection")
    here.wait()
    section.begin.acts()[0].run()
    here.wait()
    return section


def line(section: Any, name: str) -> Any:
    return next(one for one in section.lines.values() if one.row.name == name)


def test_an_order_without_inspection_offers_the_templates(here: Any) -> None:
    section = here.section("inspection")
    here.wait()
    assert not section.area.isVisible()
    assert [act.text for act in section.begin.acts()] == ["保养检查", "环车检查"]


def test_a_light_is_pressed_and_saved_at_once(here: Any, section: Any) -> None:
    lights = line(section, "灯光").lights
    QTest.mouseClick(lights._buttons[Light.RED], Qt.MouseButton.LeftButton)
    here.wait()
    assert read(here).count(Light.RED) == 1
    assert line(section, "灯光").job.isVisible()
    line(section, "灯光").job.click()
    here.wait()
    assert [one.name for one in here.sheet().lines] == ["灯光"]
    assert not line(section, "灯光").job.isVisible()


def test_a_typed_figure_gives_its_light(here: Any, section: Any) -> None:
    field = line(section, "前制动片").figure
    field.setFocus()
    type_text(field, "2.5")
    line(section, "后制动片").figure.setFocus()
    here.wait()
    found = next(one for one in read(here).findings if one.name == "前制动片")
    assert (found.figure, found.light) == (Decimal("2.50"), Light.RED)


def test_all_green_then_the_missing_figures_are_named(here: Any, section: Any) -> None:
    section.green.click()
    here.wait()
    assert read(here).count(Light.GREEN) == 7
    section.finish.click()
    here.wait()
    assert read(here).finished_at is None
    assert "左前轮花纹" in here.page.shell.notices.last_line()


def test_whoever_does_not_hold_it_only_reads(here: Any, section: Any, make: Any) -> None:
    other = make(makers.staff, "钱师傅", Role.TECHNICIAN)
    by = here.page.work.actor
    here.records.act(inspecting.hand_on, read(here).id, other, by=by, at=NOON)
    here.page.reload()
    here.wait()
    assert "钱师傅" in section.head.holder.text()
    assert not line(section, "灯光").lights.isEnabled()
    assert not section.green.isVisible()


def test_a_picture_is_dropped_on_an_item(here: Any, section: Any, tmp_path: Any) -> None:
    target = line(section, "灯光")
    drop(target, content_of(picture(tmp_path / "lamp.jpg", 80, 60)), QPointF(10, 10))
    here.wait()
    assert next(one for one in read(here).findings if one.name == "灯光").photos == 1
    assert section.photos.isVisible() and section.photos.strip.item(0).text() == "灯光"
