"""Pictures become small JPEGs with the date that they really have."""

import os
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from PySide6.QtGui import QColor, QImage

from app.photos import NewPhoto
from db.inspection_words import PhotoDate
from tests.app.test_exif import exif
from ui.shell.photos import photo_file

NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


def picture(path: Path, wide: int, high: int, *, colour: str = "#336699") -> Path:
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(path))
    return path


def only(paths: list[Path]) -> NewPhoto:
    read = photo_file.read_files(paths, at=NOON)
    assert read.unread == ()
    return read.photos[0]


def test_a_large_picture_is_kept_with_1600_px_and_a_small_one(tmp_path: Path) -> None:
    made = only([picture(tmp_path / "large.jpg", 4000, 3000)])
    assert (made.width, made.height) == (1600, 1200)
    kept, small = QImage.fromData(made.jpeg), QImage.fromData(made.small)
    assert (kept.width(), kept.height()) == (1600, 1200)
    assert (small.width(), small.height()) == (240, 180)
    assert len(made.jpeg) < 400_000


def test_a_small_picture_is_not_blown_up(tmp_path: Path) -> None:
    made = only([picture(tmp_path / "small.png", 200, 100)])
    assert (made.width, made.height) == (200, 100)


def test_the_date_of_the_camera_is_kept_else_that_of_the_file(tmp_path: Path) -> None:
    plain = picture(tmp_path / "plain.jpg", 40, 30)
    content = plain.read_bytes()
    dated = tmp_path / "dated.jpg"
    dated.write_bytes(content[:2] + exif("<") + content[2:])
    local = datetime(2026, 3, 9, 14, 5, 31).astimezone(UTC)
    assert (only([dated]).taken_at, only([dated]).dated_by) == (local, PhotoDate.CAMERA)
    os.utime(plain, (1_700_000_000, 1_700_000_000))
    made = only([plain])
    assert made.dated_by is PhotoDate.FILE
    assert made.taken_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def test_what_is_no_picture_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    wrong = tmp_path / "notes.jpg"
    wrong.write_text("no picture")
    drawn = tmp_path / "drawn.svg"
    drawn.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    good = picture(tmp_path / "good.jpg", 40, 30)
    read = photo_file.read_files([wrong, drawn, good, tmp_path / "gone.jpg"], at=NOON)
    assert read.unread == ("notes.jpg", "drawn.svg", "gone.jpg")
    assert len(read.photos) == 1


def test_a_pasted_picture_is_dated_by_its_adding_and_stands_on_white() -> None:
    image = QImage(30, 20, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    (made,) = photo_file.read_image(image, at=NOON).photos
    assert (made.taken_at, made.dated_by) == (NOON, PhotoDate.ADDED)
    assert QImage.fromData(made.jpeg).pixelColor(10, 10).lightness() > 250


def test_twenty_photos_of_a_phone_take_less_than_ten_seconds(tmp_path: Path) -> None:
    first = picture(tmp_path / "0.jpg", 4000, 3000)
    paths = [first]
    for number in range(1, 20):
        path = tmp_path / f"{number}.jpg"
        path.write_bytes(first.read_bytes())
        paths.append(path)
    begun = perf_counter()
    assert len(photo_file.read_files(paths, at=NOON).photos) == 20
    assert perf_counter() - begun < 10
