"""What a paper can draw: text, lines, boxes.

The only module that holds a reportlab canvas while pieces are painted.
"""

from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from math import cos, pi, sin
from typing import TYPE_CHECKING, Any

from app.car_outline import Command
from app.paper.fonts import BOLD, REGULAR, width
from app.paper.style import HAIRLINE, LABEL, LINE, MM, TextStyle

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

LEFT, RIGHT, CENTRE = "left", "right", "centre"

_BAR = 0.25 * MM  # a laser printer and a hand scanner are sure of it
_BARS = 70 * MM
_WIDE = 0x2E80  # from here on a character is as wide as it is high


def bars_width(code: str) -> float:
    """Room for the Code128 of `code` before any packing of digits.

    11 bars a character, start, check and stop.
    """
    return min(_BARS, (11 * len(code) + 35) * _BAR)


class Pen:
    """Coordinates in points from the lower left corner.

    `top` is the upper edge of what is drawn.
    """

    def __init__(self, canvas: "Canvas") -> None:
        self.canvas = canvas

    def lines(
        self, texts: list[str], style: TextStyle, *, at: tuple[float, float], align: str = LEFT
    ) -> None:
        """Sets one line under the other from `at` = (x, top).

        X is the left edge, the right edge or the middle.
        """
        x, top = at
        self.canvas.setFillGray(style.grey)
        self.canvas.setFont(BOLD if style.bold else REGULAR, style.size)
        base = (
            top - (style.leading + style.size * 0.76) / 2
        )  # 0.76 of the size is the height of a Chinese character above the base line
        for number, text in enumerate(texts):
            if text:
                shift = (
                    0.0 if align == LEFT else width(text, style) * (1 if align == RIGHT else 0.5)
                )
                self.canvas.drawString(x - shift, base - number * style.leading, text)

    def scatter(self, texts: Iterable[tuple[str, float, float]], style: TextStyle) -> None:
        """Sets many short texts, each on one line from its (text, x, top): cheaper than `lines`."""
        self.canvas.setFillGray(style.grey)
        writing = self.canvas.beginText()
        writing.setFont(BOLD if style.bold else REGULAR, style.size)
        drop = (style.leading + style.size * 0.76) / 2
        for words, x, top in texts:
            writing.setTextOrigin(x, top - drop)
            writing.textOut(words)
        self.canvas.drawText(writing)

    def rule(
        self, x: float, top: float, *, length: float, weight: float = HAIRLINE, grey: float = LINE
    ) -> None:
        """A line to the right."""
        self._stroke(weight, grey)
        self.canvas.line(x, top, x + length, top)

    def dashes(self, x: float, top: float, *, length: float) -> None:
        """A dashed line to the right."""
        self._stroke(HAIRLINE, LABEL)
        self.canvas.setDash(3, 2)
        self.canvas.line(x, top, x + length, top)
        self.canvas.setDash()

    def fall(
        self, x: float, top: float, *, length: float, weight: float = HAIRLINE, grey: float = LINE
    ) -> None:
        """A line downwards."""
        self._stroke(weight, grey)
        self.canvas.line(x, top, x, top - length)

    def box(self, x: float, top: float, *, size: tuple[float, float], radius: float = 0) -> None:
        self._stroke(HAIRLINE, LINE)
        self.canvas.roundRect(x, top - size[1], *size, radius, stroke=1, fill=0)

    def curves(
        self,
        commands: Iterable[Command],
        *,
        at: tuple[float, float],
        scale: float,
        weight: float,
        grey: float = 0.0,
    ) -> None:
        """Outlines as `app/car_outline.py` writes them, from the upper left corner `at` on."""
        path = self.canvas.beginPath()
        for name, numbers in commands:
            placed = [
                at[n % 2] + (-scale if n % 2 else scale) * one for n, one in enumerate(numbers)
            ]
            if name == "O":
                path.circle(placed[0], placed[1], numbers[2] * scale)
            elif name == "Z":
                path.close()
            else:
                {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo}[name](*placed)
        self._stroke(weight, grey)
        self.canvas.drawPath(path, stroke=1, fill=0)

    def ring(
        self, x: float, y: float, *, radius: float, dashed: bool = True, filled: bool = False
    ) -> None:
        """A circle around (x, y): dashed the place of a seal, else a small mark."""
        self._stroke(*((HAIRLINE, LINE) if dashed else (0.6, 0.0)))
        self.canvas.setFillGray(0)
        self.canvas.setDash(*((2, 2) if dashed else ()))
        self.canvas.circle(x, y, radius, stroke=int(not filled), fill=int(filled))
        self.canvas.setDash()

    def badge(self, text: str, style: TextStyle, *, at: tuple[float, float]) -> None:
        """A short number in a white circle around `at`."""
        self._stroke(0.6, 0.0)
        self.canvas.setFillGray(1)
        self.canvas.circle(*at, style.size * 0.62, stroke=1, fill=1)
        self.lines([text], style, at=(at[0], at[1] + style.leading / 2), align=CENTRE)

    def tick(self, x: float, top: float, *, size: float, ticked: bool) -> None:
        """A box to tick, with or without its tick."""
        self._stroke(0.5, 0.0)
        self.canvas.rect(x, top - size, size, size, stroke=1, fill=0)
        if ticked:
            self._stroke(1.0, 0.0)
            self.canvas.line(x + size * 0.2, top - size * 0.55, x + size * 0.42, top - size * 0.8)
            self.canvas.line(x + size * 0.42, top - size * 0.8, x + size * 0.85, top - size * 0.2)

    def dial(
        self, middle: tuple[float, float], *, radius: float, share: float | None, style: TextStyle
    ) -> None:
        """A fuel gauge from E to F in five steps; without a share it has no needle."""
        x, y = middle
        self._stroke(0.8, 0.0)
        self.canvas.arc(x - radius, y - radius, x + radius, y + radius, 0, 180)
        for step, name in enumerate(("E", "¼", "½", "¾", "F")):
            across, up = cos(pi - pi * step / 4), sin(pi * step / 4)
            inner, outer = radius * 0.85, radius + style.size * 0.7
            start = (x + inner * across, y + inner * up)
            self.canvas.line(*start, x + radius * across, y + radius * up)
            at = (x + outer * across, y + outer * up + style.leading / 2)
            self.lines([name], style, at=at, align=CENTRE)
        if share is not None:
            angle = pi - pi * share
            self._stroke(1.4, 0.0)
            self.canvas.line(x, y, x + radius * 0.7 * cos(angle), y + radius * 0.7 * sin(angle))
            self.canvas.setFillGray(0)
            self.canvas.circle(x, y, 1.6, stroke=0, fill=1)

    def upright(
        self, text: str, style: TextStyle, *, centre: tuple[float, float], room: float
    ) -> None:
        """A short name in a narrow band: wide characters one under the other, others turned.

        Smaller where `room` is short.
        """
        wide = all(ord(one) >= _WIDE for one in text)
        needed = len(text) * style.leading if wide else width(text, style)
        scale = min(1.0, room / needed)
        self.canvas.saveState()
        self.canvas.translate(*centre)
        self.canvas.scale(scale, scale)
        self.canvas.setFillGray(style.grey)
        self.canvas.setFont(BOLD if style.bold else REGULAR, style.size)
        if wide:
            for place, one in enumerate(text):
                below = needed / 2 - (place + 0.5) * style.leading - style.size * 0.38
                self.canvas.drawCentredString(0, below, one)
        else:
            self.canvas.rotate(90)
            self.canvas.drawCentredString(0, -style.size * 0.36, text)
        self.canvas.restoreState()

    def qr(self, value: str, x: float, *, top: float, size: float) -> None:
        """A QR code of `value` from the upper left: its dark modules as one filled path."""
        rows = _qr_modules(value)
        side = size / len(rows)
        path = self.canvas.beginPath()
        for number, row in enumerate(rows, 1):
            place = 0
            for is_dark, same in groupby(row):
                count = len(list(same))
                if is_dark:
                    path.rect(x + place * side, top - number * side, count * side, side)
                place += count
        self.canvas.setFillGray(0)
        self.canvas.drawPath(path, stroke=0, fill=1)

    def shift(self, right: float) -> None:
        """Moves all that is drawn on this page later to the right."""
        self.canvas.translate(right, 0)

    def shade(self, x: float, top: float, *, size: tuple[float, float], grey: float) -> None:
        self.canvas.setFillGray(grey)
        self.canvas.rect(x, top - size[1], *size, stroke=0, fill=1)

    def picture(self, content: bytes, x: float, *, top: float, size: tuple[float, float]) -> float:
        """Draws a PNG or JPEG as large as `size` allows, from the upper left.

        Returns its width.
        """
        from reportlab.lib.utils import ImageReader

        image = ImageReader(BytesIO(content))
        wide, high = image.getSize()
        scale = min(size[0] / wide, size[1] / high)
        self.canvas.drawImage(image, x, top - high * scale, wide * scale, high * scale, mask="auto")
        return float(wide * scale)

    def barcode(self, code: str, right: float, *, top: float, height: float) -> None:
        """Code128 ending at `right`, narrower bars where the code is too long for its room."""
        bars = _code128(code, height)
        self.canvas.setFillGray(0)
        bars.drawOn(self.canvas, right - bars.width, top - height)

    def across(self, text: str, *, page: tuple[float, float], style: TextStyle) -> None:
        """Draws a word across the whole page, under everything that is drawn later."""
        self.canvas.saveState()
        self.canvas.setFillGray(style.grey)
        self.canvas.setFont(BOLD, style.size)
        self.canvas.translate(page[0] / 2, page[1] / 2)
        self.canvas.rotate(35)
        self.canvas.drawCentredString(0, -style.size / 3, text)
        self.canvas.restoreState()

    def _stroke(self, weight: float, grey: float) -> None:
        self.canvas.setLineWidth(weight)
        self.canvas.setStrokeGray(grey)


def _code128(code: str, height: float) -> Any:
    """Bars as wide as a scanner is sure of, narrower where they need more than their room."""
    from reportlab.graphics.barcode.code128 import Code128

    bars = Code128(code, barHeight=height, barWidth=_BAR, quiet=0)
    if bars.width > _BARS:
        bars = Code128(code, barHeight=height, barWidth=_BAR * _BARS / bars.width, quiet=0)
    return bars


@lru_cache(maxsize=8)
def _qr_modules(value: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of a QR code, True where it is dark."""
    from reportlab.graphics.barcode.qr import QrCodeWidget

    code = QrCodeWidget(value).qr
    code.make()
    return tuple(tuple(map(bool, row)) for row in code.modules)
