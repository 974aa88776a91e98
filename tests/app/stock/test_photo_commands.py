"""Photos of the three inspections of a car for sale: kept once, told about, printed."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from app.errors import Refused
from app.paper import pages
from app.permissions import Actor
from app.photos import NewPhoto, PhotoNote
from app.records import Records
from app.stock import commands, pdi_commands, pdi_paper, photo_commands, photo_queries
from app.stock.rules import point_now
from app.stock.values import PdiEntry
from db.inspection_words import PhotoDate
from db.stock_words import PdiPoint
from tests.app.stock.conftest import AddCar
from tests.make import NOON


def photo(seed: int = 1, **more: Any) -> NewPhoto:
    target = BytesIO()
    Image.new("RGB", (64, 48), (seed, 90, 140)).save(target, "JPEG")
    told = {"taken_at": NOON, "dated_by": PhotoDate.CAMERA, **more}
    return NewPhoto(target.getvalue(), b"small", 64, 48, **told)


def of_point(seed: int, point: PdiPoint, **more: Any) -> NewPhoto:
    return photo(seed, point=point, **more)


def test_a_photo_belongs_to_one_of_three_inspections(
    add_car: AddCar, act: Any, records: Records
) -> None:
    car, add = add_car(), photo_commands.add_pdi_photos
    arrived = of_point(1, PdiPoint.ARRIVAL, caption="左后门划痕")
    assert act(add, car, [of_point(2, PdiPoint.HAND_OVER), arrived]) == 2
    assert act(add, car, [arrived]) == 0
    with pytest.raises(Refused, match=r"pdi\.no_point"):
        act(add, car, [photo(3)])
    with records.read() as session:
        first, second = photo_queries.pdi_photos(session, car)
    assert (first.point, second.point, second.caption) == (
        PdiPoint.HAND_OVER,
        PdiPoint.ARRIVAL,
        "左后门划痕",
    )
    act(photo_commands.change_car_photo, first.id, PhotoNote(" 里程 ", point=PdiPoint.IN_STOCK))
    with pytest.raises(Refused, match=r"pdi\.no_point"):
        act(photo_commands.change_car_photo, first.id, PhotoNote("里程"))
    act(photo_commands.remove_car_photo, second.id)
    with records.read() as session:
        (left,) = photo_queries.pdi_photos(session, car)
        assert photo_queries.picture(session, second.id) is None
    assert (left.caption, left.point) == ("里程", PdiPoint.IN_STOCK)
    with pytest.raises(Refused, match=r"photo\.unknown"):
        act(photo_commands.remove_car_photo, second.id)


def test_a_car_with_photos_is_not_removed_as_a_mistake(add_car: AddCar, act: Any) -> None:
    car = add_car()
    act(photo_commands.add_pdi_photos, car, [of_point(1, PdiPoint.ARRIVAL)])
    with pytest.raises(Refused, match=r"stock\.changed"):
        act(commands.remove_car, car)


@pytest.mark.parametrize(
    ("last", "is_of_today", "is_ordered", "expected"),
    [
        (None, False, False, PdiPoint.ARRIVAL),
        (PdiPoint.ARRIVAL, True, True, PdiPoint.ARRIVAL),
        (PdiPoint.ARRIVAL, False, False, PdiPoint.IN_STOCK),
        (PdiPoint.IN_STOCK, False, True, PdiPoint.HAND_OVER),
        (None, False, True, PdiPoint.HAND_OVER),
    ],
)
def test_the_inspection_of_a_new_photo(
    last: PdiPoint | None, is_of_today: bool, is_ordered: bool, expected: PdiPoint
) -> None:
    assert point_now(last, is_of_today=is_of_today, is_ordered=is_ordered) is expected


def test_the_sheet_has_a_second_page_only_for_photos(
    add_car: AddCar, act: Any, records: Records, manager: Actor
) -> None:
    car = add_car()
    inspected = PdiEntry(point=PdiPoint.ARRIVAL, checked_by=manager.staff_id, passed=True)
    act(pdi_commands.note_pdi, car, inspected)

    def pdf() -> bytes:
        with records.read() as session:
            return pdi_paper.pdi_sheet(pdi_paper.sheet(session, car, viewer=manager, at=NOON))

    assert pages.page_count(pdf()) == 1
    photos = [of_point(1, PdiPoint.HAND_OVER, caption="挡风玻璃"), of_point(2, PdiPoint.ARRIVAL)]
    act(photo_commands.add_pdi_photos, car, photos)
    assert pages.page_count(pdf()) == 2
    said = pages.page_text(pdf(), 1)
    assert said.index("On arrival") < said.index("Before hand-over")
    assert "挡风玻璃" in said and "12:00" in said
