"""A filter of the stock list is chosen: which rows pass, what each counts, and the list painted."""

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from app.stock.facts import StockRow
from tests.bench.desk import AT
from tests.bench.workshop import best
from ui.parts.table import Table
from ui.record_desk.record_filter import RecordFilter
from ui.shell.startup.collector import GarbageCollector
from ui.stock.declaration import FILTERS, cars


class StockList:
    """The filter and the table of the stock list, as its page puts them together."""

    def __init__(self, rows: Sequence[StockRow]) -> None:
        self._app = QApplication.instance() or QApplication([])
        GarbageCollector(self._app).start()
        desk = cars(lambda: AT)
        self._rows, self._filter = rows, RecordFilter(desk)
        self._table = Table(list(desk.columns), name="bench")
        self._table.resize(1100, 600)
        self._table.show()
        self._app.processEvents()

    def choose(self, name: str) -> None:
        """One press on a filter."""
        self._filter.switch.set_value(name)
        self._filter.count(self._rows)
        self._table.show_rows(self._filter.passing(self._rows))
        self._table.view.viewport().repaint()

    def slowest(self) -> float:
        """The slowest of all filters, each at its best, in milliseconds."""
        slowest = max(best(self.choose, one.name) for one in FILTERS)
        self._table.close()
        return slowest
