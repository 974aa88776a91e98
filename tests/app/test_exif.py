"""The date of a camera is read from the bytes of a JPEG, whatever lies around it."""

import struct
from datetime import datetime

import pytest

from app.exif import block as written
from app.exif import taken_at

DATE = b"2026:03:09 14:05:31\0"


def jpeg(*blocks: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(blocks) + b"\xff\xda\x00\x02"


def block(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def exif(order: str, tag: int = 0x9003, date: bytes = DATE) -> bytes:
    """A list with one entry that leads to the Exif list, which leads to the date."""
    mark = b"II" if order == "<" else b"MM"
    head = mark + struct.pack(f"{order}HI", 42, 8)
    first = struct.pack(f"{order}HHHII", 1, 0x8769, 4, 1, 26) + struct.pack(f"{order}I", 0)
    second = struct.pack(f"{order}HHHII", 1, tag, 2, 20, 44) + struct.pack(f"{order}I", 0)
    return block(0xE1, b"Exif\0\0" + head + first + second + date)


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_date_of_the_camera_is_found_in_either_byte_order(order: str) -> None:
    other = block(0xE0, b"JFIF\0" + bytes(9))
    assert taken_at(jpeg(other, exif(order))) == datetime(2026, 3, 9, 14, 5, 31)


def test_the_date_of_digitising_counts_where_the_original_is_missing() -> None:
    assert taken_at(jpeg(exif("<", 0x9004))) == datetime(2026, 3, 9, 14, 5, 31)


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        b"\xff\xd8",
        b"\x89PNG",
        jpeg(),
        jpeg(exif("<", date=b"0000:00:00 00:00:00\0")),
        jpeg(exif("<", date=b"short")),
        jpeg(block(0xE1, b"Exif\0\0II*\0" + b"\xff" * 40)),
        jpeg(exif("<"))[:40],
    ],
)
def test_a_picture_without_a_date_or_a_broken_one_has_none(picture: bytes) -> None:
    assert taken_at(picture) is None


def test_what_is_written_is_read_again() -> None:
    taken = datetime(2026, 11, 21, 9, 12, 5)
    assert taken_at(jpeg(written(taken))) == taken
