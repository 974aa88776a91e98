"""Numbers are masked until somebody asks, which is recorded."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from app.people import queries, rules
from db.nouns import Noun
from db.tables.admin import Audit
from db.tables.people import Person
from db.tables.reception import VisitStep
from db.vocabulary import Act, Role
from tests import make as makers
from tests.ui.parts.kit import sentence


def _texts(page: Any) -> str:
    return " ".join(
        one.text()
        for one in page.view.findChildren(QWidget)
        if callable(getattr(one, "text", None))
    )


def say_why(confirm: Any) -> None:
    """To call the customer."""
    act = confirm.findChild(QWidget, "confirm_act")
    assert confirm.isVisibleTo(confirm.parentWidget()) and not act.isEnabled()
    choice = confirm.findChild(QWidget, "confirm_choice")
    choice.set_value("Other reason")
    choice.edited.emit()
    assert not act.isEnabled(), "the last one needs words"
    choice.set_value("To call")
    choice.edited.emit()
    act.click()


def _looks(records: Any) -> int:
    with records.read() as session:
        return len(
            session.scalars(
                select(Audit.id).where(Audit.act == Act.SEE, Audit.noun == Noun.PERSON)
            ).all()
        )


def test_a_consultant_asks_for_the_number_of_somebody_elses_customer(
    qtbot, open_page, settled, files, act, records
) -> None:
    def strange(session: Any, *, by: Any, at: Any) -> None:
        session.get(Person, files[0]).created_by = None
        session.get(Person, files[0]).id_number = "11010519491231002X"
        session.flush()
        order = session.get(makers.RepairOrder, 1)
        order.customer_id = None

    act(strange)
    page = open_page(Role.CONSULTANT)
    page.show_record(Noun.PERSON, files[0])
    settled(page.shell)
    assert (
        "138****8000" in _texts(page)
        and "138 0013 8000" not in _texts(page)
        and "110105********002X" in _texts(page)
    )
    assert (
        page.files._phone(queries.PersonRow(1, "", "13800138000", (), "", "", None))
        == "138****8000"
    )
    qtbot.mouseClick(page.view.findChild(QWidget, "reveal"), Qt.MouseButton.LeftButton)
    settled(page.shell)
    assert "138 0013 8000" not in _texts(page) and _looks(records) == 0, "why comes first"
    say_why(page.view.confirm)
    settled(page.shell)
    assert "138 0013 8000" in _texts(page) and "110105 19491231 002X" in _texts(page)
    assert _looks(records) == 1
    page.show_record(Noun.PERSON, 2)
    settled(page.shell)
    page.show_record(Noun.PERSON, files[0])
    settled(page.shell)
    assert "138****8000" in _texts(page), "it was asked for once, not for ever"
    page.edit()
    say_why(page.view.confirm)
    settled(page.shell)
    assert page.panel.body() is page.editor.edits[Noun.PERSON].form and _looks(records) == 2


def test_the_file_of_the_car_is_no_way_round_the_mask(open_page, settled, files, act) -> None:
    def strange(session: Any, *, by: Any, at: Any) -> None:
        session.get(Person, files[0]).created_by = None
        session.get(makers.RepairOrder, 1).customer_id = None

    mine = open_page(Role.ADVISOR)
    mine.show_record(Noun.VEHICLE, files[1])
    settled(mine.shell)
    assert "138 0013 8000" in _texts(mine), "the own customer's number is read at once"
    act(strange)
    page = open_page(Role.ADVISOR)
    page.show_record(Noun.VEHICLE, files[1])
    settled(page.shell)
    assert "138****8000" in _texts(page) and "138 0013 8000" not in _texts(page)


def test_who_reads_at_once() -> None:
    for role in Role:
        own, strange = (rules.reads_at_once(frozenset({role}), own=mine) for mine in (True, False))
        assert strange is (role in (Role.MANAGER, Role.CARE, Role.CASHIER))
        assert own is (strange or role in (Role.RECEPTION, Role.CONSULTANT, Role.ADVISOR))


def test_a_step_of_a_visit_stands_on_the_timeline(open_page, settled, files, act, records) -> None:
    def step(session: Any, *, by: Any, at: Any) -> None:
        visit = makers.visit(session, by=1, at=at, person_id=files[0])
        session.add(VisitStep(visit_id=visit.id, step="报价", at=at, staff_id=1))

    act(step)
    with records.read() as session:
        found = [
            (event.kind, event.title, event.note)
            for event in queries.record(session, files[0]).events
            if event.kind == "step"
        ]
    assert found == [("step", "报价", "王敏")]


def test_an_empty_store_is_no_search_without_an_answer(open_page, settled) -> None:
    page = open_page()
    assert "No customer yet" in sentence(page.files.tables["person"])
    page.files.filter.setText("张")
    page.files.reload()
    settled(page.shell)
    assert "Nobody fits" in sentence(page.files.tables["person"])
