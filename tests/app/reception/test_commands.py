"""The register on a real store: who is written, who is inside, what a review protects."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.admin import queries as house
from app.errors import Conflict, Refused
from app.permissions import Actor
from app.prospects import queries as prospects
from app.reception import commands, queries, rates, rotation, sources
from app.reception.register_day import register_day
from app.reception.rules import Rate, SalesStep, VisitOrdinal
from app.reception.sources import Measure, SourceQuery
from app.reception.values import Changed, NewVisit
from db.vocabulary import Role, VisitKind
from tests import make as makers
from tests.make import NOON
from tests.query_plans import plans_of

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
TODAY = date(2026, 11, 21)
PHONE = "138 0013-8000"
LEADS = SourceQuery(1, Measure.LEADS, TODAY, TODAY)


@pytest.fixture
def desk(make) -> Actor:
    return Actor(
        make(makers.staff, "王小敏", Role.RECEPTION), "王小敏", frozenset({Role.RECEPTION}), "前台1"
    )


@pytest.fixture
def li(make) -> int:
    return make(makers.staff, "李强")


@pytest.fixture
def level(records) -> Callable[[str], int]:
    with records.read() as session:
        return {one.code: one.id for one in house.levels(session)}.__getitem__


@pytest.fixture
def write(act, desk) -> Callable[..., Any]:
    def run(at=NOON, by: Actor = desk, **facts: Any) -> Any:
        return act(commands.register, NewVisit(**facts), by=by, at=at)

    return run


@pytest.fixture
def page(records, manager) -> Callable[..., queries.RegisterView]:
    def read(at=NOON, viewer: Actor = manager, day: date = TODAY) -> queries.RegisterView:
        with records.read() as session:
            return queries.desk(session, day=day, at=at, viewer=viewer)

    return read


def test_an_anonymous_visitor_is_a_plain_choice(write, page) -> None:
    write()
    [row] = page().register
    assert (row.who, row.phone, row.kept, row.first, row.person_id, row.party_size) == (
        "",
        "",
        False,
        True,
        None,
        1,
    )
    assert page().tally.rate == Rate(0, 1)


def test_a_form_of_address_alone_makes_no_file(write, page) -> None:
    write(name="张女士")
    [row] = page().register
    assert (row.who, row.person_id, row.kept) == ("张女士", None, False)


def test_a_phone_number_keeps_the_contact_and_finds_the_person_again(write, page) -> None:
    write(phone=PHONE, name="张伟")
    write(phone="+86 13800138000", at=NOON + DAY)
    [first] = page().register
    [again] = page(at=NOON + DAY, day=TODAY + DAY).register
    assert (first.kept, first.first, again.first, again.person_id) == (
        True,
        True,
        False,
        first.person_id,
    )
    assert page(at=NOON + DAY).tally.rate == Rate(0, 0)


@pytest.mark.parametrize("phone", ["1380013800", "12", "电话"])
def test_a_number_that_cannot_be_one_is_refused_beside_its_field(write, page, phone: str) -> None:
    with pytest.raises(Refused) as refused:
        write(phone=phone)
    assert refused.value.field == "phone"
    assert page().register == ()


def test_orders_of_visits_are_told_apart(write) -> None:
    assert write(phone=PHONE).order is VisitOrdinal.FIRST
    assert write(phone=PHONE, at=NOON + 30 * MINUTE).order is VisitOrdinal.SAME_DAY
    assert write(phone=PHONE, at=NOON + DAY).order is VisitOrdinal.SECOND
    assert write(phone=PHONE, at=NOON + 2 * DAY).order is VisitOrdinal.LATER


def test_in_the_showroom_are_those_without_a_time_out(act, write, page, desk) -> None:
    here = write(name="张女士").visit_id
    write(kind=VisitKind.PHONE_IN, name="李先生")
    assert [row.id for row in page().inside] == [here]
    left = act(commands.see_out, here, by=desk, at=NOON + 41 * MINUTE)
    assert left == NOON + 41 * MINUTE
    assert page().inside == ()
    with pytest.raises(Refused, match=r"visit\.left"):
        act(commands.see_out, here, by=desk)
    act(commands.bring_back, here, by=desk)
    assert [row.id for row in page().inside] == [here]


def test_a_time_out_can_be_written_later_but_not_before_the_time_in(act, write, desk) -> None:
    here = write().visit_id
    with pytest.raises(Refused, match=r"visit\.leaves_first"):
        act(commands.see_out, here, NOON - MINUTE, by=desk, at=NOON + DAY)
    assert act(commands.see_out, here, NOON + MINUTE, by=desk, at=NOON + DAY) == NOON + MINUTE


def test_whoever_forgot_the_time_out_yesterday_is_pointed_out(write, page) -> None:
    write()
    write(at=NOON + DAY)
    tomorrow = page(at=NOON + DAY)
    assert (len(tomorrow.inside), tomorrow.left_over) == (2, 1)


def test_a_graded_visitor_becomes_a_prospect_with_a_next_contact(write, records, li, level) -> None:
    done = write(phone=PHONE, name="张伟", level_id=level("A"), consultant_id=li)
    assert (done.owner_id, done.due_at) == (li, NOON + 3 * DAY)
    with records.read() as session:
        known = queries.known(session, "１３８００１３８０００")
    assert known is not None and (known.name, known.owner, known.level) == ("张伟", "李强", "A")


def test_a_second_consultant_does_not_take_the_prospect_away(
    write, make, records, li, level
) -> None:
    write(phone=PHONE, name="张伟", level_id=level("A"), consultant_id=li)
    other = make(makers.staff, "赵敏")
    done = write(phone=PHONE, consultant_id=other, at=NOON + DAY)
    assert (done.owner_id, done.due_at) == (li, NOON + 4 * DAY)
    with pytest.raises(Refused, match=r"level\.not_yours") as refused:
        write(
            phone=PHONE, consultant_id=other, level_id=level("H"), level_reason="急", at=NOON + DAY
        )
    assert "李强" in refused.value.text() and refused.value.field == "level_id"


def test_the_one_who_opened_a_prospect_may_mend_a_slip_on_the_same_day(
    act, write, records, desk, li, level
) -> None:
    visit_id = write(phone=PHONE, name="张伟", level_id=level("A"), consultant_id=li).visit_id
    before = opened(records, visit_id, desk)
    slip = Changed(
        visit_id,
        before.row.version,
        replace(before.visit, level_id=level("B"), level_reason="看错了"),
    )
    with pytest.raises(Refused, match=r"level\.not_yours"):
        act(commands.amend, slip, by=desk, at=NOON + DAY)
    act(commands.amend, slip, by=desk, at=NOON + MINUTE)
    with records.read() as session:
        found = queries.known(session, PHONE)
    assert found is not None and (found.level, found.owner) == ("B", "李强")


def test_a_visit_fulfils_the_planned_contact(write, records, li, level) -> None:
    write(phone=PHONE, name="张伟", level_id=level("H"), consultant_id=li)
    write(phone=PHONE, at=NOON + 2 * DAY)
    with records.read() as session:
        [waiting] = prospects.due(session, NOON + 9 * DAY, at=NOON)
    assert waiting.due_at == NOON + 3 * DAY


def opened(records, visit_id: int, viewer: Actor) -> queries.Opened:
    with records.read() as session:
        found = queries.opened(session, visit_id, viewer=viewer)
    assert found is not None
    return found


def test_a_row_is_mended_until_it_is_reviewed(act, write, page, desk, records) -> None:
    visit_id = write(name="张女士", left_at=None).visit_id
    before = opened(records, visit_id, desk)
    changed = Changed(
        visit_id, before.row.version, replace(before.visit, party_size=3, left_at=NOON + MINUTE)
    )
    act(commands.amend, changed, by=desk, at=NOON + DAY)
    [row] = page().register
    assert (row.party_size, row.left_at) == (3, NOON + MINUTE)
    with pytest.raises(Conflict):
        act(commands.amend, changed, by=desk)
    assert act(commands.review_day, TODAY, at=NOON + DAY) == 1
    with pytest.raises(Refused, match=r"visit\.reviewed"):
        act(commands.amend, replace(changed, version=row.version + 1), by=desk)
    with pytest.raises(Refused, match=r"visit\.reviewed"):
        act(commands.cancel, visit_id, "写错", by=desk)


def test_a_correction_keeps_both_versions_and_counts_once(act, write, page, desk, records) -> None:
    visit_id = write(phone=PHONE, name="张伟", left_at=NOON).visit_id
    act(commands.review_day, TODAY, at=NOON + DAY)
    old = opened(records, visit_id, desk)
    mended = Changed(visit_id, old.row.version, replace(old.visit, party_size=4))
    new_id = act(commands.correct, mended, by=desk, at=NOON + DAY)
    first, second = page().register
    assert (first.id, first.corrected, first.party_size) == (visit_id, True, 1)
    assert (second.id, second.corrects, second.party_size, second.first) == (
        new_id,
        visit_id,
        4,
        True,
    )
    assert (page().tally.groups, page().tally.people, page().month) == (1, 4, Rate(1, 1))
    assert opened(records, visit_id, desk).newer_id == new_id
    with pytest.raises(Refused, match=r"visit\.corrected"):
        act(commands.correct, mended, by=desk, at=NOON + DAY)


def test_a_reviewed_row_does_not_go_with_its_correction(act, write, page, desk, records) -> None:
    visit_id = write(phone=PHONE, name="张伟", left_at=NOON).visit_id
    act(commands.review_day, TODAY, at=NOON + DAY)
    old = opened(records, visit_id, desk)
    mended = Changed(visit_id, old.row.version, replace(old.visit, party_size=4))
    first = act(commands.correct, mended, by=desk, at=NOON + DAY)
    act(commands.cancel, first, "写错", by=desk, at=NOON + DAY)
    assert (page().tally.groups, page().tally.people, page().month) == (1, 1, Rate(1, 1)), (
        "struck out, the correction stands for nothing"
    )
    assert opened(records, visit_id, desk).newer_id is None
    act(commands.correct, mended, by=desk, at=NOON + DAY)
    assert (page().tally.groups, page().tally.people, page().month) == (1, 4, Rate(1, 1))
    with pytest.raises(Refused, match=r"visit\.corrected"):
        act(commands.uncancel, first, by=desk, at=NOON + DAY)


def test_a_day_is_not_reviewed_while_somebody_is_inside(act, write, desk) -> None:
    write()
    with pytest.raises(Refused, match=r"day\.inside"):
        act(commands.review_day, TODAY)
    with pytest.raises(Refused, match=r"permission\.denied"):
        act(commands.review_day, TODAY, by=desk)


def test_a_struck_out_row_stays_readable_with_its_reason_and_can_be_taken_back(
    act, write, page, desk, records
) -> None:
    visit_id = write(phone=PHONE).visit_id
    with pytest.raises(Refused, match=r"visit\.no_reason"):
        act(commands.cancel, visit_id, "", by=desk)
    act(commands.cancel, visit_id, "重复登记", by=desk)
    assert page().register[0].cancelled and page().tally.groups == 0 and page().inside == ()
    with records.read() as session:
        reasons = (
            session.connection()
            .exec_driver_sql("SELECT reason FROM audit WHERE noun = 'visit' AND act = 'change'")
            .all()
        )
    assert reasons == [("重复登记",)]
    act(commands.uncancel, visit_id, by=desk)
    assert page().tally.groups == 1


def test_a_consultant_mends_only_own_rows(act, write, make, desk, records) -> None:
    mine = Actor(make(makers.staff, "赵敏"), "赵敏", frozenset({Role.CONSULTANT}), "前台2")
    theirs = write(name="张女士").visit_id
    with pytest.raises(Refused, match=r"visit\.not_yours"):
        act(commands.cancel, theirs, "不要", by=mine)
    own = write(name="李女士", by=mine).visit_id
    act(commands.cancel, own, "写错", by=mine)


def test_steps_of_a_visit_are_one_click_each(act, write, desk, records) -> None:
    visit_id = write().visit_id
    assert act(commands.take_step, visit_id, SalesStep.WALK_ROUND, by=desk) is True
    assert act(commands.take_step, visit_id, SalesStep.QUOTE, by=desk) is True
    assert act(commands.take_step, visit_id, SalesStep.QUOTE, by=desk) is False
    assert opened(records, visit_id, desk).steps == {SalesStep.WALK_ROUND}


def test_numbers_are_masked_in_other_peoples_rows(write, page, desk, make, manager) -> None:
    write(phone=PHONE)
    other = Actor(
        make(makers.staff, "小周", Role.RECEPTION), "小周", frozenset({Role.RECEPTION}), "前台2"
    )
    assert page(viewer=desk).register[0].phone == "138 0013 8000"
    assert page(viewer=manager).register[0].phone == "138 0013 8000"
    assert page(viewer=other).register[0].phone == "138****8000"


def test_a_visitor_who_was_seen_out_the_next_day_had_not_left_on_the_sheet(
    write, act, records, desk
) -> None:
    visit_id = write().visit_id
    act(commands.see_out, visit_id, by=desk, at=NOON + timedelta(days=1))
    with records.read() as session:
        assert register_day(session, TODAY).rows[0].left_at is None


def test_a_number_seen_in_clear_leaves_a_trace(act, write, desk, records) -> None:
    visit_id = write(phone=PHONE).visit_id
    with pytest.raises(Refused) as refusal:
        act(commands.reveal, visit_id, reason=" ", by=desk)
    assert refusal.value.code == "reveal.no_reason"
    assert act(commands.reveal, visit_id, reason="联系客户", by=desk) == "13800138000"
    with records.read() as session:
        assert (
            session.connection()
            .exec_driver_sql("SELECT reason FROM audit WHERE act = 'see'")
            .scalar()
            == "联系客户"
        )


@pytest.mark.parametrize(
    "role",
    [Role.ADVISOR, Role.TECHNICIAN, Role.PARTS, Role.CASHIER, Role.CONTROLLER, Role.ADMINISTRATOR],
)
def test_the_register_is_not_written_by_the_workshop(act, role: Role, make) -> None:
    by = Actor(make(makers.staff, "某人", role), "某人", frozenset({role}), "车间")
    with pytest.raises(Refused, match=r"permission\.denied"):
        act(commands.register, NewVisit(), by=by)


def test_rates_are_told_per_consultant(write, records, li, make) -> None:
    zhao = make(makers.staff, "赵敏")
    write(phone=PHONE, consultant_id=li)
    write(consultant_id=li)
    write(consultant_id=zhao, at=NOON - 3 * DAY)
    with records.read() as session:
        told = {one.name: (one.today, one.month) for one in rates.rates(session, TODAY)}
    assert told == {"李强": (Rate(1, 2), Rate(1, 2)), "赵敏": (Rate(), Rate(0, 1))}


@pytest.mark.parametrize(
    ("read", "index"),
    [
        (
            lambda session, viewer: queries.register_of(session, TODAY, viewer=viewer),
            "visit_arrived_at",
        ),
        (lambda session, viewer: queries.inside(session, viewer=viewer), "ix_visit_inside"),
        (lambda session, viewer: rotation.rotation(session, TODAY), "visit_arrived_at"),
        (lambda session, viewer: rates.month_rate(session, TODAY), "visit_arrived_at"),
        (lambda session, viewer: sources.sources(session, TODAY, TODAY), "visit_arrived_at"),
        (lambda session, viewer: sources.rows(session, LEADS), "visit_arrived_at"),
        (lambda session, viewer: register_day(session, TODAY), "visit_arrived_at"),
    ],
)
@pytest.mark.sqlite_only("asks SQLite for its plan")
def test_the_register_is_read_by_index(records, manager, read, index: str) -> None:
    with records.read() as session:
        told = plans_of(session, lambda: read(session, manager))
    plans = [plan for text, plan in told if " visit" in text and "sale_order" not in text]
    assert plans
    whole = re.compile(r"SCAN visit(?! USING INDEX ix_visit_inside)")
    assert all(index in plan and not whole.search(plan) for plan in plans), plans
