"""Rules of the store: each group is changed in its own form, within what the law allows."""

from datetime import time
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app import settings
from app.admin.settings import ReasonSettings
from app.desk_spec import SettingGroup
from app.desks import DESKS
from app.orders.settings import GuaranteeSettings, PromiseSettings
from app.records import Records
from app.settings import HourSettings
from app.text import use
from tests.ui.admin.composing import compose_over
from tests.ui.parts.kit import commit, show
from ui.admin.rule_groups import fields, typed
from ui.admin.rules import Rules
from ui.parts.buttons import Button
from ui.parts.choice import Choice
from ui.parts.confirm import ConfirmBar, ReasonList

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


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


@pytest.mark.parametrize("typed", ["24:00", "2400", "24点", "0:00", "晚上12点"])
def test_a_store_is_open_until_midnight(
    typed: str, page: Any, settled: Any, records: Records
) -> None:
    shown = page("rules")
    rules = shown.section
    rules.table.select("hours")
    form = rules.forms["hours"]
    compose_over(form["closes"], typed)
    form.submit()
    settled(shown.work)
    assert form.message("closes") == ""
    assert form["closes"].text() == "24:00"
    with records.read() as session:
        hours = settings.load(session).of(HourSettings)
    assert (hours.closes, hours.closing) == ("24:00", time.max)


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


def test_a_rule_in_minutes_names_its_unit_in_the_language_of_the_window(qtbot: Any) -> None:
    group = SettingGroup("promises", "", PromiseSettings)
    for language, unit in (("zh_CN", "分钟"), ("en", "min")):
        use(language)
        made = fields(group)[0].make()
        qtbot.addWidget(made)
        assert made._unit == unit


def test_the_reasons_that_are_offered_are_the_stores_own(
    page: Any, settled: Any, records: Records, qtbot: Any
) -> None:
    shown = page("rules")
    shown.section.table.select("reasons")
    form = shown.section.forms["reasons"]
    compose_over(form["reasons_visit"], "；".join("一二三四五六七八九十百千万"))
    form.submit()
    settled(shown.work)
    assert form.message("reasons_visit"), "thirteen are too many"
    compose_over(form["reasons_visit"], "重复登记; 走错门；")
    form.submit()
    settled(shown.work)
    with records.read() as session:
        offered = settings.load(session).of(ReasonSettings).of("visit")
    assert offered == ("重复登记", "走错门")
    bar, said, why = show(qtbot, ConfirmBar()), [], ReasonList((), "Why?", offered)
    bar.ask("Strike out?", act="Strike out", then=said.append, reason=why)
    field, act = bar.findChild(Choice, "confirm_reason"), bar.findChild(Button, "confirm_act")
    assert [text for _value, text in field._options] == ["重复登记", "走错门"]
    assert not act.isEnabled()
    commit(field, "走错门")
    act.click()
    bar.ask("Strike out?", act="Strike out", then=said.append, reason=why)
    commit(field, "别的原因")
    act.click()
    assert said == ["走错门", "别的原因"], "something else can be written"


def test_only_the_forms_of_the_groups_that_were_chosen_are_made(page: Any, settled: Any) -> None:
    rules = page("rules").section
    first, second = rules.groups[0].name, "closing"
    assert len(rules.groups) > 20
    assert list(rules.forms) == [first]
    assert rules.panel.body() is rules.forms[first]
    rules.table.select(second)
    made = rules.forms[second]
    assert list(rules.forms) == [first, second]
    assert rules.panel.body() is made
    assert made.isVisible() and rules.forms[first].isHidden()
    assert made.value() == typed(
        rules._settings, next(one for one in rules.groups if one.name == second)
    )
    rules.table.select(first)
    rules.table.select(second)
    assert rules.forms[second] is made, "what is typed stays while another is read"


def test_what_was_typed_in_a_rule_comes_back_when_its_form_is_made(
    page: Any, settled: Any, records: Records
) -> None:
    shown = page("rules")
    shown.section.table.select("guarantee")
    compose_over(shown.section.forms["guarantee"]["assembly_days"], "150")
    again = _another(shown, settled)
    assert "guarantee" not in again.forms
    again.table.select("guarantee")
    form = again.forms["guarantee"]
    assert form["assembly_days"].value() == 150
    assert form.is_dirty
    form.submit()
    settled(shown.work)
    assert not form.is_dirty
    with records.read() as session:
        assert settings.load(session).of(GuaranteeSettings).assembly_days == 150


def test_a_rule_that_was_changed_elsewhere_is_made_as_it_stands_now(
    page: Any, settled: Any
) -> None:
    shown = page("rules")
    other = _another(shown, settled)
    other.table.select("guarantee")
    compose_over(other.forms["guarantee"]["assembly_days"], "160")
    other.forms["guarantee"].submit()
    settled(shown.work)
    shown.section.reload()
    settled(shown.work)
    assert "guarantee" not in shown.section.forms
    shown.section.table.select("guarantee")
    form = shown.section.forms["guarantee"]
    assert form["assembly_days"].value() == 160
    assert not form.is_dirty


def _another(shown: Any, settled: Any) -> Rules:
    """The rules made anew, as after a change of language."""
    again = Rules(shown.shell)
    shown.stack.addWidget(again)
    again.reload()
    settled(shown.work)
    return again
