"""Grading, contacts and losses on a real store."""

from datetime import timedelta

import pytest

from app.admin import commands as house_commands
from app.admin import queries as house
from app.errors import Refused
from app.permissions import Actor
from app.prospects import commands, queries
from app.prospects.commands import Grading, Loss, Outcome
from app.prospects.operations import ContactOutcome, record_contact
from db.vocabulary import CallResult, ContactWay, ProspectState, Role
from tests import make as makers
from tests.make import NOON

DAY = timedelta(days=1)


@pytest.fixture
def li(make) -> Actor:
    return Actor(make(makers.staff, "李强"), "李强", frozenset({Role.CONSULTANT}), "前台1")


@pytest.fixture
def levels(records) -> dict[str, int]:
    with records.read() as session:
        return {level.code: level.id for level in house.levels(session)}


@pytest.fixture
def prospect(act, make, li, levels) -> int:
    person = make(makers.person, "张伟", "13800138000")
    wish = ContactOutcome(person, li.staff_id, ContactWay.IN_STORE, levels["A"])
    return act(record_contact, wish, by=li).prospect_id


def live(records) -> list[queries.DueContact]:
    with records.read() as session:
        return queries.due(session, NOON + 400 * DAY, at=NOON)


def test_opening_a_prospect_plans_the_contact_of_its_level(records, prospect) -> None:
    [contact] = live(records)
    assert contact.due_at == NOON + 3 * DAY
    assert (contact.staff, contact.person, contact.level) == ("李强", "张伟", "A")


def test_another_level_needs_a_reason_and_plans_anew(act, records, li, levels, prospect) -> None:
    with pytest.raises(Refused, match=r"level\.no_reason"):
        act(commands.grade, Grading(prospect, levels["H"], None), by=li)
    due = act(commands.grade, Grading(prospect, levels["H"], "本周交定金"), by=li, at=NOON + DAY)
    assert due == NOON + 2 * DAY
    [contact] = live(records)
    assert (contact.level, contact.due_at) == ("H", due)
    with records.read() as session:
        newest, first = queries.gradings(session, prospect)
    assert (newest.old, newest.new, newest.reason, first.old) == ("A", "H", "本周交定金", "")


def test_another_consultant_may_not_change_the_level(act, make, levels, prospect) -> None:
    other = Actor(make(makers.staff, "赵敏"), "赵敏", frozenset({Role.CONSULTANT}), "前台2")
    with pytest.raises(Refused, match=r"level\.not_yours"):
        act(commands.grade, Grading(prospect, levels["H"], "他说的"), by=other)


def test_a_contact_made_plans_the_next_one(act, records, li, prospect) -> None:
    [contact] = live(records)
    later = NOON + 3 * DAY
    due = act(
        commands.complete_follow_up,
        Outcome(contact.id, ContactWay.PHONE, CallResult.NO_ANSWER),
        by=li,
        at=later,
    )
    assert due == later + DAY
    [contact] = live(records)
    with pytest.raises(Refused, match=r"follow_up\.past"):
        act(
            commands.complete_follow_up,
            Outcome(contact.id, ContactWay.PHONE, CallResult.REACHED, "约好", NOON),
            by=li,
            at=later,
        )
    due = act(
        commands.complete_follow_up,
        Outcome(contact.id, ContactWay.PHONE, CallResult.REACHED, "周末来"),
        by=li,
        at=due,
    )
    assert due == later + 4 * DAY
    with pytest.raises(Refused, match=r"follow_up\.done"):
        act(
            commands.complete_follow_up,
            Outcome(contact.id, ContactWay.PHONE, CallResult.REACHED),
            by=li,
            at=due,
        )


def test_overdue_is_a_matter_of_the_minute(records, prospect) -> None:
    due = NOON + 3 * DAY
    with records.read() as session:
        assert queries.overdue(session, due - timedelta(minutes=1)) == []
        assert [one.prospect_id for one in queries.overdue(session, due)] == [prospect]


def test_a_loss_needs_a_reason_and_the_manager(act, records, li, prospect) -> None:
    with pytest.raises(Refused, match=r"loss\.no_reason"):
        act(commands.ask_loss, Loss(prospect, " "), by=li)
    act(commands.ask_loss, Loss(prospect, "买了别家"), by=li)
    with records.read() as session:
        assert [one.id for one in queries.losses_asked(session)] == [prospect]
    with pytest.raises(Refused, match=r"permission\.denied"):
        act(commands.confirm_loss, prospect, by=li)
    act(commands.refuse_loss, prospect)
    act(commands.ask_loss, Loss(prospect, "买了别家"), by=li)
    act(commands.confirm_loss, prospect)
    assert live(records) == []
    with records.read() as session:
        assert queries.losses_asked(session) == []


def test_handing_over_takes_the_planned_contact_along(act, make, records, prospect) -> None:
    other = make(makers.staff, "赵敏")
    act(commands.hand_over, prospect, other)
    [contact] = live(records)
    assert contact.staff_id == other
    with records.read() as session:
        found = queries.live(session, contact.person_id)
    assert found is not None and found.owner == "赵敏" and found.state is ProspectState.OPEN


def test_due_contacts_are_read_from_the_partial_index(records) -> None:
    with records.read() as session:
        plan = session.connection().exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT id FROM follow_up WHERE done_at IS NULL AND staff_id = 1 AND"
            " due_at < '2026'"
        )
        assert "ix_follow_up_due" in str(plan.all())


def test_a_contact_may_change_the_level_with_a_reason_and_is_planned_by_the_new_one(
    act, records, li, levels, prospect
) -> None:
    [contact] = live(records)
    with pytest.raises(Refused, match=r"level\.no_reason"):
        act(
            commands.complete_follow_up,
            Outcome(contact.id, ContactWay.PHONE, CallResult.REACHED, level_id=levels["H"]),
            by=li,
        )
    told = Outcome(
        contact.id,
        ContactWay.PHONE,
        CallResult.REACHED,
        level_id=levels["H"],
        level_reason="周末来订车",
    )
    due = act(commands.complete_follow_up, told, by=li)
    assert due == NOON + DAY
    [contact] = live(records)
    assert (contact.level, contact.level_id, contact.due_at) == ("H", levels["H"], due)
    with records.read() as session:
        assert queries.gradings(session, prospect)[0].reason == "周末来订车"


def test_a_customer_who_bought_is_not_called_any_more_until_it_is_taken_back(
    act, make, records, li, prospect
) -> None:
    zhao = Actor(make(makers.staff, "赵敏"), "赵敏", frozenset({Role.CONSULTANT}), "前台1")
    with pytest.raises(Refused, match=r"prospect\.not_yours"):
        act(commands.win, prospect, by=zhao)
    act(commands.win, prospect, by=li)
    assert live(records) == []
    act(commands.take_back_win, prospect, by=li)
    assert [contact.due_at for contact in live(records)] == [NOON + 3 * DAY]


@pytest.mark.parametrize(("days", "owner"), [(31, "李强"), (32, "赵敏")])
def test_the_claim_on_a_customer_ends_so_many_days_after_the_last_talk(
    act, make, records, li, levels, days: int, owner: str
) -> None:
    person, zhao = make(makers.person, "张伟", "13800138000"), make(makers.staff, "赵敏")
    act(
        record_contact, ContactOutcome(person, li.staff_id, ContactWay.IN_STORE, levels["A"]), by=li
    )
    with records.read() as session:
        found = queries.live(session, person)
        assert found is not None and str(found.kept_until) == "2026-12-22"
    act(record_contact, ContactOutcome(person, zhao, ContactWay.IN_STORE), at=NOON + days * DAY)
    with records.read() as session:
        assert queries.live(session, person).owner == owner
    act(house_commands.save_settings, {"owner_days": 0})
    with records.read() as session:
        assert queries.live(session, person).kept_until is None, "0 = for good"
