"""The agreement that is signed before the car leaves, and the register of a day.

Facts in, PDF bytes out.

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


def given(asked: AgreementToPrint) -> bytes:
    """The bytes that were given out, or a new paper."""
    if asked.kept is not None:
        return asked.kept
    assert asked.facts is not None
    return agreement(asked.facts)


def agreement(facts: AgreementFacts) -> bytes:
    """Two copies, one for each party.

    Numbered clauses of the edition that the store keeps with the drive.
    """
    with speaking(facts.language):
        return _agreement(facts).build()


def drive_sheet(facts: SheetFacts) -> bytes:
    """The day's register across the page.

    A signature column, and blank lines for drives that are written by hand.
    """
    with speaking(facts.language):
        return _drive_sheet(facts).build()


def _drive_sheet(facts: SheetFacts) -> Paper:
    number = f"TD-{facts.day:%Y%m%d}"
    paper = Paper(
        _(SHEET),
        number,
        letterhead(facts.settings),
        facts.language,
        Printed(facts.printed_at, facts.printed_by),
        landscape=True,
    )
    rows = [_line(place, row) for place, row in enumerate(facts.rows, 1)]
    paper.day(facts.day, weather="").table(
        _columns(), rows, blank_rows=max(2, LEAST_ROWS - len(rows)), totals=[_totals(facts)]
    )
    specialist, manager = (
        _("Test-drive specialist"),
        _("Showroom manager"),
    )
    return paper.signatures([specialist, manager])


def _agreement(facts: AgreementFacts) -> Paper:
    printed = Printed(facts.printed_at, facts.printed_by, facts.copy)
    paper = Paper(_(TITLE), facts.number, letterhead(facts.settings), facts.language, printed)
    paper.parties(
        [
            (_("Store (Party A)"), _store(facts)),
            (_("Driver (Party B)"), _driver(facts)),
        ]
    )
    paper.heading(_("Car and drive")).fields(_drive(facts), columns=3)
    paper.ticks(
        [
            (facts.rides, _("Test ride (as a passenger)")),
            (facts.drives, _("Test drive (at the wheel)")),
        ]
    )
    paper.heading(_("Terms")).clauses(facts.clauses)
    paper.ticks(
        [
            (
                False,
                _("I have read and understood the terms above, and my licence is valid."),
            )
        ]
    )
    driver, consultant = (
        _("Driver (signature)"),
        _("Consultant or test-drive specialist (signature)"),
    )
    paper.signatures([driver, consultant])
    if facts.drives:
        sides = [
            _("Licence, main page (copy)"),
            _("Licence, second page (copy)"),
        ]
        paper.heading(_("Copy of the driving licence (the licence itself is handed back)")).areas(
            sides, height=60
        )
    columns, rows = _record()
    return paper.table(columns, rows)


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


def _record() -> tuple[list[PaperColumn], list[list[str]]]:
    """Filled in by hand beside the car; two lines a row leave room for the pen."""
    titles = (
        N_("Drive record"),
        N_("Time"),
        N_("Odometer (km)"),
        N_("Fuel"),
        N_("Damage seen"),
        N_("Confirmed by the driver"),
    )
    columns = [
        PaperColumn(_(title), width)
        for title, width in zip(titles, (22, 24, 34, 18, 44, 32), strict=True)
    ]
    return columns, [
        [f"{_(title)}\n ", "", "", "", "", ""] for title in (N_("Car out"), N_("Car back"))
    ]


def _columns() -> list[PaperColumn]:
    return [
        PaperColumn(_("No."), 11, CENTRE),
        PaperColumn(_("Customer"), 20),
        PaperColumn(_("Phone"), 26),
        PaperColumn(_("Licence no."), 37),
        PaperColumn(_("Model"), 17),
        PaperColumn(_("Plate"), 24),
        PaperColumn(_("Out at"), 17, CENTRE),
        PaperColumn(_("Back at"), 17, CENTRE),
        PaperColumn(_("Out km"), 17, RIGHT),
        PaperColumn(_("Back km"), 17, RIGHT),
        PaperColumn(_("Route"), 17),
        PaperColumn(_("Consultant"), 22),
        PaperColumn(_("Result"), 16),
        PaperColumn(_("Signed"), 18),
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
    """Score and level once asked; before that, where the drive stands."""
    if row.overall is None:
        return label(row.state)
    return " · ".join(part for part in (f"{row.overall}/5", row.level) if part)


def _totals(facts: SheetFacts) -> list[str]:
    done = [row for row in facts.rows if row.state in (BookingState.OUT, BookingState.BACK)]
    driven = sum(
        row.back_km - row.out_km
        for row in done
        if row.back_km is not None and row.out_km is not None
    )
    cells = [""] * len(_columns())
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
