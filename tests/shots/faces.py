"""What no desk shows by itself.

Panels, forms, menus and questions, opened one after the other by the keys of the person who sits
there.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from sqlalchemy import select

from app.admin import commands as house
from app.people import commands as people
from app.permissions import Actor
from app.reception import commands as reception
from app.reception import queries as visits
from app.reception.values import Changed
from app.service.commands import opening
from app.service.values import Intake
from db.nouns import Noun
from db.tables.service import RepairOrder
from db.tables.vehicles import Vehicle
from db.vocabulary import Stage
from tests.make import AFTERNOON
from tests.shots import loans, sales
from tests.shots.steps import OTHER, act, open_desk, open_order, save
from tests.shots.studio import Studio
from ui.keys import Key
from ui.parts.board import Board
from ui.parts.form import Form
from ui.record_desk.record_list import RecordList
from ui.service.order_panel import LOAN, SECTIONS

NUMBERS = count(1)
"""Every look meets somebody who wrote something new."""
Face = Callable[[Studio], object]


def each(studio: Studio) -> Iterator[str]:
    """Every face of the filled store.

    Gives its name once it stands there and takes it away afterwards.
    """
    for name, come in FACES.items():
        come(studio)
        studio.driver.settle()
        yield name
        leave(studio)


def leave(studio: Studio) -> None:
    """Back to the desk.

    Menus, forms and whole pages close with Esc, what was typed is thrown away.
    """
    for menu in studio.window.findChildren(QMenu):
        menu.close()
    page = studio.window.workspace.page()
    for form in page.findChildren(Form):
        if form.isVisible() and form.is_dirty:
            form.clear()
    for _step in range(3):
        studio.driver.press(Key.LEAVE)


def _keys(desk: str, *keys: str) -> Face:
    """A desk, and what its keys open."""

    def come(studio: Studio) -> None:
        open_desk(studio, desk)
        for key in keys:
            studio.driver.press(key)

    return come


def _push(desk: str, *names: str) -> Face:
    """A desk, and what its buttons open."""

    def come(studio: Studio) -> None:
        open_desk(studio, desk)
        for name in names:
            studio.driver.push(name)

    return come


def _file(noun: str, *keys: str, number: int = 0) -> Face:
    """A file of this kind, and what its keys open."""

    def come(studio: Studio) -> None:
        page = open_desk(studio, "people")
        page.files.show_noun(noun)
        studio.driver.settle()
        table = page.files.tables[noun]
        table.setFocus()
        table.view.selectRow(number)
        studio.driver.settle()
        for key in keys:
            studio.driver.press(key)

    return come


def _erase(studio: Studio) -> None:
    _file("person")(studio)
    studio.driver.push("file_more")
    menu = studio.window.findChild(QMenu, "file_more_menu")
    next(act for act in menu.actions() if act.objectName() == "erase").trigger()
    menu.close()


def _merging(studio: Studio) -> None:
    _file("person", Key.MERGE)(studio)
    page = studio.window.workspace.page()
    page.merger.compare(page.files.tables["person"].row(1).id)


def _move(studio: Studio) -> None:
    open_desk(studio, "workshop").findChildren(Board)[0].setFocus()
    QTest.keyClick(studio.window.focusWidget(), Qt.Key.Key_Return)
    studio.driver.settle()
    studio.driver.press(Key.MOVE_TO)


def _incomplete(studio: Studio) -> None:
    """Two of the cars that were handed over days ago lose what they are known by."""

    def forget(session: Any, *, by: Actor, at: datetime) -> None:
        ready = select(RepairOrder).where(
            RepairOrder.stage == Stage.DELIVERED,
            RepairOrder.delivered_at < AFTERNOON - timedelta(days=4),
        )
        ready = ready.order_by(RepairOrder.delivered_at.desc())
        for order in list(session.scalars(ready))[:6]:
            session.get_one(Vehicle, order.vehicle_id).vin = None

    act(studio, forget)
    _file("incomplete")(studio)


def _contact(studio: Studio) -> None:
    page = open_desk(studio, "today")
    for row in page.list.rows():
        if row.id[0] == Noun.FOLLOW_UP:
            page.list.press(row.id)
            return


def _prospect(step: str) -> Face:
    """The first live prospect, and what is done with it."""

    def come(studio: Studio) -> None:
        page = open_desk(studio, "prospects")
        page.open_section("live")
        _first(studio, page.list, step)

    return come


def _stock(step: str) -> Face:
    """The first car for sale, and what is done with it."""
    return lambda studio: _first(studio, open_desk(studio, "stock").list, step)


def _first(studio: Studio, records: RecordList, step: str) -> None:
    studio.driver.settle()
    records.table.select(records.table.row(0).id)
    studio.driver.settle()
    records.panel.take(step)


def _part(desk: str, part: str) -> Face:
    """A part of a desk by its name."""

    def come(studio: Studio) -> None:
        open_desk(studio, desk).open_section(part)

    return come


def _section(name: str) -> Face:
    """One section of the first order of the list."""

    def come(studio: Studio) -> None:
        page = open_order(studio)
        page.order_panel.open_section(name)

    return come


def _two_people(studio: Studio) -> None:
    _file("person", Key.EDIT, number=2)(studio)
    page = studio.window.workspace.page()
    card = page.record.card
    form = page.editor.edits[Noun.PERSON].form
    form["name"].set_value("陈杰元")
    form["name"].edited.emit()
    facts = {"name": f"陈洁源{next(NUMBERS)}", "phone": card.phones[0], "address": "中山路 18 号"}
    act(studio, people.edit, card.id, facts, version=card.version)
    save(studio, form)


def _two_intakes(studio: Studio) -> None:
    page = open_order(studio, 3)
    page.order_panel.open_section("intake")
    form = page.order_panel.sections["intake"].form
    form = getattr(form, "form", form)
    form["damage"].set_value("左前门划痕 5 cm")
    form["damage"].edited.emit()
    version = page.order_panel.sheet.version
    act(
        studio,
        opening.change_intake,
        page.order_id,
        Intake(odometer=41_200, damage=f"右后门凹痕 {next(NUMBERS)} 处"),
        version=version,
    )
    save(studio, form)


def _two_stores(studio: Studio) -> None:
    page = open_desk(studio, "settings")
    page.open_section("store")
    studio.driver.settle()
    form = page.section.form
    form["store_name"].set_value("示范一店")
    form["store_name"].edited.emit()
    act(studio, house.save_settings, {"store_name": f"示范{next(NUMBERS)}店"})
    save(studio, form)


def _two_rows(studio: Studio) -> None:
    page = open_desk(studio, "reception")
    row = page.inside.table.row(0)
    page.rows.open(row.id)
    studio.driver.settle()
    form = page.rows.panel.form
    form["rivals"].set_value("CR-V")
    form["rivals"].edited.emit()
    with studio.program.work.records.read() as session:
        opened = visits.opened(session, row.id, viewer=OTHER)
    act(
        studio,
        reception.amend,
        Changed(row.id, opened.row.version, replace(opened.visit, rivals=f"途观 {next(NUMBERS)}")),
    )
    save(studio, form)


def _columns(studio: Studio) -> None:
    """The menu is a window of its own: `shoot` looks for it."""
    page = open_desk(studio, "reception")
    table = page.register_list.table
    table.view.columns_wanted.emit(table.view.mapToGlobal(QPoint(60, 10)))


def _person_menu(studio: Studio) -> None:
    studio.window.header.person.click()


def _rule(group: str) -> Face:
    def come(studio: Studio) -> None:
        page = open_desk(studio, "settings")
        page.open_section("rules")
        studio.driver.settle()
        page.section.table.select(group)

    return come


FACES: dict[str, Face] = {
    "wall": _keys("testdrives", Key.WALL),
    "month": _keys("testdrives", Key.MONTH),
    "book": _keys("testdrives", Key.NEW_DRIVE),
    "block": _keys("testdrives", Key.BLOCK_CAR),
    "sources": _push("reception", "sources"),
    "turns": _push("reception", "turns"),
    "rates": _push("reception", "rates"),
    "columns": _columns,
    "contact": _contact,
    "prospect-new": _keys("prospects", Key.NEW),
    "prospect-contact": _prospect("contact"),
    "prospect-level": _prospect("regrade"),
    **sales.FACES,
    "stock-new": _keys("stock", Key.NEW),
    "stock-paste": _keys("stock", Key.ADD_CAR),
    "stock-reserve": _stock("reserve"),
    "stock-leave": _stock("leave"),
    "stock-send": _stock("send"),
    "stock-transfers": _part("stock", "transfers"),
    "stock-outlets": _part("stock", "outlets"),
    "losses": _part("prospects", "losses"),
    "move": _move,
    "car": _file("vehicle"),
    "keeper": _file("vehicle", Key.KEEPER),
    "plate": _file("vehicle", Key.PLATE),
    "incomplete": _incomplete,
    "new-person": _file("person", Key.NEW),
    "edit-person": _file("person", Key.EDIT),
    "add-car": _file("person", Key.ADD_CAR),
    "licence": _file("person", Key.LICENCE),
    "consent": _file("person", Key.CONSENT),
    "merge": _file("person", Key.MERGE),
    "merging": _merging,
    "erase": _erase,
    **{f"order-{name}": _section(name) for name in (*(name for name, *_rest in SECTIONS), LOAN)},
    "loan-kept": loans.loan_kept,
    "loan-longer": loans.loan_longer,
    "loan-off": loans.loan_off,
    "loan-out": loans.loan_out,
    "two-people": _two_people,
    "two-intakes": _two_intakes,
    "two-stores": _two_stores,
    "two-rows": _two_rows,
    "person-menu": _person_menu,
    "rule-promises": _rule("promises"),
    "rule-search": _rule("search"),
}


def picture(window: QWidget) -> QImage:
    """The window with the menu that is open above it."""
    whole = window.grab().toImage()
    menu = QApplication.activePopupWidget()
    if isinstance(menu, QMenu):
        painter = QPainter(whole)
        painter.drawPixmap(window.mapFromGlobal(menu.mapToGlobal(QPoint())), menu.grab())
        painter.end()
    return whole


def shoot(studio: Studio, out: Path, look: str, sizes: tuple[tuple[int, int], ...]) -> None:
    """Every face in the language and the light of the moment."""
    for size in sizes:
        studio.size(*size)
        for name in each(studio):
            out.mkdir(parents=True, exist_ok=True)
            picture(studio.window).save(str(out / f"{name}-{look}-{size[0]}.png"))
