"""Grading, contacts and losses on a real store."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from app import timeline
from app.admin import commands as house_commands
from app.admin import queries as house
from app.errors import Refused
from app.permissions import Actor
from app.prospects import commands, queries
from app.prospects.commands import Loss, LossAnswer, Outcome
from app.prospects.operations import ContactOutcome, record_contact
from db.tables.admin import Staff
from db.tables.people import Person
from db.tables.prospects import Prospect
from db.vocabulary import CallResult, ContactWay, LossReason, LossState, ProspectState, Role
from tests import make as makers
from tests.app.prospects.buying import buy
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


@pytest.fixture
def lost(prospect: int) -> Loss:
    return Loss(prospect, LossReason.RIVAL_MODEL, "朋友介绍", "速腾", Decimal("109900"))


def live(records) -> list[queries.DueContact]:
    with records.read() as session:
        return queries.due(session, NOON + 400 * DAY, at=NOON)


def test_opening_a_prospect_plans_the_contact_of_its_level(records, prospect) -> None:
    [contact] = live(records)
    assert contact.due_at == NOON + 3 * DAY
    assert (contact.staff, contact.person, contact.level) == ("李强", "张伟", "A")


def graded(records, prospect: int) -> list[str]:
    """Every level that the prospect had with who set it and why, newest first."""
    with records.read() as session:
        told = timeline.document(session, "prospect", prospect)
        return [str(fact[1]) for name, fact in told.facts if name == "Level set"]


def regrade(session, prospect: int, level: int, reason: str | None, *, by: Actor, at) -> datetime:
    """The customer comes by and is graded anew."""
    row = session.get_one(Prospect, prospect)
    wish = ContactOutcome(
        row.person_id, row.owner_id, ContactWay.IN_STORE, level_id=level, reason=reason
    )
    return record_contact(session, wish, by=by, at=at).due_at


def test_another_level_needs_a_reason_and_plans_anew(act, records, li, levels, prospect) -> None:
    with pytest.raises(Refused, match=r"level\.no_reason"):
        act(regrade, prospect, levels["H"], None, by=li)
    due = act(regrade, prospect, levels["H"], "本周交定金", by=li, at=NOON + DAY)
    assert due == NOON + 2 * DAY
    [contact] = live(records)
    assert (contact.level, contact.due_at) == ("H", due)
    assert graded(records, prospect) == ["H · 李强 · 本周交定金", "A · 李强"]


def test_another_consultant_may_not_change_the_level(act, make, levels, prospect) -> None:
    other = Actor(make(makers.staff, "赵敏"), "赵敏", frozenset({Role.CONSULTANT}), "前台2")
    with pytest.raises(Refused, match=r"level\.not_yours"):
        act(regrade, prospect, levels["H"], "他说的", by=other)


def test_a_colleague_makes_no_contact_that_is_planned_for_another(
    act, make, records, prospect
) -> None:
    [contact] = live(records)
    zhao, sun = (
        Actor(make(makers.staff, name, role), name, frozenset({role}), "前台1")
        for name, role in (("赵磊", Role.CONSULTANT), ("孙倩", Role.CARE))
    )
    made = Outcome(contact.id, ContactWay.PHONE, CallResult.REACHED)
    with pytest.raises(Refused, match=r"prospect\.not_yours"):
        act(commands.complete_follow_up, made, by=zhao)
    act(commands.complete_follow_up, made, by=sun)


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


def test_due_is_a_matter_of_the_minute(records, prospect) -> None:
    due = NOON + 3 * DAY
    with records.read() as session:
        assert queries.due(session, due, at=due) == []
        next_minute = due + timedelta(minutes=1)
        assert [one.prospect_id for one in queries.due(session, next_minute, at=due)] == [prospect]


def losses(records, who) -> list[queries.LossRow]:
    with records.read() as session:
        return queries.losses(session, who)


def test_a_loss_needs_a_reason_and_the_manager(act, records, li, manager, prospect, lost) -> None:
    with pytest.raises(Refused, match=r"loss\.no_reason"):
        act(commands.ask_loss, Loss(prospect, None), by=li)
    with pytest.raises(Refused, match=r"loss\.no_note"):
        act(commands.ask_loss, Loss(prospect, LossReason.OTHER, "  "), by=li)
    act(commands.ask_loss, lost, by=li)
    [row] = losses(records, manager)
    assert (row.id, row.state, row.reason) == (prospect, LossState.WAITING, LossReason.RIVAL_MODEL)
    assert (row.rival, row.rival_price, row.note) == ("速腾", Decimal("109900.00"), "朋友介绍")
    with pytest.raises(Refused, match=r"permission\.denied"):
        act(commands.confirm_loss, LossAnswer(prospect), by=li)
    with pytest.raises(Refused, match=r"permission\.denied"):
        act(commands.refuse_loss, LossAnswer(prospect, words="再试"), by=li)
    act(commands.confirm_loss, LossAnswer(prospect, words="确认"))
    assert live(records) == []
    [row] = losses(records, li)
    assert (row.state, row.confirmed_by, row.answer) == (LossState.LOST, "王敏", "确认")


def test_until_the_manager_confirms_the_planned_contact_stands(
    act, records, li, prospect, lost
) -> None:
    act(commands.ask_loss, lost, by=li)
    assert [contact.due_at for contact in live(records)] == [NOON + 3 * DAY]


def test_a_loss_is_sent_back_with_words_and_asked_again(act, records, li, prospect, lost) -> None:
    act(commands.ask_loss, lost, by=li)
    with pytest.raises(Refused, match=r"loss\.no_answer"):
        act(commands.refuse_loss, LossAnswer(prospect, words=" "))
    due = act(commands.refuse_loss, LossAnswer(prospect, words="再报一次价"), at=NOON + DAY)
    [row] = losses(records, li)
    assert (row.state, row.answer, due) == (LossState.SENT_BACK, "再报一次价", NOON + 4 * DAY)
    assert [contact.due_at for contact in live(records)] == [due]
    act(commands.ask_loss, lost, by=li, at=NOON + 2 * DAY)
    [row] = losses(records, li)
    assert (row.state, row.answer, row.asked_at) == (LossState.WAITING, None, NOON + 2 * DAY)


def test_nobody_answers_what_was_not_asked(act, li, prospect) -> None:
    for command in (commands.confirm_loss, commands.refuse_loss):
        with pytest.raises(Refused, match=r"loss\.not_asked"):
            act(command, LossAnswer(prospect, words="好"))
    with pytest.raises(Refused, match=r"loss\.not_asked"):
        act(commands.take_back_answer, prospect)
    with pytest.raises(Refused, match=r"loss\.not_lost"):
        act(commands.revive_loss, LossAnswer(prospect), by=li)


def test_another_consultant_neither_asks_nor_sees_nor_revives(
    act, make, records, li, prospect, lost
) -> None:
    zhao = Actor(make(makers.staff, "赵敏"), "赵敏", frozenset({Role.CONSULTANT}), "前台2")
    with pytest.raises(Refused, match=r"prospect\.not_yours"):
        act(commands.ask_loss, lost, by=zhao)
    act(commands.ask_loss, lost, by=li)
    assert losses(records, zhao) == []
    with pytest.raises(Refused, match=r"prospect\.not_yours"):
        act(commands.take_back_loss, prospect, by=zhao)
    act(commands.confirm_loss, LossAnswer(prospect))
    with pytest.raises(Refused, match=r"prospect\.not_yours"):
        act(commands.revive_loss, LossAnswer(prospect), by=zhao)


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.CONSULTANT, Role.MANAGER)]
)
def test_no_other_role_loses_or_revives(act, make, prospect, role: Role, lost) -> None:
    other = Actor(make(makers.staff, "孙丽", role), "孙丽", frozenset({role}), "前台2")
    for command, value in (
        (commands.ask_loss, lost),
        (commands.confirm_loss, LossAnswer(prospect)),
        (commands.refuse_loss, LossAnswer(prospect, words="再试")),
        (commands.revive_loss, LossAnswer(prospect)),
    ):
        with pytest.raises(Refused, match=r"permission\.denied"):
            act(command, value, by=other)


def test_who_changed_it_meanwhile_is_not_overwritten(
    act, records, li, manager, prospect, lost
) -> None:
    act(commands.ask_loss, lost, by=li)
    [seen] = losses(records, manager)
    act(commands.ask_loss, replace(lost, rival="思域", version=seen.version), by=li)
    with pytest.raises(Refused, match=r"record\.changed"):
        act(commands.confirm_loss, LossAnswer(prospect, seen.version))
    [now] = losses(records, manager)
    act(commands.confirm_loss, LossAnswer(prospect, now.version))
    with pytest.raises(Refused, match=r"prospect\.closed"):
        act(commands.ask_loss, replace(lost, version=now.version), by=li)


def test_a_revived_prospect_is_called_again_and_the_undo_forgets_it(
    act, records, li, prospect, lost
) -> None:
    act(commands.ask_loss, lost, by=li)
    act(commands.confirm_loss, LossAnswer(prospect), at=NOON + DAY)
    closed_at = act(commands.revive_loss, LossAnswer(prospect), by=li, at=NOON + 30 * DAY)
    assert closed_at == NOON + DAY
    [row] = losses(records, li)
    assert (row.state, row.revived_at, row.closed_at) == (
        LossState.REVIVED,
        NOON + 30 * DAY,
        None,
    )
    assert [contact.due_at for contact in live(records)] == [NOON + 33 * DAY]
    act(commands.take_back_revival, prospect, closed_at, by=li, at=NOON + 30 * DAY)
    [row] = losses(records, li)
    assert (row.state, row.closed_at, live(records)) == (LossState.LOST, NOON + DAY, [])
    with pytest.raises(Refused, match=r"loss\.not_lost"):
        act(commands.take_back_revival, prospect, closed_at, by=li)


def test_who_does_not_want_to_be_contacted_is_not_revived(
    act, make, records, li, levels, prospect, lost
) -> None:
    act(commands.ask_loss, lost, by=li)
    act(commands.confirm_loss, LossAnswer(prospect))

    def refuse_contact(session, *, by, at) -> None:
        person = session.get_one(Person, session.get_one(Prospect, prospect).person_id)
        person.do_not_contact = True

    act(refuse_contact)
    with pytest.raises(Refused, match=r"loss\.no_contact"):
        act(commands.revive_loss, LossAnswer(prospect), by=li)
    assert live(records) == []


def test_a_customer_who_came_back_by_themselves_has_one_live_prospect(
    act, records, li, levels, prospect, lost
) -> None:
    act(commands.ask_loss, lost, by=li)
    act(commands.confirm_loss, LossAnswer(prospect))
    [row] = losses(records, li)
    wish = ContactOutcome(row.person_id, li.staff_id, ContactWay.IN_STORE, levels["H"])
    act(record_contact, wish, by=li)
    for command in (commands.revive_loss, commands.take_back_answer):
        with pytest.raises(Refused, match=r"prospect\.live"):
            value = LossAnswer(prospect) if command is commands.revive_loss else prospect
            act(command, value)


def test_the_prospect_of_somebody_who_left_goes_to_who_revives_it(
    act, make, records, li, prospect, lost
) -> None:
    act(commands.ask_loss, lost, by=li)
    act(commands.confirm_loss, LossAnswer(prospect))

    def leave(session, *, by, at) -> None:
        session.get_one(Staff, li.staff_id).active = False

    act(leave)
    act(commands.revive_loss, LossAnswer(prospect))
    assert [contact.staff for contact in live(records)] == ["王敏"]


def test_asking_and_answering_are_taken_back(act, records, li, manager, prospect, lost) -> None:
    act(commands.ask_loss, lost, by=li)
    act(commands.take_back_loss, prospect, by=li)
    assert losses(records, manager) == []
    act(commands.ask_loss, lost, by=li)
    for answer in (commands.confirm_loss, commands.refuse_loss):
        act(answer, LossAnswer(prospect, words="好"))
        act(commands.take_back_answer, prospect)
        [row] = losses(records, manager)
        assert (row.state, row.answer, row.closed_at) == (LossState.WAITING, None, None)
        assert len(live(records)) == 1


def test_who_bought_after_all_is_no_loss(act, records, li, manager, prospect, lost) -> None:
    act(commands.ask_loss, lost, by=li)
    act(commands.refuse_loss, LossAnswer(prospect, words="再试"))
    act(buy, prospect, by=li)
    assert losses(records, manager) == []


def test_who_bought_while_the_loss_waited_is_no_loss_either(
    act, records, li, manager, prospect, lost
) -> None:
    act(commands.ask_loss, lost, by=li)
    act(buy, prospect, by=li)
    assert losses(records, manager) == []
    with records.read() as session:
        assert session.get_one(Prospect, prospect).loss_asked_at is None
    assert live(records) == [], "nobody calls a buyer any more"


def test_losses_that_wait_stand_on_top(
    act, make, records, li, manager, levels, prospect, lost
) -> None:
    person = make(makers.person, "王丽", "13900139000")
    other = act(
        record_contact, ContactOutcome(person, li.staff_id, ContactWay.IN_STORE, levels["B"]), by=li
    ).prospect_id
    act(commands.ask_loss, Loss(other, LossReason.PRICE), by=li)
    act(commands.ask_loss, lost, by=li, at=NOON + DAY)
    act(commands.confirm_loss, LossAnswer(prospect), at=NOON + 2 * DAY)
    assert [row.id for row in losses(records, manager)] == [other, prospect]


def test_open_prospects_are_offered_to_their_owner_and_the_manager(
    act, make, records, li, manager, prospect, lost
) -> None:
    zhao = Actor(make(makers.staff, "赵敏"), "赵敏", frozenset({Role.CONSULTANT}), "前台2")
    with records.read() as session:
        assert queries.open_prospects(session, zhao) == []
        told = [(prospect, "张伟 · 138 0013 8000", "13800138000")]
        assert queries.open_prospects(session, li) == told
        assert [one[0] for one in queries.open_prospects(session, manager)] == [prospect]
    act(commands.ask_loss, lost, by=li)
    with records.read() as session:
        assert queries.open_prospects(session, li) == []


def test_handing_over_takes_the_planned_contact_along(act, make, records, prospect) -> None:
    other = make(makers.staff, "赵敏")
    act(commands.hand_over, prospect, other)
    [contact] = live(records)
    assert contact.staff_id == other
    with records.read() as session:
        found = queries.live(session, contact.person_id)
    assert found is not None and found.owner == "赵敏" and found.state is ProspectState.OPEN


@pytest.mark.sqlite_only("asks SQLite for its plan")
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
    assert graded(records, prospect)[0] == "H · 李强 · 周末来订车"


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
