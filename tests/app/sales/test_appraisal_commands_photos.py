"""Photos of an appraised car are on its paper, and go when the customers are forgotten."""

from sqlalchemy import func, select

from app.paper import pages
from app.people import commands as people
from app.permissions import Actor
from app.sales import appraisal_paper, appraisal_queries
from app.stock import photo_commands, photo_queries
from db.stock_words import PdiPoint
from db.tables.appraisals import Appraisal
from db.tables.photos import CarPhoto
from db.tables.sale_orders import SaleOrder
from tests.app.sales.order_store import SaleStore
from tests.app.stock.test_photo_commands import of_point, photo
from tests.make import NOON

MARKS = "suv dent@200,120 scratch@412,520"


def test_a_changed_photo_makes_another_paper_of_the_appraisal(sales: SaleStore) -> None:
    key = sales.appraise(damage_marks=MARKS)
    before = sales.appraisal(key)

    def pdf() -> bytes:
        told = {"viewer": sales.quotes.consultant, "by": "李强", "at": NOON}
        with sales.quotes.records.read() as session:
            paper = appraisal_queries.paper(session, key, **told)
        return appraisal_paper.appraisal(paper)

    assert pages.page_count(pdf()) == 1
    shows = photo(1, mark="scratch@412,520", caption="右前翼子板")
    sales.act(photo_commands.add_appraisal_photos, key, [shows, photo(2)])
    assert sales.appraisal(key).version == before.version + 1
    sales.act(photo_commands.add_appraisal_photos, key, [photo(2)])
    assert sales.appraisal(key).version == before.version + 1
    drawn = pdf()
    said = "".join(pages.page_text(drawn, n) for n in range(pages.page_count(drawn)))
    assert "Mark 2" in said and "右前翼子板" in said
    with sales.quotes.records.read() as session:
        first = photo_queries.appraisal_photos(session, key)[0]
    sales.act(photo_commands.remove_car_photo, first.id)
    assert sales.appraisal(key).version == before.version + 2


def kept(sales: SaleStore) -> int:
    with sales.quotes.records.read() as session:
        return session.scalar(select(func.count(CarPhoto.id))) or 0


def test_photos_of_an_appraised_car_go_with_its_owner(sales: SaleStore, manager: Actor) -> None:
    key = sales.appraise()
    sales.act(photo_commands.add_appraisal_photos, key, [photo(1), photo(2)])
    sales.act(photo_commands.add_pdi_photos, sales.car(1), [of_point(3, PdiPoint.ARRIVAL)])
    with sales.quotes.records.read() as session:
        person = session.get_one(Appraisal, key).person_id
    sales.quotes.records.act(people.erase, person, reason="本人要求", by=manager, at=NOON)
    assert kept(sales) == 1


def test_photos_of_a_bought_car_go_with_its_buyer(sales: SaleStore, manager: Actor) -> None:
    order, car = sales.ready()
    sales.act(photo_commands.add_pdi_photos, car, [of_point(1, PdiPoint.HAND_OVER)])
    sales.act(photo_commands.add_pdi_photos, sales.car(2), [of_point(2, PdiPoint.ARRIVAL)])
    sales.hand_over(order)
    with sales.quotes.records.read() as session:
        person = session.get_one(SaleOrder, order).person_id
    sales.quotes.records.act(people.erase, person, reason="本人要求", by=manager, at=NOON)
    assert kept(sales) == 1
