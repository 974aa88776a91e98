"""Colleagues: roles, first password, own password."""

from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.admin import commands, queries
from app.records import Records
from app.text import use
from db.vocabulary import Role
from tests import make as makers
from tests.make import NOON, PASSWORD
from tests.ui.admin.composing import compose

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_person_gets_roles_as_chips_and_a_password(
    page: Any, settled: Any, records: Records
) -> None:
    shown = page("people")
    shown.add()
    form = shown.section.form
    compose(form["name"], "李强")
    form["roles"].set_value((Role.CONSULTANT, Role.RECEPTION))
    form["password"].set_value("sunny-road-7")
    form.submit()
    settled(shown.work)
    with records.read() as session:
        made = next(person for person in queries.people(session) if person.name == "李强")
    assert made.roles == {Role.CONSULTANT, Role.RECEPTION}
    assert made.may_sign_in


def test_the_last_administrator_is_told_why(qtbot: QtBot, page: Any, settled: Any) -> None:
    use("zh_CN")
    shown = page("people")
    shown.section.table.select(1)
    qtbot.mouseClick(shown.section.panel.steps.steps["retire"], Qt.MouseButton.LeftButton)
    settled(shown.work)
    assert shown.section.form.message("roles") == "这是最后一位系统管理员，请先指定另一位。"


def test_the_own_password_is_changed_in_the_same_panel(
    qtbot: QtBot, page: Any, settled: Any, records: Records
) -> None:
    shown = page("people")
    section = shown.section
    section.table.select(1)
    people = section.panel
    qtbot.mouseClick(people.password_button, Qt.MouseButton.LeftButton)
    form = people.password_form
    form["current"].set_value(PASSWORD)
    form["password"].set_value("green-lamp-3")
    form["again"].set_value("green-lamp-4")
    form.submit()
    assert "differ" in form.message("again")
    form["again"].set_value("green-lamp-3")
    form.submit()
    settled(shown.work)
    answer = records.act(commands.sign_in, 1, "green-lamp-3", by=commands.founder("x"), at=NOON)
    assert getattr(answer, "staff_id", None) == 1
    assert people.body() is people.form


def test_people_stand_in_pinyin_order(page: Any, settled: Any, make: Any) -> None:
    for name in ("周凯", "白雪", "何勇"):
        make(makers.staff, name)
    shown = page("people")
    settled(shown.work)
    table = shown.section.table
    told = [table.row(at).name for at in range(table.count())]
    assert [name for name in told if name != "王敏"] == ["白雪", "何勇", "周凯"]
