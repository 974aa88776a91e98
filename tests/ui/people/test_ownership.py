"""The owner and the plate of a car are changed and restored."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from app.people import commands
from app.vehicles import queries as vehicles
from db.nouns import Noun
from db.tables.admin import Audit
from db.tables.prospects import FollowUp
from db.vocabulary import Act as Did
from db.vocabulary import CustomerClass, Relation, Role, Stage
from tests import make as makers
from tests.make import NOON
from ui.parts.buttons import Button
from ui.people.page import PeoplePage

Act = Callable[..., Any]
TODAY = date(2026, 11, 21)


@pytest.fixture
def car(open_page: Any, settled: Any, files: tuple[int, int]) -> PeoplePage:
    """The page with 张伟's car in front."""
    page = open_page()
    page.show_record(Noun.VEHICLE, files[1])
    settled(page.shell)
    return page


def _press(
    qtbot: Any,
    page: PeoplePage,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    qtbot.keyClick(page.focusWidget() or page, key, modifier)


def _undo(page: PeoplePage) -> None:
    next(
        one
        for one in page.shell.notices._toast.findChildren(Button)
        if one.accessibleName() == "Undo"
    ).click()


def _save(qtbot: Any, page: PeoplePage, settled: Any) -> None:
    _press(qtbot, page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(page.shell)
    settled(page.shell)


def _keepers(page: PeoplePage) -> list[tuple[str, Relation, date | None]]:
    return [(one.name, one.relation, one.until_on) for one in page.record.keepers]


def test_a_car_is_sold_to_somebody_found_by_a_scrap(qtbot, car, write, settled) -> None:
    car.change_keeper()
    assert car.focusWidget() is car.turns.finder
    assert "张伟" in car.turns.keeper.message("relation"), "who it is now stands there"
    write(car, "ln")
    _press(qtbot, car, Qt.Key.Key_Return)
    assert car.turns.finder.value() == 2 and "李娜" in car.turns.finder.text()
    assert car.focusWidget() is car.turns.keeper["on"]
    car.turns.keeper["on"].set_value(TODAY)
    _save(qtbot, car, settled)
    assert _keepers(car) == [("李娜", Relation.OWNER, None), ("张伟", Relation.OWNER, TODAY)]
    assert car.record.hit.owner == "李娜" and car.panel.body() is car.view
    assert car.shell.notices.last_line() == "Saved"
    _undo(car)
    settled(car.shell)
    settled(car.shell)
    assert _keepers(car) == [("张伟", Relation.OWNER, None)]


def test_a_plate_finds_its_owner_and_a_stranger_gets_a_file(qtbot, car, write, settled) -> None:
    car.change_keeper()
    write(car, "京B777")
    assert [option[0] for option in car.turns.finder._options][:1] == [2]
    car.turns.finder.clear()
    write(car, "赵敏")
    assert car.turns.finder._options[0][0].name == "赵敏", (
        "nobody fits: the only line is the new customer"
    )
    _press(qtbot, car, Qt.Key.Key_Return)
    assert car.focusWidget() is car.turns.keeper["who_phone"]
    qtbot.keyClicks(car.focusWidget(), "1361111")
    _save(qtbot, car, settled)
    assert car.panel.body() is car.turns.keeper and car.turns.keeper.message("who_phone")
    qtbot.keyClicks(car.focusWidget(), "2222")
    _save(qtbot, car, settled)
    assert (
        _keepers(car)[0] == ("赵敏", Relation.OWNER, None)
        and car.record.keepers[0].phone == "13611112222"
    )


def test_what_is_refused_stands_beside_its_field(qtbot, car, write, settled) -> None:
    car.change_keeper()
    _save(qtbot, car, settled)
    assert "Say who it is" in car.turns.keeper.message("who")
    write(car, "zw")
    _press(qtbot, car, Qt.Key.Key_Return)
    car.turns.keeper["on"].set_value(date(2026, 11, 22))
    _save(qtbot, car, settled)
    assert "still to come" in car.turns.keeper.message("on")
    _press(qtbot, car, Qt.Key.Key_Escape)
    assert car.panel.body() is car.view


def test_a_plate_changes_and_the_old_one_is_told_as_former(
    qtbot, car, write, settled, records
) -> None:
    car.change_plate()
    write(car, "京AD12345")
    _save(qtbot, car, settled)
    assert "京A·D12345" in car.panel.accessibleName()
    assert "Formerly 京A·12345" in _texts(car)
    with records.read() as session:
        assert vehicles.by_plate(session, "京A12345").former
    _undo(car)
    settled(car.shell)
    settled(car.shell)
    assert car.record.hit.plate == "京A12345"


def test_a_relation_ends_with_one_press(qtbot, car, settled) -> None:
    qtbot.mouseClick(car.view.findChild(QWidget, "end_person_1"), Qt.MouseButton.LeftButton)
    settled(car.shell)
    settled(car.shell)
    assert _keepers(car) == [("张伟", Relation.OWNER, TODAY)]
    assert car.view.findChild(QWidget, "end_person_1") is None


def test_a_cashier_reads_and_changes_nothing(open_page, settled, files) -> None:
    page = open_page(Role.CASHIER)
    page.show_record(Noun.VEHICLE, files[1])
    settled(page.shell)
    assert page.view.findChild(QWidget, "end_person_1") is None
    page.change_keeper()
    page.change_plate()
    assert page.panel.body() is page.view


def test_alerts_stand_above_everything_and_a_look_is_written_once(
    open_page, settled, files, act, records
) -> None:
    person = act(
        commands.add,
        {
            "name": "赵敏",
            "phone": "13611112222",
            "alert": "投诉处理中" * 12,
            "customer_class": CustomerClass.VIP,
        },
    )
    page = open_page()
    for _look in range(2):
        page.show_record(Noun.PERSON, person)
        settled(page.shell)
        page.reload()
        settled(page.shell)
        alert = page.view.findChild(QWidget, "alert")
        assert alert.isVisible() and alert.accessibleName() == "投诉处理中" * 12
        page.show_record(Noun.PERSON, files[0])
        settled(page.shell)
    with records.read() as session:
        seen = session.execute(
            select(Audit.noun_id, Audit.reason).where(Audit.act == Did.SEE)
        ).all()
    assert [tuple(row) for row in seen] == [(person, "alerts"), (person, "alerts")]


def test_a_follow_up_opens_beside_its_file_and_esc_leads_to_it(
    qtbot, open_page, settled, files, act
) -> None:
    def call(session: Any, *, by: Any, at: Any) -> None:
        session.add(
            FollowUp(
                person_id=files[0],
                staff_id=1,
                due_at=at,
                done_at=at,
                done_by=1,
                content="周末来店再谈",
            )
        )

    act(call, at=NOON)
    page = open_page()
    page.show_record(Noun.FOLLOW_UP, 1)
    settled(page.shell)
    settled(page.shell)
    assert page.panel.body() is page.paper and "周末来店再谈" in _texts(page)
    _press(qtbot, page, Qt.Key.Key_Escape)
    settled(page.shell)
    assert page.panel.body() is page.view and page.record.card.id == files[0]
    assert "follow_up" in [
        page.view.timeline.row(at).kind for at in range(page.view.timeline.count())
    ]
    page.show_record(Noun.FOLLOW_UP, 99)
    settled(page.shell)
    assert "no longer there" in page.shell.notices.last_line()


def test_incomplete_files_are_listed_and_opened(qtbot, open_page, settled, files, act) -> None:
    def deliver(session: Any, *, by: Any, at: Any) -> None:
        left = at - timedelta(days=4)
        order = makers.repair_order(
            session,
            session.get(makers.Vehicle, 2),
            by=1,
            at=left,
            stage=Stage.DELIVERED,
            customer_id=2,
        )
        order.delivered_at = left

    act(deliver)
    page = open_page()
    assert page.figures["incomplete"].value() == "1"
    page.files.show_noun(Noun.INCOMPLETE)
    settled(page.shell)
    table = page.files.tables["incomplete"]
    assert (table.row(0).missing, table.row(0).staff, table.row(0).late) == (("VIN",), "王敏", 2)
    table.setFocus()
    table.view.selectRow(0)
    settled(page.shell)
    assert page.record.hit.plate == "京B77777" and page.files.noun == Noun.INCOMPLETE
    page.files.filter.setText("没有这个人")
    page.files.reload()
    settled(page.shell)
    assert table.count() == 0


def test_a_name_of_forty_letters_is_read_in_full(open_page, settled, act) -> None:
    name = "Maximiliane-Alexandrina von Hohenstaufen-Wittelsbach"
    made = act(commands.add, {"name": name, "phone": "13611112222"})
    page = open_page()
    page.show_record(Noun.PERSON, made)
    settled(page.shell)
    title = page.panel._title
    assert title.accessibleName() == name
    title.resize(120, title.height())
    assert title.toolTip() == name
    title.resize(1200, title.height())
    assert title.toolTip() == ""


def _texts(page: PeoplePage) -> str:
    return " ".join(
        one.text()
        for one in page.panel.findChildren(QWidget)
        if callable(getattr(one, "text", None))
    )
