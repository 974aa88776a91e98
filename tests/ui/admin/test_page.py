"""The settings in the window.

Lists kept by keyboard, what was typed survives, the retired stay readable.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import settings
from app.admin import archive, commands, queries
from app.admin.entries import ModelEntry, SourceEntry, TrimEntry
from app.desk_spec import SettingGroup
from app.desks import DESKS
from app.orders.settings import PromiseSettings
from app.records import Records
from app.settings import HourSettings, StoreSettings
from app.text import use
from db.vocabulary import PaperKind, Role
from tests import make as makers
from tests.conftest import PASSWORD
from tests.make import NOON
from ui.admin.page import SettingsPage
from ui.admin.rule_groups import fields
from ui.admin.sections import SECTIONS
from ui.parts.form import Form
from ui.parts.form_body import FormBody

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(
    qtbot: QtBot, records: Records, make_shell: Any, settled: Any
) -> Callable[..., SettingsPage]:
    def open_page(section: str, *roles: Role) -> SettingsPage:
        shown = SettingsPage(make_shell(records, *(roles or (Role.MANAGER, Role.ADMINISTRATOR))))
        qtbot.addWidget(shown)
        shown.resize(1366, 692)
        shown.show()
        shown.open_section(section)
        settled(shown.work)
        return shown

    return open_page


def compose(widget: QWidget, text: str) -> None:
    """Chinese as an input method gives it."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


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


def test_a_person_gets_roles_as_chips_and_a_password(
    page: Any, settled: Any, records: Records
) -> None:
    shown = page("people")
    shown.add()
    form = shown.section.form
    compose(form["name"], "李强")
    form["roles"].set_value((Role.CONSULTANT, Role.RECEPTION))
    form["password"].set_value("sunny-road-7")
    form.submit()
    settled(shown.work)
    with records.read() as session:
        made = next(person for person in queries.people(session) if person.name == "李强")
    assert made.roles == {Role.CONSULTANT, Role.RECEPTION}
    assert made.may_sign_in


def test_the_last_administrator_is_told_why(qtbot: QtBot, page: Any, settled: Any) -> None:
    use("zh_CN")
    shown = page("people")
    shown.section.table.select(1)
    qtbot.mouseClick(shown.section.panel.steps.steps["retire"], Qt.MouseButton.LeftButton)
    settled(shown.work)
    assert shown.section.form.message("roles") == "这是最后一位系统管理员，请先指定另一位。"


def test_the_own_password_is_changed_in_the_same_panel(
    qtbot: QtBot, page: Any, settled: Any, records: Records
) -> None:
    shown = page("people")
    section = shown.section
    section.table.select(1)
    people = section.panel
    qtbot.mouseClick(people.password_button, Qt.MouseButton.LeftButton)
    form = people.password_form
    form["current"].set_value(PASSWORD)
    form["password"].set_value("green-lamp-3")
    form["again"].set_value("green-lamp-4")
    form.submit()
    assert "differ" in form.message("again")
    form["again"].set_value("green-lamp-3")
    form.submit()
    settled(shown.work)
    answer = records.act(commands.sign_in, 1, "green-lamp-3", by=commands.founder("x"), at=NOON)
    assert getattr(answer, "staff_id", None) == 1
    assert people.body() is people.form


def test_a_rule_is_changed_and_bad_ones_are_told(page: Any, settled: Any, records: Records) -> None:
    shown = page("rules")
    rules = shown.section
    rules.table.select("hours")
    form = rules.forms["hours"]
    compose_over(form["closes"], "07:00")
    form.submit()
    settled(shown.work)
    assert form.message("closes")
    compose_over(form["closes"], "19:30")
    form.submit()
    settled(shown.work)
    with records.read() as session:
        assert settings.load(session).of(HourSettings).closes == "19:30"


def compose_over(widget: Any, text: str) -> None:
    widget.selectAll()
    compose(widget, text)


@pytest.mark.parametrize(
    "group", ["visits", "contacts", "drives", "promises", "prices", "closing", "guarantee", "lock"]
)
def test_every_group_of_rules_is_saved_as_it_is_shown(
    group: str, page: Any, settled: Any, records: Records
) -> None:
    shown = page("rules")
    with records.read() as session:
        before = settings.load(session).all(DESKS)
    shown.section.table.select(group)
    shown.section.forms[group].submit()
    settled(shown.work)
    assert shown.section.forms[group].message() == ""
    with records.read() as session:
        assert settings.load(session).all(DESKS) == before


def test_a_guarantee_below_the_law_is_refused_while_it_is_typed(page: Any, settled: Any) -> None:
    shown = page("rules")
    shown.section.table.select("guarantee")
    form = shown.section.forms["guarantee"]
    compose_over(form["assembly_days"], "99")
    form.submit()
    settled(shown.work)
    assert "100" in form.message("assembly_days")


def test_the_head_of_the_papers_follows_what_is_typed(
    page: Any, settled: Any, records: Records
) -> None:
    shown = page("store")
    store = shown.section
    compose_over(store.form["store_name"], "云山<b>汽车</b> & 𬭎")
    assert store.name.text() == "云山<b>汽车</b> & 𬭎"
    store.form.submit()
    settled(shown.work)
    with records.read() as session:
        assert settings.load(session).of(StoreSettings).store_name == "云山<b>汽车</b> & 𬭎"


def test_a_logo_is_taken_and_a_large_one_is_not(
    page: Any, settled: Any, records: Records, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtGui import QImage

    logo = tmp_path / "logo.png"
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    image.save(str(logo))
    shown = page("store")
    monkeypatch.setattr(
        "ui.admin.store.QFileDialog.getOpenFileName", lambda *_args: (str(logo), "")
    )
    shown.section.choose_logo()
    settled(shown.work)
    assert shown.section.picture.isVisible()
    logo.write_bytes(b"\x89PNG" + b"0" * 1_200_000)
    shown.section.choose_logo()
    settled(shown.work)
    assert "1 MB" in shown.section.message.text()
    with records.read() as session:
        assert 100 < len(settings.load(session).of(StoreSettings).store_logo) < 5000


def test_a_new_wording_is_a_new_edition_and_the_old_one_is_read_only(
    qtbot: QtBot, page: Any, settled: Any, records: Records
) -> None:
    shown = page("wording")
    wording = shown.section
    wording.table.select("settlement_list.zh_CN.1")
    wording.form["clauses"].setPlainText("第一条\n第二条")
    wording.form.submit()
    settled(shown.work)
    with records.read() as session:
        assert archive.clauses(session, PaperKind.SETTLEMENT_LIST, "zh_CN").edition == 2
    qtbot.waitUntil(lambda: wording.table.select("settlement_list.zh_CN.2"))
    settled(shown.work)
    wording.table.select("settlement_list.zh_CN.1")
    assert wording.form["clauses"].isReadOnly()
    assert not wording.form.submit_button.isVisible()


def test_who_changed_what_is_read_by_day_and_person(
    page: Any, settled: Any, records: Records, act: Callable[..., Any]
) -> None:
    act(commands.save_settings, {"contact_target": 75})
    shown = page("audit")
    history = shown.section
    history.table.select(history.table.row(0).id)
    assert [(history.values.row(0).name, history.values.row(0).new)][0][1]
    history.person.set_value(1)
    history.reload()
    settled(shown.work)
    assert history.table.count() >= 1


def test_a_failed_reading_is_no_empty_list(
    page: Any, settled: Any, monkeypatch: pytest.MonkeyPatch, records: Records
) -> None:
    from app.errors import Cause, Trouble

    shown = page("sources")
    full = shown.section.table.count()
    monkeypatch.setattr(records, "read", lambda: (_ for _ in ()).throw(Trouble(Cause.GONE, "x")))
    shown.reload()
    settled(shown.work)
    assert shown.section.table.count() == full
    assert shown.shell.notices.shown() == ("trouble",)


def test_a_rule_in_minutes_names_its_unit_in_the_language_of_the_window(qtbot: Any) -> None:
    group = SettingGroup("promises", "", PromiseSettings)
    for language, unit in (("zh_CN", "分钟"), ("en", "min")):
        use(language)
        made = fields(group)[0].make()
        qtbot.addWidget(made)
        assert made._unit == unit
