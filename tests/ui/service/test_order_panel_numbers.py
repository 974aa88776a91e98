"""The numbers of somebody else's order are masked until it is said why they are wanted."""

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from db.nouns import Noun
from db.tables.admin import Audit
from db.tables.people import Person
from db.tables.service import RepairOrder
from db.vocabulary import Act, Role
from tests import make as makers
from tests.ui.people.test_page_reveal import say_why


@pytest.fixture
def strange(make: Any, act: Any, known: int) -> int:
    """The order and its customer are a colleague's; somebody else brought the car."""
    colleague = make(makers.staff, "陈静", Role.ADVISOR)

    def hand_on(session: Any, *, by: Any, at: Any) -> None:
        row = session.get_one(RepairOrder, known)
        row.advisor_id, row.bringer_name, row.bringer_phone = colleague, "老王", "13900139000"
        session.get_one(Person, row.customer_id).created_by = colleague

    act(hand_on)
    return known


def looks(records: Any) -> list[str | None]:
    with records.read() as session:
        asked = select(Audit.reason).where(Audit.act == Act.SEE, Audit.noun == Noun.REPAIR_ORDER)
        return list(session.scalars(asked))


def opened(open_page: Any, known: int, *roles: Role) -> Any:
    here = open_page(*roles)
    here.page.open_order(known)
    here.wait()
    return here


def who(here: Any) -> str:
    panel = here.page.order_panel
    return " ".join(
        one.text() for one in panel.findChildren(QWidget) if callable(getattr(one, "text", None))
    )


def test_another_advisor_asks_and_the_audit_keeps_why(
    open_page: Any, strange: int, records: Any
) -> None:
    here = opened(open_page, strange, Role.ADVISOR)
    assert "138****8000" in who(here) and "138 0013 8000" not in who(here)
    panel = here.page.order_panel
    panel.head.eye.click()
    say_why(panel.acts.confirm)
    here.wait()
    assert "138 0013 8000" in who(here) and not panel.head.eye.isVisible()
    assert looks(records) == ["To call"]


def test_a_role_that_calls_reads_at_once(open_page: Any, strange: int, records: Any) -> None:
    here = opened(open_page, strange, Role.CASHIER)
    assert "138 0013 8000" in who(here) and not here.page.order_panel.head.eye.isVisible()
    assert looks(records) == []


def test_the_form_of_the_arrival_is_no_way_round_the_mask(open_page: Any, strange: int) -> None:
    here = opened(open_page, strange, Role.ADVISOR)
    section = here.section("intake")
    field = section.form["bringer_phone"]
    assert (field.value(), field.placeholderText()) == (None, "139****9000")
    section.form["damage"].set_value("右后门划痕")
    section.form.submitted.emit()
    here.wait()
    noted = here.sheet().intake
    assert (noted.damage, noted.bringer_phone) == ("右后门划痕", "13900139000")
