"""The sheet of an inspection: one page with the car and every item to look at."""

from typing import Any

import pytest

from app import text
from app.admin import commands as house
from app.errors import Refused
from app.paper import pages
from app.permissions import Actor
from app.records import Records
from app.stock import kept_papers, pdi_commands, pdi_paper
from app.stock.pdi_paper import PdiSheet
from app.stock.values import PdiEntry
from app.text import _
from db.nouns import Noun
from db.stock_words import PdiPoint
from db.vocabulary import PaperKind, Role
from tests import make as makers
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


def test_a_sheet_is_the_same_paper_again_until_the_car_was_inspected(
    add_car: AddCar, records: Records, manager: Actor, act: Any, make: Any
) -> None:
    """What the technician signs is kept; the next inspection has a sheet of its own."""
    car, signer = add_car(), make(makers.staff, "钱工", Role.TECHNICIAN)

    def read() -> PdiSheet:
        with records.read() as session:
            return pdi_paper.sheet(session, car, viewer=manager, at=NOON)

    first = pdi_paper.given(read())
    assert act(pdi_commands.keep_sheet, read().told(first)) == 1
    act(house.save_settings, {"store_name": "另一家店"})
    again = read()
    assert again.kept is not None and again.kept.pdf == first and again.printed.copy == 2
    assert "另一家店" not in pages.page_text(pdi_paper.given(again), 0)
    act(pdi_commands.note_pdi, car, PdiEntry(PdiPoint.ARRIVAL, signer, True, 12, None))
    assert read().kept is None and read().number != again.number
    act(pdi_commands.keep_sheet, read().told(pdi_paper.given(read())))
    with records.read() as session:
        kept = kept_papers.kept_papers(Noun.STOCK_CAR)(session, car, manager, at=NOON)
        copy = kept_papers.kept_copy(session, kept[0], "x", viewer=manager)
    assert [one.kind for one in kept] == [PaperKind.PDI_SHEET] * 2
    assert copy.pdf == first and copy.copy == 2


def test_papers_of_outlets_are_not_for_everybody(records: Records, li: Actor) -> None:
    with records.read() as session, pytest.raises(Refused, match=r"outlet\.papers"):
        kept_papers.kept_papers(Noun.CAR_TRANSFER)(session, 1, li, at=NOON)
