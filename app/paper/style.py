"""Measures of a paper, in points (1/72 inch) unless a name says millimetres.

The look is agreed in docs, section papers.
"""

from dataclasses import dataclass

MM = 72 / 25.4

A4 = (210 * MM, 297 * MM)
MARGIN = 18 * MM
FOOT = 8 * MM  # the footer stands in the bottom margin
HAIRLINE = 0.4
RULE = 0.8  # above totals
SIGNATURE_HEIGHT = 38 * MM
HAND_ROW = 8 * MM  # a row that a pen can fill
GUTTER = 5 * MM

INK = 0.0
LABEL = 0.36  # grey of labels: contrast 6 : 1 on white
LINE = 0.533  # hairlines, #888
HEAD = 0.94  # 6 % grey
GHOST = 0.9  # watermark: under the text, readable through it


@dataclass(frozen=True, slots=True)
class TextStyle:
    """One way to set a text. `leading` is the distance of two base lines."""

    size: float
    leading: float
    bold: bool = False
    grey: float = INK


TITLE = TextStyle(18, 24, bold=True)
STORE = TextStyle(11, 15, bold=True)
SMALL = TextStyle(8, 11, grey=LABEL)
NUMBER = TextStyle(9, 12)
HEADING = TextStyle(11.5, 17, bold=True)
BODY = TextStyle(10.5, 16)
BODY_LABEL = TextStyle(10.5, 16, grey=LABEL)
STRONG = TextStyle(10.5, 16, bold=True)
VALUE = TextStyle(10.5, 15)
PARTY = TextStyle(9.5, 14.5)
PARTY_LABEL = TextStyle(9.5, 14.5, grey=LABEL)
CELL = TextStyle(9, 12)
CELL_BOLD = TextStyle(9, 12, bold=True)
CLAUSE = TextStyle(9.5, 14.5)
AMOUNT = TextStyle(12, 17, bold=True)
CAPITALS = TextStyle(10, 15)
