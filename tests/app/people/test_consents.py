"""Consent per purpose, never overwritten; who said no stands in no call list."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.errors import Refused
from app.people import commands, queries
from app.people.consents import OFFERED, ConsentFacts
from app.prospects import queries as prospects
from app.records import Records
from db.tables.admin import Staff
from db.tables.people import Consent, Person
from db.tables.prospects import FollowUp, Prospect
from db.tables.testdrives import DriveFeedback
from db.vocabulary import ConsentPurpose as Purpose
from db.vocabulary import ProspectState
from tests import make as makers
from tests.make import NOON

Act = Callable[..., Any]
DAY = timedelta(days=1)


@pytest.fixture
def person(act: Act) -> int:
    """张伟, with a contact that is due."""
    made = int(act(commands.add, {"name": "张伟", "phone": "13800138000"}))

    def plan(session: Any, *, by: Any, at: Any) -> None:
        session.add(FollowUp(person_id=made, staff_id=1, due_at=at))

    act(plan)
    return made


def _due(records: Records) -> int:
    with records.read() as session:
        return len(prospects.due(session, NOON + DAY, at=NOON))


def test_each_purpose_keeps_edition_way_and_clerk(act: Act, records: Records, person: int) -> None:
    act(
        commands.keep_consent,
        person,
        ConsentFacts((Purpose.SALES_CONTACT, Purpose.SERVICE_REMINDER), "书面签字", 2),
    )
    act(
        commands.keep_consent,
        person,
        ConsentFacts((Purpose.SERVICE_REMINDER, Purpose.DOCUMENT_PHOTO), "口头", 3),
        at=NOON + DAY,
    )
    with records.read() as session:
        record = queries.record(session, person)
        rows = session.execute(
            select(Consent.purpose, Consent.withdrawn_at).order_by(Consent.id)
        ).all()
    assert record is not None
    assert [(one.purpose, one.notice_edition, one.way, one.by) for one in record.consents] == [
        (Purpose.SERVICE_REMINDER, 2, "书面签字", "王敏"),
        (Purpose.DOCUMENT_PHOTO, 3, "口头", "王敏"),
    ]
    assert [tuple(row) for row in rows] == [
        (Purpose.SALES_CONTACT, NOON + DAY),
        (Purpose.SERVICE_REMINDER, None),
        (Purpose.DOCUMENT_PHOTO, None),
    ]
    assert [event.kind for event in record.events] == [
        "withdrawal",
        "consent",
        "consent",
        "consent",
    ]


@pytest.mark.parametrize(
    ("way", "edition", "field"), [(None, 1, "way"), ("口头", None, "notice_edition")]
)
def test_a_consent_without_its_proof_is_refused(
    act: Act, person: int, way: str | None, edition: int | None, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        act(commands.keep_consent, person, ConsentFacts((Purpose.SERVICE_REMINDER,), way, edition))
    assert refused.value.field == field


def test_withdrawing_needs_no_reason(act: Act, records: Records, person: int) -> None:
    act(commands.keep_consent, person, ConsentFacts((Purpose.SALES_CONTACT,), "口头", 1))
    assert _due(records) == 1
    act(commands.keep_consent, person, ConsentFacts(()))
    assert _due(records) == 0
    act(commands.keep_consent, person, ConsentFacts((Purpose.SALES_CONTACT,), "口头", 1))
    assert _due(records) == 1


def test_do_not_contact_beats_every_consent(act: Act, records: Records, person: int) -> None:
    act(commands.keep_consent, person, ConsentFacts(OFFERED, "书面签字", 1))
    with records.read() as session:
        version = queries.card(session, person).version
    act(commands.edit, person, {"do_not_contact": True}, version=version)
    assert _due(records) == 0
    with records.read() as session:
        assert queries.record(session, person).left_out == 1


def test_who_said_no_after_a_test_drive_stands_in_no_call_list(
    act: Act, records: Records, person: int
) -> None:
    def say(session: Any, wants: bool | None, *, by: Any, at: Any) -> int:
        drive = makers.test_drive(session, makers.demo_car(session), by=1, person_id=person, at=at)
        told = DriveFeedback(
            test_drive_id=drive.id, overall=4, wants_contact=wants, given_at=at, taken_by=1
        )
        session.add(told)
        session.flush()
        return int(told.id)

    def correct(session: Any, told: int, *, by: Any, at: Any) -> None:
        session.get_one(DriveFeedback, told).wants_contact = True

    act(commands.keep_consent, person, ConsentFacts((Purpose.SALES_CONTACT,), "口头", 1))
    assert _due(records) == 1
    told = act(say, False)
    assert _due(records) == 0
    with records.read() as session:
        record = queries.record(session, person)
        assert (record.refuses_calls, record.left_out) == (True, 1)
    act(correct, told)
    assert _due(records) == 1, "a slip is corrected in the feedback"
    act(say, False, at=NOON + DAY)
    assert _due(records) == 0
    act(say, True, at=NOON + 2 * DAY)
    assert _due(records) == 1, "the last drive counts"
    act(say, None, at=NOON + 3 * DAY)
    assert _due(records) == 1, "who was not asked has not refused"


def test_nobody_is_called_for_sales_without_consent_or_an_enquiry_of_their_own(
    act: Act, records: Records, person: int
) -> None:
    def enquire(session: Any, *, by: Any, at: Any) -> int:
        who, owner = session.get_one(Person, person), session.get_one(Staff, 1)
        return int(makers.prospect(session, who, owner, makers.level(session)).id)

    def close(session: Any, state: ProspectState, *, by: Any, at: Any) -> None:
        session.scalars(select(Prospect)).one().state = state

    assert _due(records) == 0, "nobody asked this customer"
    with records.read() as session:
        record = queries.record(session, person)
        assert (record.refuses_calls, record.left_out) == (False, 1)
    act(enquire)
    assert _due(records) == 1, "the customer asked for a car"
    act(close, ProspectState.LOSS_ASKED)
    assert _due(records) == 1
    act(close, ProspectState.WON)
    assert _due(records) == 0, "the enquiry is over"
    act(commands.keep_consent, person, ConsentFacts((Purpose.SERVICE_REMINDER,), "口头", 1))
    assert _due(records) == 0, "another purpose is no consent to this one"
    act(commands.keep_consent, person, ConsentFacts((Purpose.SALES_CONTACT,), "口头", 1))
    assert _due(records) == 1


@pytest.mark.parametrize("purpose", [Purpose.CAMPAIGN, Purpose.PASSING_ON])
def test_what_no_act_follows_is_not_agreed_to(
    act: Act, records: Records, person: int, purpose: Purpose
) -> None:
    with pytest.raises(Refused) as refused:
        act(commands.keep_consent, person, ConsentFacts((purpose,), "书面", 1))
    assert (refused.value.code, refused.value.field) == ("consent.not_offered", "purposes")
    with records.read() as session:
        assert session.scalars(select(Consent)).all() == []


def test_what_was_agreed_to_before_stands_and_can_end(
    act: Act, records: Records, person: int
) -> None:
    def agree(session: Any, *, by: Any, at: Any) -> None:
        facts = {"purpose": Purpose.CAMPAIGN, "notice_edition": 1, "way": "书面"}
        session.add(Consent(person_id=person, given_at=at, given_by=by.staff_id, **facts))

    act(agree)
    both = (Purpose.CAMPAIGN, Purpose.SERVICE_REMINDER)
    act(commands.keep_consent, person, ConsentFacts(both, "书面", 2))
    act(commands.keep_consent, person, ConsentFacts((Purpose.SERVICE_REMINDER,), "书面", 2))
    with records.read() as session:
        kept = session.scalars(select(Consent).order_by(Consent.id)).all()
        assert [(one.purpose, one.withdrawn_at is None) for one in kept] == [
            (Purpose.CAMPAIGN, False),
            (Purpose.SERVICE_REMINDER, True),
        ]
