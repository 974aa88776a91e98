"""Reads when a camera took a picture, from the Exif block of a JPEG.

Only what is needed: the list of tags of the first image, and in the Exif list the original date.
"""

import struct
from collections.abc import Iterator
from datetime import datetime

APP1, START_OF_SCAN = 0xE1, 0xDA
ORIGINAL, DIGITISED, CHANGED, EXIF_LIST = 0x9003, 0x9004, 0x0132, 0x8769
DATE_LENGTH = 19


def taken_at(jpeg: bytes) -> datetime | None:
    """The local time without zone at which a JPEG was taken; None where it does not say."""
    for block in _blocks(jpeg):
        if block.startswith(b"Exif\0\0"):
            try:
                return _date(block[6:])
            except (struct.error, ValueError, IndexError):
                return None
    return None


def block(taken: datetime) -> bytes:
    """The APP1 segment that says when a picture was taken, to stand behind the first two bytes."""
    date = f"{taken:%Y:%m:%d %H:%M:%S}".encode() + b"\0"
    entry = struct.pack("<HHII", ORIGINAL, 2, len(date), 26)  # behind header, entry and its end
    tiff = b"II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 0) + date
    body = b"Exif\0\0" + tiff
    return struct.pack(">BBH", 0xFF, APP1, len(body) + 2) + body


def _blocks(jpeg: bytes) -> Iterator[bytes]:
    """The APP1 segments before the picture itself begins."""
    at = 2
    while jpeg[:2] == b"\xff\xd8" and at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker == START_OF_SCAN or length < 2:
            return
        if marker == APP1:
            yield jpeg[at + 4 : at + 2 + length]
        at += 2 + length


def _date(tiff: bytes) -> datetime | None:
    """The best date of a TIFF header; raises struct.error or ValueError for a broken one."""
    order = "<" if tiff[:2] == b"II" else ">"
    tags = _tags(tiff, struct.unpack_from(f"{order}I", tiff, 4)[0], order)
    if EXIF_LIST in tags:
        tags |= _tags(tiff, tags[EXIF_LIST], order)
    for tag in (ORIGINAL, DIGITISED, CHANGED):
        if tag in tags:
            text = tiff[tags[tag] : tags[tag] + DATE_LENGTH].decode("ascii", "replace")
            return datetime.strptime(text, "%Y:%m:%d %H:%M:%S")
    return None


def _tags(tiff: bytes, at: int, order: str) -> dict[int, int]:
    """Value or offset of each tag in the list at `at`."""
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    entries = (struct.unpack_from(f"{order}HHII", tiff, at + 2 + 12 * one) for one in range(count))
    return {tag: value for tag, _kind, _number, value in entries}
