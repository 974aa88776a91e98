"""Reads a PDF back: its pages, its text and its picture.

Preview, printer and tests read the very bytes that are stored.

PDFium is not thread-safe (its own documentation): one lock stands before every call.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from threading import Lock
from typing import Any

from app.paper.style import MM

_LOCK = Lock()


def page_count(content: bytes) -> int:
    """How many pages the PDF has."""
    with _opened(content) as document:
        return len(document)


def page_text(content: bytes, number: int) -> str:
    """The text of page `number`, counted from 0, as copying and searching find it."""
    with _opened(content) as document, _page(document, number) as page:
        words = page.get_textpage()
        try:
            return (
                str(words.get_text_range(errors="surrogatepass"))
                .encode("utf-16", "surrogatepass")
                .decode("utf-16", "replace")
            )
        finally:
            words.close()


def page_size(content: bytes, number: int) -> tuple[float, float]:
    """Width and height of page `number` in points."""
    with _opened(content) as document, _page(document, number) as page:
        wide, high = page.get_size()
        return float(wide), float(high)


def page_image(content: bytes, number: int, *, dpi: float) -> tuple[int, int, bytes]:
    """Page `number` as (width, height, pixels).

    4 bytes red, green, blue, alpha each, rows from the top without gaps.
    """
    import pypdfium2

    with _opened(content) as document, _page(document, number) as page:
        bitmap = page.render(
            scale=dpi / 72, rev_byteorder=True, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRA
        )
        try:
            row = bitmap.width * 4
            raw = bytes(bitmap.buffer)
            pixels = (
                raw
                if bitmap.stride == row
                else b"".join(raw[y * bitmap.stride :][:row] for y in range(bitmap.height))
            )
            return int(bitmap.width), int(bitmap.height), pixels
        finally:
            bitmap.close()


def overlaid(content: bytes, sheet: bytes) -> bytes:
    """Every page of `content` with the first page of `sheet` drawn over it.

    Nothing beneath is set anew.
    """
    import pypdfium2  # a tenth of a second that no start waits for

    with (
        _LOCK,
        closing(pypdfium2.PdfDocument(content)) as document,
        closing(pypdfium2.PdfDocument(sheet)) as above,
    ):
        drawn = above.page_as_xobject(0, document)
        for number in range(len(document)):
            with _page(document, number) as page:
                page.insert_obj(drawn.as_pageobject())
                page.gen_content()
        target = BytesIO()
        document.save(target)
        drawn.close()
        return target.getvalue()


def shifted(content: bytes, *, right: float, down: float) -> bytes:
    """The PDF with everything moved by millimetres, for a printer that is off by as much."""
    if not right and not down:
        return content
    import pypdfium2

    way = pypdfium2.PdfMatrix().translate(right * MM, -down * MM)
    with (
        _LOCK,
        closing(pypdfium2.PdfDocument(content)) as document,
        closing(pypdfium2.PdfDocument.new()) as moved,
    ):
        for number in range(len(document)):
            drawn = document.page_as_xobject(number, moved)
            placed = drawn.as_pageobject()
            placed.set_matrix(way)
            page = moved.new_page(*document.get_page_size(number))
            page.insert_obj(placed)
            page.gen_content()
            page.close()
            drawn.close()
        target = BytesIO()
        moved.save(target)
        return target.getvalue()


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    import pypdfium2

    with _LOCK:
        document = pypdfium2.PdfDocument(content)
        try:
            yield document
        finally:
            document.close()


@contextmanager
def _page(document: Any, number: int) -> Iterator[Any]:
    page = document[number]
    try:
        yield page
    finally:
        page.close()
