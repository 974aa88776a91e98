"""A scanned number finds exactly its record, however it is written."""

from typing import Any

import pytest

from app.scanned import scanned
from db.nouns import Noun
from tests import make as makers
from tests.app.sales.store import SHOWROOM, QuoteStore
from tests.app.service.store import DESK, ORDER, Desk
from tests.beginnings import begin_with

beginnings = begin_with(DESK, ORDER, SHOWROOM)
desk_fixture, order_fixture, showroom_fixture = (one.fixture for one in (DESK, ORDER, SHOWROOM))


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("W261121-001", Noun.REPAIR_ORDER),
        (" w261121-001 ", Noun.REPAIR_ORDER),
        ("LGBH52E0XKY012345", Noun.VEHICLE),
        ("lgbh52e0xky012345", Noun.VEHICLE),
        ("京A·12345", Noun.VEHICLE),
        ("京ａ12345", Noun.VEHICLE),
        ("15208-65F0E", Noun.PART),
        ("W261121-002", None),
        ("LGBH52E0XKY012346", None),
        ("京A1234", None),
        ("1", None),
        ("", None),
    ],
)
def test_a_number_finds_its_record(
    text: str, noun: Noun | None, desk: Desk, order: int, make: object
) -> None:
    make(makers.part, "15208-65F0E")
    with desk.records.read() as session:
        found = scanned(session, text)
    assert (found.noun if found else None) == noun


def test_an_order_is_told_with_its_plate_and_a_part_with_price_and_stock(
    desk: Desk, order: int, make: object
) -> None:
    make(makers.part, "15208-65F0E", name="机油滤清器")
    with desk.records.read() as session:
        car, part = scanned(session, "W261121-001"), scanned(session, "15208-65F0E")
    assert car is not None and car.title == "京A·12345 · W261121-001"
    assert part is not None and part.title.startswith("机油滤清器 · 15208-65F0E · ¥45.00 · ")


def test_a_quotation_is_found_by_its_paper_and_a_car_by_its_stock_number(
    showroom: QuoteStore, make: Any
) -> None:
    row = showroom.quote()
    car = make(makers.stock_car, "C261121-001")
    with showroom.records.read() as session:
        by_number, by_paper = scanned(session, row.number), scanned(session, f"{row.number}-1")
        of_stock = scanned(session, "c261121-001")
        unknown = scanned(session, "Q261121-999-1")
    assert by_number is not None and (by_number.noun, by_number.id) == (Noun.QUOTE, row.id)
    assert by_paper == by_number and unknown is None
    assert of_stock is not None and (of_stock.noun, of_stock.id) == (Noun.STOCK_CAR, car)
