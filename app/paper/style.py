"""Measures of a paper, in points (1/72 inch) unless a name says millimetres.

The look is agreed in docs, section papers.
"""

from dataclasses import dataclass

MM = 72 / 25.4

A4 = (210 * MM, 297 * MM)
MARGIN = 18 * MM
LANDSCAPE_MARGIN = 14 * MM
TOP = 13 * MM  # of the head
FOOT = 9 * MM  # of the footer, from the lower edge
HAIRLINE = 0.4
RULE = 0.9  # around blocks
BAND = 7.5 * MM  # at the left of a block, for its name
SEAL_HEIGHT = 38 * MM  # boxes to sign and seal
SIGN_HEIGHT = 25 * MM  # boxes that are only signed
HAND_ROW = 8 * MM  # a row that a pen can fill
GUTTER = 4 * MM

INK = 0.0
LABEL = 0.36  # grey of labels: contrast 6 : 1 on white
LINE = 0.667  # hairlines, #aaa
HEAD = 0.94  # 6 % grey
GHOST = 0.93  # watermark: under the text, readable through it


@dataclass(frozen=True, slots=True)
class TextStyle:
    """One way to set a text. `leading` is the distance of two base lines."""

    size: float
    leading: float
    bold: bool = False
    grey: float = INK


TITLE = TextStyle(18, 24, bold=True)
TITLES = (TITLE, TextStyle(16, 24, bold=True), TextStyle(14.5, 24, bold=True))
"""A long title is set smaller before it leaves the line of store and number."""
SUBTITLE = TextStyle(9, 12, grey=LABEL)
STORE = TextStyle(10.5, 14, bold=True)
SMALL = TextStyle(7.5, 10, grey=LABEL)
NUMBER = TextStyle(9.5, 12)
BODY = TextStyle(9, 12.5)
STRONG = TextStyle(9, 12.5, bold=True)
FIELD_LABEL = TextStyle(7.8, 14.2, grey=LABEL)
FIELD = TextStyle(9, 14.2)
FIELD_STRONG = TextStyle(9.5, 14.2, bold=True)
BLOCK_NAME = TextStyle(9, 11.5, bold=True)
CELL = TextStyle(8.5, 10.6)
CELL_BOLD = TextStyle(8.5, 10.6, bold=True)
CELL_SMALL = TextStyle(7.6, 9.4)
CELL_SMALL_BOLD = TextStyle(7.6, 9.4, bold=True)
CELL_FINE = TextStyle(6.9, 8.3)
CELL_FINE_BOLD = TextStyle(6.9, 8.3, bold=True)
CLAUSE = TextStyle(8.8, 12.4)
CLAUSE_SMALL = TextStyle(7.6, 9.6)
TOTAL_LABEL = TextStyle(9.5, 20, grey=LABEL)
TOTAL_WORDS = TextStyle(11.5, 20, bold=True)
TOTAL = TextStyle(15, 20, bold=True)
SIGN_ROLE = TextStyle(9, 12.5, bold=True)
SIGN_NOTE = TextStyle(8, 11, grey=LABEL)
