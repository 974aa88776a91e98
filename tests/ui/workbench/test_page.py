"""A technician's page: one press starts, pauses, finishes; a shared screen asks for the PIN."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.text import use
from app.workbench import commands, papers
from app.workbench.values import ClockKind
from db.clock_words import ClockEnd, PauseReason, ShiftEnd
from db.nouns import Noun
from db.tables.clocks import ClockCorrection
from db.vocabulary import Role, Stage
from tests.make import NOON
from ui import theme
from ui.parts.menu_button import MenuButton
from ui.workbench.page import WorkbenchPage
from ui.workbench.touch import TouchButton

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot, shop: Any, make_shell: Any, settled: Any) -> Callable[..., WorkbenchPage]:
    def opened(*roles: Role, staff_id: int) -> WorkbenchPage:
        shown = WorkbenchPage(make_shell(shop.records, *roles, staff_id=staff_id))
        qtbot.addWidget(shown)
        shown.setStyleSheet(theme.style_sheet())
        shown.resize(1093, 614)
        shown.show()
        settled(shown.work)
        return shown

    return opened


@pytest.fixture
def mine(page: Any, shop: Any) -> WorkbenchPage:
    shop.act(commands.give, [shop.jobs["lamp"]], shop.ma.staff_id, by=shop.controller)
    return page(Role.TECHNICIAN, staff_id=shop.ma.staff_id)


def press(qtbot: QtBot, page: WorkbenchPage, name: str, settled: Any) -> None:
    button = page.findChild(TouchButton, name)
    assert button.isVisible() and button.height() >= 56
    qtbot.mouseClick(button, LEFT)
    settled(page.work)


def test_one_press_starts_pauses_and_finishes(
    qtbot: QtBot, mine: WorkbenchPage, shop: Any, settled: Any
) -> None:
    brakes, lamp = shop.jobs["brakes"], shop.jobs["lamp"]
    assert set(mine.cards) == {brakes, lamp, shop.jobs["oil"]} - {shop.jobs["oil"]}
    press(qtbot, mine, f"start_{brakes}", settled)
    assert shop.stage() is Stage.IN_WORK and mine.cards[brakes].finish.isVisible()
    card = mine.cards[brakes]
    next(button for button in card.pauses if button.objectName() == "pause_parts").click()
    settled(mine.work)
    [clock] = shop.job_clocks()
    assert (clock.ended_as, clock.reason) == (ClockEnd.PAUSED, PauseReason.PARTS)
    press(qtbot, mine, f"start_{lamp}", settled)
    press(qtbot, mine, f"finish_{lamp}", settled)
    assert shop.job_clocks()[-1].ended_as is ClockEnd.FINISHED
    assert not mine.cards[lamp].start.isVisible() and not mine.cards[lamp].finish.isVisible()


def test_the_running_job_stands_first_and_the_next_car_is_one_press_away(
    qtbot: QtBot, mine: WorkbenchPage, shop: Any, settled: Any
) -> None:
    press(qtbot, mine, f"start_{shop.jobs['lamp']}", settled)
    column = mine._column
    cards = sorted(mine.cards.values(), key=column.indexOf)
    assert [card.line_id for card in cards] == [shop.jobs["lamp"], shop.jobs["brakes"]]
    press(qtbot, mine, f"start_{shop.jobs['brakes']}", settled)
    assert [one.ended_as for one in shop.job_clocks()] == [ClockEnd.SWITCHED, None]


def test_the_shift_clock_is_three_buttons(
    qtbot: QtBot, mine: WorkbenchPage, shop: Any, settled: Any
) -> None:
    for name in ("shift_come", "shift_break", "shift_come", "shift_go"):
        press(qtbot, mine, name, settled)
    assert [one.ended_as for one in shop.shifts()] == [ShiftEnd.BREAK, ShiftEnd.WENT]


def test_another_reason_asks_for_words(
    qtbot: QtBot, mine: WorkbenchPage, shop: Any, settled: Any
) -> None:
    press(qtbot, mine, f"start_{shop.jobs['brakes']}", settled)
    mine.cards[shop.jobs["brakes"]].pauses[-1].click()
    assert mine.confirm.isVisible() and shop.job_clocks()[0].ended_at is None
    mine.confirm._reason.set_value("试车")
    mine.confirm._judge()
    mine.confirm._act.click()
    settled(mine.work)
    assert shop.job_clocks()[0].note == "试车"


def test_a_shared_screen_takes_the_pin_of_who_is_chosen(
    qtbot: QtBot, page: Any, shop: Any, settled: Any
) -> None:
    shop.act(commands.set_pin, shop.lin.staff_id, "7305", by=shop.lin)
    shop.act(commands.give, [shop.jobs["oil"]], shop.lin.staff_id, by=shop.controller)
    shown = page(Role.TECHNICIAN, staff_id=shop.ma.staff_id)
    assert not shown.shift.pin.isVisible()
    shown.shift.chosen.emit(shop.lin.staff_id)
    settled(shown.work)
    assert shown.shift.pin.isVisible() and set(shown.cards) == {shop.jobs["oil"]}
    qtbot.keyClicks(shown.shift.pin, "1593")
    shown.cards[shop.jobs["oil"]].start.click()
    settled(shown.work)
    assert shop.job_clocks() == [] and shown.shift.pin.value() is None
    qtbot.keyClicks(shown.shift.pin, "7305")
    shown.cards[shop.jobs["oil"]].start.click()
    settled(shown.work)
    assert [one.staff_id for one in shop.job_clocks()] == [shop.lin.staff_id]


def test_the_controller_corrects_a_forgotten_clock(
    qtbot: QtBot, page: Any, shop: Any, settled: Any
) -> None:
    yesterday = NOON - timedelta(days=1)
    shop.act(commands.start, shop.jobs["brakes"], at=yesterday)
    shop.act(commands.end_forgotten, at=NOON)
    shown = page(Role.CONTROLLER, staff_id=shop.controller.staff_id)
    [clock] = shop.job_clocks()
    shown.show_record(Noun.JOB_CLOCK, clock.id)
    settled(shown.work)
    form = shown.times.form
    assert form["span"].value() == f"{ClockKind.JOB}.{clock.id}"
    form["ended_at"].set_value(form["started_at"].value() + timedelta(minutes=50))
    form["reason"].set_value("忘记打卡")
    qtbot.keyClick(form["reason"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(shown.work)
    [kept] = shop.rows(ClockCorrection)
    assert kept.old_ended_at != kept.new_ended_at == yesterday + timedelta(minutes=50)


def test_overtime_says_so_in_a_word(page: Any, shop: Any, settled: Any) -> None:
    from datetime import timedelta

    from ui.parts.labels import Chip

    use("zh_CN")
    shop.act(commands.start, shop.jobs["brakes"], at=NOON - timedelta(minutes=70))
    shown = page(Role.TECHNICIAN, staff_id=shop.ma.staff_id)
    [chip] = shown.cards[shop.jobs["brakes"]].findChildren(Chip)
    assert chip.text() == "超时"


def test_the_hours_of_the_month_lead_down_to_the_order(
    qtbot: QtBot, page: Any, shop: Any, settled: Any
) -> None:
    """Ma: brakes of 1.00 h in 50 min, the lamp begun for 30 min: 75.19 % of 1.33 h."""
    brakes, lamp = shop.jobs["brakes"], shop.jobs["lamp"]
    shop.act(commands.start, brakes, at=NOON - timedelta(minutes=80))
    shop.act(commands.finish, brakes, at=NOON - timedelta(minutes=30))
    shop.act(commands.start, lamp, at=NOON - timedelta(minutes=30))
    shop.act(commands.go, at=NOON)
    seen = page(Role.CONTROLLER, staff_id=shop.controller.staff_id)
    opened: list[tuple[Noun, int]] = []
    seen.shell.open_record = lambda noun, key: opened.append((noun, key))
    seen.switch.set_value("hours")
    seen.switch.edited.emit()
    settled(seen.work)
    hours = seen.hours
    assert hours.isVisible() and "75.2 %" in hours.sums.text()
    assert "20 % of the workshop head's by efficiency: 15.04 % of pay" in hours.follows.text()
    hours.switch.set_value("quick")
    hours.switch.edited.emit()
    assert hours.quick.isVisible() and not hours.jobs.isVisible()
    hours.switch.set_value("jobs")
    hours.switch.edited.emit()
    rows = [hours.people.row(at) for at in range(hours.people.count())]
    assert [row.name for row in rows] == ["林涛", "马建军"]
    hours.people.select(shop.ma.staff_id)
    settled(seen.work)
    jobs = [hours.jobs.row(at) for at in range(hours.jobs.count())]
    assert [(one.line_id, str(one.worked)) for one in jobs] == [(brakes, "0.83"), (lamp, "0.50")]
    assert sum(one.worked for one in jobs) == rows[1].hours.worked
    hours.jobs.activated.emit(jobs[0])
    assert opened == [(Noun.REPAIR_ORDER, shop.orders[0])]
    hours.go(-1)
    settled(seen.work)
    assert hours.after.isEnabled() and hours.title.text() == "2026-10"
    hours.go(1)
    settled(seen.work)
    assert not hours.after.isEnabled() and hours.month == NOON.date().replace(day=1)


def test_the_month_that_is_shown_is_printed(page: Any, shop: Any, settled: Any) -> None:
    seen = page(Role.CONTROLLER, staff_id=shop.controller.staff_id)
    printed: list[Any] = []
    seen.shell.printing.show = lambda paper, **_more: printed.append(paper)
    hours = seen.hours
    hours.reload()
    settled(seen.work)
    hours.print_month()
    settled(seen.work)
    hours.go(-1)
    settled(seen.work)
    hours.print_month()
    settled(seen.work)
    assert [paper.name for paper in printed] == ["hours-2026-11", "hours-2026-10"]


def test_the_jobs_of_the_month_are_printed_only_when_asked_for(page: Any, shop: Any) -> None:
    seen = page(Role.CONTROLLER, staff_id=shop.controller.staff_id)
    drawn: list[Any] = []
    seen.shell.printing.print = lambda task, *_facts, **_stamp: drawn.append(task.draw)
    menu = seen.hours.findChild(MenuButton, "print_hours").open_menu()
    acts = menu.actions()
    names = [act.objectName() for act in acts]
    for act in acts:
        act.trigger()
    menu.close()
    assert names == ["print_sums", "print_jobs"]
    assert drawn == [papers.month_sheet, papers.month_sheet_with_jobs]


def test_a_technician_sees_no_hours_of_others(mine: WorkbenchPage) -> None:
    assert mine.switch.isHidden()


def test_without_technicians_nobody_clocks_in_and_the_page_says_what_is_missing(
    qtbot: QtBot, records: Any, make_shell: Any, settled: Any
) -> None:
    shown = WorkbenchPage(make_shell(records, Role.MANAGER, staff_id=1))
    qtbot.addWidget(shown)
    buttons = (shown.shift.come_button, shown.shift.break_button, shown.shift.go_button)
    assert all(button.isHidden() for button in buttons), "nobody is known before the answer"
    shown.show()
    settled(shown.work)
    qtbot.waitUntil(lambda: "No technician works here yet" in shown.empty.sentence.text())
    assert shown.shift.isHidden()
