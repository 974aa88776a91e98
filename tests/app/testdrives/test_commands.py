"""A drive from the wish to the feedback, and everything that must be refused on the way."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.admin.commands import save_staff
from app.admin.values import StaffEntry
from app.errors import Refused
from app.fleet import commands as fleet
from app.fleet import commands as fleet_commands
from app.fleet import operations
from app.fleet.values import CarEntry, NewBlock, Outing, Return
from app.people.operations import Contact
from app.permissions import Actor
from app.testdrives import commands, paper_facts, queries
from app.testdrives.values import Agreement, Opinion, RouteEntry
from db.nouns import Noun
from db.staff_words import Act
from db.tables.admin import Audit, Staff
from db.tables.fleet import CarBooking, DemoCar, TestDrive
from db.tables.papers import IssuedPaper
from db.tables.people import Licence, Person
from db.tables.prospects import Prospect
from db.tables.store_lists import Level
from db.vocabulary import (
    BookingState,
    FuelLevel,
    LicenceClass,
    LicenceDocument,
    PaperKind,
    Role,
)
from tests.app.testdrives.store import NUMBER, Showroom
from tests.make import NOON

OUT = Outing(1003, FuelLevel.FULL)
BACK = Return(1010, FuelLevel.HALF)


def row(showroom: Showroom, drive: int) -> TestDrive:
    with showroom.records.read() as session:
        return session.get_one(TestDrive, drive)


def ready(showroom: Showroom, after: int = 0, **more: object) -> int:
    drive = showroom.book(after, **more)
    showroom.note_licence(drive)
    showroom.sign(drive)
    return drive


def test_a_booking_holds_the_car_for_the_buffer_and_gets_a_number(showroom: Showroom) -> None:
    booked = row(showroom, showroom.book())
    assert (booked.state, booked.ends_at, booked.held_until) == (
        BookingState.BOOKED,
        NOON + timedelta(minutes=30),
        NOON + timedelta(minutes=45),
    )
    assert booked.number == "T261121-001"


def test_one_minute_into_the_buffer_is_refused_by_name_and_after_it_is_free(
    showroom: Showroom,
) -> None:
    showroom.book()
    with pytest.raises(Refused) as refused:
        showroom.book(44, consultant_id=showroom.zhao, contact=Contact("李娜"))
    assert (refused.value.code, refused.value.field) == ("drive.car_taken", "starts_at")
    assert "张伟" in refused.value.text() and "李强" in refused.value.text()
    showroom.book(45, consultant_id=showroom.zhao, contact=Contact("李娜"))


def test_the_consultant_cannot_be_in_two_cars(showroom: Showroom) -> None:
    showroom.book()
    with pytest.raises(Refused, match=r"drive\.consultant_taken"):
        showroom.book(29, car_id=showroom.manual, contact=Contact("李娜"))
    showroom.book(30, car_id=showroom.manual, contact=Contact("李娜"))


def test_a_companion_is_in_one_car_only_when_booked_and_when_the_car_leaves(
    showroom: Showroom,
) -> None:
    showroom.book(companion_id=showroom.zhao)
    with pytest.raises(Refused) as refused:
        showroom.book(
            10, car_id=showroom.manual, consultant_id=showroom.zhao, contact=Contact("李娜")
        )
    assert (refused.value.code, refused.value.field) == ("drive.consultant_taken", "consultant_id")
    assert "赵敏" in refused.value.text()
    other = showroom.book(
        10, car_id=showroom.manual, consultant_id=None, contact=Contact("李娜", "13900139000")
    )
    showroom.note_licence(other)
    showroom.sign(other)
    outing = Outing(1002, FuelLevel.FULL, showroom.zhao)
    with pytest.raises(Refused) as late:
        showroom.act(commands.send_out, other, outing)
    assert (late.value.code, late.value.field) == ("drive.consultant_taken", "companion_id")
    showroom.act(commands.send_out, other, Outing(1002, FuelLevel.FULL))


def test_a_customer_drives_one_car_at_a_time(showroom: Showroom) -> None:
    showroom.book()
    with pytest.raises(Refused, match=r"drive\.customer_taken"):
        showroom.book(29, car_id=showroom.manual, consultant_id=showroom.zhao)
    showroom.book(30, car_id=showroom.manual, consultant_id=showroom.zhao)


def test_a_refused_booking_leaves_nothing_behind(showroom: Showroom) -> None:
    showroom.book()
    with pytest.raises(Refused):
        showroom.book(10, contact=Contact("李娜", "13900139000"))
    with showroom.records.read() as session:
        assert session.scalars(select(Person.name)).all() == ["张伟"]


def test_the_database_refuses_what_the_rules_would_miss(
    showroom: Showroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    showroom.book()
    monkeypatch.setattr(operations.rules, "check_free", lambda *_: None)
    with pytest.raises(Refused) as refused:
        showroom.book(44, consultant_id=showroom.zhao)
    assert (refused.value.code, refused.value.field) == ("drive.car_taken", "starts_at")
    with pytest.raises(Refused, match=r"drive\.consultant_taken"):
        showroom.book(10, car_id=showroom.manual)
    later = showroom.book(90)
    with pytest.raises(Refused, match=r"drive\.car_taken"):
        showroom.act(
            commands.move, later, showroom.automatic, starts_at=NOON + timedelta(minutes=30)
        )
    with (
        showroom.records.engine.begin() as connection,
        pytest.raises(IntegrityError, match="ex_car_booking_car"),
    ):
        moved = update(CarBooking).where(CarBooking.id == later)
        connection.execute(moved.values(starts_at=NOON + timedelta(minutes=40)))


def test_moving_keeps_length_and_buffer_and_asks_for_a_new_agreement(showroom: Showroom) -> None:
    first, drive = showroom.book(), ready(showroom, 120, minutes=20)
    with pytest.raises(Refused, match=r"drive\.car_taken"):
        showroom.act(
            commands.move, drive, showroom.automatic, starts_at=NOON + timedelta(minutes=30)
        )
    assert row(showroom, drive).agreement_signed_at is not None
    showroom.act(commands.move, drive, showroom.manual, starts_at=NOON + timedelta(minutes=30))
    moved = row(showroom, drive)
    assert (moved.car_id, moved.ends_at, moved.held_until) == (
        showroom.manual,
        NOON + timedelta(minutes=50),
        NOON + timedelta(minutes=65),
    )
    assert moved.agreement_signed_at is None
    showroom.act(commands.move, first, showroom.automatic, starts_at=NOON + timedelta(minutes=300))


def test_a_change_takes_another_customer_and_their_licence(showroom: Showroom) -> None:
    drive = ready(showroom)
    showroom.act(
        commands.change,
        drive,
        showroom.wanted(60, contact=Contact("李娜", "13900139000"), rides=True),
    )
    changed = row(showroom, drive)
    assert (changed.licence_number, changed.agreement_edition, changed.rides) == (None, None, True)
    assert changed.number == "T261121-001"


def test_cancelled_needs_a_reason_frees_the_car_and_can_be_taken_back(showroom: Showroom) -> None:
    drive = showroom.book()
    with pytest.raises(Refused, match=r"drive\.no_reason"):
        showroom.act(commands.cancel, drive, "  ")
    showroom.act(commands.cancel, drive, "客户临时有事")
    other = showroom.book(10, contact=Contact("李娜"))
    with pytest.raises(Refused, match=r"drive\.car_taken"):
        showroom.act(commands.restore, drive)
    showroom.act(commands.cancel, other, "改天")
    showroom.act(commands.restore, drive)
    assert (row(showroom, drive).state, row(showroom, drive).reason) == (BookingState.BOOKED, None)


def test_no_show_only_after_the_time_has_come(showroom: Showroom) -> None:
    drive = showroom.book(30)
    with pytest.raises(Refused, match=r"drive\.too_early"):
        showroom.act(commands.mark_no_show, drive)
    showroom.act(commands.mark_no_show, drive, at=NOON + timedelta(minutes=31))
    assert row(showroom, drive).state is BookingState.NO_SHOW
    showroom.book(30, contact=Contact("李娜"))


def test_a_blocked_car_says_why(showroom: Showroom) -> None:
    block = NewBlock(showroom.automatic, NOON, NOON + timedelta(days=2), "首保")
    with pytest.raises(Refused, match=r"drive\.no_reason"):
        showroom.act(fleet.block, replace(block, reason=" "))
    blocked = showroom.act(fleet.block, block)
    with pytest.raises(Refused) as refused:
        showroom.book(60 * 26)
    assert refused.value.code == "drive.car_blocked" and "首保" in refused.value.text()
    showroom.act(fleet.unblock, blocked)
    showroom.book(60 * 26)


def test_out_needs_licence_then_agreement_then_odometer(showroom: Showroom) -> None:
    drive = showroom.book()

    def refusal(outing: Outing) -> tuple[str, str | None]:
        with pytest.raises(Refused) as refused:
            showroom.act(commands.send_out, drive, outing)
        return refused.value.code, refused.value.field

    assert refusal(OUT) == ("licence.missing", "licence")
    showroom.note_licence(drive)
    assert refusal(OUT) == ("drive.unsigned", "agreement")
    with pytest.raises(Refused, match=r"drive\.no_agreement"):
        showroom.act(commands.note_signature, drive)
    showroom.sign(drive)
    assert refusal(Outing(None, FuelLevel.FULL)) == ("drive.no_km", "km")
    assert refusal(Outing(999, FuelLevel.FULL)) == ("drive.km_below_last", "km")
    assert refusal(Outing(1000, None)) == ("drive.no_fuel", "fuel")
    showroom.act(commands.send_out, drive, OUT)
    with showroom.records.read() as session:
        assert session.get_one(DemoCar, showroom.automatic).odometer == 1003
    assert row(showroom, drive).state is BookingState.OUT


def test_back_before_out_or_with_fewer_kilometres_is_refused(showroom: Showroom) -> None:
    drive = ready(showroom)
    with pytest.raises(Refused, match=r"drive\.step"):
        showroom.act(commands.take_back, drive, BACK)
    showroom.act(commands.send_out, drive, OUT)
    for came, code in (
        (replace(BACK, came_at=NOON - timedelta(minutes=1)), "drive.back_before_out"),
        (replace(BACK, km=1002), "drive.km_below_out"),
        (replace(BACK, fuel=None), "drive.no_fuel"),
    ):
        with pytest.raises(Refused, match=code):
            showroom.act(commands.take_back, drive, came, at=NOON + timedelta(minutes=20))
    showroom.act(
        commands.take_back,
        drive,
        replace(BACK, damage=" 右前保险杠划痕 "),
        at=NOON + timedelta(minutes=20),
    )
    with showroom.records.read() as session:
        car, back = session.get_one(DemoCar, showroom.automatic), session.get_one(TestDrive, drive)
        assert (car.odometer, car.fuel, back.damage) == (1010, FuelLevel.HALF, "右前保险杠划痕")
    with pytest.raises(Refused, match=r"drive\.step"):
        showroom.act(commands.cancel, drive, "too late")


def test_the_car_is_free_again_as_soon_as_it_is_back(showroom: Showroom) -> None:
    drive = ready(showroom)
    showroom.act(commands.send_out, drive, OUT)
    showroom.act(commands.take_back, drive, BACK, at=NOON + timedelta(minutes=5))
    showroom.act(
        commands.book, showroom.wanted(10, contact=Contact("李娜")), at=NOON + timedelta(minutes=6)
    )


def test_a_car_that_is_still_out_cannot_leave_again(showroom: Showroom) -> None:
    first = ready(showroom)
    second = ready(showroom, 60, contact=Contact("李娜", "13900139000"))
    showroom.act(commands.send_out, first, OUT)
    with pytest.raises(Refused) as refused:
        showroom.act(commands.send_out, second, OUT)
    assert refused.value.code == "drive.car_is_out" and "T261121-001" in refused.value.text()


def test_a_ride_needs_no_licence_but_an_agreement(showroom: Showroom) -> None:
    drive = showroom.book(rides=True, drives=False)
    with pytest.raises(Refused, match=r"drive\.unsigned"):
        showroom.act(commands.send_out, drive, OUT)
    showroom.sign(drive)
    showroom.act(commands.send_out, drive, OUT)
    with pytest.raises(Refused, match=r"drive\.no_way"):
        showroom.book(120, rides=False, drives=False)


def test_only_the_manager_answers_for_a_licence_and_the_audit_knows_why(showroom: Showroom) -> None:
    drive = showroom.book(car_id=showroom.manual)
    showroom.note_licence(drive, licence_class=LicenceClass.C2)
    for step, value in (
        (commands.issue_agreement, Agreement("en", 1, b"%PDF")),
        (commands.send_out, OUT),
    ):
        with pytest.raises(Refused, match=r"licence\.class"):
            showroom.act(step, drive, value)
    with pytest.raises(Refused, match=r"permission\.denied"):
        showroom.act(commands.override_licence, drive, "陪驾")
    with pytest.raises(Refused, match=r"drive\.no_reason"):
        showroom.act(commands.override_licence, drive, "", by=showroom.manager)
    showroom.act(commands.override_licence, drive, "场内试驾", by=showroom.manager)
    showroom.sign(drive)
    showroom.act(commands.send_out, drive, OUT)
    with showroom.records.read() as session:
        told = session.scalars(
            select(Audit).where(Audit.noun == Noun.CAR_BOOKING, Audit.reason == "场内试驾")
        ).one()
    assert (told.staff_id, told.noun_id) == (1, drive)


def test_probation_leaves_the_motorway_only_with_a_companion(showroom: Showroom) -> None:
    drive = showroom.book(route_id=showroom.motorway)
    showroom.note_licence(drive, first_issued_on=date(2026, 5, 1))
    with pytest.raises(Refused, match=r"licence\.motorway"):
        showroom.sign(drive)
    accompanied = replace(showroom.wanted(route_id=showroom.motorway), companion_id=showroom.li)
    with pytest.raises(Refused, match=r"licence\.companion"):
        showroom.act(commands.change, drive, accompanied)
    since = {"licence_class": LicenceClass.C1, "licensed_since": date(2020, 1, 1)}
    li = StaffEntry(name="李强", roles=frozenset({Role.CONSULTANT}), id=showroom.li, **since)
    with showroom.records.read() as session:
        li = replace(li, version=session.get_one(Staff, showroom.li).version)
    showroom.act(save_staff, li, by=showroom.manager)
    showroom.act(commands.change, drive, accompanied)
    showroom.sign(drive)
    with pytest.raises(Refused, match=r"licence\.motorway"):
        showroom.act(commands.send_out, drive, OUT)
    showroom.act(commands.send_out, drive, replace(OUT, companion_id=showroom.li))


def test_the_licence_is_known_the_next_time_and_blanks_overwrite_nothing(
    showroom: Showroom,
) -> None:
    first = showroom.book()
    showroom.note_licence(first)
    second = showroom.book(120)
    assert row(showroom, second).licence_number == NUMBER
    showroom.note_licence(second, licence_class=None, first_issued_on=None, expires_on=None)
    with showroom.records.read() as session:
        known = session.scalars(select(Licence)).one()
    assert (known.licence_class, known.first_issued_on, known.expires_on) == (
        LicenceClass.C1,
        date(2015, 6, 1),
        date(2030, 6, 1),
    )
    assert (known.seen_at, known.seen_by) == (NOON, showroom.li)


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("number", {"number": "123"}),
        ("number", {"number": ""}),
        ("licence_class", {"licence_class": None}),
        ("expires_on", {"expires_on": None}),
        ("expires_on", {"expires_on": date(2010, 1, 1)}),
    ],
)
def test_an_incomplete_licence_is_refused_beside_its_field(
    showroom: Showroom, field: str, more: dict[str, object]
) -> None:
    drive = showroom.book()
    with pytest.raises(Refused) as refused:
        showroom.note_licence(drive, **more)
    assert refused.value.field == field


def test_the_agreement_is_kept_as_it_was_signed(showroom: Showroom) -> None:
    drive = showroom.book()
    showroom.note_licence(drive)
    showroom.act(commands.issue_agreement, drive, Agreement("en", 1, b"first edition"))
    showroom.act(commands.note_signature, drive)
    with showroom.records.read() as session:
        kept = paper_facts.signed_agreement(session, drive)
        assert kept is not None and (kept.pdf, kept.edition, kept.kind) == (
            b"first edition",
            1,
            PaperKind.DRIVE_AGREEMENT,
        )
    showroom.act(commands.change, drive, showroom.wanted(60))
    with showroom.records.read() as session:
        assert paper_facts.signed_agreement(session, drive) is None
        assert len(session.scalars(select(IssuedPaper)).all()) == 1


def test_the_feedback_reaches_the_prospect(showroom: Showroom) -> None:
    drive = ready(showroom)
    with pytest.raises(Refused, match=r"drive\.not_back"):
        showroom.act(commands.note_opinion, drive, Opinion(5))
    showroom.act(commands.send_out, drive, OUT)
    showroom.act(commands.take_back, drive, BACK)
    with pytest.raises(Refused) as refused:
        showroom.act(commands.note_opinion, drive, Opinion(None))
    assert refused.value.field == "overall"
    with showroom.records.read() as session:
        level = session.scalars(select(Level.id).where(Level.code == "A")).one()
    showroom.act(commands.note_opinion, drive, Opinion(4, power=5, likes="安静", level_id=level))
    showroom.act(commands.note_opinion, drive, Opinion(5, level_id=level))
    with showroom.records.read() as session:
        prospect = session.scalars(select(Prospect)).one()
        assert (prospect.level_id, prospect.owner_id) == (level, showroom.li)
        told = queries.drive(session, drive, now=NOON, viewer=showroom.consultant)
        assert told is not None and told.opinion == Opinion(5, level_id=level) and told.level == "A"


def test_lists_are_edited_retired_and_never_lost(showroom: Showroom) -> None:
    with showroom.records.read() as session:
        trim = queries.demo_cars(session)[0].trim_id
    add = showroom.act(
        fleet_commands.save_car, CarEntry("京B23456", trim, odometer=20), by=showroom.manager
    )
    for entry, field in (
        (CarEntry("京B23456", trim), "plate"),
        (CarEntry("??", trim), "plate"),
        (CarEntry("京C34567", None), "trim_id"),
    ):
        with pytest.raises(Refused) as refused:
            showroom.act(fleet_commands.save_car, entry, by=showroom.manager)
        assert refused.value.field == field
    drive = showroom.book(car_id=add)
    with pytest.raises(Refused, match=r"demo_car\.booked"):
        showroom.act(fleet_commands.retire_car, add, by=showroom.manager)
    showroom.act(commands.cancel, drive, "退役")
    showroom.act(fleet_commands.retire_car, add, by=showroom.manager)
    with pytest.raises(Refused, match=r"drive\.no_car"):
        showroom.book(60, car_id=add)
    with showroom.records.read() as session:
        assert add not in [car.id for car in queries.demo_cars(session)]
        assert add in [car.id for car in queries.demo_cars(session, everybody=True)]
    showroom.act(fleet_commands.retire_car, add, back=True, by=showroom.manager)
    route = showroom.act(commands.save_route, RouteEntry("山路", 12, 35), by=showroom.manager)
    with pytest.raises(Refused, match=r"route\.twin"):
        showroom.act(commands.save_route, RouteEntry("山路", 1, 1), by=showroom.manager)
    showroom.act(commands.retire_route, route, by=showroom.manager)
    with showroom.records.read() as session:
        assert route not in [one.id for one in queries.routes(session)]


def test_other_roles_are_refused_below_the_window(showroom: Showroom) -> None:
    technician = Actor(showroom.zhao, "赵敏", frozenset({Role.TECHNICIAN}), "车间")
    with showroom.records.read() as session:
        session.expire_all()
    with pytest.raises(Refused, match=r"permission\.denied"):
        commands.book(None, showroom.wanted(), by=technician, at=NOON)  # type: ignore[arg-type]


def test_a_car_that_is_late_is_promised_to_nobody_from_now_on(showroom: Showroom) -> None:
    first = ready(showroom)
    showroom.act(commands.send_out, first, OUT)
    late = NOON + timedelta(hours=3)
    wanted = showroom.wanted(180, contact=Contact("李娜", "13900139000"))
    with pytest.raises(Refused, match=r"drive\.car_is_out"):
        showroom.act(commands.book, wanted, at=late)
    showroom.act(commands.book, replace(wanted, starts_at=late + timedelta(minutes=45)), at=late)
    showroom.act(commands.take_back, first, BACK, at=late)
    showroom.act(commands.book, replace(wanted, minutes=15), at=late)


def test_nobody_books_with_a_licence_that_will_have_expired_but_the_manager(
    showroom: Showroom,
) -> None:
    drive = showroom.book()
    showroom.note_licence(drive, number="E12345678", expires_on=date(2026, 11, 22))
    showroom.act(commands.cancel, drive, "改期")
    later = showroom.wanted(3 * 24 * 60)
    with pytest.raises(Refused) as refused:
        showroom.act(commands.book, later)
    assert refused.value.code == "licence.book_expired"
    assert showroom.act(commands.book, replace(later, drives=False, rides=True))
    again = showroom.wanted(3 * 24 * 60 + 120)
    with pytest.raises(Refused) as unsaid:
        showroom.act(commands.book, again, by=showroom.manager)
    assert (unsaid.value.code, unsaid.value.field) == ("licence.book_expired", "override")
    why = "客户次日带新证来"
    booked = showroom.act(commands.book, replace(again, override=why), by=showroom.manager)
    with showroom.records.read() as session:
        kept = select(Audit.reason).where(Audit.noun_id == booked, Audit.act == Act.ADD)
        assert session.scalars(kept.where(Audit.noun == Noun.CAR_BOOKING)).all() == [why]
        row = session.get_one(TestDrive, booked)
        assert row.override_by is None, "the licence is still asked for before the car leaves"


def test_a_foreign_licence_is_kept_with_its_document_and_the_age_asked(showroom: Showroom) -> None:
    drive = showroom.book()
    showroom.note_licence(drive, number="h 12345678", born_on=date(2009, 1, 1))
    with showroom.records.read() as session:
        kept = session.scalars(select(Licence)).one()
        found = queries.drive(session, drive, now=NOON, viewer=showroom.manager)
    assert (kept.number, kept.document) == ("H12345678", LicenceDocument.PERMIT)
    assert found is not None and [one.code for one in found.findings] == ["licence.age"]
