"""What the cars of a quotation cost on the day, by which its form adds up."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from app.local_time import local_day
from app.sales import queries, quoted_car, rules
from app.sales.queries import QuotedTrim
from app.sales.quoted_car import UsedCar
from app.sales.settings import QuoteSettings
from app.sales.values import QuoteBasis, QuoteEntry
from ui.shell.workspace.page import Shell


class QuotedPrices(QObject):
    """Versions with their list prices, and the used cars of the stock."""

    changed = Signal()

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._trims: Mapping[int, QuotedTrim] = {}
        self._used: Mapping[int, UsedCar] = {}

    def reload(self) -> None:
        """Asks for the prices of the day."""
        work = self._shell.work
        day = local_day(work.now())
        work.ask(queries.quoted_trims, day=day, then=self._know_trims, topic=(self, "trims"))
        work.ask(quoted_car.standing_used, then=self._know_used, topic=(self, "used"))

    def basis(self, entry: QuoteEntry) -> QuoteBasis | None:
        """What the sums of the chosen car follow; None without one."""
        day = local_day(self._shell.work.now())
        used = self._used.get(entry.stock_car_id or 0)
        if used is not None:
            return QuoteBasis(None, day, list_price=used.asking_price)
        trim = self._trims.get(entry.trim_id or 0)
        if trim is None:
            return None
        told = self._shell.settings.of(QuoteSettings)
        rates = rules.TaxRates(told.vat_percent, told.purchase_tax_percent)
        return QuoteBasis(trim.energy, day, rates, trim.list_price)

    def _know_trims(self, trims: Mapping[int, QuotedTrim]) -> None:
        self._trims = trims
        self.changed.emit()

    def _know_used(self, used: Mapping[int, UsedCar]) -> None:
        self._used = used
        self.changed.emit()
