"""Customers by real keys and mouse: found, read, entered, warned of."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.people import commands
from app.vehicles import queries as vehicles
from db.nouns import Noun
from db.vocabulary import LicenceClass
from tests import make as makers
from ui.people.page import PeoplePage

Act = Callable[..., Any]
HOSTILE = '<b>张&"𬭎"</b>😀'


def _press(
    qtbot: QtBot,
    page: PeoplePage,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    qtbot.keyClick(page.focusWidget() or page, key, modifier)


def test_a_scrap_narrows_the_list_and_enter_reads_the_file(
    qtbot, open_page, write, settled, files
) -> None:
    page = open_page()
    assert page.files.tables["person"].count() == 2
    write(page, "zw")
    assert page.files.tables["person"].count() == 1
    _press(qtbot, page, Qt.Key.Key_Return)
    settled(page.shell)
    assert page.record.card.name == "张伟"
    assert [line.kind for line in _events(page)] == ["order", "visit"]
    assert page.figures["person"].value() == "2"


def test_an_event_opens_its_record(qtbot, open_page, settled, files, opened) -> None:
    page = open_page()
    page.show_record(Noun.PERSON, files[0])
    settled(page.shell)
    page.view.timeline.setFocus()
    page.view.timeline.view.selectRow(0)
    qtbot.keyClick(page.view.timeline.view, Qt.Key.Key_Return)
    assert opened == [("repair_order", 1)]
    qtbot.mouseClick(
        page.view.findChild(QWidget, f"open_vehicle_{files[1]}"), Qt.MouseButton.LeftButton
    )
    assert opened[-1] == ("vehicle", files[1])


def test_a_new_customer_is_entered_by_keys_alone(qtbot, open_page, write, settled, records) -> None:
    page = open_page()
    page.new_person()
    qtbot.keyClicks(page.focusWidget(), "137 0013 7000")
    _press(qtbot, page, Qt.Key.Key_Return)
    write(page, HOSTILE)
    _press(qtbot, page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(page.shell)
    assert page.record is not None and page.record.card.name == HOSTILE
    assert page.record.card.phones == ("13700137000",)
    assert page.files.tables["person"].view.currentIndex().row() == 0


def test_a_known_number_is_told_before_saving(qtbot, open_page, settled, files) -> None:
    page = open_page()
    page.new_person()
    qtbot.keyClicks(page.focusWidget(), "+86 138-0013-8000")
    settled(page.shell)
    form = page.editor.new_person
    assert "张伟 has a file already" in form.message("phone")
    button = next(
        one for one in form.findChildren(QWidget) if getattr(one, "text", str)().startswith("Open")
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settled(page.shell)
    assert page.record.card.id == files[0]


def test_what_is_refused_stands_beside_its_field_and_typing_stays(
    qtbot, open_page, write, settled, files
) -> None:
    page = open_page()
    page.new_person()
    qtbot.keyClicks(page.focusWidget(), "13800138000")
    _press(qtbot, page, Qt.Key.Key_Return)
    write(page, "张伟")
    _press(qtbot, page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(page.shell)
    form = page.editor.new_person
    assert "with this number has a file already" in form.message("phone")
    assert (form["phone"].value(), form["name"].value()) == ("13800138000", "张伟")


def test_esc_leaves_the_form_and_keeps_what_was_typed(qtbot, open_page, write, settled) -> None:
    page = open_page()
    page.new_person()
    qtbot.keyClicks(page.focusWidget(), "137 0013 7000")
    _press(qtbot, page, Qt.Key.Key_Escape)
    assert page.panel.body() is page.empty
    page.new_person()
    assert page.editor.new_person["phone"].text().replace(" ", "") == "13700137000"
    assert page.shell.drafts.find("new-person") is not None


def test_a_car_is_added_and_its_plate_changed(
    qtbot, open_page, write, settled, files, records
) -> None:
    page = open_page()
    page.show_record(Noun.PERSON, files[0])
    settled(page.shell)
    page.add_car()
    write(page, "京B77777")
    assert "Known already: 京B·77777" in page.editor.edits[Noun.VEHICLE].form.message("plate")
    page.editor.edits[Noun.VEHICLE].form["plate"].clear()
    write(page, "京A·88888")
    _press(qtbot, page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(page.shell)
    assert page.record.hit.plate == "京A88888" and page.record.hit.owner == "张伟"
    page.edit()
    page.editor.edits[Noun.VEHICLE].form["plate"].setFocus()
    page.editor.edits[Noun.VEHICLE].form["plate"].selectAll()
    write(page, "京AD88888")
    _press(qtbot, page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(page.shell)
    assert [(plate.number, plate.until_on is None) for plate in page.record.plates] == [
        ("京AD88888", True),
        ("京A88888", False),
    ]
    with records.read() as session:
        assert vehicles.by_plate(session, "京A88888").former


def test_a_licence_is_kept(qtbot, open_page, settled, files) -> None:
    page = open_page()
    page.show_record(Noun.PERSON, files[0])
    settled(page.shell)
    page.edit_licence()
    qtbot.keyClicks(page.focusWidget(), "11010519491231002X")
    page.editor.edits[Noun.LICENCE].form["licence_class"].set_value(LicenceClass.C1)
    _press(qtbot, page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(page.shell)
    assert page.record.licence.licence_class is LicenceClass.C1


def test_a_hit_of_another_desk_opens_here(open_page, settled, files) -> None:
    page = open_page()
    page.show_record(Noun.VEHICLE, files[1])
    settled(page.shell)
    assert page.record.hit.open_order_number == "W261121-001"
    assert page.files.noun == Noun.VEHICLE and page.files.tables["vehicle"].current().id == files[1]


def test_a_visit_saved_elsewhere_appears_by_itself(qtbot, open_page, settled, files, act) -> None:
    page = open_page()
    page.show_record(Noun.PERSON, files[0])
    settled(page.shell)
    page.files.filter.setText("张")

    def come(session: Any, *, by: Any, at: Any) -> None:
        makers.visit(session, by=1, at=at, person_id=files[0])

    act(come)
    qtbot.waitUntil(lambda: len(_events(page)) == 3)
    assert [line.kind for line in _events(page)] == ["visit", "order", "visit"]
    assert page.files.filter.text() == "张"


def test_names_are_shown_literally(open_page, settled, act) -> None:
    made = act(
        commands.add,
        {"name": HOSTILE, "phone": "13700137000", "alert": HOSTILE, "address": HOSTILE},
    )
    page = open_page()
    page.show_record(Noun.PERSON, made)
    settled(page.shell)
    texts = [
        label.text()
        for label in page.panel.findChildren(QWidget)
        if hasattr(label, "text") and callable(label.text)
    ]
    assert texts.count(HOSTILE) >= 3


def _events(page: PeoplePage) -> list[Any]:
    table = page.view.timeline
    return [table.row(at) for at in range(table.count())]


def test_a_loss_is_reported_from_the_file_of_the_customer(
    qtbot, open_page, settled, files, make, opened
) -> None:
    def wish(session: Any) -> Any:
        person = session.get_one(makers.Person, files[0])
        owner = session.get_one(makers.Staff, 1)
        return makers.prospect(session, person, owner, makers.level(session, "Z"))

    prospect = make(wish)
    page = open_page()
    page.show_record("person", files[0])
    settled(page.shell)
    qtbot.mouseClick(page.view.findChild(QWidget, "offer_loss"), Qt.MouseButton.LeftButton)
    assert opened == [("loss", prospect)]


def test_a_customer_without_an_open_prospect_offers_no_loss(open_page, settled, files) -> None:
    page = open_page()
    page.show_record("person", files[0])
    settled(page.shell)
    assert page.view.findChild(QWidget, "offer_loss") is None
