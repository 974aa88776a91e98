"""Alerts stand under the typed plate, and a known number is told."""

from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from app.people import commands, queries
from app.service.commands import opening
from app.service.values import Intake
from db.nouns import Noun
from db.tables.admin import Audit
from db.tables.people import Person
from db.tables.vehicles import Vehicle
from db.vocabulary import Act
from tests.make import NOON
from tests.ui.service.test_open_panel import plate
from ui.parts.labels import Chip


def test_an_alert_of_the_owner_stands_first_and_is_noted_as_seen(
    open_page: Any, known: int, records: Any, manager: Any, qtbot: Any
) -> None:
    with records.read() as session:
        version = queries.card(session, 1).version
    records.act(commands.edit, 1, {"alert": "只收现金"}, version=version, by=manager, at=NOON)
    here = open_page()
    here.page.open_panel.form["plate"].setFocus()
    plate(here, qtbot, "京", "A12345")
    here.wait()
    assert here.page.open_panel.form.message("plate").startswith("Alert: 只收现金")
    here.page.open_panel._look_up()
    here.wait()
    with records.read() as session:
        seen = session.execute(select(Audit.noun, Audit.reason).where(Audit.act == Act.SEE)).all()
    assert [tuple(row) for row in seen] == [("vehicle", "alerts")], "once for every look"


def test_a_known_number_is_told_before_a_second_file_is_made(
    open_page: Any, known: int, qtbot: Any
) -> None:
    here = open_page()
    form = here.page.open_panel.form
    form["plate"].setFocus()
    plate(here, qtbot, "京", "C99999")
    for writing in ("138 0013-8000", "+8613800138000", "１３８００１３８０００"):
        form["owner_phone"].set_value(writing)
        form["owner_phone"].edited.emit()
        here.wait()
        assert form.message("owner_phone") == "张伟 has a file already", writing
    form["owner_phone"].set_value("13911112222")
    form["owner_phone"].edited.emit()
    here.wait()
    assert form.message("owner_phone") == ""


def test_the_bearer_is_the_one_to_call(
    open_page: Any, known: int, records: Any, manager: Any
) -> None:
    intake = Intake(odometer=40000, bringer_name="李师傅", bringer_phone="13611112222")
    records.act(opening.change_intake, known, intake, by=manager, at=NOON)
    here = open_page()
    here.page.open_order(known)
    here.wait()
    assert "Pick-up: 李师傅 136 1111 2222" in here.page.order_panel.head._who.text()


def test_an_open_order_shows_complaint_and_recall_and_notes_each_opening(
    open_page: Any, known: int, records: Any, manager: Any, qtbot: Any
) -> None:
    def flag(session: Any, *, by: Any, at: Any) -> None:
        session.get_one(Person, 1).complaint = "空调异响，已投诉两次，经理亲自跟进，务必先通知"
        session.get_one(Vehicle, 1).recall = "S2026M0012"

    records.act(flag, by=manager, at=NOON)
    here = open_page()
    for _look in range(2):
        here.page.open_order(known)
        here.wait()
        strip = here.page.order_panel.alerts
        assert strip.isVisible()
        assert [chip.text() for chip in strip.findChildren(Chip)] == ["Recall: S2026M0012"]
        line = strip.findChild(QWidget, "alert").accessibleName()
        assert line == "Complaint open: 空调异响，已投诉两次，经理亲自跟进，务必先通知"
        here.page.work.changed.emit(frozenset({Noun.REPAIR_ORDER}))
        here.wait()
        here.page.order_panel.closed.emit()
        here.wait()
    with records.read() as session:
        seen = session.execute(select(Audit.noun, Audit.noun_id).where(Audit.act == Act.SEE)).all()
    assert [tuple(row) for row in seen] == [("repair_order", known)] * 2, "once for every opening"
