"""Quotations in the window: few fields, live sums, a manager on the spot, the same paper again."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from pytestqt.qtbot import QtBot

from app.paper import pages
from app.sales.facts import QuoteRow
from db.nouns import Noun
from tests.app.sales.store import FLOOR, LIST, QuoteStore
from tests.make import PASSWORD
from tests.ui.sales.showing import settle
from ui.sales.page import SalesPage

Open = Callable[..., SalesPage]


def begin(page: SalesPage, showroom: QuoteStore, qtbot: QtBot, **typed: Any) -> None:
    """A quotation for the customer whose file was open."""
    page.show_record(Noun.QUOTE_WISH, showroom.person)
    settle(qtbot, page)
    for name, value in {"trim_id": showroom.petrol, **typed}.items():
        page.list.form[name].set_value(value)
        page.list.form[name].edited.emit()


def shown(page: SalesPage) -> QuoteRow:
    row = page.list.panel.row
    assert isinstance(row, QuoteRow)
    return row


def test_customer_and_car_are_enough_and_sums_stand_there_while_typing(
    page: SalesPage, showroom: QuoteStore, qtbot: QtBot
) -> None:
    begin(page, showroom, qtbot, discount=Decimal(9_000))
    form, panel = page.list.form, page.list.panel
    # 130,900 + 11,584.07 tax + 950 insurance + 500 plates
    assert panel.total.text() == "¥143,934.07"
    assert form.message("discount") == "Price after discount ¥130,900.00"
    assert form.message("tax") == "By the rule: ¥11,584.07"
    form.submit()
    settle(qtbot, page)
    assert shown(page).on_the_road == Decimal("143934.07")
    assert panel.versions.sums.told().count("143,934.07") == 2
    assert panel.buttons(shown(page))[:3] == (panel.steps.edit, panel.ordering, panel.printing)


def test_below_the_floor_a_manager_signs_on_the_spot(
    page: SalesPage, showroom: QuoteStore, qtbot: QtBot
) -> None:
    begin(page, showroom, qtbot, discount=LIST - FLOOR + 100)
    form, second = page.list.form, page.list.panel.second
    form.submit()
    settle(qtbot, page)
    assert "¥100.00" in form.message("cause")
    form["override_reason"].set_value("同款他店报价更低")
    form.submit()
    settle(qtbot, page)
    assert form.isHidden() and not second.isHidden()
    second.signer["second"].set_value(showroom.manager.staff_id)
    second.signer["password"].set_value(PASSWORD)
    second.signer.submit()
    settle(qtbot, page)
    assert shown(page).newest.signed_by == showroom.manager.name
    assert second.isHidden() and page.list.panel.body() is page.list.panel.view
    assert not form.isVisible()


def test_the_next_version_begins_with_the_last_one_and_marks_what_differs(
    page: SalesPage, showroom: QuoteStore, qtbot: QtBot
) -> None:
    row = showroom.quote(accessories=(("全车膜", Decimal(2_680)),), months=12)
    page.show_record(Noun.QUOTE, row.id)
    settle(qtbot, page)
    page.edit()
    form = page.list.form
    assert form["accessories"].value() == (("全车膜", Decimal(2_680)),)
    form["accessories"].set_value(())
    form["discount"].set_value(Decimal(1_000))
    form.submit()
    settle(qtbot, page)
    versions = page.list.panel.versions
    assert [one.number for one in shown(page).told] == [1, 2]
    assert versions.version == shown(page).newest
    assert {one.row.text for one in versions.sums._rows if one.before is not None} == {
        *("Discount on the car", "Price after discount", "Vehicle purchase tax", "全车膜")
    }
    versions.tabs.set_value(str(shown(page).told[0].id))
    versions.tabs.edited.emit()
    assert all(one.before is None for one in versions.sums._rows)


def test_the_shown_version_is_printed_and_again_from_the_archive(
    page: SalesPage, showroom: QuoteStore, qtbot: QtBot
) -> None:
    row, papers = showroom.quote(), []

    def show(paper: Any, printed: Any) -> None:
        papers.append(paper.pdf)
        printed()

    page.shell.printing.show = show  # type: ignore[method-assign, assignment]
    page.show_record(Noun.QUOTE, row.id)
    for _print in range(3):
        settle(qtbot, page)
        page.print_chosen()
    settle(qtbot, page)
    kept = showroom.to_print(row.newest.id).kept
    assert kept is not None and kept.copies == 3 and kept.pdf == papers[0]
    said = pages.page_text(papers[2], 0)
    assert "copy 3" in said and "copy 2" not in said, "a copy is made of the bare paper"
