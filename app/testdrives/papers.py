"""Draws the agreement of a test drive and the register of a day.

Fields and clauses of the agreement are those that dealers' forms share; the licence is copied in
the marked area and handed back.
"""

from datetime import date

from app.admin.letterhead import letterhead
from app.formatting import clock, show_date, show_moment
from app.labels import label
from app.local_time import local
from app.paper.frame import Printed
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.table import PaperColumn
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
    PaperColumn(N_("No."), 11, CENTRE),
    PaperColumn(N_("Customer"), 20),
    PaperColumn(N_("Phone"), 26),
    PaperColumn(N_("Licence no."), 37),
    PaperColumn(N_("Model"), 17),
    PaperColumn(N_("Plate"), 24),
    PaperColumn(N_("Out at"), 17, CENTRE),
    PaperColumn(N_("Back at"), 17, CENTRE),
    PaperColumn(N_("Out km"), 17, RIGHT),
    PaperColumn(N_("Back km"), 17, RIGHT),
    PaperColumn(N_("Route"), 17),
    PaperColumn(N_("Consultant"), 22),
    PaperColumn(N_("Result"), 16),
    PaperColumn(N_("Signed"), 18),
)


def given(asked: AgreementToPrint) -> bytes:
    """The bytes that were given out, or a new paper."""
    if asked.kept is not None:
        return asked.kept
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
    number, printed = f"TD-{facts.day:%Y%m%d}", Printed(facts.printed_at, facts.printed_by)
    head = letterhead(facts.settings)
    paper = Paper(_(SHEET), number, head, facts.language, printed, landscape=True)
    rows = [_line(place, row) for place, row in enumerate(facts.rows, 1)]
    blank = max(2, LEAST_ROWS - len(rows))
    paper.day(facts.day, weather="")
    paper.table(COLUMNS, rows, blank_rows=blank, totals=[_totals(facts)])
    return paper.signatures([_("Test-drive specialist"), _("Showroom manager")])


def _agreement(facts: AgreementFacts) -> Paper:
    printed = Printed(facts.printed_at, facts.printed_by, facts.copy)
    paper = Paper(_(TITLE), facts.number, letterhead(facts.settings), facts.language, printed)
    paper.parties([(_("Store (Party A)"), _store(facts)), (_("Driver (Party B)"), _driver(facts))])
    paper.heading(_("Car and drive")).fields(_drive(facts), columns=3)
    _add_ways(paper, facts)
    paper.heading(_("Terms")).clauses(facts.clauses)
    terms = _("I have read and understood the terms above, and my licence is valid.")
    paper.ticks([(False, terms)])
    specialist = _("Consultant or test-drive specialist (signature)")
    paper.signatures([_("Driver (signature)"), specialist])
    if facts.drives:
        _add_licence_copy(paper)
    # two lines a row leave room for the pen
    rows = [[f"{title}\n ", "", "", "", "", ""] for title in (_("Car out"), _("Car back"))]
    return paper.table(RECORD, rows)


def _add_ways(paper: Paper, facts: AgreementFacts) -> None:
    ride, drive = _("Test ride (as a passenger)"), _("Test drive (at the wheel)")
    paper.ticks([(facts.rides, ride), (facts.drives, drive)])


def _add_licence_copy(paper: Paper) -> None:
    sides = [_("Licence, main page (copy)"), _("Licence, second page (copy)")]
    paper.heading(_("Copy of the driving licence (the licence itself is handed back)"))
    paper.areas(sides, height=60)


def _store(facts: AgreementFacts) -> list[tuple[str, str]]:
    store = facts.settings.of(StoreSettings)
    return [
        (_("Company"), store.store_name),
        (_("Phone"), store.store_phone),
        (_("Address"), store.store_address),
        (_("Consultant"), facts.consultant),
        (_("Companion"), facts.companion),
        (_("Registered"), show_moment(local(facts.registered_at))),
    ]


def _driver(facts: AgreementFacts) -> list[tuple[str, str]]:
    rows = [
        (_("Name"), facts.customer),
        (_("Phone"), facts.phone),
        (_("Address"), facts.address),
    ]
    if facts.drives:
        rows += [
            (_("Licence number"), facts.licence_number),
            (_("Licence class"), facts.licence_class),
            (_("First issued"), _day(facts.first_issued_on)),
            (_("Valid until"), _validity(facts)),
        ]
    return rows


def _drive(facts: AgreementFacts) -> list[tuple[str, str]]:
    start, end = local(facts.starts_at), local(facts.ends_at)
    return [
        (_("Model"), facts.model),
        (_("Plate"), facts.plate),
        (_("VIN"), facts.vin),
        (_("Gearbox"), label(facts.gearbox)),
        (_("Route"), facts.route),
        (_("Time"), f"{show_moment(start)}–{clock(end)}"),
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


def _totals(facts: SheetFacts) -> list[str]:
    done = [row for row in facts.rows if row.state in (BookingState.OUT, BookingState.BACK)]
    read = [(row.out_km, row.back_km) for row in done]
    driven = sum(back - out for out, back in read if out is not None and back is not None)
    cells = [""] * len(COLUMNS)
    cells[1] = _("Total")
    cells[2] = _("Drives: {count}").format(count=len(done))
    cells[9] = _("{km} km").format(km=f"{driven:,}")
    return cells


def _day(day: date | None) -> str:
    return show_date(day) if day else ""


def _validity(facts: AgreementFacts) -> str:
    if facts.expires_on is not None:
        return show_date(facts.expires_on)
    return _("Long-term") if facts.licence_number else ""


def _km(km: int | None) -> str:
    return f"{km:,}" if km is not None else ""
