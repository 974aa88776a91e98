"""The settings in the window.

Lists kept by keyboard, what was typed survives, the retired stay readable.
"""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.admin import commands, queries
from app.admin.entries import ModelEntry, SourceEntry, TrimEntry
from app.records import Records
from app.text import use
from tests import make as makers
from tests.ui.admin.composing import compose
from ui.admin.sections import GROUPS, SECTIONS
from ui.parts.form import Form
from ui.parts.form_body import FormBody

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def sources(records: Records) -> list[str]:
    with records.read() as session:
        return [choice.text for choice in queries.sources(session)]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("name", [section.name for section in SECTIONS])
def test_every_section_opens_in_both_languages_with_named_inputs(
    name: str, language: str, page: Any
) -> None:
    use(language)
    shown = page(name)
    inputs = [
        child
        for child in shown.section.findChildren(QWidget)
        if hasattr(child, "problem") and child.isVisible()
    ]
    nameless = [
        repr(child) for child in inputs if not (child.objectName() and child.accessibleName())
    ]
    assert not nameless


@pytest.mark.parametrize("name", [section.name for section in SECTIONS])
def test_no_form_is_wider_than_its_panel(name: str, page: Any) -> None:
    use("en")
    shown = page(name)
    areas = [
        body for form in shown.section.findChildren(Form) for body in form.findChildren(FormBody)
    ]
    cut = [
        area.objectName() or name
        for area in areas
        if area.isVisible() and area.widget().minimumSizeHint().width() > area.viewport().width()
    ]
    assert not cut


def test_a_source_is_added_by_keyboard_and_the_next_can_be_typed_at_once(
    qtbot: QtBot, page: Any, settled: Any, records: Records
) -> None:
    shown = page("sources")
    shown.add()
    form = shown.section.form
    compose(form["name"], "抖音直播")
    qtbot.keyClick(form["name"], Key.Key_Return)
    qtbot.keyClicks(form["cost"], "3000")
    qtbot.keyClick(form["cost"], Key.Key_Return, CTRL)
    settled(shown.work)
    assert "From when to when" in form.message("begins_on"), "a cost counts for its days"
    qtbot.keyClicks(form["begins_on"], "11-1")
    qtbot.keyClicks(form["ends_on"], "11-30")
    qtbot.keyClick(form["ends_on"], Key.Key_Return, CTRL)
    settled(shown.work)
    assert sources(records)[-1] == "抖音直播"
    assert form["name"].value() is None
    assert form["name"].hasFocus()


def test_a_double_is_told_beside_the_field_and_what_was_typed_stays(
    qtbot: QtBot, page: Any, settled: Any
) -> None:
    use("zh_CN")
    shown = page("sources")
    shown.add()
    form = shown.section.form
    compose(form["name"], "自然到店")
    qtbot.keyClick(form["name"], Key.Key_Return, CTRL)
    settled(shown.work)
    assert form.message("name") == "列表中已有此项。"
    assert form["name"].value() == "自然到店"


def test_retiring_and_putting_back(qtbot: QtBot, page: Any, settled: Any, records: Records) -> None:
    shown = page("sources")
    editor = shown.section
    first = editor.table.row(0)
    editor.table.select(first.id)
    retire, put_back = (editor.panel.steps.steps[name] for name in ("retire", "put_back"))
    qtbot.mouseClick(retire, Qt.MouseButton.LeftButton)
    settled(shown.work)
    settled(shown.work)
    assert first.name not in sources(records)
    assert put_back.isVisible() and not retire.isVisible()
    qtbot.mouseClick(put_back, Qt.MouseButton.LeftButton)
    settled(shown.work)
    assert sources(records)[0] == first.name


def test_alt_down_moves_an_entry(qtbot: QtBot, page: Any, settled: Any, records: Records) -> None:
    shown = page("sources")
    before = sources(records)
    shown.section.table.select(shown.section.table.row(0).id)
    shown.move_down()
    settled(shown.work)
    assert sources(records)[:2] == [before[1], before[0]]
    shown.move_up()
    settled(shown.work)
    assert sources(records) == before


def test_what_was_typed_stays_with_its_line(page: Any, settled: Any) -> None:
    shown = page("sources")
    editor = shown.section
    first, second = editor.table.row(0), editor.table.row(1)
    editor.table.select(first.id)
    compose(editor.form["name"], "（自然）")
    editor.table.select(second.id)
    assert editor.form["name"].value() == second.name
    editor.table.select(first.id)
    assert "（自然）" in editor.form["name"].value()
    assert editor.form.is_dirty


def test_somebody_elses_change_is_shown_unless_something_is_being_typed(
    page: Any, settled: Any, records: Records, act: Callable[..., Any]
) -> None:
    shown = page("sources")
    editor = shown.section
    row = editor.table.row(0)
    editor.table.select(row.id)
    act(commands.save_entry, SourceEntry(id=row.id, version=row.version, name="自然进店"))
    settled(shown.work)
    assert editor.form["name"].value() == "自然进店"


def test_a_version_chooses_among_the_models(
    page: Any, settled: Any, act: Callable[..., Any], records: Records
) -> None:
    model = act(commands.save_entry, ModelEntry(name="轩逸"))
    shown = page("trims")
    form = shown.section.form
    form["model_id"].set_value(model)
    form["name"].set_value("1.6XL")
    form.submit()
    settled(shown.work)
    with records.read() as session:
        (made,) = queries.entries(session, TrimEntry)
    assert (made.model_id, made.name) == (model, "1.6XL")


@pytest.mark.parametrize(
    ("section", "typed"),
    [
        ("labour", {"code": "A1", "name": "更换机油", "hours": "0.6", "rate": "120"}),
        ("parts", {"number": "15208", "name": "机油滤清器", "price": "45"}),
        ("routes", {"name": "山路", "kilometres": "8", "minutes": "25"}),
        ("bays", {"name": "快修 9"}),
        ("teams", {"name": "机电二组"}),
        ("levels", {"code": "F", "name": "半年内", "contact_every_days": "30"}),
        ("models", {"name": "轩逸", "brand": "日产"}),
        ("purposes", {"name": "二手车评估"}),
    ],
)
def test_every_list_takes_a_new_entry_by_the_same_form(
    section: str, typed: dict[str, str], qtbot: QtBot, page: Any, settled: Any
) -> None:
    shown = page(section)
    editor = shown.section
    before = editor.table.count()
    shown.add()
    for name, text in typed.items():
        compose(editor.form[name], text)
    editor.form.submit()
    settled(shown.work)
    assert editor.form.message() == ""
    assert editor.table.count() == before + 1


def test_a_demo_car_is_added(page: Any, settled: Any, make: Callable[..., int]) -> None:
    trim = make(makers.trim, "1.6XL")
    shown = page("demo_cars")
    editor = shown.section
    editor.form["plate"].set_value("京A12345")
    editor.form["trim_id"].set_value(trim)
    editor.form.submit()
    settled(shown.work)
    assert [editor.table.row(0).plate] == ["京A12345"]


def _shown(page: Any) -> list[str]:
    names = page.list
    return [line.title for at, line in enumerate(names.lines) if not names.isRowHidden(at)]


def test_only_the_group_of_the_open_section_lies_open(qtbot: QtBot, page: Any) -> None:
    shown = page("bays")
    headings = [group.title for group in GROUPS]
    inside = [one.title for one in GROUPS[4].sections]
    assert _shown(shown) == headings[:5] + inside + headings[5:]
    heading = shown.list.model().index(0, 0)
    qtbot.mouseClick(
        shown.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=shown.list.visualRect(heading).center(),
    )
    assert shown.section is shown.sections["store"]
    shown.list.setFocus()
    for _line in GROUPS[0].sections:
        qtbot.keyClick(shown.list, Key.Key_Down)
    assert shown.section is shown.sections["rules"], "the arrows lead into the next group"


@pytest.mark.parametrize(("language", "scrap"), [("zh_CN", "gw"), ("en", "bays")])
def test_a_section_is_found_by_a_scrap_of_its_name(
    language: str, scrap: str, qtbot: QtBot, page: Any
) -> None:
    use(language)
    shown = page("store")
    shown.find()
    qtbot.keyClicks(shown.scrap, scrap)
    assert _shown(shown) == ["Workshop and quality", "Bays"]
    qtbot.keyClick(shown.scrap, Key.Key_Return)
    assert shown.section is shown.sections["bays"] and shown.list.hasFocus()
    shown.scrap.set_value(None)
    shown.scrap.edited.emit()
    assert len(_shown(shown)) == len(GROUPS) + len(GROUPS[4].sections)
