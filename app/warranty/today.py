"""What waits today under the warranty rules: long repairs, demands, records to be signed."""

from datetime import timedelta

from sqlalchemy.orm import Session

from app.formatting import joined, show_date
from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.text import N_, _
from app.today_spec import AskedDay, TodayAct, TodayItem, TodayList
from app.tones import Tone
from app.urgency import Urgency
from app.warranty import commands, words
from app.warranty.queries import demands, repair_record, rights
from app.warranty.queries.demands import DemandRow
from app.warranty.queries.rights import OpenRepair
from app.warranty.rules import LoanFlag, loan_flag
from db.nouns import Noun
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.service import RepairOrder
from db.vocabulary import Role
from db.warranty_words import DemandState

WATCHERS = (Role.ADVISOR, Role.CONTROLLER)
CALLERS = (Role.ADVISOR, Role.CARE)
SOON = timedelta(days=3)
SIGNED_WITHIN = timedelta(days=30)
"""So long after the hand-over a signature is asked for; later it is missed in the order alone."""
URGENCIES = {Tone.BAD: Urgency.OVERDUE, Tone.WARN: Urgency.TODAY}


def long_repairs(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Warranty repairs that owe a loan car, or whose counts reached a threshold."""
    found = rights.open_repairs(session, at=asked.at)
    everything = asked.viewer.may(Role.CONTROLLER)
    return tuple(
        _repair(one, asked)
        for one in found
        if _is_told(one, asked) and (everything or one.advisor_id == asked.viewer.staff_id)
    )


def _is_told(one: OpenRepair, asked: AskedDay) -> bool:
    return _owes_loan(one, asked) or bool(one.rights.marked)


def _owes_loan(one: OpenRepair, asked: AskedDay) -> bool:
    """True where a loan car is to be offered or given: never for a car without the rules."""
    if one.has_loan or not one.rights.is_covered(one.repair):
        return False
    return loan_flag(one.repair, asked.at) is not LoanFlag.NONE


def _repair(one: OpenRepair, asked: AskedDay) -> TodayItem:
    told, tone = "", Tone.NEUTRAL
    if _owes_loan(one, asked):
        told, tone = words.loan_text(one.repair, asked.at)
    marked = one.rights.marked
    counts = [words.count_text(count) for count in marked]
    tones = {tone, *(words.count_tone(count) for count in marked)}
    tone = next((worst for worst in (Tone.BAD, Tone.WARN) if worst in tones), tone)
    return TodayItem(
        opens=(Noun.REPAIR_ORDER, one.order_id),
        at=one.repair.agreed_at,
        who=plates.shown(one.plate) or one.number,
        what=one.model,
        why=joined(told, *counts),
        act=TodayAct(N_("Open")),
        urgency=URGENCIES.get(tone, Urgency.LATER),
        owner_id=one.advisor_id,
        owner=one.advisor,
    )


def open_demands(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Demands to answer or to finish, told three days before the last day."""
    today = local_day(asked.at)
    rows = demands.open_demands(session)
    return tuple(_demand(row, asked) for row in rows if row.due_on and row.due_on - SOON <= today)


def _demand(row: DemandRow, asked: AskedDay) -> TodayItem:
    is_late = row.due_on is not None and row.due_on < local_day(asked.at)
    wanted = _("answer by {day}") if row.state is DemandState.TO_ANSWER else _("finish by {day}")
    due = wanted.format(day=show_date(row.due_on)) if row.due_on else ""
    return TodayItem(
        opens=(Noun.WARRANTY_DEMAND, row.id),
        at=asked.at,
        who=row.customer or plates.shown(row.plate),
        what=joined(row.model, plates.shown(row.plate)),
        why=joined(label(row.kind), due),
        act=TodayAct(N_("Open")),
        urgency=Urgency.OVERDUE if is_late else Urgency.TODAY,
    )


def unsigned_records(session: Session, asked: AskedDay) -> tuple[TodayItem, ...]:
    """Records of cars that left without a signature: advisors see those of their own orders."""
    found = repair_record.left_unsigned(session, asked.at - SIGNED_WITHIN)
    everything = asked.viewer.may(Role.CONTROLLER)
    return tuple(
        _record(session, order)
        for order in found
        if everything or order.advisor_id == asked.viewer.staff_id
    )


def _record(session: Session, order: RepairOrder) -> TodayItem:
    customer = session.get(Person, order.customer_id) if order.customer_id else None
    plate, left = plates.shown(order.plate or ""), order.delivered_at
    assert left is not None
    gone = _("handed over {day}").format(day=show_date(local_day(left)))
    return TodayItem(
        opens=(Noun.REPAIR_ORDER, order.id),
        at=left,
        who=customer.name if customer else plate or order.number,
        what=joined(plate, order.model_name, by=" "),
        why=joined(_("The repair record is not signed"), gone),
        act=TodayAct(
            N_("Both have signed"),
            command=(commands.sign_record, (order.id,)),
            done=N_("The signatures are noted."),
            undo=(commands.unsign_record, (order.id,)),
        ),
        urgency=Urgency.TODAY,
        owner_id=order.advisor_id,
        owner=session.get_one(Staff, order.advisor_id).name,
    )


LISTS = (
    TodayList("long_repairs", N_("Warranty repairs"), "shield-alert", WATCHERS, long_repairs),
    TodayList("warranty_demands", N_("Warranty demands"), "flag", CALLERS, open_demands),
    TodayList("unsigned_records", N_("Repair records"), "file-text", WATCHERS, unsigned_records),
)
