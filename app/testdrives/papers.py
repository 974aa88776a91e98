"""The agreement that is signed before the car leaves, and the register of a day.

Facts in, PDF bytes out.

Fields and clauses of the agreement are those that dealers' forms share; the licence is copied in
the marked area and handed back.
"""

from datetime import date, datetime

from app.admin.letterhead import letterhead
from app.labels import source
from app.local_time import local
from app.paper.frame import Printed
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.table import PaperColumn
from app.paper.words import word
from app.settings import StoreSettings
from app.testdrives.facts import AgreementFacts, AgreementToPrint, DriveSheetRow, SheetFacts
from app.text import N_, show_date, show_moment
from db.vocabulary import DriveState

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
    language = facts.language
    printed = Printed(facts.printed_at, facts.printed_by, facts.copy)
    paper = Paper(
        word(language, TITLE), facts.number, letterhead(facts.settings), language, printed
    )
    paper.parties(
        [
            (word(language, N_("Store (Party A)")), _store(facts)),
            (word(language, N_("Driver (Party B)")), _driver(facts)),
        ]
    )
    paper.heading(word(language, N_("Car and drive"))).fields(_drive(facts), columns=3)
    paper.ticks(
        [
            (facts.rides, word(language, N_("Test ride (as a passenger)"))),
            (facts.drives, word(language, N_("Test drive (at the wheel)"))),
        ]
    )
    paper.heading(word(language, N_("Terms"))).clauses(facts.clauses)
    paper.ticks(
        [
            (
                False,
                word(
                    language,
                    N_("I have read and understood the terms above, and my licence is valid."),
                ),
            )
        ]
    )
    driver, consultant = (
        word(language, N_("Driver (signature)")),
        word(language, N_("Consultant or test-drive specialist (signature)")),
    )
    paper.signatures([driver, consultant])
    if facts.drives:
        sides = [
            word(language, N_("Licence, main page (copy)")),
            word(language, N_("Licence, second page (copy)")),
        ]
        paper.heading(
            word(language, N_("Copy of the driving licence (the licence itself is handed back)"))
        ).areas(sides, height=60)
    columns, rows = _record(language)
    return paper.table(columns, rows).build()


def drive_sheet(facts: SheetFacts) -> bytes:
    """The day's register across the page.

    A signature column, and blank lines for drives that are written by hand.
    """
    language = facts.language
    number = f"TD-{facts.day:%Y%m%d}"
    paper = Paper(
        word(language, SHEET),
        number,
        letterhead(facts.settings),
        language,
        Printed(facts.printed_at, facts.printed_by),
        landscape=True,
    )
    rows = [_line(language, place, row) for place, row in enumerate(facts.rows, 1)]
    paper.day(facts.day, weather="").table(
        _columns(language), rows, blank_rows=max(2, LEAST_ROWS - len(rows)), totals=[_totals(facts)]
    )
    specialist, manager = (
        word(language, N_("Test-drive specialist")),
        word(language, N_("Showroom manager")),
    )
    return paper.signatures([specialist, manager]).build()


def _store(facts: AgreementFacts) -> list[tuple[str, str]]:
    say, store = facts.language, facts.settings.of(StoreSettings)
    return [
        (word(say, N_("Company")), store.store_name),
        (word(say, N_("Phone")), store.store_phone),
        (word(say, N_("Address")), store.store_address),
        (word(say, N_("Consultant")), facts.consultant),
        (word(say, N_("Companion")), facts.companion),
        (word(say, N_("Registered")), show_moment(local(facts.registered_at), say)),
    ]


def _driver(facts: AgreementFacts) -> list[tuple[str, str]]:
    say = facts.language
    rows = [
        (word(say, N_("Name")), facts.customer),
        (word(say, N_("Phone")), facts.phone),
        (word(say, N_("Address")), facts.address),
    ]
    if facts.drives:
        rows += [
            (word(say, N_("Licence number")), facts.licence_number),
            (word(say, N_("Licence class")), facts.licence_class),
            (word(say, N_("First issued")), _day(facts.first_issued_on, say)),
            (word(say, N_("Valid until")), _validity(facts)),
        ]
    return rows


def _drive(facts: AgreementFacts) -> list[tuple[str, str]]:
    say = facts.language
    start, end = local(facts.starts_at), local(facts.ends_at)
    return [
        (word(say, N_("Model")), facts.model),
        (word(say, N_("Plate")), facts.plate),
        (word(say, N_("VIN")), facts.vin),
        (word(say, N_("Gearbox")), word(say, source(facts.gearbox))),
        (word(say, N_("Route")), facts.route),
        (word(say, N_("Time")), f"{show_moment(start, say)}–{end:%H:%M}"),
    ]


def _record(say: str) -> tuple[list[PaperColumn], list[list[str]]]:
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
        PaperColumn(word(say, title), width)
        for title, width in zip(titles, (22, 24, 34, 18, 44, 32), strict=True)
    ]
    return columns, [
        [f"{word(say, title)}\n ", "", "", "", "", ""] for title in (N_("Car out"), N_("Car back"))
    ]


def _columns(say: str) -> list[PaperColumn]:
    return [
        PaperColumn(word(say, N_("No.")), 11, CENTRE),
        PaperColumn(word(say, N_("Customer")), 20),
        PaperColumn(word(say, N_("Phone")), 26),
        PaperColumn(word(say, N_("Licence no.")), 37),
        PaperColumn(word(say, N_("Model")), 17),
        PaperColumn(word(say, N_("Plate")), 24),
        PaperColumn(word(say, N_("Out at")), 17, CENTRE),
        PaperColumn(word(say, N_("Back at")), 17, CENTRE),
        PaperColumn(word(say, N_("Out km")), 17, RIGHT),
        PaperColumn(word(say, N_("Back km")), 17, RIGHT),
        PaperColumn(word(say, N_("Route")), 17),
        PaperColumn(word(say, N_("Consultant")), 22),
        PaperColumn(word(say, N_("Result")), 16),
        PaperColumn(word(say, N_("Signed")), 18),
    ]


def _line(say: str, place: int, row: DriveSheetRow) -> list[str]:
    return [
        str(place),
        row.customer,
        row.phone,
        row.licence,
        row.model,
        row.plate,
        _clock(row.out_at) or f"({_clock(row.starts_at)})",
        _clock(row.back_at),
        _km(row.out_km),
        _km(row.back_km),
        row.route,
        row.consultant,
        _result(say, row),
        "",
    ]


def _result(say: str, row: DriveSheetRow) -> str:
    """Score and level once asked; before that, where the drive stands."""
    if row.overall is None:
        return word(say, source(row.state))
    return " · ".join(part for part in (f"{row.overall}/5", row.level) if part)


def _totals(facts: SheetFacts) -> list[str]:
    say = facts.language
    done = [row for row in facts.rows if row.state in (DriveState.OUT, DriveState.BACK)]
    driven = sum(
        row.back_km - row.out_km
        for row in done
        if row.back_km is not None and row.out_km is not None
    )
    cells = [""] * len(_columns(say))
    cells[1] = word(say, N_("Total"))
    cells[2] = word(say, N_("Drives: {count}")).format(count=len(done))
    cells[9] = word(say, N_("{km} km")).format(km=f"{driven:,}")
    return cells


def _clock(at: datetime | None) -> str:
    return f"{local(at):%H:%M}" if at else ""


def _day(day: date | None, say: str) -> str:
    return show_date(day, say) if day else ""


def _validity(facts: AgreementFacts) -> str:
    if facts.expires_on is not None:
        return show_date(facts.expires_on, facts.language)
    return word(facts.language, N_("Long-term")) if facts.licence_number else ""


def _km(km: int | None) -> str:
    return f"{km:,}" if km is not None else ""
