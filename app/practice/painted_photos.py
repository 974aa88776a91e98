"""Paints the photos of the practice store: a scratched door, a rim, a panel with words."""

import hashlib
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from typing import TypeVar

from PIL import Image, ImageDraw

from db.inspection_words import PhotoDate
from db.tables.inspections import Photo
from db.tables.photos import CarPhoto

Colour = tuple[int, int, int]
PAINTS: tuple[Colour, ...] = ((214, 218, 222), (58, 92, 138), (150, 40, 40), (70, 74, 80))
DARK: Colour = (24, 28, 34)
"""Around words, such as those of a display."""
SIZE, SMALL = (640, 480), (240, 180)
P = TypeVar("P", Photo, CarPhoto)


def filled(row: P, picture: bytes, *, taken: datetime, by: int | None) -> P:
    """The row of a photo with its picture, added three minutes after it was taken."""
    row.taken_at, row.dated_by = taken, PhotoDate.CAMERA
    row.added_at = taken + timedelta(minutes=3)
    if by is not None:
        row.added_by = by
    row.width, row.height = SIZE
    row.jpeg, row.small = picture, reduced(picture)
    row.sha256 = hashlib.sha256(picture).hexdigest()
    return row


@cache
def painted(colour: Colour, words: str) -> bytes:
    """A painted door with a scratch, or a dark panel with words, as JPEG bytes."""
    image = Image.new("RGB", SIZE, colour)
    draw = ImageDraw.Draw(image)
    if words:
        draw.rounded_rectangle((120, 160, 520, 320), 24, fill=(12, 14, 18), outline=(90, 98, 110))
        draw.text((200, 215), words, fill=(235, 240, 245), font_size=48)
    else:
        draw.rounded_rectangle((40, 30, 600, 220), 40, fill=(190, 212, 228), outline=(40, 44, 50))
        draw.line((40, 240, 600, 240), fill=(40, 44, 50), width=4)
        draw.rounded_rectangle((430, 262, 540, 286), 12, fill=(30, 32, 36))
        for shift in range(3):
            points = [(180 + shift * 3, 330 + shift * 9), (300, 350 + shift * 9), (410, 338)]
            draw.line(points, fill=(245, 245, 245), width=3)
    return _jpeg(image)


@cache
def scuffed_rim() -> bytes:
    """A wheel with a bright scratch along the edge of its rim."""
    image = Image.new("RGB", SIZE, (150, 152, 156))
    draw = ImageDraw.Draw(image)
    for size, colour in ((225, (28, 28, 30)), (165, (188, 192, 198)), (40, (70, 74, 80))):
        draw.ellipse((320 - size, 240 - size, 320 + size, 240 + size), fill=colour)
    for angle in range(0, 360, 72):
        draw.pieslice((175, 95, 465, 385), angle, angle + 30, fill=(60, 62, 66))
    draw.arc((162, 82, 478, 398), 20, 70, fill=(250, 250, 250), width=7)
    return _jpeg(image)


@cache
def reduced(jpeg: bytes) -> bytes:
    """The small picture of a strip."""
    return _jpeg(Image.open(BytesIO(jpeg)).resize(SMALL))


def _jpeg(image: Image.Image) -> bytes:
    target = BytesIO()
    image.save(target, "JPEG", quality=76)
    return target.getvalue()
