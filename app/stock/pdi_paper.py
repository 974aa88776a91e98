"""Draws the sheet by which a technician inspects a car for sale (PDI)."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app import settings
from app.admin import archive
from app.admin.archive import Issued
from app.admin.letterhead import letterhead
from app.errors import Refused
from app.formatting import joined, show_date, show_moment
from app.labels import label
from app.paper.closing import Signature
from app.paper.frame import Printed
from app.paper.grid import Fact, GridLook, Strong
from app.paper.paper import Paper
from app.paper.pictures import photo_picture
from app.paper.reprint import copy_of
from app.paper.table import PaperColumn, Rows
from app.permissions import Actor
from app.photos import WholePhoto
from app.settings import Settings
from app.stock import photo_queries, queries
from app.stock.facts import StockRow
from app.stock.values import GivenPdiSheet
from app.text import N_, _, language, speaking
from db.nouns import Noun
from db.stock_words import PdiPoint
from db.vocabulary import PaperKind

WIDE = (47, 47, 47, 38)
ROUNDS: Sequence[tuple[str, Sequence[str]]] = (
    (
        N_("Outside"),
        (
            *(N_("Paint, film, scratches"), N_("Glass, mirrors, lamps"), N_("Doors, bonnet, lid")),
            *(N_("Tyre pressure, spare too"), N_("Child lock, fuel flap"), N_("Wipers, washer")),
        ),
    ),
    (
        N_("Bonnet or battery"),
        (
            *(N_("Battery voltage, terminals"), N_("Oil, coolant, brake fluid")),
            *(N_("Hoses, belts, leaks"), N_("High voltage, charging")),
        ),
    ),
    (
        N_("Inside"),
        (
            *(N_("Seats, belts, airbag lamp"), N_("Windows, roof, locks")),
            N_("Audio, screen, clock"),
            *(N_("Climate, fan, heating"), N_("Lights inside and outside"), N_("Both keys, alarm")),
        ),
    ),
    (
        N_("Road and lift"),
        (
            *(N_("Start, noise, warnings"), N_("Brakes, steering, gearbox")),
            *(N_("Driver assistance"), N_("Transport mode off"), N_("Underbody, leaks")),
            N_("Wheel bolts tightened"),
        ),
    ),
    (
        N_("With the car"),
        (
            *(N_("Certificate, consistency"), N_("Manual, service book")),
            *(N_("Sanbao voucher"), N_("Tools, jack, triangle"), N_("Floor mats, covers")),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class PdiSheet:
    """The car to be inspected and what was photographed before, with the head of the store."""

    row: StockRow
    photos: tuple[WholePhoto, ...]
    settings: Settings
    language: str
    number: str
    printed: Printed
    kept: Issued | None

    def told(self, pdf: bytes) -> GivenPdiSheet:
        """What is stored of it."""
        return GivenPdiSheet(self.row.id, self.number, pdf)


def sheet(session: Session, car_id: int, *, viewer: Actor, at: datetime) -> PdiSheet:
    """What the sheet says of one car; Refused where it is not in the list any more."""
    found = (one for one in queries.stock(session, viewer, at=at) if one.id == car_id)
    row = next(found, None)
    if row is None:
        raise Refused("stock.left", N_("This car has left the stock."))
    photos = photo_queries.whole_pdi_photos(session, car_id)
    number = f"{row.number}-{_mark(row, photos)}"
    kept = archive.issued(
        session, PaperKind.PDI_SHEET, Noun.STOCK_CAR, noun_id=car_id, number=number
    )
    printed = Printed(at, viewer.name, 1 if kept is None else kept.copies + 1)
    return PdiSheet(row, photos, settings.load(session), language(), number, printed, kept)


def given(facts: PdiSheet) -> bytes:
    """The sheet that was given out, marked as a copy, or the first one."""
    if facts.kept is not None:
        return copy_of(facts.kept.pdf, facts.printed.copy, language=facts.language)
    return pdi_sheet(facts)


def pdi_sheet(facts: PdiSheet) -> bytes:
    """One page: the car, what is looked at, what was found, who signs; then the photos."""
    with speaking(facts.language):
        return _pdi_sheet(facts).build()


def _pdi_sheet(facts: PdiSheet) -> Paper:
    row = facts.row
    paper = Paper(
        label(PaperKind.PDI_SHEET),
        facts.number,
        letterhead(facts.settings, internal=True),
        facts.language,
        facts.printed,
        subject=joined(row.name, row.colour, f"…{row.vin[-6:]}"),
        subtitle="　".join(f"□ {label(point)}" for point in PdiPoint),
    )
    paper.grid(_car(row), GridLook(name=_("Car")))
    for title, items in ROUNDS:
        heads = (_(title), "", "", _("Value, remark"))
        columns = tuple(PaperColumn(head, wide) for head, wide in zip(heads, WIDE, strict=True))
        paper.table(columns, Rows(list(_rows(items)), by_hand=True))
    result = [[(_("Odometer"), ""), (_("Result"), _("□ without faults  □ to be repaired"))]]
    paper.grid(result, GridLook((1.0, 2.0), by_hand=True))
    paper.areas([_("Faults found"), _("Repaired before hand-over")], height=20)
    paper.signatures([Signature(_("Technician")), Signature(_("Consultant"))])
    places: dict[PdiPoint | None, int] = {point: place for place, point in enumerate(PdiPoint)}
    in_order = sorted(facts.photos, key=lambda one: places[one.row.point])
    shown = [photo_picture(one, label(one.row.point)) for one in in_order]
    return paper.pictures(shown, title=_("Photos"))


def _mark(row: StockRow, photos: Sequence[WholePhoto]) -> str:
    """Four characters that change with whatever the sheet says of the car."""
    car = (row.number, row.name, row.colour, row.interior, row.vin, row.engine_number)
    stands = (row.place, row.key_number, row.arrived_on, row.pdi_at, row.pdi_point)
    shown = [(one.row.id, one.row.point, one.row.caption) for one in photos]
    return hashlib.sha256(repr((car, stands, shown)).encode()).hexdigest()[:4].upper()


def _car(row: StockRow) -> list[list[Fact]]:
    last = "" if row.pdi_at is None else joined(label(row.pdi_point), show_moment(row.pdi_at))
    return [
        [
            (_("Model and version"), Strong(row.name)),
            (_("Colour"), joined(row.colour, row.interior)),
        ],
        [(_("VIN"), Strong(row.vin)), (_("Engine number"), row.engine_number)],
        [
            (_("Where it stands, key"), joined(row.place, row.key_number)),
            (_("Arrived on"), show_date(row.arrived_on) if row.arrived_on else ""),
            (_("Last inspection"), last),
        ],
    ]


def _rows(items: Sequence[str]) -> Iterator[list[str]]:
    """Three boxes to tick in a row; at the right there is room for a figure."""
    for start in range(0, len(items), 3):
        told = [f"□ {_(one)}" for one in items[start : start + 3]]
        yield [*told, *[""] * (4 - len(told))]
