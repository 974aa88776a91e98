"""The sheets that papers are printed on, with their margins."""

from dataclasses import dataclass

from app.paper.style import A4, FOOT, LANDSCAPE_MARGIN, MARGIN, MM, TOP
from app.text import N_
from db.vocabulary import PaperKind


@dataclass(frozen=True, slots=True)
class PaperSize:
    """A sheet in points: width, height, margins at the sides, above the head, below the foot."""

    wide: float
    high: float
    side: float
    top: float
    foot: float


UPRIGHT = PaperSize(*A4, MARGIN, TOP, FOOT)
ACROSS = PaperSize(A4[1], A4[0], LANDSCAPE_MARGIN, TOP, FOOT)
CONTINUOUS = PaperSize(241 * MM, 140 * MM, 18 * MM, 7 * MM, 5 * MM)
"""Half a sheet of 241 mm continuous paper; 12.7 mm at each side are holes."""

SIZES = {"a4": UPRIGHT, "continuous": CONTINUOUS}
"""By the word that a PC keeps."""
SIZE_NAMES = {"a4": "A4", "continuous": N_("Continuous 241 × 140 mm")}
ON_CONTINUOUS = (
    PaperKind.REPAIR_CONTRACT,
    PaperKind.ADDITIONAL_WORK,
    PaperKind.DISPATCH_SHEET,
    PaperKind.WORKSHOP_COPY,
    PaperKind.SETTLEMENT_LIST,
    PaperKind.RECEIPT,
    PaperKind.CREDIT_NOTE,
)
"""Papers that a counter prints on a dot-matrix printer."""


def size_of(wide: float, high: float) -> PaperSize:
    """The sheet of a page that is so wide and high, in points."""
    return min((UPRIGHT, ACROSS, CONTINUOUS), key=lambda one: _apart(one, wide, high))


def _apart(size: PaperSize, wide: float, high: float) -> float:
    return abs(size.wide - wide) + abs(size.high - high)
