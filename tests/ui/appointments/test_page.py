"""The plan in the window: booked, moved, called off and received, by keyboard."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.appointments import commands, queries
from app.local_time import local
from app.parts.commands import save_package
from app.parts.rules import PackageValue
from app.permissions import Actor
from app.records import Records
from app.service.commands import opening
from app.text import use
from db.appointment_words import AppointmentState, ArrivalWay
from db.nouns import Noun
from db.tables.admin import Audit
from db.tables.people import Person
from db.tables.vehicles import Plate, Vehicle
from db.vocabulary import Act
from tests import make as makers
from tests.app.appointments.shop import PLATE, Shop, beginnings, shop_fixture
from tests.make import NOON
from ui.appointments.page import AppointmentsPage

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
VIN = "LGBH52E01MY123456"
TODAY = date(2026, 11, 21)
HOUR = timedelta(hours=1)
__all__ = ["beginnings", "shop_fixture"]


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[AppointmentsPage], None]:
    def wait(page: AppointmentsPage) -> None:
        for _ in range(3):
            qtbot.waitUntil(lambda: not page.work.busy, timeout=10_000)
            qtbot.wait(10)

    return wait


@pytest.fixture
def open_page(
    qtbot: QtBot, records: Records, make_shell: Any, settled: Any
) -> Callable[..., AppointmentsPage]:
    def show(*roles: Any) -> AppointmentsPage:
        page = AppointmentsPage(make_shell(records, *roles))
        qtbot.addWidget(page)
        page.resize(1366, 692)
        page.show()
        settled(page)
        return page

    return show


def rows(shop: Shop, day: date = TODAY) -> Any:
    return shop.read(queries.plan, day, viewer=shop.actor, at=NOON).rows


def fill(page: AppointmentsPage, **typed: Any) -> None:
    for name, value in typed.items():
        page.list.form[name].set_value(value)


def test_a_car_is_booked_into_the_next_free_slot(
    shop: Shop, open_page: Any, settled: Any, qtbot: QtBot
) -> None:
    page = open_page()
    page.add()
    settled(page)
    form = page.list.form
    fill(page, plate=PLATE, owner_name="陶渊明", owner_phone="13800138000", wish="四万公里保养")
    page.list.panel._look_up()
    settled(page)
    assert "A new car" in form.message("plate")
    slot = form["slot"]
    assert next(text for _place, text in slot.options()) == "12:00  1"
    slot.set_value(1)
    slot.edited.emit()
    assert form["bay_id"].value() == shop.pit
    qtbot.keyClick(form["wish"], Key.Key_Return, CTRL)
    settled(page)
    (row,) = rows(shop)
    assert (row.plate, row.customer, row.bays) == (PLATE, "陶渊明", "2")
    assert local(row.starts_at).hour == 12 and page.list.panel.row.id == row.id


def test_what_is_known_of_the_car_is_said_before_it_is_booked(
    shop: Shop, open_page: Any, settled: Any
) -> None:
    missed = shop.book()
    shop.act(commands.miss, missed, at=NOON + 2 * HOUR)
    again = shop.book(minutes=60 + 180)
    shop.act(commands.miss, again, at=NOON + 5 * HOUR)
    shop.book(minutes=60 + 180)
    page = open_page()
    opened: list[tuple[Noun, int]] = []
    page.shell.open_record = lambda noun, key: opened.append((noun, key))
    page.add()
    fill(page, plate=PLATE)
    page.list.panel._look_up()
    settled(page)
    said = page.list.form.message("plate")
    assert "陶渊明" in said and "No-show 2 times" in said and "Already booked" in said
    assert not page.list.form["owner_name"].isVisible()
    page.list.form.rows["plate"].message.pressed.emit()
    assert [noun for noun, _key in opened] == [Noun.APPOINTMENT], "one press from the warning"


def test_a_vin_in_the_place_of_the_plate_finds_the_car(
    shop: Shop, open_page: Any, settled: Any
) -> None:
    shop.book()

    def mark(session: Any, *, by: Actor, at: Any) -> None:
        session.scalars(select(Vehicle)).one().vin = VIN

    shop.act(mark)
    page = open_page()
    page.add()
    field = page.list.form["plate"]
    field.setFocus()
    QTest.keyClicks(field, VIN)
    assert field.text() == VIN, "nothing of a scan is cut"
    page.list.panel._look_up()
    settled(page)
    assert field.value() == PLATE
    assert "陶渊明" in page.list.form.message("plate")
    fill(page, plate=VIN[:-1] + "7")
    page.list.panel._look_up()
    settled(page)
    assert "no car" in page.list.form.message("plate").lower()


def test_what_the_service_plan_makes_due_is_said_while_booking(
    shop: Shop, open_page: Any, settled: Any
) -> None:
    """A car of 400 days: 12 months are over, and 40 km a day make 16,000 km."""

    def prepare(session: Any, *, by: Actor, at: Any) -> None:
        makers.labour_item(session, "BY001")
        value = PackageValue("小保养", "BY001", every_km=10_000, every_months=12)
        save_package(session, value, by=by, at=at)
        number = session.scalars(select(Plate).where(Plate.number == PLATE)).one()
        car = session.get(Vehicle, number.vehicle_id)
        car.delivered_on = TODAY - timedelta(days=400)

    shop.book()
    shop.act(prepare)
    page = open_page()
    page.add()
    fill(page, plate=PLATE)
    page.list.panel._look_up()
    settled(page)
    assert "Due by the service plan: 小保养" in page.list.form.message("plate")


def test_the_legend_counts_who_waits_and_who_leaves_the_car(shop: Shop, open_page: Any) -> None:
    assert open_page().list.panel.isVisible()  # it teaches beside an empty day
    shop.book()
    page = open_page()
    assert page.list.panel.isHidden()  # the hours have its room
    waits, others = page.plan.legend[ArrivalWay.WAITS], set(ArrivalWay) - {ArrivalWay.WAITS}
    assert waits.text() == "Waits here 1"
    assert all(page.plan.legend[way].text().endswith(" 0") for way in others)


def test_a_click_on_a_free_hour_begins_a_booking_there(
    shop: Shop, open_page: Any, qtbot: QtBot
) -> None:
    page = open_page()
    timeline = page.plan.timeline
    spot = timeline.spot_of(shop.pit, NOON + 2 * HOUR)
    qtbot.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    form = page.list.form
    assert form.isVisible()
    assert form["bay_id"].value() == shop.pit
    assert form["starts_at"].value().astimezone() == (NOON + 2 * HOUR).astimezone()


def test_ctrl_right_moves_a_booking_a_quarter_and_undo_puts_it_back(
    shop: Shop, open_page: Any, settled: Any, qtbot: QtBot
) -> None:
    shop.book()
    page, undone = open_page(), []
    page.shell.notices.say = lambda _words, *_more, undo=None, **_named: undone.append(undo)
    timeline = page.plan.timeline
    timeline.setFocus(Qt.FocusReason.TabFocusReason)
    timeline.select(rows(shop)[0].parts[0].id)
    qtbot.keyClick(timeline, Key.Key_Right, CTRL)
    settled(page)
    assert rows(shop)[0].starts_at == NOON + HOUR + timedelta(minutes=15)
    undone[-1]()
    settled(page)
    assert rows(shop)[0].starts_at == NOON + HOUR


def test_who_has_arrived_gets_an_order_that_opens(
    shop: Shop, open_page: Any, settled: Any, opened: list[tuple[str, int]]
) -> None:
    booked = shop.book()
    page = open_page()
    page.show_record(Noun.APPOINTMENT, booked)
    settled(page)
    page.list.panel.take("arrive")
    settled(page)
    (row,) = rows(shop)
    assert row.state is AppointmentState.ARRIVED
    assert opened == [(Noun.REPAIR_ORDER, row.order_id)]


def test_tomorrow_is_confirmed_and_called_off_with_a_reason(
    shop: Shop, open_page: Any, settled: Any
) -> None:
    booked = shop.book(minutes=60 * 23)
    page = open_page()
    page.show_record(Noun.APPOINTMENT, booked)
    settled(page)
    assert page.list.day == TODAY + timedelta(days=1)
    shown = [button.text() for button in page.list.panel.buttons(page.list.panel.row)]
    assert shown[0].startswith("Confirmed")
    page.list.panel.take("confirm")
    settled(page)
    assert rows(shop, page.list.day)[0].confirmed_at == NOON
    page.list.panel.take("call_off")
    form = page.list.panel.step_forms["call_off"].form
    form.submit()
    settled(page)
    assert "Say why" in form.message("reason")
    form["reason"].set_value("客户改期")
    form.submit()
    settled(page)
    (row,) = rows(shop, page.list.day)
    assert (row.state, row.reason) == (AppointmentState.CANCELLED, "客户改期")


def test_another_day_is_one_key_away(
    shop: Shop, open_page: Any, settled: Any, qtbot: QtBot
) -> None:
    shop.book(minutes=60 * 23, hours=Decimal(3))
    page = open_page()
    saturday = page.week.cards[5]
    assert saturday.isChecked() and saturday.told() == "0/16 h"
    saturday.setFocus()
    qtbot.keyClick(saturday, Key.Key_Right)
    settled(page)
    assert page.list.day == TODAY + timedelta(days=1)
    assert page.week.cards[6].isChecked() and page.week.cards[6].told() == "3/16 h"
    qtbot.keyClick(page.week.cards[6], Key.Key_Right)
    settled(page)
    assert page.list.day == date(2026, 11, 23) and page.week.cards[0].isChecked()


def test_rows_are_bays_technicians_or_advisors(shop: Shop, open_page: Any) -> None:
    shop.book(technician_id=shop.zhou)
    page = open_page()
    for view, names in (
        ("bays", ["1", "2"]),
        ("technicians", ["吴师傅", "周师傅", "Nobody yet"]),
        ("advisors", ["Nobody yet"]),
    ):
        page.plan.rows.set_value(view)
        page.plan.rows.edited.emit()
        assert [row.title for row in page.plan.timeline._resources] == names
        assert len(page.plan.timeline._blocks) == 1


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(1366, 692), (1093, 538)])
def test_nothing_asks_for_more_room_than_a_small_screen_has(
    shop: Shop, open_page: Any, language: str, size: tuple[int, int]
) -> None:
    use(language)
    shop.book(way=ArrivalWay.LOAN)
    page = open_page()
    page.resize(*size)
    QApplication.processEvents()
    hint = page.minimumSizeHint()
    assert hint.width() <= size[0] and hint.height() <= size[1]


def test_a_late_customer_is_red_and_can_be_noted_as_missed(
    shop: Shop, open_page: Any, settled: Any
) -> None:
    booked = shop.book()
    shop.act(opening.receive, shop.book("京B77777", bay_id=shop.pit))
    page = open_page()
    page.work._clock = lambda: NOON + 2 * HOUR
    page.reload()
    settled(page)
    row = next(row for row in page.list._rows if row.id == booked)
    assert row.is_late and page.figures["expected"].value() == "1"


def test_a_press_on_a_figure_lists_what_it_counts(
    shop: Shop, open_page: Any, settled: Any, qtbot: QtBot
) -> None:
    shop.book()
    missed = shop.book("京B77777", bay_id=shop.pit)
    shop.act(commands.miss, missed, at=NOON + 3 * HOUR)
    page = open_page()

    def listed() -> list[AppointmentState]:
        return [page.list.table.row(at).state for at in range(page.list.table.count())]

    qtbot.mouseClick(page.figures["expected"], Qt.MouseButton.LeftButton)
    settled(page)
    assert page.list.card.isVisible() and listed() == [AppointmentState.BOOKED]
    qtbot.keyClick(page.figures["show_rate"], Key.Key_Return)
    settled(page)
    assert listed() == [AppointmentState.NO_SHOW] and page.list.is_month
    assert "11-21" in page.span.text() and "11-01" in page.span.text()
    page.list.go(TODAY)
    settled(page)
    assert not page.list.is_month


def test_an_appointment_says_what_everybody_must_know_and_logs_that_it_was_seen(
    shop: Shop, records: Records, open_page: Any, settled: Any
) -> None:
    booked = shop.book()

    def complain(session: Any, *, by: Any, at: Any) -> None:
        session.get_one(Person, rows(shop)[0].person_id).complaint = "空调异响未解决"

    shop.act(complain)
    page = open_page()
    page.list.open(booked)
    settled(page)
    strip = page.list.panel.alerts
    assert strip.isVisible()
    assert "空调异响未解决" in " ".join(one.accessibleName() for one in strip.findChildren(QWidget))
    seen = (Audit.act == Act.SEE, Audit.noun == Noun.APPOINTMENT, Audit.noun_id == booked)
    with records.read() as session:
        assert len(session.scalars(select(Audit.id).where(*seen)).all()) == 1
