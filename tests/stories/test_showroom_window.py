"""The showroom in the real program.

The door, the tabs, keys and mouse where the operating system puts them; the store is read after.
"""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from app import text
from app.desks import DESKS
from app.local_time import day_bounds, local_day
from app.people import queries as people
from app.records import Records
from db import engine as engines
from db.tables.admin import Staff
from db.tables.fleet import TestDrive
from db.tables.people import Consent, Person, Phone
from db.tables.prospects import FollowUp, Prospect
from db.tables.reception import TurnSkip, Visit, VisitStep
from db.tables.testdrives import DriveFeedback
from db.vocabulary import ConsentPurpose, ProspectState, VisitKind
from tests.make import AFTERNOON
from tests.shots import studio
from tests.shots.studio import Studio
from ui.keys import Key
from ui.parts.act_list import ActHead
from ui.parts.avatar_button import AvatarButton
from ui.parts.table import Table
from ui.reception.page import ReceptionPage
from ui.today.page import TodayPage

RECEPTION, CONSULTANT, MANAGER, ADVISOR, CARE = "王敏", "李强", "秦岚", "陈志远", "谢雨欣"
PLANNED = ("appointments", "appointments_to_move", "appointments_to_confirm")
WORKSHOP = ("recall", "long_repairs", "unsigned_records", "carried_over", "not_collected")
SALES = (
    *("holds_ending", "late_arrivals", "long_standing", "late_steps", "care_due"),
    *("expiring_quotes", "own_orders", "own_discounts", "sale_after_care"),
    "sale_invoices",
)
IN_HOUSE = ("inside", "drives")
HIS_LISTS = {
    RECEPTION: {"inside", "drives", "hand_overs", *PLANNED},
    CONSULTANT: {"contacts", "visits_due", "losses_sent_back", "projects", *IN_HOUSE, *SALES},
    ADVISOR: {"hand_overs", *PLANNED, *WORKSHOP, "warranty_demands", "bills_again"},
    CARE: {"contacts", "appointments_to_confirm", "warranty_demands"},
    MANAGER: {
        *("contacts", "losses_to_confirm", "losses_sent_back", *IN_HOUSE, "hand_overs", "projects"),
        *(*PLANNED, *WORKSHOP, "warranty_demands", "visits_due", "contacts_to_check"),
        *(*SALES, "to_order", "discounts_to_decide", "orders_to_approve", "orders_to_check"),
        "to_pay_back",
        *(
            "till_to_close",
            "overdue_bills",
            "bills_again",
            "bills_to_refund",
            "forgotten_clocks",
            "exports",
        ),
        *("transfers_due", "forecasts_missing"),
    },
}


@pytest.fixture
def seat(qapp: object, practice_store: Path, tmp_path: Path) -> Iterator[Studio]:
    text.use("zh_CN")
    with studio.opened(Path(shutil.copy(practice_store, tmp_path / "practice.db"))) as made:
        yield made


@pytest.fixture
def store(seat: Studio, tmp_path: Path) -> Iterator[Records]:
    """What is in the file, read beside the program."""
    made = Records(engines.open_store(tmp_path / "practice.db"), DESKS)
    yield made
    made.close()


def _page(seat: Studio, kind: type[Any]) -> Any:
    return seat.driver.until(
        kind.__name__,
        lambda: next((one for one in seat.window.findChildren(kind) if one.isVisible()), None),
    )


def _click(seat: Studio, table: Table, row: int, key: str) -> None:
    column = next(at for at, one in enumerate(table.columns) if one.key == key)
    view = table.view
    view.scrollTo(view.model().index(row, column))
    seat.driver.click(view.viewport(), view.visualRect(view.model().index(row, column)).center())


@pytest.mark.timeout(120)
def test_everybody_signs_in_to_the_own_day_whose_counts_are_its_lists(
    seat: Studio, store: Records
) -> None:
    for turn, (name, wanted) in enumerate(HIS_LISTS.items()):
        if turn:
            seat.driver.press(Key.LOCK)
        seat.sign_in(name)
        page = _page(seat, TodayPage)
        seat.driver.until("the day", lambda page=page: page.day is not None)
        assert set(page.day.lists) == wanted, name
        counted = [int(one.text.split()[-1]) for one in page.list.entries if _is_head(one)]
        assert sum(counted) == sum(len(page.day.rows(kind)) for kind in wanted), name
        if "contacts" in wanted:
            assert page.day.late("contacts") == _overdue(store, name), name
        place = page.list if page.list.rows() else page
        seat.driver.until(f"the keyboard of {name} where it belongs", place.hasFocus)


def _is_head(entry: object) -> bool:
    return isinstance(entry, ActHead)


def _overdue(store: Records, name: str) -> int:
    """Counted by hand: open contacts whose minute has come; a manager's are everybody's."""
    refused = DriveFeedback.wants_contact.is_(False)
    agreed = select(Consent.person_id).where(
        Consent.purpose == ConsentPurpose.SALES_CONTACT, Consent.withdrawn_at.is_(None)
    )
    asked_us = select(Prospect.person_id).where(
        Prospect.state.in_((ProspectState.OPEN, ProspectState.LOSS_ASKED))
    )
    with store.read() as session:
        wanted = (
            select(FollowUp.id)
            .join(Staff, Staff.id == FollowUp.staff_id)
            .join(Person, Person.id == FollowUp.person_id)
        )
        wanted = wanted.where(
            FollowUp.done_at.is_(None),
            FollowUp.due_at <= AFTERNOON,
            Person.do_not_contact.is_(False),
            Person.id.not_in(select(TestDrive.person_id).join(DriveFeedback).where(refused)),
            Person.id.in_(agreed)
            | Person.id.in_(asked_us)
            | FollowUp.fleet_project_id.is_not(None),
        )
        return len(
            session.scalars(wanted if name == MANAGER else wanted.where(Staff.name == name)).all()
        )


@pytest.mark.timeout(120)
def test_one_click_goes_from_the_day_to_the_visitor(seat: Studio) -> None:
    seat.sign_in(RECEPTION)
    today = _page(seat, TodayPage)
    (noun, visit_id) = today.day.strips["showroom"].people[0].opens
    assert noun == "visit"
    button = today.strips.findChildren(AvatarButton)[0]
    seat.driver.click(button, button.rect().center())
    reception = _page(seat, ReceptionPage)
    seat.driver.until(
        "the row",
        lambda: reception.rows.panel.isVisible() and reception.rows.panel.row.row.id == visit_id,
    )


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("key", "kind"), [(Key.NEW_VISIT, VisitKind.WALK_IN), (Key.NEW_CALL, VisitKind.PHONE_IN)]
)
def test_a_known_customer_is_told_with_owner_and_date_before_saving_and_keeps_the_owner(
    seat: Studio, store: Records, key: str, kind: VisitKind
) -> None:
    with store.read() as session:
        found = select(Prospect.id, Prospect.person_id, Staff.name, Phone.number).join(
            Staff, Staff.id == Prospect.owner_id
        )
        found = found.join(Phone, Phone.person_id == Prospect.person_id).where(
            Prospect.state == ProspectState.OPEN
        )
        prospect_id, person_id, owner, number = session.execute(
            found.order_by(Prospect.id.desc()).limit(1)
        ).one()
    seat.sign_in(RECEPTION)
    seat.go("reception")
    seat.driver.press(key)
    seat.driver.type(number)
    form = _page(seat, ReceptionPage).visitor.form
    seat.driver.until("who it is", lambda: "已建档" in form.message("phone"))
    assert f"顾问 {owner}" in form.message("phone") and "归属至 2026年" in form.message("phone")
    seat.driver.press(Key.SAVE_RETURN)
    with store.read() as session:
        visit = session.scalars(select(Visit).order_by(Visit.id.desc()).limit(1)).one()
        assert (visit.kind, visit.person_id, visit.contact_kept) == (kind, person_id, True)
        assert session.get_one(Staff, session.get_one(Prospect, prospect_id).owner_id).name == owner


@pytest.mark.timeout(120)
def test_reception_takes_a_consultant_off_duty_skips_with_a_reason_and_ticks_a_step(
    seat: Studio, store: Records
) -> None:
    seat.sign_in(RECEPTION)
    seat.go("reception")
    page = _page(seat, ReceptionPage)
    driver = seat.driver
    driver.push("turns")
    turns = page.beside["turns"].table
    driver.until("the rotation", lambda: turns.count())
    off = turns.row(0).name
    _click(seat, turns, 0, "duty")
    driver.until("the next one", lambda: turns.row(0).name != off)
    with store.read() as session:
        assert session.scalar(select(Staff.on_duty).where(Staff.name == off)) is False
    driver.press(Key.NEW_VISIT)
    form = page.visitor.form
    turn, other = turns.row(0).name, turns.row(1).name
    driver.choose(form["consultant_id"], other)
    driver.press(Key.SAVE_RETURN)
    driver.until("why", lambda: form.message("skip_reason"))
    driver.choose(form["skip_reason"], "客户指定")
    driver.press(Key.SAVE_RETURN)
    with store.read() as session:
        skip = session.scalars(select(TurnSkip).order_by(TurnSkip.id.desc()).limit(1)).one()
        assert session.get_one(Staff, skip.staff_id).name == turn and "客户指定" in skip.reason
        named = select(Visit.id, Visit.person_id).where(
            Visit.left_at.is_(None), Visit.kind == VisitKind.WALK_IN
        )
        visit_id, person_id = session.execute(
            named.where(Visit.person_id.is_not(None)).limit(1)
        ).one()
    page.inside.table.select(visit_id)
    driver.until("the steps", page.inside.strip.chips.isVisible)
    driver.click(page.inside.strip.findChild(QWidget, "chip_已报价"))
    with store.read() as session:
        step = session.scalars(select(VisitStep).order_by(VisitStep.id.desc()).limit(1)).one()
        assert (step.visit_id, step.step, step.at) == (visit_id, "quote", AFTERNOON)
        told = [one for one in people.record(session, person_id).events if one.kind == "step"]
    assert (AFTERNOON, RECEPTION) in {(one.at, one.note) for one in told}


@pytest.mark.timeout(120)
def test_a_day_is_signed_off_once_nobody_is_inside_and_its_rows_stay(
    seat: Studio, store: Records
) -> None:
    seat.sign_in(MANAGER)
    seat.go("reception")
    page, driver = _page(seat, ReceptionPage), seat.driver
    driver.push("review_day")
    driver.push("confirm_act")
    assert (
        "没有离店时间" in page.shell.notices.last_line() or "离店" in page.shell.notices.last_line()
    )
    while page.inside.table.count():
        before = page.inside.table.count()
        _click(seat, page.inside.table, 0, "leave")
        driver.until("one fewer", lambda count=before: page.inside.table.count() < count)
    driver.push("review_day")
    driver.push("confirm_act")
    start, end = day_bounds(local_day(AFTERNOON))
    with store.read() as session:
        today = session.scalars(
            select(Visit).where(
                Visit.arrived_at >= start, Visit.arrived_at < end, Visit.cancelled_at.is_(None)
            )
        ).all()
        assert today and all(visit.reviewed_at == AFTERNOON for visit in today)
    driver.until("the locks", lambda: page.register_list.table.row(0).reviewed)
    _click(seat, page.register_list.table, 0, "who")
    driver.press("Delete")
    assert "更正" in page.shell.notices.last_line()
    with store.read() as session:
        assert session.get_one(Visit, page.register_list.table.row(0).id).cancelled_at is None


@pytest.mark.timeout(120)
def test_closing_time_says_at_the_minute_who_is_left(seat: Studio) -> None:
    seat.sign_in(RECEPTION)
    seat.go("reception")
    page = _page(seat, ReceptionPage)
    closes = AFTERNOON.astimezone().replace(hour=18, minute=0, second=0)
    for at, said in ((closes - timedelta(seconds=1), False), (closes, True)):
        seat.program.work._clock = lambda moment=at: moment
        page.tick()
        seat.driver.settle()
        assert page.closing.isVisible() is said
