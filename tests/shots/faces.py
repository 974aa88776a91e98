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
from app.fleet import commands as lending
from app.fleet import queries as fleet
from app.fleet.values import Lending, LicenceSeen, Outing
from app.people import commands as people
from app.permissions import Actor
from app.reception import commands as reception
from app.reception import queries as visits
from app.reception.values import Changed
from app.service.commands import opening
from app.service.values import Intake
from db.tables.fleet import DemoCar
from db.tables.service import RepairOrder
from db.tables.vehicles import Vehicle
from db.vocabulary import FuelLevel, LicenceClass, Role, Stage
from tests.make import AFTERNOON
from tests.shots.studio import Studio
from ui.keys import Key
from ui.parts.board import Board
from ui.parts.form import Form
from ui.service.order_panel import LOAN, SECTIONS

OTHER = Actor(1, "赵敏", frozenset({Role.MANAGER}), "前台2")
EVENING = AFTERNOON + timedelta(hours=4)
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
        studio.driver.press("Esc")


def _page(studio: Studio, desk: str) -> Any:
    studio.go(desk)
    return studio.window.workspace.page()


def _keys(desk: str, *keys: str) -> Face:
    """A desk, and what its keys open."""

    def come(studio: Studio) -> None:
        _page(studio, desk)
        for key in keys:
            studio.driver.press(key)

    return come


def _push(desk: str, *names: str) -> Face:
    """A desk, and what its buttons open."""

    def come(studio: Studio) -> None:
        _page(studio, desk)
        for name in names:
            studio.driver.push(name)

    return come


def _file(noun: str, *keys: str, number: int = 0) -> Face:
    """A file of this kind, and what its keys open."""

    def come(studio: Studio) -> None:
        page = _page(studio, "people")
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
    studio.driver.push("erase")


def _merging(studio: Studio) -> None:
    _file("person", Key.MERGE)(studio)
    page = studio.window.workspace.page()
    page.merger.compare(page.files.tables["person"].row(1).id)


def _move(studio: Studio) -> None:
    _page(studio, "workshop").findChildren(Board)[0].setFocus()
    QTest.keyClick(studio.window.focusWidget(), Qt.Key.Key_Return)
    studio.driver.settle()
    studio.driver.press("Ctrl+M")


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

    _act(studio, forget)
    _file("incomplete")(studio)


def _contact(studio: Studio) -> None:
    _page(studio, "today").tables["contacts"].setFocus()
    studio.driver.press("Return")


def _section(name: str) -> Face:
    """One section of the first order of the list."""

    def come(studio: Studio) -> None:
        page = _order(studio)
        page.order_panel.open_section(name)

    return come


def _order(studio: Studio, place: int = 0) -> Any:
    page = _page(studio, "service")
    page.open_order(page.list.table.row(place).id)
    studio.driver.settle()
    return page


def _lent_cars(studio: Studio) -> tuple[fleet.FreeCar, ...]:
    """Every demo car of the practice store may be lent."""

    def lend_all(session: Any, *, by: Actor, at: datetime) -> None:
        for car in session.scalars(select(DemoCar)):
            car.lent = True

    _act(studio, lend_all)
    with studio.program.work.records.read() as session:
        return fleet.free_cars(session, AFTERNOON, EVENING)


def _odometer(studio: Studio, car_id: int) -> int:
    with studio.program.work.records.read() as session:
        return session.get_one(DemoCar, car_id).odometer


def _loan_kept(studio: Studio) -> None:
    """A car is kept for the second order, once.

    The pictures of the other languages find it there.
    """
    page = _order(studio, 1)
    order_id = page.order_id
    with studio.program.work.records.read() as session:
        kept = fleet.loans(session, order_id, now=AFTERNOON, viewer=OTHER)
    if not kept:
        _act(studio, lending.lend, order_id, Lending(_lent_cars(studio)[0].id, EVENING))
    page.order_panel.open_section(LOAN)


def _loan_longer(studio: Studio) -> None:
    _loan_kept(studio)
    studio.driver.push("loan_longer")


def _loan_off(studio: Studio) -> None:
    _loan_kept(studio)
    studio.driver.push("loan_off")


def _loan_out(studio: Studio) -> None:
    """The same for the third order, whose car has gone out."""
    page = _order(studio, 2)
    order_id = page.order_id
    with studio.program.work.records.read() as session:
        out = fleet.loans(session, order_id, now=AFTERNOON, viewer=OTHER)
    if not out:
        car = _lent_cars(studio)[0]
        loan_id = _act(studio, lending.lend, order_id, Lending(car.id, EVENING))
        _act(
            studio,
            lending.note_licence,
            loan_id,
            LicenceSeen("110101199003078515", LicenceClass.C1, long_term=True),
        )
        _act(studio, lending.hand_out, loan_id, Outing(_odometer(studio, car.id), FuelLevel.FULL))
    page.order_panel.open_section(LOAN)


def _two_people(studio: Studio) -> None:
    _file("person", Key.EDIT, number=2)(studio)
    page = studio.window.workspace.page()
    card = page.record.card
    form = page.editor.person
    form["name"].set_value("陈杰元")
    form["name"].edited.emit()
    facts = {"name": f"陈洁源{next(NUMBERS)}", "phone": card.phones[0], "address": "中山路 18 号"}
    _act(studio, people.edit, card.id, facts, version=card.version)
    _save(studio, form)


def _two_intakes(studio: Studio) -> None:
    page = _order(studio, 3)
    page.order_panel.open_section("intake")
    form = page.order_panel.sections["intake"].form
    form = getattr(form, "form", form)
    form["damage"].set_value("左前门划痕 5 cm")
    form["damage"].edited.emit()
    version = page.order_panel.sheet.version
    _act(
        studio,
        opening.change_intake,
        page.order_id,
        Intake(odometer=41_200, damage=f"右后门凹痕 {next(NUMBERS)} 处"),
        version=version,
    )
    _save(studio, form)


def _two_stores(studio: Studio) -> None:
    page = _page(studio, "settings")
    page.open_section("store")
    studio.driver.settle()
    form = page.section.form
    form["store_name"].set_value("示范一店")
    form["store_name"].edited.emit()
    _act(studio, house.save_settings, {"store_name": f"示范{next(NUMBERS)}店"})
    _save(studio, form)


def _two_rows(studio: Studio) -> None:
    page = _page(studio, "reception")
    row = page.inside.table.row(0)
    page.rows.open(row.id)
    studio.driver.settle()
    form = page.rows.panel.form
    form["rivals"].set_value("CR-V")
    form["rivals"].edited.emit()
    with studio.program.work.records.read() as session:
        opened = visits.opened(session, row.id, viewer=OTHER)
    _act(
        studio,
        reception.amend,
        Changed(row.id, opened.row.version, replace(opened.visit, rivals=f"途观 {next(NUMBERS)}")),
    )
    _save(studio, form)


def _columns(studio: Studio) -> None:
    """The menu is a window of its own: `shoot` looks for it."""
    page = _page(studio, "reception")
    table = page.register_list.table
    table.view.columns_wanted.emit(table.view.mapToGlobal(QPoint(60, 10)))


def _person_menu(studio: Studio) -> None:
    studio.window.header.person.click()


def _rule(group: str) -> Face:
    def come(studio: Studio) -> None:
        page = _page(studio, "settings")
        page.open_section("rules")
        studio.driver.settle()
        page.section.table.select(group)

    return come


def _act(studio: Studio, command: Any, *args: Any, **more: Any) -> Any:
    return studio.program.work.records.act(command, *args, by=OTHER, at=AFTERNOON, **more)


def _save(studio: Studio, form: Form) -> None:
    form.start()
    studio.driver.settle()
    studio.driver.press("Ctrl+Return")


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
    "loan-kept": _loan_kept,
    "loan-longer": _loan_longer,
    "loan-off": _loan_off,
    "loan-out": _loan_out,
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
