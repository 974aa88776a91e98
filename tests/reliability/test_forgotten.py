"""A customer whose name and numbers stood everywhere is forgotten.

The store knows neither, nor does the file on the disk, and every sum is what it was.
"""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.admin import archive
from app.desks import DESKS
from app.people import commands, rules
from app.people.commands import LicenceFacts, MergeChoice
from app.people.consents import ConsentFacts
from app.people.operations import Contact
from app.reception import commands as reception
from app.reception.values import NewVisit
from app.records import Records
from app.service.commands import approvals, lines, opening, papers
from app.service.values import Answer, GivenOut, Intake, LabourValue, NewOrder
from app.testdrives import commands as testdrives
from app.testdrives.values import NewDrive
from db import engine as engines
from db.nouns import Noun
from db.store_address import StorePlace
from db.tables.bills import Payment
from db.tables.fleet import CarBooking
from db.tables.papers import IssuedPaper
from db.tables.people import Consent, Person
from db.tables.prospects import FollowUp
from db.tables.reception import Visit
from db.tables.service import Concern, LabourLine, RepairOrder
from db.tables.vehicles import Vehicle
from db.vocabulary import (
    ApprovalMedium,
    ConsentPurpose,
    LicenceClass,
    PaperKind,
    PaymentMethod,
    Stage,
)
from tests.make import NOON
from tests.reliability.acting import Desk

NAME, PHONE, OTHER, IDENTITY = "欧阳金丝雀", "13911112222", "13733334444", "11010519491231002X"
SPOKEN = f"{NAME}（139 1111 2222）"
CANARIES = (
    NAME,
    "欧阳女士",
    "金丝雀",
    PHONE,
    "139 1111 2222",
    "139-1111-2222",
    OTHER,
    IDENTITY,
    "canary-street-7",
)


TABLES = {
    "sqlite": (
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ),
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}


@pytest.fixture
def desk(place: StorePlace) -> Iterator[Desk]:
    made = Desk(Records(engines.open_store(place), DESKS), 1)
    yield made
    made.records.close()


def _stand_everywhere(desk: Desk) -> tuple[int, int]:
    """Returns the customer and an order that somebody else's car has."""
    kept = NewVisit(name=NAME, phone=PHONE, course=f"{SPOKEN}要红色的", level_id=1, consultant_id=1)
    desk.act(reception.register, kept)
    with desk.records.read() as session:
        person = session.scalars(select(Person.id).where(Person.name == NAME)).one()
        version = session.get(Person, person).version
    told = {
        "id_number": IDENTITY,
        "address": "canary-street-7",
        "note": SPOKEN,
        "alert": SPOKEN,
        "employer": NAME,
        "other_phone": OTHER,
    }
    desk.act(commands.edit, person, told | {"phone": PHONE, "name": NAME}, version=version)
    desk.act(commands.keep_licence, person, LicenceFacts(IDENTITY, LicenceClass.C1))
    desk.act(
        commands.keep_consent,
        person,
        ConsentFacts((ConsentPurpose.SALES_CONTACT,), f"{NAME}签字", 1),
    )
    twin = desk.act(commands.add, {"name": "欧阳女士", "phone": OTHER})
    with desk.records.read() as session:
        versions = (session.get(Person, person).version, session.get(Person, twin).version)
    desk.act(commands.merge, MergeChoice(person, twin, frozenset({"employer"}), versions))
    drive = desk.act(
        testdrives.book, NewDrive(1, NOON + timedelta(days=1), 20, Contact(NAME, PHONE))
    )
    desk.act(testdrives.cancel, drive, f"{NAME}不来了")
    intake = Intake(
        bringer_name=NAME, bringer_phone=PHONE, note=SPOKEN, belongings=f"{NAME}的伞", odometer=4000
    )
    own = desk.act(
        opening.open_order,
        NewOrder("京A12345", f"{NAME}说有异响", owner=Contact(person_id=person), intake=intake),
    )
    labour = desk.act(
        lines.save_labour, own, LabourValue("更换机油", Decimal("0.80"), Decimal(120))
    )
    desk.act(approvals.approve, own, Answer(ApprovalMedium.PHONE, NAME, (labour,)))
    for kind in (PaperKind.REPAIR_CONTRACT, PaperKind.WORKSHOP_COPY):
        desk.act(papers.keep_paper, own, GivenOut(kind, f"%PDF {SPOKEN}".encode(), 1))
    strange = NewOrder(
        "京B12345",
        "保养",
        owner=Contact("李娜", "13655556666"),
        intake=Intake(bringer_name=NAME, bringer_phone=PHONE),
    )
    other = desk.act(opening.open_order, strange)
    desk.act(_write_by_the_way, person, own)
    return int(person), int(other)


def _write_by_the_way(session: Session, person: int, own: int, *, by: Any, at: Any) -> None:
    visit = session.scalars(select(Visit).where(Visit.person_id == person)).first()
    assert visit is not None
    visit.addressed_as, visit.area, visit.rivals, visit.transport = (
        "欧阳女士",
        "canary-street-7",
        f"{NAME}看过别家",
        f"{NAME}的车",
    )
    session.add(FollowUp(person_id=person, staff_id=1, due_at=at, done_at=at, content=SPOKEN))
    concern = session.scalars(select(Concern).where(Concern.order_id == own)).one()
    concern.finding = concern.cause = concern.correction = SPOKEN
    order = session.get_one(RepairOrder, own)
    order.internal_note, order.explained, order.collected_by, order.damage = (
        SPOKEN,
        SPOKEN,
        NAME,
        SPOKEN,
    )
    session.add(
        Payment(
            number="P-1",
            order_id=own,
            method=PaymentMethod.CASH,
            amount=Decimal("96.00"),
            note=SPOKEN,
            at=at,
            taken_by=1,
        )
    )
    line = session.scalars(select(LabourLine).where(LabourLine.order_id == own)).one()
    line.finished_at = at
    session.get_one(Vehicle, order.vehicle_id).note = f"{NAME}常开"
    session.scalars(
        select(Person).where(Person.name == "李娜")
    ).one().note = f"介绍人电话 +86 139-1111-2222，{NAME}"
    session.scalars(
        select(Person).where(Person.name == "李娜")
    ).one().employer = "１３９１１１１２２２２"
    session.flush()


def _finish(session: Session, *, by: Any, at: Any) -> None:
    for order in session.scalars(select(RepairOrder)):
        order.stage, order.delivered_at = Stage.DELIVERED, at
    session.flush()


def _totals(session: Session) -> list[Any]:
    nouns = (Person, Visit, CarBooking, RepairOrder, Concern, Consent)
    counted = [session.scalar(select(func.count()).select_from(noun)) for noun in nouns]
    return [
        *counted,
        session.scalar(select(func.sum(Payment.amount))),
        session.scalar(select(func.sum(LabourLine.fee))),
    ]


def _cells(session: Session) -> Iterator[tuple[str, Any]]:
    """Every value of every table of the store, the search's own included."""
    tables = session.connection().exec_driver_sql(TABLES[session.connection().dialect.name])
    for (table,) in tables.all():
        for row in session.connection().exec_driver_sql(f'SELECT * FROM "{table}"'):
            yield from ((table, cell) for cell in row)


def _leaks(session: Session) -> list[tuple[str, str]]:
    told = [
        (table, cell if isinstance(cell, bytes) else str(cell).encode())
        for table, cell in _cells(session)
    ]
    return [
        (table, canary) for canary in CANARIES for table, cell in told if canary.encode() in cell
    ]


def test_no_table_index_or_page_of_the_store_knows_who_was_forgotten(
    desk: Desk, place: StorePlace
) -> None:
    person, other = _stand_everywhere(desk)
    desk.act(_finish)
    with desk.records.read() as session:
        before, standing = _totals(session), {table for table, _canary in _leaks(session)}
    assert {
        "person",
        "phone",
        "licence",
        "visit",
        "follow_up",
        "repair_order",
        "concern",
        "payment",
        "approval",
    } <= standing
    search = "search_doc" if isinstance(place, Path) else "search_gram_person"
    assert {"consent", "merge", search, "vehicle", "issued_paper"} <= standing
    desk.act(commands.erase, person, f"{NAME}本人（139 1111 2222）书面要求")
    with desk.records.read() as session:
        assert _totals(session) == before
        kept = session.scalars(select(IssuedPaper.kind)).all()
        assert kept == [PaperKind.REPAIR_CONTRACT], "the signed contract is kept, and nothing else"
        assert {table for table, _canary in _leaks(session)} == {"issued_paper"}
        order = session.get_one(RepairOrder, other)
        assert (order.bringer_name, order.bringer_phone, order.customer_id is not None) == (
            None,
            None,
            True,
        )
        friend = session.scalars(select(Person).where(Person.name == "李娜")).one()
        assert friend.employer == "***"
        assert friend.note == "介绍人电话 ***，***"
        contract = archive.issued(session, PaperKind.REPAIR_CONTRACT, Noun.REPAIR_ORDER, noun_id=1)
        assert contract is not None and NAME.encode() in contract.pdf
    if isinstance(place, Path):  # a server writes over what was deleted in its own time
        assert _on_disk(desk, place) == []


def _on_disk(desk: Desk, store: Path) -> list[str]:
    """What the bytes of the closed file still hold once the signed paper is taken out of it."""

    def shred(session: Session, *, by: Any, at: Any) -> None:
        for paper in session.scalars(select(IssuedPaper)):
            session.delete(paper)

    desk.act(shred)
    with desk.records.engine.execution_options(
        isolation_level="AUTOCOMMIT"
    ).connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    data = b"".join(
        path.read_bytes() for path in store.parent.iterdir() if path.name.startswith(store.name)
    )
    assert "更换机油".encode() in data
    return [canary for canary in CANARIES if canary.encode() in data]


def test_a_number_that_somebody_else_has_as_well_stays_theirs(desk: Desk) -> None:
    mine = desk.act(commands.add, {"name": "王大明", "phone": "13812340000"})
    wife = desk.act(
        commands.add, {"name": "刘晓红", "phone": "13812340000", "note": "先生也用 13812340000"}
    )
    desk.act(commands.erase, mine, "本人要求")
    with desk.records.read() as session:
        kept = session.get_one(Person, wife)
        assert ([phone.number for phone in kept.phones], kept.note) == (
            ["13812340000"],
            "先生也用 13812340000",
        )


def test_another_customer_of_the_same_name_is_left_alone(desk: Desk) -> None:
    mine = desk.act(commands.add, {"name": "张伟", "phone": "13812340000"})
    intake = Intake(bringer_name="张伟", bringer_phone="13699990000")
    strange = desk.act(
        opening.open_order,
        NewOrder("京B12345", "张伟说有异响", owner=Contact("李娜", "13655556666"), intake=intake),
    )
    desk.act(commands.erase, mine, "本人要求")
    with desk.records.read() as session:
        order = session.get_one(RepairOrder, strange)
        assert (order.bringer_name, order.bringer_phone) == ("张伟", "13699990000")
        assert session.scalars(select(Concern.words)).one() == "张伟说有异响"


@given(
    st.text("0123456789", min_size=7, max_size=18),
    st.text(alphabet="张伟 abc，。", max_size=5),
    st.sampled_from(["", " ", "-", "·", " - "]),
)
def test_a_number_is_struck_in_every_writing(number: str, around: str, gap: str) -> None:
    wide = number.translate({ord(digit): ord(digit) + rules.WIDE for digit in "0123456789"})
    pattern = rules.writings((), [number])
    for written in (gap.join(number), wide, f"+86 {number}", f"0086{number}"):
        assert (
            rules.struck(f"{around}{written}{around}", pattern) == f"{around}{rules.STRUCK}{around}"
        )
    assert rules.struck(around, pattern) == around


@pytest.mark.parametrize(
    ("name", "text", "struck"),
    [
        ("Li", "Lights of Li", "Lights of ***"),
        ("张伟", "老张伟哥", "老***哥"),
        ("a.b", "a.b axb", "*** axb"),
    ],
)
def test_a_name_is_struck_as_a_word(name: str, text: str, struck: str) -> None:
    assert rules.struck(text, rules.writings([name], ())) == struck
