"""Checks, the certificate and the ready notice in the panel of an order."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from db.quality_words import CheckStep, NoticeWay
from db.vocabulary import Stage
from tests.ui.service.conftest import CONTROL, ENTER, agree, move, priced


def _note(here: Any, section: Any, **typed: Any) -> None:
    form = section.form
    form.set_value(form.value() | typed)
    form["passed"].setFocus()
    here.key(ENTER, CONTROL)


def test_a_failed_check_sends_the_car_back_and_a_passed_one_on(here: Any) -> None:
    move(here, Stage.IN_WORK, Stage.QUALITY_CHECK)
    section = here.section("quality")
    here.wait()
    items = here.sheet().quality.items
    assert [text for _key, text in section.form["fine"]._options] == [one.name for one in items]
    _note(here, section, passed=True)
    assert here.sheet().stage is Stage.QUALITY_CHECK, "nothing was found fine"
    _note(here, section, passed=False, reason="漏油")
    assert here.sheet().stage is Stage.IN_WORK
    assert [(row.passed, row.reason) for row in here.sheet().quality.checks] == [(False, "漏油")]
    move(here, Stage.QUALITY_CHECK)
    _note(here, section, passed=True, fine=[one.id for one in items], road_tested=True, road_km=3)
    assert here.sheet().quality.checks[0].step is CheckStep.LEADER
    assert here.sheet().stage is Stage.WASH
    assert not section.form.isVisible()


def test_every_problem_is_listed_and_leads_to_its_field(here: Any) -> None:
    priced(here)
    agree(here)
    move(here, Stage.IN_WORK, Stage.QUALITY_CHECK, Stage.READY)
    panel = here.page.order_panel
    here.section("leaving")
    told = [check.code for check in here.sheet().checks]
    assert "not_settled" in told and "not_told" in told
    button = panel.current().findChild(object, "mend_not_told")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert panel.current() is panel.sections["notice"] and panel.tabs.value() is None


def test_a_written_notice_is_copied_and_kept_as_it_was_sent(here: Any) -> None:
    move(here, Stage.IN_WORK, Stage.QUALITY_CHECK, Stage.READY)
    section = here.section("notice")
    here.wait()
    words = section.form["words"].value()
    assert here.sheet().plate[-5:] in words and "{" not in words
    section.form["way"].set_value(NoticeWay.WECHAT)
    section.form["told"].setFocus()
    here.key(ENTER, CONTROL)
    (kept,) = here.sheet().quality.notices
    assert (kept.way, kept.words) == (NoticeWay.WECHAT, words)
    assert QGuiApplication.clipboard().text() == words
    assert "not_told" not in [check.code for check in here.sheet().checks]
