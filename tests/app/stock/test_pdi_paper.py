"""The sheet of an inspection: one page with the car and every item to look at."""

import pytest

from app import text
from app.errors import Refused
from app.paper import pages
from app.permissions import Actor
from app.records import Records
from app.stock import pdi_paper
from app.text import _
from tests.app.stock.conftest import AddCar
from tests.make import NOON


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_one_page_names_the_car_and_all_items(
    add_car: AddCar, records: Records, manager: Actor, language: str
) -> None:
    car = add_car(engine_number="HR16880001")
    text.use(language)
    with records.read() as session:
        facts = pdi_paper.sheet(session, car, viewer=manager, at=NOON)
    pdf = pdi_paper.pdi_sheet(facts)
    assert pages.page_count(pdf) == 1
    said = pages.page_text(pdf, 0)
    assert facts.row.vin in said and "HR16880001" in said
    assert all(_(item) in said for _title, items in pdi_paper.ROUNDS for item in items)


def test_a_car_that_is_not_listed_has_no_sheet(records: Records, manager: Actor) -> None:
    with records.read() as session, pytest.raises(Refused, match=r"stock\.left"):
        pdi_paper.sheet(session, 999, viewer=manager, at=NOON)
