"""The card of a prospect and the report of a day, as facts and as paper."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.local_time import local_day
from app.paper import pages
from app.paper.frame import Printed, StoreHead
from app.people import queries as people
from app.permissions import Actor
from app.prospects.card import prospect_card
from app.prospects.commands import Outcome, complete_follow_up
from app.prospects.day_report import day_report
from app.prospects.level_sheet import level_month
from app.prospects.operations import ContactOutcome, record_contact
from app.prospects.papers import card as card_paper
from app.prospects.papers import day_report as report_paper
from app.prospects.quotas import Quota
from app.records import Records
from db.tables.people import Person
from db.tables.prospects import Prospect
from db.vocabulary import CallResult, ContactWay, Role
from tests import make as makers
from tests.make import NOON

DAY = timedelta(days=1)
HEAD, PRINTED = StoreHead("东风日产示范店"), Printed(NOON, "王敏")


@pytest.fixture
def li(make: Any) -> Actor:
    role = Role.CONSULTANT
    return Actor(make(makers.staff, "李强", role), "李强", frozenset({role}), "前台1")


@pytest.fixture
def prospect(act: Any, make: Any, li: Actor) -> int:
    """张伟 was called today and is to be visited tomorrow."""

    def customer(session: Any) -> Person:
        return makers.person(session, "张伟", "13800138000", address="北京市海淀区中关村 1 号")

    level = make(makers.level, "Z", 3)
    wish = ContactOutcome(make(customer), li.staff_id, ContactWay.IN_STORE, level)
    found = int(act(record_contact, wish, by=li, at=NOON - DAY).prospect_id)
    made = Outcome(
        None,
        ContactWay.PHONE,
        CallResult.REACHED,
        "想看白色现车",
        next_at=NOON + DAY,
        next_way=ContactWay.HOME_VISIT,
        prospect_id=found,
    )
    act(complete_follow_up, made, by=li)
    return found


def test_the_card_says_who_what_and_every_contact(
    records: Records, prospect: int, li: Actor
) -> None:
    with records.read() as session:
        card = prospect_card(session, prospect, viewer=li)
    assert card is not None
    assert (card.head.name, card.head.phone, card.head.level) == ("张伟", "138 0013 8000", "Z")
    assert card.until == local_day(NOON) + 31 * DAY
    assert [(one.contact.content, one.level) for one in card.contacts] == [("想看白色现车", "Z")]
    pdf = card_paper.prospect_card(replace(card, language="zh_CN"), HEAD, printed=PRINTED)
    text = pages.page_text(pdf, 0)
    assert pages.page_count(pdf) == 1 and "想看白色现车" in text and "意向客户管理卡" in text


def test_a_refusal_takes_the_planned_contact_out_of_cards_sheets_and_lists(
    act: Any, records: Records, prospect: int, li: Actor
) -> None:
    def planned() -> list[bool]:
        with records.read() as session:
            card = prospect_card(session, prospect, viewer=li)
            assert card is not None
            [row] = level_month(session, NOON.date(), viewer=li, at=NOON).rows
            [line] = day_report(session, NOON.date(), viewer=li, at=NOON).made
            [known] = people.rows(session, [session.get_one(Prospect, prospect).person_id])
        return [
            card.head.next_at is not None,
            bool(row.planned),
            line.next_at is not None,
            known.coming is not None,
        ]

    assert planned() == [True] * 4

    def refuse(session: Any, *, by: Actor, at: Any) -> None:
        who = session.get_one(Prospect, prospect).person_id
        session.get_one(Person, who).do_not_contact = True

    act(refuse)
    assert planned() == [False] * 4


def test_the_card_is_read_by_its_consultant_and_managers_alone(
    records: Records, make: Any, prospect: int, manager: Actor
) -> None:
    other = Actor(make(makers.staff, "赵敏"), "赵敏", frozenset({Role.CONSULTANT}), "前台1")
    with records.read() as session:
        assert prospect_card(session, prospect, viewer=other) is None
        assert prospect_card(session, prospect, viewer=manager) is not None


def test_the_report_tells_today_and_parts_tomorrow_into_calls_and_visits(
    records: Records, prospect: int, li: Actor, manager: Actor
) -> None:
    today = local_day(NOON)
    with records.read() as session:
        own = day_report(session, today, viewer=li, at=NOON)
        whole = day_report(session, today, viewer=manager, at=NOON)
        empty = day_report(session, today - 9 * DAY, viewer=li, at=NOON)
    assert [line.content for line in own.made] == ["想看白色现车"]
    assert [(line.person, line.area) for line in own.visits] == [("张伟", "海淀")]
    assert (own.calls, own.quotas.calls, own.whose) == ((), Quota(1, 30), "李强")
    assert (whole.whose, len(whole.made)) == ("", 1)
    for report in (own, empty):
        pdf = report_paper.day_report(replace(report, language="en"), HEAD, printed=PRINTED)
        assert pages.page_count(pdf) == 1
        assert ("张伟" in pages.page_text(pdf, 0)) is (report is own)
