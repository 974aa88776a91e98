"""An appraisal in the window: what is left is said while typing, the quotation takes it."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.sales.appraisal_facts import AppraisalRow
from db.nouns import Noun
from db.sales_words import AppraisalState
from tests.app.sales.order_store import SaleStore
from tests.app.sales.store import QuoteStore
from tests.ui.sales.showing import settle
from tests.ui.service.test_arrival_section_photos import content_of, drop
from tests.ui.shell.photos.test_photo_file import picture
from ui.sales.appraisal_panel import AppraisalPanel
from ui.sales.page import SalesPage
from ui.shell.photos.photo_view import PhotoView

COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier


def fill(page: SalesPage, qtbot: QtBot, **typed: Any) -> None:
    for name, value in typed.items():
        page.list.form[name].set_value(value)
        page.list.form[name].edited.emit()
    settle(qtbot, page)


def test_from_a_quotation_to_its_trade_in_and_back(
    page: SalesPage, showroom: QuoteStore, qtbot: QtBot
) -> None:
    quote = showroom.quote()
    page.show_record(Noun.QUOTE, quote.id)
    settle(qtbot, page)
    page.list.panel.appraising.click()
    settle(qtbot, page)
    form, panel = page.list.form, page.list.panel
    assert form["who"].value() == showroom.person
    car = {"plate": "粤B12345", "model_name": "骐达 2015 款", "odometer": 86_400}
    costs = (("四条轮胎", Decimal(1_600)),)
    fill(page, qtbot, **car, expected_price=Decimal(52_000), costs=costs)
    assert form.message("margin") == "Usual: ¥4,200.00"
    assert form.message("offered") == "By the rule: ¥46,200.00"
    assert panel.total.text() == "¥46,200.00"
    fill(page, qtbot, damage_marks="suv scratch@412,520")
    form.submit()
    settle(qtbot, page)
    row = panel.row
    assert isinstance(row, AppraisalRow)
    assert (row.state, row.offered) == (AppraisalState.OPEN, 46_200)
    assert not panel.car.isHidden()

    page.show_record(Noun.QUOTE, quote.id)
    settle(qtbot, page)
    page.reload()
    settle(qtbot, page)
    page.list.panel.edit()
    settle(qtbot, page)
    fill(page, qtbot, appraisal_id=row.id)
    assert page.list.form["trade_in"].value() == 46_200
    assert page.list.form["trade_in_car"].value() == row.car
    page.list.form.submit()
    settle(qtbot, page)
    assert page.list.panel.row.newest.appraisal_id == row.id


def test_a_car_that_is_known_is_named_at_its_plate(
    page: SalesPage, showroom: QuoteStore, qtbot: QtBot
) -> None:
    page.appraise(showroom.person)
    settle(qtbot, page)
    fill(
        page, qtbot, plate="粤B12345", model_name="骐达", odometer=9, expected_price=Decimal(9_000)
    )
    page.list.form.submit()
    settle(qtbot, page)
    page.appraise(showroom.person)
    settle(qtbot, page)
    fill(page, qtbot, plate="粤B12345")
    assert page.list.form.message("plate") == "骐达 · 周雨桐"


def test_a_dropped_picture_shows_a_damage_of_the_appraised_car(
    page: SalesPage, sales: SaleStore, qtbot: QtBot, tmp_path: Path
) -> None:
    key = sales.appraise(damage_marks="suv scratch@412,520")
    page.show_record(Noun.APPRAISAL, key)
    settle(qtbot, page)
    panel, content = page.list.panel, content_of(picture(tmp_path / "a.jpg", 300, 200))
    assert isinstance(panel, AppraisalPanel)
    drop(panel, content, QPointF(20, 20))
    settle(qtbot, page)
    (row,) = panel.photos.rows
    panel.photos.open_photo(row.id)
    settle(qtbot, page)
    view = page.window().findChild(PhotoView)
    view.form["mark"].set_value("scratch@412,520")
    view.form.submit_button.click()
    settle(qtbot, page)
    assert panel.photos.rows[0].mark == "scratch@412,520"
    page.add()
    event = QDropEvent(QPointF(20, 20), COPY, content, LEFT, NO_KEY)
    QApplication.sendEvent(panel, event)
    settle(qtbot, page)
    assert panel.photos.strip.count() == 1, "a new appraisal has no photos before it is saved"
