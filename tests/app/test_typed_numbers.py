"""A typed number, whole or its last digits, finds the records of the showroom."""

from datetime import timedelta
from typing import Any

import pytest

from app import typed_numbers
from app.permissions import Actor
from app.sales import appraisal_queries, order_queries, queries
from app.scanned import scanned
from app.stock import queries as stock
from app.typed_numbers import possible
from db.nouns import Noun
from db.project_words import FleetKind, FleetStage
from db.tables.projects import FleetProject
from db.vocabulary import Role
from tests.app.sales.order_store import SALES, SHOWROOM, SaleStore
from tests.beginnings import begin_with
from tests.make import NOON
from tests.query_plans import plans_of

beginnings = begin_with(SHOWROOM, SALES)
showroom_fixture, sales_fixture = SHOWROOM.fixture, SALES.fixture
TODAY = NOON.date()
NUMBERED = ("sale_order", "quote", "appraisal", "car_transfer", "fleet_project", "person", "outlet")


def found(sales: SaleStore, text: str, viewer: Actor) -> dict[str, list[str]]:
    """What is offered, by noun."""
    with sales.quotes.records.read() as session:
        groups = typed_numbers.find(session, text, viewer=viewer, today=TODAY)
    return {group.noun: [hit.title for hit in group.hits] for group in groups}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("d261121-001", ["D261121-001"]),
        ("D261121001", ["D261121-001"]),
        ("Ｄ261121-001-2", ["D261121-001"]),
        ("Q261121-001", []),
        ("261121-001", ["D261121-001"]),
        ("1121001", ["D261121-001", "D251121-001"]),
        ("1-001", ["D261121-001", "D261111-001", "D261101-001", "D261031-001"]),
        ("001", []),
        ("13800138126", []),
        ("0230001", []),
        ("京A1001", []),
    ],
)
def test_what_is_typed_may_be_these_numbers(text: str, wanted: list[str]) -> None:
    assert list(possible(text, "D", today=TODAY))[: max(len(wanted), 1)][:4] == wanted


def test_the_oldest_day_of_an_ending_and_how_many_are_asked_for_at_most() -> None:
    every = [len(possible(f"{ending}001", "D", today=TODAY)) for ending in ("1", "21", "1121")]
    assert every == [72, 72, 11]


def test_an_order_its_quotation_and_its_appraisal_are_found_by_their_endings(
    sales: SaleStore,
) -> None:
    sales.appraise()
    order = sales.row(sales.place())
    consultant = sales.quotes.consultant
    every = {Noun.SALE_ORDER: [order.number], Noun.QUOTE: [order.quote_number]}
    every |= {Noun.APPRAISAL: ["G261121-001"]}
    assert found(sales, "21-001", consultant) == every
    assert found(sales, order.contract_number, sales.cashier) == {Noun.SALE_ORDER: [order.number]}
    with sales.quotes.records.read() as session:
        about = {"viewer": consultant, "today": TODAY}
        [hit] = [one.hits[0] for one in typed_numbers.find(session, order.number, **about)]
    assert hit.note == order.customer and hit.id == order.id


def test_what_was_found_is_read_though_its_list_has_only_newer_ones(sales: SaleStore) -> None:
    appraisal, order = sales.appraise(), sales.row(sales.place())
    ones = ((order_queries, order.id), (queries, order.quote_id), (appraisal_queries, appraisal))
    with sales.quotes.records.read() as session:
        for module, key in (*ones, (stock, sales.car())):
            read = module.one_at(lambda: NOON)
            found = read(session, sales.quotes.consultant, key)
            assert found is not None and found.id == key
            assert read(session, sales.quotes.consultant, 999) is None


def test_who_sees_no_such_record_is_offered_none(sales: SaleStore, make: Any) -> None:
    sales.place()
    technician = Actor(sales.technician, "钱工", frozenset({Role.TECHNICIAN}), "车间1")
    assert found(sales, "D261121-001", technician) == {}
    quotes = sales.quotes
    make(_project, quotes.person, quotes.colleague.staff_id)
    told = {Noun.FLEET_PROJECT: ["F261121-001"]}
    for viewer, seen in ((quotes.colleague, told), (quotes.manager, told), (quotes.consultant, {})):
        assert found(sales, "f261121-001", viewer) == seen
    with quotes.records.read() as session:
        assert scanned(session, "F261121-001", viewer=sales.cashier) is None
        project = scanned(session, "F261121-001", viewer=quotes.manager)
    assert project is not None and project.noun is Noun.FLEET_PROJECT


@pytest.mark.sqlite_only("the plans of a file")
def test_every_number_is_asked_of_its_index(sales: SaleStore) -> None:
    with sales.quotes.records.read() as session:
        about = {"viewer": sales.quotes.manager, "today": TODAY + timedelta(days=1)}
        plans = plans_of(session, lambda: list(typed_numbers.numbered(session, "1001", **about)))
    [(_text, plan)] = plans
    assert plan.count("(number=?)") == 5
    assert not [kind for kind in NUMBERED if f"SCAN {kind}'" in plan]


def _project(session: Any, person: int, owner: int) -> FleetProject:
    row = FleetProject(person_id=person, number="F261121-001", opened_at=NOON, owner_id=owner)
    row.kind, row.stage, row.cars = next(iter(FleetKind)), next(iter(FleetStage)), 5
    session.add(row)
    session.flush()
    return row
