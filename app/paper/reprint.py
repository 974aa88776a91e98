"""Marks a paper that is given out again as a copy (P11)."""

from io import BytesIO

from app.paper import pages
from app.paper.fonts import LOCK, REGULAR, font, width
from app.paper.pen import CENTRE, Pen
from app.paper.sizes import size_of
from app.paper.style import MM, STRONG
from app.paper.words import COPY, word

_HIGH = 5.6 * MM


def copy_of(content: bytes, copy: int, *, language: str) -> bytes:
    """`content` with "copy 2" in the upper margin of every page.

    The first printing is left as it is.
    """
    if copy < 2:
        return content
    return pages.overlaid(
        content, _mark(word(language, COPY).format(copy=copy), pages.page_size(content, 0))
    )


def _mark(text: str, size: tuple[float, float]) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    target = BytesIO()
    with LOCK:
        font(bold=True), font()
        canvas = Canvas(target, size, initialFontName=REGULAR, initialFontSize=9)
        wide = width(text, STRONG) + 5 * MM
        left, top = (size[0] - wide) / 2, size[1] - max(size_of(*size).top - _HIGH, 2) / 2
        pen = Pen(canvas)
        pen.box(left, top, size=(wide, _HIGH), radius=1 * MM)
        pen.lines(
            [text], STRONG, at=(size[0] / 2, top - (_HIGH - STRONG.leading) / 2), align=CENTRE
        )
        canvas.showPage()
        canvas.save()
    return target.getvalue()
