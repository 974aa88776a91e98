"""Losses in the window: reported, confirmed, sent back and revived, by keyboard and by role."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.admin import queries as house
from app.permissions import Actor
from app.prospects import commands, queries
from app.prospects.commands import Loss, LossAnswer
from app.prospects.operations import ContactOutcome, record_contact
from app.records import Records
from app.text import use
from db.nouns import Noun
from db.vocabulary import ContactWay, LossReason, LossState, Role
from tests import make as makers
from tests.make import NOON
from ui.prospects.desk import LOSSES
from ui.prospects.page import ProspectsPage

Key = Qt.Key
CTRL, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
Open = Callable[..., ProspectsPage]


@pytest.fixture
def li(make: Any) -> Actor:
    return Actor(make(makers.staff, "李强"), "李强", frozenset({Role.CONSULTANT}), "前台1")


@pytest.fixture
def prospect(act: Any, make: Any, li: Actor, records: Records) -> int:
    """张伟, whom 李强 looks after."""
    return _prospect(act, make, li, records, ("张伟", "13800138000"))


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[ProspectsPage], None]:
    def wait(page: ProspectsPage) -> None:
        for _ in range(3):
            qtbot.waitUntil(lambda: not page.work.busy, timeout=10_000)
            qtbot.wait(10)

    return wait


@pytest.fixture
def open_page(qtbot: QtBot, records: Records, make_shell: Any, settled: Any) -> Open:
    def show(who: Actor | None = None) -> ProspectsPage:
        roles = who.roles if who else {Role.MANAGER}
        page = ProspectsPage(make_shell(records, *roles, staff_id=who.staff_id if who else 1))
        qtbot.addWidget(page)
        page.resize(1366, 692)
        page.open_section(LOSSES)
        page.show()
        settled(page)
        return page

    return show


def _prospect(act: Any, make: Any, owner: Actor, records: Records, who: tuple[str, str]) -> int:
    with records.read() as session:
        level = next(level.id for level in house.levels(session) if level.code == "A")
    wish = ContactOutcome(make(makers.person, *who), owner.staff_id, ContactWay.IN_STORE, level)
    return int(act(record_contact, wish, by=owner).prospect_id)


def compose(widget: QWidget, text: str) -> None:
    """Chinese as an input method gives it."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def rows(records: Records, li: Actor) -> list[queries.LossRow]:
    with records.read() as session:
        return queries.losses(session, li)


def choose(page: ProspectsPage, row_id: int) -> None:
    assert page.list.table.select(row_id)


def shown(page: ProspectsPage) -> list[str]:
    """The texts of the buttons at the foot of the panel."""
    buttons = (*page.list.panel.steps.steps.values(), page.list.panel.steps.edit)
    return [button.accessibleName() for button in buttons if button.isVisible()]


def test_a_consultant_reports_a_loss_by_keyboard_and_may_take_it_back(
    qtbot: QtBot, open_page: Open, settled: Any, records: Records, li: Actor, prospect: int
) -> None:
    page = open_page(li)
    page.add()
    form = page.list.form
    assert form["prospect_id"].hasFocus()
    qtbot.keyClicks(form["prospect_id"], "zw")
    qtbot.keyClick(form["prospect_id"], Key.Key_Return)
    compose(form["reason"], "another make")
    qtbot.keyClick(form["reason"], Key.Key_Return)
    compose(form["rival"], "大众 速腾")
    qtbot.keyClick(form["rival"], Key.Key_Return)
    qtbot.keyClicks(form["rival_price"], "109900")
    qtbot.keyClick(form["rival_price"], Key.Key_Return, CTRL)
    settled(page)
    [row] = rows(records, li)
    assert (row.id, row.state, row.reason) == (prospect, LossState.WAITING, LossReason.RIVAL_MODEL)
    assert (row.rival, row.rival_price) == ("大众 速腾", Decimal("109900.00"))
    assert page.list.panel.row.id == prospect, "what was just saved is what is read"
    assert shown(page) == ["Change"], "its owner does not confirm it"
    page.list.panel.take("take_back")
    settled(page)
    assert rows(records, li) == []
    assert page.list.table.count() == 0


def test_a_report_without_a_customer_or_a_reason_is_refused_beside_the_field(
    open_page: Open, settled: Any, li: Actor, prospect: int
) -> None:
    page = open_page(li)
    page.add()
    form = page.list.form
    form.submit()
    settled(page)
    assert "Which customer?" in form.message("prospect_id")
    form["prospect_id"].set_value(prospect)
    form.submit()
    settled(page)
    assert "Give a reason" in form.message("reason")
    form["reason"].set_value(LossReason.OTHER)
    form.submit()
    settled(page)
    assert "Which other reason?" in form.message("note")


def test_the_manager_confirms_with_one_press_and_takes_it_back_with_another(
    qtbot: QtBot,
    open_page: Open,
    settled: Any,
    records: Records,
    act: Any,
    li: Actor,
    prospect: int,
) -> None:
    act(commands.ask_loss, Loss(prospect, LossReason.PRICE), by=li)
    page = open_page()
    choose(page, prospect)
    assert shown(page) == ["Confirm the loss", "Send back"]
    qtbot.keyClick(page.list.table.view, Key.Key_Return)
    assert page.list.panel.steps.steps["confirm"].hasFocus()
    qtbot.keyClick(page.list.panel.steps.steps["confirm"], Key.Key_Space)
    settled(page)
    assert rows(records, li)[0].state is LossState.LOST
    assert shown(page) == ["Reactivate"], "the record stays in view with its next step"
    act(commands.take_back_answer, prospect)
    settled(page)
    assert shown(page) == ["Confirm the loss", "Send back"]


def test_a_loss_is_sent_back_with_words_that_the_consultant_reads(
    qtbot: QtBot,
    open_page: Open,
    settled: Any,
    records: Records,
    act: Any,
    li: Actor,
    prospect: int,
) -> None:
    act(commands.ask_loss, Loss(prospect, LossReason.PRICE), by=li)
    page = open_page()
    choose(page, prospect)
    qtbot.mouseClick(page.list.panel.steps.steps["send_back"], LEFT)
    form = page.list.panel.step_forms["send_back"].form
    assert form["words"].hasFocus()
    form.submit()
    settled(page)
    assert "What is still to be tried?" in form.message("words")
    compose(form["words"], "送三次保养再谈")
    qtbot.keyClick(form["words"], Key.Key_Return, CTRL)
    settled(page)
    assert rows(records, li)[0].state is LossState.SENT_BACK
    own = open_page(li)
    choose(own, prospect)
    assert "送三次保养再谈" in own.list.panel.view.texts()
    assert shown(own) == ["Ask again"]
    own.edit()
    assert own.list.form["reason"].value() is LossReason.PRICE
    own.list.form.submit()
    settled(own)
    assert rows(records, li)[0].state is LossState.WAITING


def test_esc_leaves_a_step_and_keeps_what_was_typed(
    qtbot: QtBot, open_page: Open, act: Any, li: Actor, prospect: int
) -> None:
    act(commands.ask_loss, Loss(prospect, LossReason.PRICE), by=li)
    page = open_page()
    choose(page, prospect)
    page.list.panel.take("send_back")
    form = page.list.panel.step_forms["send_back"].form
    compose(form["words"], "再谈一次")
    qtbot.keyClick(form["words"], Key.Key_Escape)
    assert shown(page) == ["Confirm the loss", "Send back"] and not form.isVisible()
    page.list.panel.take("send_back")
    assert form["words"].value() == "再谈一次"


def test_a_lost_customer_is_revived_unless_they_do_not_want_to_be_contacted(
    qtbot: QtBot, open_page: Open, settled: Any, records: Records, act: Any, li: Actor, make: Any
) -> None:
    wants = _prospect(act, make, li, records, ("张伟", "13800138000"))
    silent = _prospect(act, make, li, records, ("王丽", "13900139000"))
    for one in (wants, silent):
        act(commands.ask_loss, Loss(one, LossReason.POSTPONED), by=li)
        act(commands.confirm_loss, LossAnswer(one))

    def say_no(session: Any, *, by: Any, at: Any) -> None:
        from db.tables.people import Person
        from db.tables.prospects import Prospect

        session.get_one(Person, session.get_one(Prospect, silent).person_id).do_not_contact = True

    act(say_no)
    page = open_page(li)
    for one in (wants, silent):
        choose(page, one)
        qtbot.mouseClick(page.list.panel.steps.steps["revive"], LEFT)
        settled(page)
    states = {row.id: row.state for row in rows(records, li)}
    assert states == {wants: LossState.REVIVED, silent: LossState.LOST}
    with records.read() as session:
        assert [
            one.prospect_id for one in queries.due(session, NOON.replace(year=2028), at=NOON)
        ] == [wants]


def test_filters_count_and_narrow_and_a_scrap_finds_by_initials(
    open_page: Open, settled: Any, records: Records, act: Any, li: Actor, make: Any
) -> None:
    use("zh_CN")
    names = ("张伟", "王丽", "赵敏")
    ids = [
        _prospect(act, make, li, records, (name, f"1380013800{n}")) for n, name in enumerate(names)
    ]
    for one in ids:
        act(commands.ask_loss, Loss(one, LossReason.PRICE), by=li)
    act(commands.confirm_loss, LossAnswer(ids[0]))
    page = open_page()
    switch, table = page.list.filter.switch, page.list.table
    assert [text for _name, text in switch.options()] == [
        "全部 3",
        "待确认 2",
        "已退回 0",
        "战败 1",
        "已恢复 0",
    ]
    switch.set_value(LossState.LOST)
    switch.edited.emit()
    assert [table.row(0).name, table.count()] == ["张伟", 1]
    switch.set_value("all")
    switch.edited.emit()
    page.find()
    page.list.filter.scrap.setText("wl")
    page.list.filter.scrap.edited.emit()
    assert [table.row(0).name, table.count()] == ["王丽", 1]


def test_a_loss_begins_where_another_desk_asks_for_it(
    open_page: Open, settled: Any, li: Actor, prospect: int, records: Records, act: Any
) -> None:
    page = open_page(li)
    page.show_record(Noun.LOSS, prospect)
    settled(page)
    assert page.list.form.isVisible() and page.list.form["prospect_id"].value() == prospect
    act(commands.ask_loss, Loss(prospect, LossReason.PRICE), by=li)
    settled(page)
    page.show_record(Noun.LOSS, prospect)
    settled(page)
    assert page.list.panel.row.id == prospect and page.list.panel.view.isVisible()


def test_the_manager_confirms_while_the_consultant_changes_it(
    open_page: Open, settled: Any, records: Records, act: Any, li: Actor, prospect: int
) -> None:
    act(commands.ask_loss, Loss(prospect, LossReason.PRICE, rival="速腾"), by=li)
    own = open_page(li)
    choose(own, prospect)
    own.edit()
    own.list.form["rival"].set_value("思域")
    own.list.form.changed.emit()
    act(commands.confirm_loss, LossAnswer(prospect))
    settled(own)
    own.list.form.submit()
    settled(own)
    assert own.list.form.message() == "This prospect is closed."
    assert own.list.form["rival"].value() == "思域", "what was typed still stands there"
    assert rows(records, li)[0].rival == "速腾"


def test_the_consultant_changes_it_while_the_manager_reads(
    open_page: Open, settled: Any, records: Records, act: Any, li: Actor, prospect: int
) -> None:
    act(commands.ask_loss, Loss(prospect, LossReason.PRICE, rival="速腾"), by=li)
    page = open_page()
    choose(page, prospect)
    old = page.list.panel.row
    act(commands.ask_loss, Loss(prospect, LossReason.PRICE, rival="思域"), by=li)
    page.list.panel.row = old
    page.list.panel.take("confirm")
    settled(page)
    assert rows(records, li)[0].state is LossState.WAITING, "nobody confirms what was not read"
    assert "思域" in page.list.panel.view.texts(), "the newest stands there now"


def test_the_file_of_the_customer_is_behind_the_dots(
    qtbot: QtBot, open_page: Open, act: Any, li: Actor, prospect: int, opened: list[Any]
) -> None:
    act(commands.ask_loss, Loss(prospect, LossReason.PRICE), by=li)
    page = open_page(li)
    choose(page, prospect)
    qtbot.mouseClick(page.list.panel.steps.more, LEFT)
    menu = page.findChild(QMenu, "loss_menu")
    assert [action.text() for action in menu.actions()] == [
        "Withdraw the report",
        "Open the customer's file",
    ]
    menu.actions()[1].trigger()
    menu.close()
    assert opened == [(Noun.PERSON, page.list.panel.row.person_id)]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_an_empty_page_teaches(language: str, open_page: Open, li: Actor) -> None:
    use(language)
    page = open_page(li)
    sentence = page.list.table.findChild(QWidget, "") and page.list.desk.empty
    assert page.list.table.count() == 0 and sentence
    inputs = [
        child
        for child in page.findChildren(QWidget)
        if hasattr(child, "problem") and child.isVisible()
    ]
    assert all(child.objectName() and child.accessibleName() for child in inputs)
