"""Reads the facts of a drive's agreement and of a day's register."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, case, select
from sqlalchemy.orm import Session

from app import audit, settings, text
from app.admin import archive
from app.errors import Refused
from app.fleet import queries as fleet
from app.fleet.settings import DriveSettings
from app.identity import licence as licences
from app.identity import phone as phones
from app.identity import plate as plates
from app.local_time import day_bounds, on_days
from app.people.lookup import first_number
from app.permissions import Actor
from app.rows import columns_of, fetch
from app.testdrives import lookup, queries, rules
from app.testdrives.facts import AgreementFacts, AgreementToPrint, DriveSheetRow, SheetFacts
from app.text import N_
from db.tables.admin import Staff
from db.tables.fleet import CarBooking, DemoCar, TestDrive
from db.tables.people import Licence, Person
from db.tables.store_lists import Level
from db.tables.testdrives import DriveFeedback, DriveRoute
from db.tables.vehicles import CarModel
from db.vocabulary import BookingState, PaperKind


def agreement(session: Session, drive_id: int, *, now: datetime, viewer: Actor) -> AgreementFacts:
    """The facts of a new agreement, in the present language and with the newest clauses."""
    row = lookup.drive(session, drive_id)
    shown = queries.rows(session, CarBooking.id == drive_id, viewer)[0]
    if row.state is BookingState.BOOKED:
        fleet.check_licence(session, row, at=now)
    car = queries.car_rows(session, DemoCar.id == row.car_id)[0]
    wording = archive.clauses(session, PaperKind.DRIVE_AGREEMENT, text.language())
    least = settings.load(session).of(DriveSettings).drive_refuse_months
    licence, person = fleet.noted_licence(session, row), session.get(Person, row.person_id)
    return AgreementFacts(
        settings=settings.load(session),
        language=text.language(),
        number=shown.number,
        copy=archive.copies(session, PaperKind.DRIVE_AGREEMENT, lookup.NOUN, noun_id=drive_id) + 1,
        printed_at=now,
        printed_by=viewer.name,
        customer=person.name if person else "",
        phone=phones.shown(queries.phone_of(session, row.person_id)),
        address=person.address or "" if person else "",
        licence_number=licences.shown(licence.number) if licence.number else "",
        licence_class=licence.licence_class.value if licence.licence_class else "",
        first_issued_on=licence.first_issued_on,
        expires_on=None if licence.long_term else licence.expires_on,
        model=car.model,
        gearbox=car.gearbox,
        plate=plates.shown(car.plate),
        vin=car.vin,
        rides=row.rides,
        drives=row.drives,
        route=shown.route,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        registered_at=row.booked_at,
        consultant=shown.consultant,
        companion=queries.staff_name(session, row.companion_id),
        edition=wording.edition,
        clauses=tuple(rules.declared(one, least_months=least) for one in wording.clauses),
    )


def signed_agreement(session: Session, drive_id: int) -> archive.Issued | None:
    """The agreement as it was given out.

    None where a new one has to be printed.
    """
    row = session.get(TestDrive, drive_id)
    if row is None or row.agreement_edition is None:
        return None
    if row.state is BookingState.BOOKED and lookup.is_agreed_otherwise(session, row):
        return None
    return archive.issued(session, PaperKind.DRIVE_AGREEMENT, lookup.NOUN, noun_id=drive_id)


def agreement_to_print(
    session: Session, drive_id: int, *, now: datetime, viewer: Actor
) -> AgreementToPrint:
    """The valid paper that was given out, else the facts of a new one."""
    issued = signed_agreement(session, drive_id)
    if issued is not None:
        return AgreementToPrint(None, issued)
    if session.get_one(TestDrive, drive_id).state is not BookingState.BOOKED:
        raise Refused("drive.no_paper", N_("No agreement was printed for this drive."))
    return AgreementToPrint(agreement(session, drive_id, now=now, viewer=viewer))


def drive_sheet(session: Session, day: date, *, now: datetime, viewer: Actor) -> SheetFacts:
    """The register of one day by the hour, as the day ended.

    Numbers are masked, since the list is handed about.
    """
    rows = fetch(
        session,
        _DrivenRow,
        _select_drives().where(on_days(TestDrive.starts_at, day)),
        plate=lambda row: plates.shown(row._plate),
        phone=lambda row: phones.masked(row._number or ""),
        licence=lambda row: licences.masked(row._licence or ""),
    )
    end = day_bounds(day)[1]
    then = tuple(_as_it_stood(row, end) for row in rows)
    known, mark = settings.load(session), audit.history_mark(session)
    return SheetFacts(known, text.language(), day, now, viewer.name, then, mark)


@dataclass(frozen=True, slots=True)
class _DrivenRow(DriveSheetRow):
    """A line of the register with the moment of its opinion."""

    consultant_id: int | None = None
    given_at: datetime | None = None


def _as_it_stood(row: _DrivenRow, end: datetime) -> DriveSheetRow:
    """The line without what happened after `end`: a return, a departure, an opinion."""
    if row.out_at is not None and row.out_at > end:
        row = replace(row, state=BookingState.BOOKED, out_at=None, out_km=None)
    if row.back_at is not None and row.back_at > end:
        state = BookingState.OUT if row.out_at is not None else row.state
        row = replace(row, state=state, back_at=None, back_km=None)
    if row.given_at is not None and row.given_at > end:
        row = replace(row, overall=None, level="")
    return row


@cache
def _select_drives() -> Select[*tuple[Any, ...]]:
    drives = queries.joined(
        TestDrive,
        *columns_of(_DrivenRow, TestDrive),
        TestDrive.booked_by.label("_booked_by"),
        DriveFeedback.given_at,
        DemoCar.plate.label("_plate"),
        CarModel.name.label("model"),
        Person.name.label("customer"),
        first_number(TestDrive.person_id).label("_number"),
        _licence_number().label("_licence"),
        Staff.name.label("consultant"),
        DriveRoute.name.label("route"),
        DriveFeedback.overall,
        Level.code.label("level"),
    )
    with_opinion = drives.outerjoin(DriveFeedback, DriveFeedback.test_drive_id == TestDrive.id)
    with_level = with_opinion.outerjoin(Level, Level.id == DriveFeedback.level_id)
    return with_level.order_by(TestDrive.starts_at, TestDrive.id)


def _licence_number() -> ColumnElement[Any]:
    """The licence number known now for booked drives, else the one written down."""
    known = select(Licence.number).where(Licence.person_id == TestDrive.person_id).limit(1)
    waits = TestDrive.state == BookingState.BOOKED
    return case((waits, known.scalar_subquery()), else_=TestDrive.licence_number)
