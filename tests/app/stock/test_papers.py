"""The stock list on paper: every car once, and sums that are the list."""

import re

import pytest

from app import text
from app.paper import pages
from app.permissions import Actor
from app.records import Records
from app.stock import facts, papers, queries
from tests.app.stock.conftest import TODAY, AddCar
from tests.make import NOON


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_totals_are_the_number_of_cars(
    add_car: AddCar, records: Records, manager: Actor, language: str
) -> None:
    for nth, arrived in enumerate((TODAY, TODAY.replace(month=5), None)):
        add_car(nth, arrived_on=arrived, key_number=f"K{nth}")
    text.use(language)
    with records.read() as session:
        sheet = queries.sheet(session, viewer=manager, at=NOON)
    pdf = papers.stock_list(sheet)
    said = "".join(pages.page_text(pdf, number) for number in range(pages.page_count(pdf)))
    for row in sheet.rows:
        assert row.number in said and row.vin in said
    names = [band.name for band in sheet.bands]
    (model,) = facts.by_model(sheet.rows, names)
    assert sum(band.cars for band in sheet.bands) == 2
    assert model.cars == (1, 1, 0, 0, 0, 1) and sum(model.cars) == len(sheet.rows)
    assert re.search(r"180\+", said)
