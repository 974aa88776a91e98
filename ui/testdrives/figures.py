"""The signing rate of a month.

By consultant, by car, and under every figure the drives and orders that it was counted from.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.formatting import short_moment, show_month
from app.testdrives.signing import Driven, Ordered, Share, Signing
from app.text import N_, _
from app.tones import Tone
from ui import theme
from ui.icons import Icon
from ui.keys import Key
from ui.parts.buttons import Button
from ui.parts.labels import Label
from ui.parts.panel import surface
from ui.parts.split import Split
from ui.parts.table import Column, Table

ALL = "all"


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One consultant or car, or the whole store."""

    id: str
    name: str
    share: Share

    @property
    def drives(self) -> int:
        return len(self.share.drives)

    @property
    def orders(self) -> int:
        return len(self.share.orders)

    @property
    def rate(self) -> Decimal | None:
        return self.share.rate


@dataclass(frozen=True, slots=True)
class Row:
    """A drive, or the order that followed one."""

    id: str
    at: datetime
    what: str
    tone: str
    customer: str
    drive: Driven


class FiguresView(QWidget):
    """Takes the page; Esc goes back to the day.

    `drive_asked` opens the drive that a row tells of.
    """

    month_asked = Signal(object)
    drive_asked = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month: date | None = None
        self._signing: Signing | None = None
        self.people = Table(
            _columns(N_("Consultant")),
            empty=N_("No test drive in this month."),
            name="signing_people",
        )
        self.cars = Table(
            _columns(N_("Demo car")), empty=N_("No test drive in this month."), name="signing_cars"
        )
        self.rows = Table(
            (
                Column("at", N_("Date"), 120, text=short_moment),
                Column("what", N_("What happened"), 140, chip=True, tone=lambda row: row.tone),
                Column("customer", N_("Customer"), 110, ink=True, stretch=True),
                Column("consultant", N_("Consultant"), 96, get=lambda row: row.drive.consultant),
                Column("car", N_("Demo car"), 168, get=lambda row: row.drive.car),
            ),
            empty=N_("No test drive in this month."),
            name="signing_rows",
        )
        self.title, self.told = Label("", "title"), Label("", "label")
        self._lay_out()
        self.people.chosen.connect(lambda line: self._choose(line, self.cars))
        self.cars.chosen.connect(lambda line: self._choose(line, self.people))
        self.rows.activated.connect(lambda row: self.drive_asked.emit(row.drive.id))

    def show_month(self, signing: Signing) -> None:
        """Another month, or the same one a moment later: what was chosen stays chosen."""
        self._signing, self.month = signing, signing.month
        self.title.say(
            _("Signing rate of test drives · {month}").format(month=show_month(signing.month))
        )
        store = Share(None, _("The store"), signing.drives, signing.orders)
        everybody = FigureLine(ALL, _("The store"), store)
        self.people.show_rows(
            [
                everybody,
                *(
                    FigureLine(str(share.key), share.name or "—", share)
                    for share in signing.consultants
                ),
            ]
        )
        self.cars.show_rows(
            [everybody, *(FigureLine(str(share.key), share.name, share) for share in signing.cars)]
        )
        chosen = self.people.current() or self.cars.current()
        if chosen is None:
            self.people.select(ALL)
            chosen = everybody
        self._show_rows(chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc: back to the day."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def go(self, months: int) -> None:
        """So many months on or back."""
        if self.month is not None:
            middle = self.month.replace(day=15) + timedelta(days=30 * months)
            self.month_asked.emit(middle.replace(day=1))

    def _choose(self, line: FigureLine | None, other: Table) -> None:
        if line is not None:
            other.clear_choice()
            self._show_rows(line)

    def _show_rows(self, line: FigureLine) -> None:
        share = line.share
        words = _("{name} · orders {orders} · test drives {drives} · rate {rate}")
        self.told.say(
            words.format(
                name=line.name,
                orders=len(share.orders),
                drives=len(share.drives),
                rate=percent(share.rate),
            )
        )
        made = [*map(_order_row, share.orders), *map(_drive_row, share.drives)]
        self.rows.show_rows(sorted(made, key=lambda row: row.at))

    def _lay_out(self) -> None:
        back = Button(
            _("Back to the day"),
            Key.LEAVE,
            icon=Icon.ARROW_LEFT,
            name="figures_back",
            listens=False,
        )
        before = Button("", icon=Icon.CHEVRON_LEFT, name="month_before", says=_("The month before"))
        after = Button("", icon=Icon.CHEVRON_RIGHT, name="month_after", says=_("The month after"))
        back.clicked.connect(self.left)
        before.clicked.connect(lambda: self.go(-1))
        after.clicked.connect(lambda: self.go(1))
        head = QHBoxLayout()
        head.setSpacing(theme.size("space-2"))
        head.addWidget(self.title)
        head.addStretch(1)
        for button in (before, after, back):
            head.addWidget(button)
        sums = QWidget()
        column = QVBoxLayout(sums)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space-3"))
        column.addWidget(surface(self.people, _("By consultant")), 1)
        column.addWidget(surface(self.cars, _("By demo car")), 1)
        sums.setFixedWidth(theme.size("panel-max") + 2 * theme.size("space-6"))
        below = QWidget()
        rows = QVBoxLayout(below)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.size("space-2"))
        rows.addWidget(self.told)
        rows.addWidget(self.rows, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(theme.size("space-3"))
        page.addLayout(head)
        page.addLayout(Split(surface(below), sums), 1)


def percent(rate: Decimal | None) -> str:
    """`50 %`, or a dash before the first drive."""
    return "—" if rate is None else f"{rate} %"


def _columns(title: str) -> tuple[Column, ...]:
    return (
        Column("name", title, width=160, ink=True, stretch=True),
        Column("drives", N_("Drives"), align="right", width=72),
        Column("orders", N_("Cars ordered"), align="right", width=98),
        Column("rate", N_("Signing rate"), align="right", width=96, text=percent),
    )


def _order_row(order: Ordered) -> Row:
    return Row(
        f"order{order.prospect_id}",
        order.ordered_at,
        _("Ordered a car"),
        Tone.GOOD,
        order.drive.customer,
        order.drive,
    )


def _drive_row(drive: Driven) -> Row:
    return Row(
        f"drive{drive.id}", drive.starts_at, _("Test drive"), Tone.NEUTRAL, drive.customer, drive
    )
