"""The walk round the car with the customer: lights, a photo of the damage, a sheet to sign."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from app.service.queries.inspections import InspectionRow, inspections
from app.service.queries.photos import photos
from app.text import _
from ui.demo.day import DemoDay
from ui.demo.painted import painted
from ui.service.order_panel import OrderPanel

WALK_ROUND = 1
"""Which of the starter templates looks at the outside and what lies in the car."""


def inspect_car(day: DemoDay) -> None:
    """Begun by its template, all green in one press, finished."""
    _show(day, _("Inspection"))
    driver = day.driver
    templates = driver.until("the templates", lambda: day.ask(inspections, _order(day)).templates)
    driver.push("begin_inspection")
    day.walk_menu(templates[WALK_ROUND][1])
    driver.until("the items", lambda: day.ask(inspections, _order(day)).rows)
    driver.settle()
    driver.push("all_green")
    driver.until("every light to be green", lambda: not _row(day).missing)
    driver.settle()
    driver.push("finish_inspection")
    driver.until("the inspection to be finished", lambda: _row(day).finished_at)
    day.photograph("walk-round")


def add_photo(day: DemoDay) -> None:
    """A picture of a file becomes a photo of the order."""
    _show(day, _("Intake"))
    panel = day.driver.find(OrderPanel)
    with TemporaryDirectory() as folder:
        panel.current().photos.add_files([painted(Path(folder) / "door.jpg", day.clock())])
        day.driver.until("the photo", lambda: day.ask(photos, _order(day)))
    day.see(day.ask(photos, _order(day))[0].width == 1600, "the photo is made small")


def _show(day: DemoDay, title: str) -> None:
    day.driver.answer(day.driver.find(OrderPanel).tabs, title)
    day.driver.settle()


def _order(day: DemoDay) -> int:
    return int(day.known["order"])


def _row(day: DemoDay) -> InspectionRow:
    return day.ask(inspections, _order(day)).rows[-1]
