"""The sums of an order in one line."""

from decimal import Decimal

from PySide6.QtWidgets import QGridLayout, QWidget

from app.formatting import joined, money
from app.orders.rules import Totals
from app.service.queries.margin import Margin
from app.text import N_, _, ngettext
from app.tones import Tone
from ui import theme
from ui.parts.labels import Label

SUMS = (
    ("labour", N_("Labour")),
    ("material", N_("Material")),
    ("other", N_("Other")),
    ("total", N_("Total")),
    ("authorised", N_("Approved")),
    ("proposed", N_("Needs approval")),
)


class TotalsStrip(QWidget):
    """Six sums side by side; what is not yet agreed is tinted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("totals")
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.size("space-1"), 0, theme.size("space-1"), 0)
        grid.setHorizontalSpacing(theme.size("space-3"))
        grid.setVerticalSpacing(0)
        self._values = {name: _sum(name) for name, _title in SUMS}
        for place, (name, title) in enumerate(SUMS):
            grid.addWidget(Label(_(title), "caption"), 0, place)
            grid.addWidget(self._values[name], 1, place)
            grid.setColumnStretch(place, 1)

    def show_totals(self, totals: Totals) -> None:
        """Show the sums of an order."""
        for name, _title in SUMS:
            amount: Decimal = getattr(totals, name)
            self._values[name].say(money(amount))
        self._values["proposed"].set_tone(Tone.WARN if totals.proposed else "")
        self._values["authorised"].set_tone(Tone.GOOD if totals.authorised else "")


def _sum(name: str) -> Label:
    value = Label("", "body")
    value.setObjectName(f"sum_{name}")
    value.setFont(theme.font("body", bold=name == "total"))
    return value


def show_margin(shown: Label, margin: Margin | None) -> None:
    """What the order earns before wages; nothing for who may not know it."""
    shown.setVisible(margin is not None and bool(margin.charged))
    if margin is None or margin.percent is None:
        return
    told = _("Margin before wages {earned} ({percent} %), parts cost {cost}").format(
        earned=money(margin.earned), percent=margin.percent, cost=money(margin.cost)
    )
    unknown = ngettext("{n} part without cost", "{n} parts without cost", margin.unknown)
    shown.say(joined(told, unknown.format(n=margin.unknown) if margin.unknown else ""))
