"""Draws the agreement of a test drive and the register of a day.

Fields and clauses of the agreement are those that dealers' forms share; the licence is copied in
the marked area and handed back.
"""

from datetime import date

from app.admin.letterhead import letterhead
from app.formatting import clock, joined, show_date, show_moment
from app.identity import phone as phones
from app.labels import label
from app.local_time import local
from app.paper.closing import Signature
from app.paper.frame import Printed
from app.paper.grid import Fact, GridLook, Strong
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.table import PaperColumn, Rows
from app.settings import StoreSettings
from app.testdrives.facts import AgreementFacts, AgreementToPrint, DriveSheetRow, SheetFacts
from app.text import N_, _, speaking
from db.vocabulary import BookingState

LEAST_ROWS = 9
TITLE = N_("Test-drive agreement")
SHEET = N_("Test-drive register")
RECORD = (
    PaperColumn(N_("Drive record"), 22),
    PaperColumn(N_("Time"), 24),
    PaperColumn(N_("Odometer (km)"), 34),
    PaperColumn(N_("Fuel"), 18),
    PaperColumn(N_("Damage seen"), 44),
    PaperColumn(N_("Confirmed by the driver"), 32),
)
"""Filled in by hand beside the car."""
COLUMNS = (
    PaperColumn(N_("No."), 9, CENTRE),
    PaperColumn(N_("Customer"), 22),
    PaperColumn(N_("Telephone"), 24),
    PaperColumn(N_("Licence number"), 33),
    PaperColumn(N_("Model"), 34),
    PaperColumn(N_("Plate"), 23),
    PaperColumn(N_("Out at"), 15, CENTRE),
    PaperColumn(N_("Back at"), 13, CENTRE),
    PaperColumn(N_("Out km"), 15, RIGHT),
    PaperColumn(N_("Back km"), 15, RIGHT),
    PaperColumn(N_("Route"), 16),
    PaperColumn(N_("Consultant"), 17),
    PaperColumn(N_("Result"), 16),
    PaperColumn(N_("Signed"), 18),
)
CUSTOMER, BACK_KM = 1, 9
CARD = 54
"""Millimetres for the copy of a licence; its cards are 54 mm high."""


def given(asked: AgreementToPrint) -> bytes:
    """The bytes that were given out, or a new paper."""
    if asked.kept is not None:
        return asked.kept.pdf
    assert asked.facts is not None
    return agreement(asked.facts)


def agreement(facts: AgreementFacts) -> bytes:
    """The agreement with the clauses of the edition that is stored with the drive."""
    with speaking(facts.language):
        return _agreement(facts).build()


def drive_sheet(facts: SheetFacts) -> bytes:
    """The day's register, with a signature column and blank lines for the pen."""
    with speaking(facts.language):
        return _drive_sheet(facts).build()


def _drive_sheet(facts: SheetFacts) -> Paper:
    number = f"T{facts.day:%y%m%d}"
    printed = Printed(facts.printed_at, facts.printed_by, history=facts.history)
    head, about = letterhead(facts.settings, internal=True), _driven(facts)
    paper = Paper(_(SHEET), number, head, facts.language, printed, landscape=True, subject=about)
    rows = [_line(place, row) for place, row in enumerate(facts.rows, 1)]
    blank = max(2, LEAST_ROWS - len(rows))
    paper.day(facts.day, weather="")
    paper.table(COLUMNS, Rows(rows, [_totals(facts)], blank, fitted=True))
    return paper.signatures([_("Test-drive specialist"), _("Showroom manager")], internal=True)


def _agreement(facts: AgreementFacts) -> Paper:
    printed = Printed(facts.printed_at, facts.printed_by, facts.copy)
    paper = Paper(
        _(TITLE),
        facts.number,
        letterhead(facts.settings),
        facts.language,
        printed,
        subject=joined(facts.plate, facts.customer),
        subtitle=_("Two copies, one for each party"),
    )
    paper.grid(_store(facts), GridLook(name=_("Store")))
    paper.grid(_driver(facts), GridLook(name=_("Driver"), by_hand=True))
    paper.grid(_drive(facts), GridLook(name=_("Drive")))
    paper.clauses(facts.clauses)
    terms = _("I have read and understood the terms above, and my licence is valid.")
    boxes = [
        Signature(_("Driver (signature)"), said=terms),
        Signature(_("Consultant or test-drive specialist (signature)")),
    ]
    paper.signatures(boxes, internal=True)
    if facts.drives:
        _add_licence_copy(paper)
    rows = [[title, "", "", "", "", ""] for title in (_("Car out"), _("Car back"))]
    return paper.table(RECORD, Rows(rows, ruled=True, by_hand=True))


def _add_licence_copy(paper: Paper) -> None:
    kept = _("the licence itself is handed back")
    sides = [_("Licence, main page (copy)"), _("Licence, second page (copy)")]
    paper.areas([f"{side}\n{kept}" for side in sides], height=CARD)


def _store(facts: AgreementFacts) -> list[list[Fact]]:
    store = facts.settings.of(StoreSettings)
    return [
        [
            (_("Company"), store.store_name),
            (_("Telephone"), phones.shown(store.store_phone)),
            (_("Consultant"), facts.consultant),
        ],
        [
            (_("Address"), store.store_address),
            (_("Companion"), facts.companion),
            (_("Registered"), show_moment(local(facts.registered_at))),
        ],
    ]


def _driver(facts: AgreementFacts) -> list[list[Fact]]:
    rows: list[list[Fact]] = [
        [
            (_("Name"), Strong(facts.customer)),
            (_("Telephone"), facts.phone),
            (_("Address"), facts.address),
        ]
    ]
    if facts.drives:
        rows.append(
            [
                (_("Licence number"), facts.licence_number),
                (_("Licence class"), facts.licence_class),
                (_("First issued"), _day(facts.first_issued_on)),
                (_("Valid until"), _validity(facts)),
            ]
        )
    return rows


def _drive(facts: AgreementFacts) -> list[list[Fact]]:
    start, end = local(facts.starts_at), local(facts.ends_at)
    ways = {
        _("Test drive (at the wheel)"): facts.drives,
        _("Test ride (as a passenger)"): facts.rides,
    }
    return [
        [
            (_("Model"), facts.model),
            (_("Plate"), Strong(facts.plate)),
            (_("Gearbox"), label(facts.gearbox)),
        ],
        [
            (_("VIN"), facts.vin),
            (_("Route"), facts.route),
            (_("Time"), f"{show_moment(start)}–{clock(end)}"),
        ],
        [(_("Kind of drive"), joined(*(word for word, asked in ways.items() if asked)))],
    ]


def _line(place: int, row: DriveSheetRow) -> list[str]:
    return [
        str(place),
        row.customer,
        row.phone,
        row.licence,
        row.model,
        row.plate,
        clock(row.out_at) or f"({clock(row.starts_at)})",
        clock(row.back_at),
        _km(row.out_km),
        _km(row.back_km),
        row.route,
        row.consultant,
        _result(row),
        "",
    ]


def _result(row: DriveSheetRow) -> str:
    """Score and level once the driver was asked, before that the state."""
    if row.overall is None:
        return label(row.state)
    return " · ".join(part for part in (f"{row.overall}/5", row.level) if part)


def _driven(facts: SheetFacts) -> str:
    """How many drives, and how far."""
    return joined(_drives(facts), _kilometres(facts))


def _drives(facts: SheetFacts) -> str:
    done = [row for row in facts.rows if row.state in (BookingState.OUT, BookingState.BACK)]
    return _("Drives: {count}").format(count=len(done))


def _kilometres(facts: SheetFacts) -> str:
    read = [(row.out_km, row.back_km) for row in facts.rows]
    driven = sum(back - out for out, back in read if out is not None and back is not None)
    return _("{km} km").format(km=f"{driven:,}")


def _totals(facts: SheetFacts) -> list[str]:
    """The number of drives beside the word, the distance beneath the odometer."""
    cells = [""] * len(COLUMNS)
    cells[CUSTOMER], cells[CUSTOMER + 1] = _("Total"), _drives(facts)
    cells[BACK_KM] = _kilometres(facts)
    return cells


def _day(day: date | None) -> str:
    return show_date(day) if day else ""


def _validity(facts: AgreementFacts) -> str:
    if facts.expires_on is not None:
        return show_date(facts.expires_on)
    return _("No expiry date") if facts.licence_number else ""


def _km(km: int | None) -> str:
    return f"{km:,}" if km is not None else ""
