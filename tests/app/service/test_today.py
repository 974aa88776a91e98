"""Work that was put off appears on its day, for its advisor, until somebody reminded."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app import settings
from app.people import commands as people
from app.people.consents import ConsentFacts
from app.permissions import Actor
from app.service.commands import approvals, jobs, opening
from app.service.today import work_to_recall
from app.service.values import Answer, Deferral, NewOrder
from app.today_spec import AskedDay, TodayItem
from app.urgency import Urgency
from db.tables.people import Person
from db.vocabulary import ApprovalMedium, ConsentPurpose
from tests.make import NOON

DAY = date(2026, 12, 21)
ON_DAY = NOON + timedelta(days=30)


def due(desk: Any, viewer: Actor, at: Any = ON_DAY) -> tuple[TodayItem, ...]:
    with desk.records.read() as session:
        return work_to_recall(session, AskedDay(viewer, at, settings.load(session)))


def test_what_was_put_off_is_called_about_on_its_day(desk: Any, order: int) -> None:
    job = desk.labour(order, "更换雨刮")
    said = Answer(ApprovalMedium.PHONE, "张伟", (), (), (Deferral(job, DAY, "发薪后"),))
    desk.act(approvals.approve, order, said)
    assert due(desk, desk.advisor, ON_DAY - timedelta(days=1)) == ()
    (item,) = due(desk, desk.advisor)
    assert (item.who, item.urgency, item.opens[1]) == ("张伟", Urgency.TODAY, order)
    assert "更换雨刮" in item.why and "发薪后" in item.why and "30" in item.why
    (late,) = due(desk, desk.advisor, ON_DAY + timedelta(days=2))
    assert late.urgency is Urgency.OVERDUE
    colleague = replace(desk.advisor, staff_id=desk.technician.staff_id)
    assert due(desk, colleague) == (), "an advisor calls about the own orders"
    assert len(due(desk, desk.manager)) == 1
    command, arguments = item.act.command or (None, ())
    undo, back = item.act.undo or (None, ())
    desk.act(command, *arguments, at=ON_DAY)
    assert due(desk, desk.advisor) == ()
    desk.act(undo, *back, at=ON_DAY)
    assert len(due(desk, desk.advisor)) == 1
    again = desk.act(opening.open_order, NewOrder("京A12345"), at=ON_DAY)
    assert [work.line.name for work in desk.sheet(again).advice] == ["更换雨刮"]
    desk.act(jobs.take_up_advice, again, (job,), at=ON_DAY)
    assert due(desk, desk.advisor) == (), "nobody is called about what is on an order"


def test_who_refuses_reminders_is_called_by_nobody_until_they_agree_again(
    desk: Any, order: int
) -> None:
    job = desk.labour(order, "更换雨刮")
    said = Answer(ApprovalMedium.PHONE, "张伟", (), (), (Deferral(job, DAY, "发薪后"),))
    desk.act(approvals.approve, order, said)
    customer = desk.sheet(order).customer.id
    agreed = ConsentFacts((ConsentPurpose.SERVICE_REMINDER,), "书面签字", 1)

    def answers(facts: ConsentFacts) -> int:
        desk.act(people.keep_consent, customer, facts, by=desk.manager)
        return len(due(desk, desk.advisor))

    assert answers(ConsentFacts(())) == 1, "nobody asked, and the customer put the work off"
    assert answers(agreed) == 1
    assert answers(ConsentFacts(())) == 0, "withdrawn"
    assert answers(agreed) == 1
    desk.records.act(_do_not_contact, customer, by=desk.manager, at=NOON)
    assert due(desk, desk.advisor) == (), "a refusal wins over every consent"


def _do_not_contact(session: Session, person_id: int, *, by: Actor, at: datetime) -> None:
    session.get_one(Person, person_id).do_not_contact = True
