"""F7, a plate, the customer's words, saved: counted, by keyboard alone."""

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.admin.calendar_commands import SpecialDayEntry, save_day
from app.text import use
from db.tables.vehicles import Vehicle
from db.vocabulary import FuelLevel, Role, ServiceType
from tests.make import NOON
from tests.ui.parts.kit import commit, sentence, type_text
from ui.keys import Key
from ui.parts.buttons import Button

CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


def plate(here: Any, qtbot: QtBot, province: str, rest: str) -> None:
    commit(here.focus(), province)
    type_text(here.focus(), rest)
    qtbot.waitUntil(
        lambda: here.page.open_panel._asked == f"{province}{rest}".upper().replace(" ", "")
    )
    here.wait()


def test_a_known_plate_is_an_order_in_five_actions(
    open_page: Any, known: int, qtbot: QtBot
) -> None:
    here = open_page()
    actions = [
        lambda: here.key(Qt.Key.Key_F7),
        lambda: plate(here, qtbot, "京", "a 12345"),
        lambda: here.key(ENTER),
        lambda: commit(here.focus(), "空调不凉"),
        lambda: here.key(ENTER, CONTROL),
    ]
    for action in actions:
        action()
    assert len(actions) <= 5
    made = here.sheet()
    assert made.id != known
    assert (
        made.plate,
        made.customer and made.customer.name,
        [row.words for row in made.concerns],
    ) == ("京A12345", "张伟", ["空调不凉"])
    assert made.promised_at is not None
    assert here.page.order_panel.isVisible()
    assert here.page.order_panel.isAncestorOf(here.focus())


def test_what_is_known_of_the_car_stands_under_the_plate(
    open_page: Any, known: int, qtbot: QtBot
) -> None:
    use("zh_CN")
    here = open_page()
    here.key(Qt.Key.Key_F7)
    plate(here, qtbot, "京", "A12345")
    told = here.page.open_panel.form.message("plate")
    for fact in ("轩逸 1.6XL", "张伟", "138 0013 8000", "40,000 km", "0 天前", "W261121-001"):
        assert fact in told
    assert not here.page.open_panel.form["owner_name"].isVisible()


def test_nothing_is_promised_for_a_closed_day_and_a_typed_one_warns(
    open_page: Any, known: int, records: Any, manager: Any
) -> None:
    """It is Saturday noon: the usual time is the afternoon, until the day is closed."""
    here = open_page()
    here.key(Qt.Key.Key_F7)
    form = here.page.open_panel.form
    assert form["promised_at"].value().date() == date(2026, 11, 21)
    for day in (21, 22):
        entry = SpecialDayEntry(date(2026, 11, day), "盘点", works=False)
        records.act(save_day, entry, by=manager, at=NOON)
    here.key(Qt.Key.Key_F7)
    here.wait()
    assert form["promised_at"].value().date() == date(2026, 11, 23)
    warnings = []
    for moment in (
        datetime(2026, 11, 22, 10),
        datetime(2026, 11, 23, 2),
        datetime(2026, 11, 23, 9),
    ):
        form["promised_at"].set_value(moment)
        form.edited.emit("promised_at")
        warnings.append(form.message("promised_at"))
    assert warnings == [
        "The store is closed on this day.",
        "Outside the opening hours, 08:30 to 18:00.",
        "",
    ]


def test_a_technician_reads_a_masked_telephone_and_opens_nothing(
    open_page: Any, known: int
) -> None:
    here = open_page(Role.TECHNICIAN)
    assert not here.page.open_panel.isVisible()
    here.page.open_order(known)
    here.wait()
    assert "138****8000" in here.page.order_panel.head._who.text()


def test_an_unknown_plate_asks_in_place_and_needs_nothing_of_it(
    open_page: Any, qtbot: QtBot
) -> None:
    here = open_page()
    here.key(Qt.Key.Key_F7)
    plate(here, qtbot, "沪", "A8F901")
    assert here.page.open_panel.form["owner_name"].isVisible()
    here.key(ENTER, CONTROL)
    assert here.sheet().plate == "沪A8F901"
    assert here.sheet().customer is None


def test_the_vin_of_an_unknown_car_goes_from_the_plate_to_its_own_field(
    open_page: Any, qtbot: QtBot
) -> None:
    here = open_page()
    here.key(Qt.Key.Key_F7)
    plate(here, qtbot, "", "LGBH52E01MY123456")
    form = here.page.open_panel.form
    assert (form["vin"].value(), form["plate"].value()) == ("LGBH52E01MY123456", None)
    assert "VIN" in form.message("plate")


def test_a_scanned_vin_gives_the_plate_of_a_known_car(
    open_page: Any, known: int, records: Any, manager: Any, qtbot: QtBot
) -> None:
    def mark(session: Any, *, by: Any, at: Any) -> None:
        session.scalars(select(Vehicle)).one().vin = "LGBH52E01MY123456"

    records.act(mark, by=manager, at=NOON)
    here = open_page()
    here.key(Qt.Key.Key_F7)
    form = here.page.open_panel.form
    form["vin"].set_value("LGBH52E01MY123456")
    form["vin"].edited.emit()  # as a scanner does, wherever the cursor stands
    qtbot.waitUntil(lambda: here.page.open_panel._asked != "")
    here.wait()
    assert form["plate"].value() == "京A12345"
    assert "张伟" in form.message("plate")


def test_what_cannot_be_a_plate_is_said_beside_it_and_stays_typed(open_page: Any) -> None:
    here = open_page()
    here.key(Qt.Key.Key_F7)
    commit(here.focus(), "京A12")
    here.key(ENTER, CONTROL)
    form = here.page.open_panel.form
    assert "7 characters" in form.message("plate")
    assert form["plate"].value() == "京A12"
    assert form["plate"].hasFocus()


def test_a_lower_odometer_is_kept_with_ctrl_enter_pressed_again(
    open_page: Any, known: int, qtbot: QtBot
) -> None:
    here = open_page()
    here.key(Qt.Key.Key_F7)
    plate(here, qtbot, "京", "A12345")
    QTest.mouseClick(
        here.page.open_panel.findChild(Button, "open_order_more"), Qt.MouseButton.LeftButton
    )
    here.page.open_panel.form["odometer"].setFocus()
    type_text(here.focus(), "39000")
    here.key(ENTER, CONTROL)
    assert "40,000" in here.page.open_panel.form.message("odometer")
    here.key(ENTER, CONTROL)
    assert here.sheet().intake.odometer == 39000


def test_the_intake_form_gives_what_was_ticked(open_page: Any) -> None:
    here = open_page()
    form = here.page.open_panel.form
    form.set_value(
        {
            **form.value(),
            "plate": "京B23456",
            "fuel": FuelLevel.HALF,
            "belongings": ("Umbrella",),
            "belongings_words": "手机",
        }
    )
    form["service_type"].set_value(ServiceType.MAINTENANCE)
    form["plate"].setFocus()
    here.key(ENTER, CONTROL)
    made = here.sheet()
    assert (made.intake.fuel, made.intake.belongings, made.service_type) == (
        FuelLevel.HALF,
        "Umbrella、手机",
        ServiceType.MAINTENANCE,
    )
    shown = here.section("intake").form.value()
    assert (shown["belongings"], shown["belongings_words"]) == (("Umbrella",), "手机")


def test_esc_and_another_order_lose_nothing_that_was_typed(open_page: Any, known: int) -> None:
    here = open_page()
    here.key(Qt.Key.Key_F7)
    commit(here.focus(), "京C3")
    here.page.open_order(known)
    here.wait()
    here.key(Qt.Key.Key_F7)
    assert here.page.open_panel.form["plate"].value() == "京C3"


def test_an_empty_list_says_what_to_do(open_page: Any) -> None:
    here = open_page()
    assert here.page.list.table.count() == 0
    assert Key.NEW_ORDER in sentence(here.page.list.table)
