"""The stock list in the window: counts, who may what, a reservation by keys."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from app.desk_spec import Hit
from app.paper import pages
from app.permissions import Actor
from app.practice.fake_identities import with_check_digit
from app.records import Records
from app.sales import matching
from app.stock import commands, outlet_commands, photo_queries, price_commands, queries
from app.stock.outlet_values import OutletEntry
from app.stock.values import PriceEntry, StockEntry
from db.nouns import Noun
from db.outlet_words import OutletKind, TransferState
from db.stock_words import CertificatePlace, PdiPoint, StockState
from db.vocabulary import Role
from tests import make as makers
from tests.app.stock.conftest import TODAY, VINS
from tests.make import NOON
from tests.ui.service.test_arrival_section_photos import content_of, drop
from tests.ui.shell.photos.test_photo_file import picture
from ui.shell.photos.photo_view import PhotoView
from ui.shell.workspace.search_controller import SearchController
from ui.stock.declaration import LONG
from ui.stock.desk import DESK
from ui.stock.page import StockPage
from ui.stock.panel import StockPanel
from ui.stock.steps import steps

Open = Callable[..., StockPage]


@pytest.fixture
def li(make: Any) -> Actor:
    return Actor(make(makers.staff, "李强"), "李强", frozenset({Role.CONSULTANT}), "前台1")


@pytest.fixture
def cars(act: Any, make: Any) -> list[int]:
    """One that came today, one that has stood 100 days, one on its way."""
    version = make(makers.trim, "轩逸")
    price = PriceEntry(trim_id=version, valid_from=TODAY, list_price=129_900)
    act(price_commands.save_price, price)
    facts = {"trim_id": version, "colour": "珠光白", "certificate": CertificatePlace.HERE}
    arrivals = (TODAY, TODAY - timedelta(days=100), None)
    return [
        act(commands.save_car, StockEntry(vin=vin, arrived_on=day, **facts))
        for vin, day in zip(VINS, arrivals, strict=True)
    ]


@pytest.fixture
def open_page(qtbot: QtBot, records: Records, make_shell: Any) -> Open:
    def show(who: Actor | None = None) -> StockPage:
        roles = who.roles if who else {Role.MANAGER}
        page = StockPage(make_shell(records, *roles, staff_id=who.staff_id if who else 1))
        qtbot.addWidget(page)
        page.resize(1366, 692)
        page.show()
        settle(qtbot, page)
        return page

    return show


def settle(qtbot: QtBot, page: StockPage) -> None:
    for _ in range(3):
        qtbot.waitUntil(lambda: not page.work.busy, timeout=10_000)
        qtbot.wait(10)


def test_figures_and_filters_count_the_same_cars(cars: list[int], open_page: Open) -> None:
    page = open_page()
    values = {name: figure.value() for name, figure in page._figures.items()}
    assert values == {"here": "2", "in_transit": "1", "longest": "100 d", "interest": "¥0"}
    texts = [text for _name, text in page.list.filter.switch.options()]
    counts = [text.split()[-1] for text in texts]
    assert counts == ["3", "1", "2", "0", "0", "0", "1", "0", "0", "0"]
    page._figures["longest"].click()
    assert page.list.filter.switch.value() == LONG and page.list.table.count() == 1


def test_a_technician_can_note_inspections_and_nothing_else(
    cars: list[int], records: Records, make: Any
) -> None:
    wu = Actor(
        make(makers.staff, "吴刚", Role.TECHNICIAN), "吴刚", frozenset({Role.TECHNICIAN}), "车间1"
    )
    assert DESK.is_for(wu)
    with records.read() as session:
        rows = queries.stock(session, wu, at=NOON)
    offered = {step.name for row in rows for step in steps() if step.applies(row, wu)}
    assert offered == {"pdi"}


def test_a_consultant_reserves_and_cannot_add(
    cars: list[int], open_page: Open, li: Actor, qtbot: QtBot
) -> None:
    page = open_page(li)
    page.add()
    assert page.list.panel.body() is not page.list.form
    page.show_record(page.list.desk.record_noun, cars[0])
    settle(qtbot, page)
    page.list.panel.take("reserve")
    form = page.list.panel.step_forms["reserve"].form
    form["note"].set_value("王先生")
    form.submitted.emit()
    settle(qtbot, page)
    row = page.list.panel.row
    assert (row.state, row.held_for, row.holder) == (StockState.RESERVED, "王先生", "李强")
    assert page._figures["reserved"].value() == "1"


def test_an_arrival_names_the_waiting_order_and_can_be_undone(
    cars: list[int], open_page: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "waiting_order", lambda *_given, **_more: "D261121-001")
    page = open_page()
    notices = page.shell.notices
    page.show_record(page.list.desk.record_noun, cars[2])
    settle(qtbot, page)
    page.list.panel.take("arrive")
    settle(qtbot, page)
    assert "D261121-001" in notices.last_line()
    notices.undo_last()
    settle(qtbot, page)
    assert page._figures["in_transit"].value() == "1"


def test_a_truckload_is_judged_while_it_is_typed_and_the_rest_stays(
    cars: list[int], open_page: Open, qtbot: QtBot
) -> None:
    page = open_page()
    page.paste()
    form = page.list.panel.bulk.form
    good = with_check_digit("LGBH52E0", "TR000001")
    form["trim_id"].set_value(page.list._rows[0].trim_id)
    form["lines"].setPlainText(f"{good}\n{VINS[0]}")
    settle(qtbot, page)
    assert form.message("lines").startswith("1 good · 1 not saved")
    form.submitted.emit()
    settle(qtbot, page)
    assert form["lines"].value() == VINS[0]
    assert sum(row.vin == good for row in page.list._rows) == 1


def test_a_car_found_by_search_opens_here_for_who_sees_the_stock(cars: list[int]) -> None:
    hit = Hit(Noun.VEHICLE, 7, "…0017", "", "", opens=(Noun.STOCK_CAR, cars[0]))
    seen, unseen = SimpleNamespace(desks=(DESK,)), SimpleNamespace(desks=())
    results = [
        SearchController._result(SimpleNamespace(_workspace=desks), hit) for desks in (seen, unseen)
    ]
    assert [(one.kind, one.id) for one in results] == [(Noun.STOCK_CAR, cars[0]), ("", 7)]


def print_and_again(page: StockPage, qtbot: QtBot) -> None:
    """The paper of what is chosen, and the same one from the menu of kept papers."""
    papers: list[Any] = []

    def show(paper: Any, printed: Any = None) -> None:
        papers.append(paper.pdf)
        printed()

    page.shell.printing.show = show  # type: ignore[method-assign, assignment]
    page.print_chosen()
    settle(qtbot, page)
    kept = page.list.panel.steps.kept
    kept.open_for(page.list.panel.row.id, at=page.list.panel.steps.more)
    settle(qtbot, page)
    (paper,) = kept._found
    kept.print_again(paper)
    settle(qtbot, page)
    assert len(papers) == 2 and "copy 2" in pages.page_text(papers[1], 0)


def test_a_manager_sends_a_car_from_the_list_and_settles_it(
    cars: list[int], act: Any, open_page: Open, li: Actor, qtbot: QtBot
) -> None:
    act(outlet_commands.save_outlet, OutletEntry(name="城北网点", kind=OutletKind.DIRECT))
    assert set(open_page(li)._declared) == {"cars"}
    page = open_page()
    page.show_record(Noun.STOCK_CAR, cars[0])
    settle(qtbot, page)
    page.list.panel.take("send")
    form = page.list.panel.step_forms["send"].form
    form["outlet_id"].set_value(page.list.options["outlet_id"][0][0])
    form["price"].set_value(Decimal(120_000))
    form["taker"].set_value("孙师傅")
    form.submitted.emit()
    settle(qtbot, page)
    assert page.list.panel.row.state is StockState.AT_OUTLET
    page.open_section("transfers")
    settle(qtbot, page)
    [row] = page.list._rows
    page.list.open(row.id)
    for step in ("sold", "settle"):
        page.list.panel.take(step)
        page.list.panel.step_forms[step].form.submitted.emit()
        settle(qtbot, page)
    assert page.list.panel.row.state is TransferState.SETTLED
    assert page.list.panel.row.received == Decimal(120_000)
    print_and_again(page, qtbot)


def test_a_dropped_picture_stays_with_the_car_on_which_it_fell(
    cars: list[int], open_page: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    page = open_page()
    panel, records = page.list.panel, page.work.records
    assert isinstance(panel, StockPanel) and records is not None
    page.list.open(cars[0])
    settle(qtbot, page)
    drop(panel, content_of(picture(tmp_path / "a.jpg", 300, 200)), QPointF(20, 20))
    page.list.open(cars[1])
    settle(qtbot, page)
    assert panel.photos.strip.count() == 0
    page.list.open(cars[0])
    settle(qtbot, page)
    assert panel.photos.strip.count() == 1
    (row,) = panel.photos.rows
    assert row.point is PdiPoint.ARRIVAL

    panel.photos.open_photo(row.id)
    settle(qtbot, page)
    view = page.window().findChild(PhotoView)
    view.form["point"].set_value(PdiPoint.IN_STOCK)
    view.form["caption"].set_value("左后门")
    view.form.submit_button.click()
    settle(qtbot, page)
    assert (panel.photos.rows[0].point, panel.photos.rows[0].caption) == (
        PdiPoint.IN_STOCK,
        "左后门",
    )
    page.paste()
    assert not panel.photos.isVisible()
    with records.read() as session:
        assert len(photo_queries.pdi_photos(session, cars[0])) == 1
