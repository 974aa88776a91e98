"""Quotations and orders for cars as they are opened, begun and taken further."""

from collections.abc import Callable

from db.sales_words import AppraisalState, QuoteState, SaleState
from tests.shots.steps import open_desk
from tests.shots.studio import Studio
from ui.keys import Key
from ui.record_desk.record_list import RecordList
from ui.sales.desk import APPRAISALS, ORDERS, QUOTES
from ui.sales.order_steps import TAKE


def _list(studio: Studio, section: str, rows: str) -> RecordList:
    """The rows of one filter."""
    page = open_desk(studio, "sales")
    page.open_section(section)
    studio.driver.settle()
    records: RecordList = page.list
    records.show_filter(rows)
    return records


def quote_new(studio: Studio) -> None:
    """The empty form of a quotation."""
    _list(studio, QUOTES, QuoteState.OPEN)
    studio.driver.press(Key.NEW)


def order_new(studio: Studio) -> None:
    """The form of an order, begun from a quotation that nobody has ordered yet."""
    table = _list(studio, QUOTES, QuoteState.OPEN).table
    rows = (table.row(place) for place in range(table.count()))
    quote = next(row.id for row in rows if not row.orders)
    studio.window.workspace.page().order(quote)


def _order(rows: str, step: str = "") -> Callable[[Studio], None]:
    """The first order of a filter, and what is done with it."""

    def come(studio: Studio) -> None:
        records = _list(studio, ORDERS, rows)
        records.table.select(records.table.row(0).id)
        studio.driver.settle()
        if step:
            records.panel.take(step)

    return come


def quote_asked(studio: Studio) -> None:
    """A price below the floor that waits for the manager, about to be granted."""
    records = _list(studio, QUOTES, QuoteState.ASKED)
    records.table.select(records.table.row(0).id)
    studio.driver.settle()
    records.panel.take("grant")


def appraisal_new(studio: Studio) -> None:
    """The empty form of a trade-in appraisal."""
    _list(studio, APPRAISALS, AppraisalState.QUOTED)
    studio.driver.press(Key.NEW)


def appraisal(studio: Studio) -> None:
    """An appraised car with its marks."""
    table = _list(studio, APPRAISALS, AppraisalState.QUOTED).table
    table.select(table.row(0).id)


FACES = {
    "appraisal": appraisal,
    "appraisal-new": appraisal_new,
    "quote-new": quote_new,
    "quote-asked": quote_asked,
    "sale-new": order_new,
    "sale": _order(SaleState.PREPARED),
    "sale-approving": _order("approving"),
    "sale-money": _order(SaleState.PREPARED, TAKE),
    "sale-car": _order(SaleState.WAITS_FOR_CAR, "give_car"),
    "sale-step": _order(SaleState.PREPARED, "note_step"),
    "sale-hand-over": _order(SaleState.READY, "hand_over"),
}
