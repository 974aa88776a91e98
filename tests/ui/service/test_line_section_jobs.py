"""Jobs in the order panel: packages in few clicks, one answer per job, alternatives, the past."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.parts.commands import save_package
from app.parts.rules import PackageValue
from app.permissions import Actor
from app.records import Records
from app.service.commands import approvals, lines, opening
from app.service.values import Answer, LabourValue, LineRef, NewOrder, PartLineValue
from db.vocabulary import ApprovalMedium, LineState
from tests.make import NOON
from tests.ui.parts.kit import commit
from tests.ui.service.conftest import agree

LEFT = Qt.MouseButton.LeftButton
PHONE = ApprovalMedium.PHONE


@pytest.fixture
def package(records: Records, manager: Actor, prices: None) -> None:
    value = PackageValue("小保养", "BY001\n15208-65F0A × 2", Decimal("180.00"), True)
    records.act(save_package, value, by=manager, at=NOON)


class Clicks:
    """Counts what a hand does."""

    def __init__(self) -> None:
        self.count = 0

    def on(self, widget: Any, *place: Any) -> None:
        self.count += 1
        QTest.mouseClick(widget, LEFT, Qt.KeyboardModifier.NoModifier, *place)


def test_a_package_is_on_the_order_with_three_clicks(
    package: None, open_page: Callable[..., Any], known: int
) -> None:
    here, clicks = open_page(), Clicks()
    here.page.open_order(known)
    here.wait()
    tabs = here.page.order_panel.tabs
    clicks.on(next(one for one in tabs.findChildren(QAbstractButton) if one.text() == "Lines"))
    here.wait()
    section = here.page.order_panel.sections["lines"]
    clicks.on(section.packages)
    menu = QApplication.activePopupWidget()
    (act,) = menu.actions()
    assert act.text() == "小保养 · ¥180.00"
    clicks.on(menu, menu.actionGeometry(act).center())
    here.wait()
    assert clicks.count <= 5
    assert here.sheet().totals.total == Decimal("180.00")
    rows = [section.table.row(at) for at in range(section.table.count())]
    assert [(row.line.name, row.total, row.is_under) for row in rows] == [
        ("小保养", Decimal("180.00"), False),
        ("机油滤清器", Decimal("90.00"), True),
    ]


@pytest.fixture
def planned(records: Records, manager: Actor, package: None) -> None:
    value = PackageValue("机油保养", "BY001", every_km=10_000, every_months=12)
    records.act(save_package, value, by=manager, at=NOON)


def test_what_the_plan_makes_due_leads_the_packages(planned: None, here: Any) -> None:
    here.section("lines")
    here.wait()
    menu = here.page.order_panel.sections["lines"].packages.open_menu()
    told = [act.text() for act in menu.actions() if not act.isSeparator()]
    menu.close()
    assert told == ["机油保养 · ¥96.00 · due by the service plan", "小保养 · ¥180.00"]


def job(here: Any, name: str = "更换前制动盘", fee: str = "1180.00", **more: Any) -> LineRef:
    made: list[LineRef] = []
    value = LabourValue(name, Decimal(1), Decimal(fee), **more)
    here.page.work.act(lines.save_labour, here.page.order_id, value, then=made.append)
    here.wait()
    return made[0]


def test_a_part_goes_under_the_job_that_was_entered_last(here: Any) -> None:
    first = job(here)
    section = here.section("lines")
    section.table.select(first)
    here.wait()
    act = next(one for one in section.form.offered_acts() if one.name == "add_under")
    act.run()
    assert section.form.form["job_id"].value() == first.id
    commit(here.focus(), "15208-65F0A")
    here.key(Qt.Key.Key_Return)
    here.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (part,) = (line for line in here.sheet().lines if line.job_id)
    assert (part.job_id, part.amount) == (first.id, Decimal("45.00"))


def test_agreeing_to_the_cheaper_one_leaves_the_first_open_and_rejects_it(here: Any) -> None:
    first = job(here)
    other = job(here, "更换副厂制动盘", "680.00", alternative_id=first.id)
    section = here.section("approval")
    dear, cheap = (section._questions[ref] for ref in (first, other))
    assert (dear.is_approved, cheap.is_open) == (True, True)
    assert section.chosen.text() == "Agreed to now: ¥1,180.00"
    cheap.answer.set_value(LineState.APPROVED)
    cheap.answer.edited.emit()
    assert (dear.is_open, cheap.is_approved) == (True, True)
    assert "¥680.00" in section.chosen.text() and "1,180.00" in section.chosen.text()
    agree(here)
    assert [line.state for line in here.sheet().lines] == [
        LineState.NOT_CHOSEN,
        LineState.APPROVED,
    ]


def test_work_put_off_asks_for_its_day_beside_the_job(here: Any) -> None:
    (question,) = (job(here) and here.section("approval")._questions.values(),)[0]
    question.answer.set_value(LineState.DEFERRED)
    question.answer.edited.emit()
    assert question.until.isVisible()
    agree(here)
    assert "Enter a later day" in here.section("approval").form.message("")
    question.until.setFocus()
    commit(here.focus(), "+30")
    here.section("approval").form["given_by"].setFocus()
    here.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert here.sheet().lines[0].state is LineState.DEFERRED


def test_a_changed_figure_says_in_the_list_that_the_answer_is_cancelled(here: Any) -> None:
    first = job(here)
    here.page.work.act(approvals.approve, here.page.order_id, Answer(PHONE, "张伟", (first,)))
    here.wait()
    dearer = LabourValue("更换前制动盘", Decimal(1), Decimal("1180.01"), id=first.id)
    here.page.work.act(lines.save_labour, here.page.order_id, dearer)
    here.wait()
    section = here.section("lines")
    shown = section.table.row(0)
    told = section.table.columns[0].second(shown)
    assert told.startswith("agreed at ¥1,180.00, changed since")
    assert section.table.columns[2].shown(shown) == "Needs approval"


def test_what_was_declined_comes_back_with_its_age_and_its_order(
    here: Any, records: Records, manager: Actor
) -> None:
    first = job(here)
    part = PartLineValue("制动盘", Decimal(2), Decimal("100.00"), job_id=first.id)
    here.page.work.act(lines.save_part, here.page.order_id, part)
    here.page.work.act(
        approvals.approve, here.page.order_id, Answer(PHONE, "张伟", (), ((first, "太贵"),))
    )
    here.wait()
    again = records.act(opening.open_order, NewOrder("京A12345"), by=manager, at=NOON)
    here.page.open_order(again)
    here.wait()
    section = here.section("lines")
    assert section.earlier.isVisible()
    opened = []
    section.earlier.opened.connect(opened.append)
    origin = section.earlier.findChild(QAbstractButton, f"origin_labour_{first.id}")
    assert origin.text() == "W261121-001"
    offer = section.earlier.findChild(QAbstractButton, f"offer_labour_{first.id}")
    QTest.mouseClick(offer, LEFT)
    here.wait()
    assert [line.amount for line in here.sheet(again).lines] == [
        Decimal("1180.00"),
        Decimal("200.00"),
    ]
    assert not section.earlier.isVisible()
