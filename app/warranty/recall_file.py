"""Finds the VINs in a manufacturer's list of a recall, and tells the rows that are none."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app import long_work
from app.errors import Refused
from app.identity import vin as vins
from app.sheet_file import rows_of
from app.text import N_, _

TITLES = ("vin", "车架号", "车辆识别代号", "车辆识别代码", "底盘号")
"""What the column of the VINs is called."""
SOUGHT = 20
"""The title stands in one of so many first rows."""
LOOK_EVERY = 500
"""Rows between two looks at the wish to stop: some 16 ms."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row of the file that is not taken, with its number there and why."""

    number: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class RecallFile:
    """What a file holds: the cars, the rows that are none, and how many stood there twice."""

    vins: tuple[str, ...]
    bad: tuple[BadRow, ...]
    twice: int


def read_recall_file(path: Path) -> RecallFile:
    """The VINs of a CSV or Excel file; Refused where it is neither or cannot be opened."""
    try:
        content = path.read_bytes()
    except OSError as error:
        message = N_("{name} cannot be opened: {why}.")
        why = error.strerror or str(error)
        raise Refused("file.closed", message, field="vins", name=path.name, why=why) from error
    return read_recall(rows_of(content))


def read_recall(rows: Sequence[Sequence[str]]) -> RecallFile:
    """The VINs of the column that is called so, else of the column that holds most of them."""
    title, column = _column(rows)
    found: dict[str, int] = {}
    bad, twice = [], 0
    for number, row in enumerate(rows[title:], title + 1):
        if number % LOOK_EVERY == 0:
            long_work.step(number, len(rows))
        text = row[column].strip() if column < len(row) else ""
        if not any(cell.strip() for cell in row):
            continue
        why, normal = _judged(text)
        if why:
            bad.append(BadRow(number, text or " ".join(row).strip(), why))
        elif normal in found:
            twice += 1
        else:
            found[normal] = number
    return RecallFile(tuple(found), tuple(bad), twice)


def _judged(text: str) -> tuple[str, str]:
    """Why a text is no VIN, "" for one, and its normal form."""
    if not text:
        return _("no VIN in this row"), ""
    verdict = vins.judge(text)
    return (_("not a VIN") if verdict.is_blocked else ""), verdict.normal


def _column(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """How many rows the head has, and the number of the column of the VINs."""
    for number, row in enumerate(rows[:SOUGHT], 1):
        for place, cell in enumerate(row):
            if cell.strip().casefold().replace(" ", "") in TITLES:
                return number, place
    width = max((len(row) for row in rows), default=0)
    hits = [
        sum(place < len(row) and not vins.judge(row[place]).is_blocked for row in rows[:500])
        for place in range(width)
    ]
    return 0, hits.index(max(hits)) if hits else 0
