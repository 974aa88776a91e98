"""Draws the test print of a printer: crosses and rulers that show by how much it is off."""

from io import BytesIO

from app.paper.fonts import LOCK, REGULAR, font
from app.paper.pen import CENTRE, Pen
from app.paper.sizes import PaperSize
from app.paper.style import BODY, INK, MM, STRONG

ARM = 6 * MM
FROM_EDGE = 20 * MM
"""The crosses stand so far from both edges of the sheet."""


def offset_cross(size: PaperSize, words: list[str]) -> bytes:
    """One page with a cross near each corner and millimetre rulers through the first."""
    from reportlab.pdfgen.canvas import Canvas

    target = BytesIO()
    with LOCK:
        font(bold=True), font()
        sheet = (size.wide, size.high)
        canvas = Canvas(target, sheet, initialFontName=REGULAR, initialFontSize=9)
        pen = Pen(canvas)
        for x in (FROM_EDGE, size.wide - FROM_EDGE):
            for y in (FROM_EDGE, size.high - FROM_EDGE):
                _cross(pen, x, y)
        _rulers(pen, FROM_EDGE, size.high - FROM_EDGE)
        at = (size.wide / 2, size.high / 2 + len(words) * BODY.leading / 2)
        pen.lines(words[:1], STRONG, at=at, align=CENTRE)
        pen.lines(words[1:], BODY, at=(at[0], at[1] - STRONG.leading), align=CENTRE)
        canvas.showPage()
        canvas.save()
    return target.getvalue()


def _cross(pen: Pen, x: float, y: float) -> None:
    pen.rule(x - ARM, y, length=2 * ARM, grey=INK)
    pen.fall(x, y + ARM, length=2 * ARM, grey=INK)


def _rulers(pen: Pen, x: float, y: float) -> None:
    """Marks at each of ten millimetres around a cross, longer at 5 and 10."""
    for millimetre in range(1, 11):
        tick = (2.4 if millimetre % 5 == 0 else 1.2) * MM
        for way in (-1, 1):
            along = way * millimetre * MM
            pen.fall(x + along, y + tick / 2, length=tick, grey=INK)
            pen.rule(x - tick / 2, y + along, length=tick, grey=INK)
