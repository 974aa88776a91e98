"""Photos belong to an order, are in its backup, and go when its customer is forgotten."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.admin import backup
from app.errors import Refused
from app.people import commands as people
from app.photos import NewPhoto, PhotoNote, PhotoRow
from app.service.commands import opening, photos
from app.service.queries import photos as queries
from db.inspection_words import PhotoDate
from db.tables.admin import Audit
from db.tables.inspections import Photo
from db.vocabulary import Stage
from tests.app.service.store import NOON, Desk

TAKEN = datetime(2026, 3, 9, 6, 5, 31, tzinfo=UTC)
MARK = "scratch@412,520"


def photo(seed: int = 1, **more: Any) -> NewPhoto:
    return NewPhoto(bytes([seed]) * 900, b"small", 1600, 900, TAKEN, PhotoDate.CAMERA, **more)


def shown(desk: Desk, order: int) -> tuple[PhotoRow, ...]:
    with desk.records.read() as session:
        return queries.photos(session, order)


def test_photos_keep_bytes_date_and_place(desk: Desk, order: int) -> None:
    added = desk.act(photos.add_photos, order, [photo(1), photo(2, mark=MARK, caption="左前门")])
    first, second = shown(desk, order)
    assert added == 2
    assert (first.taken_at, first.dated_by, first.staff) == (TAKEN, PhotoDate.CAMERA, "陈静")
    assert (second.mark, second.caption) == (MARK, "左前门")
    with desk.records.read() as session:
        whole = queries.whole_photos(session, order)
    assert [one.jpeg for one in whole] == [bytes([1]) * 900, bytes([2]) * 900]


def test_the_same_picture_in_the_same_place_is_added_once(desk: Desk, order: int) -> None:
    desk.act(photos.add_photos, order, [photo(1)])
    assert desk.act(photos.add_photos, order, [photo(1), photo(1), photo(1, mark=MARK)]) == 1
    assert len(shown(desk, order)) == 2


def test_what_a_photo_shows_is_said_later_and_it_can_go(desk: Desk, order: int) -> None:
    desk.act(photos.add_photos, order, [photo(1), photo(2)])
    first, second = shown(desk, order)
    desk.act(photos.change_photo, first.id, PhotoNote(" 里程 ", MARK))
    desk.act(photos.remove_photo, second.id)
    (left,) = shown(desk, order)
    assert (left.id, left.caption, left.mark) == (first.id, "里程", MARK)
    with pytest.raises(Refused, match=r"photo\.unknown"):
        desk.act(photos.remove_photo, second.id)


def test_a_picture_that_stays_too_large_and_a_cancelled_order_are_refused(
    desk: Desk, order: int
) -> None:
    large = NewPhoto(bytes(4_000_001), b"s", 1, 1, TAKEN, PhotoDate.FILE)
    with pytest.raises(Refused, match=r"photo\.large"):
        desk.act(photos.add_photos, order, [large])
    desk.act(opening.move, order, Stage.CANCELLED, reason="客户取消")
    with pytest.raises(Refused, match=r"order\.closed"):
        desk.act(photos.add_photos, order, [photo()])


def test_no_more_than_two_hundred_photos_and_none_of_a_refused_batch_stays(
    desk: Desk, order: int
) -> None:
    with pytest.raises(Refused, match=r"photo\.many"):
        desk.act(photos.add_photos, order, [photo(seed) for seed in range(201)])
    assert shown(desk, order) == ()


def test_the_history_tells_of_a_photo_without_its_bytes(desk: Desk, order: int) -> None:
    desk.act(photos.add_photos, order, [photo(7, caption="张伟的车")])
    with desk.records.read() as session:
        told = session.scalars(select(Audit.new).where(Audit.noun == "photo")).one() or ""
    assert "张伟" not in told and "\\u0007" not in told and len(told) < 600


def test_photos_go_when_their_customer_is_forgotten(desk: Desk, order: int) -> None:
    desk.act(photos.add_photos, order, [photo(1), photo(2)])
    customer = desk.sheet(order).customer
    assert customer is not None
    desk.act(opening.move, order, Stage.CANCELLED, reason="客户取消")
    desk.act(people.erase, customer.id, reason="本人要求", by=desk.manager)
    assert shown(desk, order) == ()


@pytest.mark.sqlite_only("a server's dump takes every table: tests/app/server")
def test_a_backup_holds_the_photos_and_its_restore_brings_them_back(
    desk: Desk, order: int, tmp_path: Path
) -> None:
    desk.act(photos.add_photos, order, [photo(5)])
    made = backup.back_up(desk.records, tmp_path / "backups", at=NOON)
    desk.act(photos.remove_photo, shown(desk, order)[0].id)
    backup.restore_open(desk.records, made.path, at=NOON)
    with desk.records.read() as session:
        assert session.scalar(select(Photo.jpeg)) == bytes([5]) * 900
