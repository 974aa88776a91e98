"""Two windows edit one file, and nothing that was typed is lost."""

from typing import Any

from PySide6.QtCore import Qt

from app.people import commands, queries
from app.people.commands import LicenceFacts
from app.permissions import Actor
from app.vehicles import commands as cars
from app.vehicles import queries as vehicles
from db.nouns import Noun
from db.vocabulary import LicenceClass, Role
from ui.parts.merge_view import MINE, THEIRS, MergeView

OTHER = Actor(1, "王敏", frozenset({Role.MANAGER}), "前台2")


def _save(qtbot: Any, page: Any) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def _open(page: Any, settled: Any, noun: str, record_id: int) -> Any:
    page.show_record(noun, record_id)
    settled(page.shell)
    page.edit()
    settled(page.shell)
    return page.editor.edits[noun].form


def _meanwhile(act: Any, records: Any, person_id: int, *, by: Actor = OTHER, **facts: Any) -> None:
    with records.read() as session:
        version = queries.card(session, person_id).version
    act(
        commands.edit,
        person_id,
        {"name": "张伟", "phone": "13800138000"} | facts,
        version=version,
        by=by,
    )


def _view(page: Any) -> Any:
    view = page.panel.body().findChild(MergeView)
    return view if view is not None and view.isVisible() else None


def test_the_second_one_is_asked_only_what_both_have_changed(
    qtbot, open_page, settled, files, act, records
) -> None:
    page = open_page()
    form = _open(page, settled, Noun.PERSON, files[0])
    form["name"].set_value("张伟强")
    form["employer"].set_value("东风公司")
    _meanwhile(
        act, records, files[0], name="张小伟", address="中山路 1 号", other_phone="13700137000"
    )
    _save(qtbot, page)
    settled(page.shell)
    assert _view(page).choices() == {"name": MINE}
    _view(page).choose({"name": THEIRS})
    _save(qtbot, page)
    settled(page.shell)
    with records.read() as session:
        record = queries.record(session, files[0])
    assert (record.card.name, record.card.address, record.employer) == (
        "张小伟",
        "中山路 1 号",
        "东风公司",
    )
    assert record.card.phones == ("13800138000", "13700137000")
    assert page.panel.body() is page.view


def test_esc_goes_back_to_what_was_typed(qtbot, open_page, settled, files, act, records) -> None:
    page = open_page()
    form = _open(page, settled, Noun.PERSON, files[0])
    form["name"].set_value("张伟强")
    _meanwhile(act, records, files[0], name="张小伟")
    _save(qtbot, page)
    settled(page.shell)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    assert _view(page) is None and form["name"].isVisible() and form["name"].value() == "张伟强"
    _save(qtbot, page)
    settled(page.shell)
    assert _view(page) is not None, "it is still told"


def test_a_third_save_in_between_is_told_as_well_and_nothing_is_lost(
    qtbot, open_page, settled, files, act, records
) -> None:
    page = open_page()
    form = _open(page, settled, Noun.PERSON, files[0])
    form["name"].set_value("张伟强")
    form["employer"].set_value("东风公司")
    _meanwhile(act, records, files[0], name="张小伟")
    _save(qtbot, page)
    settled(page.shell)
    _meanwhile(act, records, files[0], name="张伟伟", employer="一汽")
    _save(qtbot, page)
    settled(page.shell)
    assert _view(page).choices() == {"name": MINE, "employer": MINE}
    _save(qtbot, page)
    settled(page.shell)
    assert page.panel.body() is page.view
    assert (page.record.card.name, page.record.employer) == ("张伟强", "东风公司")


def test_another_number_is_a_version_as_well(
    qtbot, open_page, settled, files, act, records
) -> None:
    page = open_page()
    form = _open(page, settled, Noun.PERSON, files[0])
    form["phone"].set_value("13600136000")
    _meanwhile(act, records, files[0], phone="13500135000")
    _save(qtbot, page)
    settled(page.shell)
    assert _view(page).choices() == {"phone": MINE}
    _view(page).submit()
    settled(page.shell)
    assert page.record.card.phones == ("13600136000",)


def test_what_is_wrong_with_the_choice_is_said_in_the_form(
    qtbot, open_page, settled, files, act, records
) -> None:
    page = open_page()
    form = _open(page, settled, Noun.VEHICLE, files[1])
    form["plate"].set_value("京B77777")
    with records.read() as session:
        version = vehicles.record(session, files[1]).version
    act(cars.edit, files[1], {"colour": "红"}, version=version, by=OTHER)
    _save(qtbot, page)
    settled(page.shell)
    assert page.panel.body() is form and "carries plate" in form.message("plate")
    form["plate"].set_value("京C88888")
    _save(qtbot, page)
    settled(page.shell)
    assert (page.record.hit.plate, page.record.hit.colour) == ("京C88888", "红")


def test_saving_three_times_in_a_row_never_meets_oneself(qtbot, open_page, settled, files) -> None:
    page = open_page()
    _open(page, settled, Noun.PERSON, files[0])
    for name in ("张一", "张二", "张三"):
        form = page.editor.edits[Noun.PERSON].form
        form["name"].set_value(name)
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        _save(qtbot, page)
        qtbot.waitUntil(lambda: not page.editor.holds(page.panel.body()))
        page.edit()
        settled(page.shell)
        assert page.panel.body() is form and form["name"].value() == name


def test_what_one_saved_oneself_on_another_desk_asks_nothing(
    qtbot, open_page, settled, files, act, records
) -> None:
    page = open_page()
    form = _open(page, settled, Noun.PERSON, files[0])
    form["employer"].set_value("东风公司")
    _meanwhile(act, records, files[0], address="中山路 1 号", by=page.work.actor)
    _save(qtbot, page)
    settled(page.shell)
    assert page.panel.body() is page.view
    assert (page.record.card.address, page.record.employer) == ("中山路 1 号", "东风公司")


def test_esc_keeps_a_draft_that_is_offered_and_marked(qtbot, open_page, settled, files) -> None:
    page = open_page()
    form = _open(page, settled, Noun.PERSON, files[0])
    form["employer"].set_value("东风公司")
    form.changed.emit()
    qtbot.keyClick(form["employer"], Qt.Key.Key_Escape)
    assert page.panel.body() is page.view and "Not saved yet" in page._buttons["edit"].text()
    _open(page, settled, Noun.VEHICLE, files[1])
    qtbot.keyClick(page.editor.edits[Noun.VEHICLE].form["plate"], Qt.Key.Key_Escape)
    assert "Not saved yet" not in page._buttons["edit"].text()
    form = _open(page, settled, Noun.PERSON, files[0])
    assert form["employer"].value() == "东风公司" and "Not saved yet" in form.message()
    _save(qtbot, page)
    settled(page.shell)
    assert (
        page.record.employer == "东风公司" and "Not saved yet" not in page._buttons["edit"].text()
    )


def test_a_draft_over_a_file_that_was_changed_meanwhile_is_asked_about(
    qtbot, open_page, settled, files, act, records
) -> None:
    page = open_page()
    form = _open(page, settled, Noun.PERSON, files[0])
    form["name"].set_value("张伟强")
    form.changed.emit()
    qtbot.keyClick(form["name"], Qt.Key.Key_Escape)
    _open(page, settled, Noun.VEHICLE, files[1])
    qtbot.keyClick(page.editor.edits[Noun.VEHICLE].form["plate"], Qt.Key.Key_Escape)
    _meanwhile(act, records, files[0], name="张小伟", address="中山路 1 号")
    settled(page.shell)
    form = _open(page, settled, Noun.PERSON, files[0])
    settled(page.shell)
    assert _view(page).choices() == {"name": MINE}
    _save(qtbot, page)
    settled(page.shell)
    assert (
        _view(page) is None
        and form["name"].value() == "张伟强"
        and form["address"].value() == "中山路 1 号"
    )
    with records.read() as session:
        assert queries.card(session, files[0]).name == "张小伟", (
            "choosing saves nothing before one saves"
        )
    _save(qtbot, page)
    settled(page.shell)
    assert (page.record.card.name, page.record.card.address) == ("张伟强", "中山路 1 号")


def test_two_licences_stand_side_by_side_before_one_is_kept(
    qtbot, open_page, settled, files, act
) -> None:
    page = open_page()
    page.show_record(Noun.PERSON, files[0])
    settled(page.shell)
    page.edit_licence()
    settled(page.shell)
    form = page.editor.edits[Noun.LICENCE].form
    form["number"].set_value("11010519491231002X")
    form["licence_class"].set_value(LicenceClass.C1)
    act(
        commands.keep_licence,
        files[0],
        LicenceFacts("11010519491231002X", LicenceClass.C2),
        by=OTHER,
    )
    _save(qtbot, page)
    settled(page.shell)
    settled(page.shell)
    sides = page.editor.edits["licence"].sides
    assert sides.asks and "licence_class" in sides.view.choices()
    sides.view.choose({"licence_class": THEIRS})
    sides.view.submit()
    settled(page.shell)
    settled(page.shell)
    assert page.record.licence.licence_class is LicenceClass.C2


def test_a_form_names_whose_it_is_and_cancel_goes_back_to_the_file(
    qtbot, open_page, settled, files
) -> None:
    page = open_page()
    form = _open(page, settled, Noun.PERSON, files[0])
    assert page.panel.accessibleName() == "张伟 · Edit customer"
    qtbot.mouseClick(form.clear_button, Qt.MouseButton.LeftButton)
    settled(page.shell)
    assert page.panel.body() is page.view
