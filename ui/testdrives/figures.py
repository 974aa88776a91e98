"""The signing rate of a month, with the rows behind every figure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.formatting import short_moment, show_month
from app.testdrives.signing import Driven, Ordered, Share, Signing
from app.text import N_, _
from app.tones import Tone
from ui import theme
from ui.icons import Icon
from ui.keys import Key
from ui.parts.as_of import AsOf
from ui.parts.buttons import Button
from ui.parts.labels import Label
from ui.parts.layouts import STRETCH, boxed, hbox, stretched, vbox
from ui.parts.panel import surface
from ui.parts.split import Split
from ui.parts.table import Column, Table

ALL = "all"
EMPTY = N_("No test drive in this month.")


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
    def orders(self) -> Decimal:
        return self.share.signed

    @property
    def rate(self) -> Decimal | None:
        return self.share.rate


@dataclass(frozen=True, slots=True)
class Row:
    """A drive, or the order that followed one."""

    id: str
    at: datetime
    what: str
    number: str
    tone: str
    drive: Driven
    order_id: int | None = None


ROWS = (
    Column("at", N_("Date"), 120, text=short_moment),
    Column("what", N_("Event"), 140, chip=True, tone=lambda row: row.tone),
    Column(
        "customer",
        N_("Customer"),
        110,
        ink=True,
        stretch=True,
        get=lambda row: row.drive.customer,
        second=lambda row: row.number,
    ),
    Column("consultant", N_("Consultant"), 96, get=lambda row: row.drive.consultant),
    Column("car", N_("Demo car"), 168, get=lambda row: row.drive.car),
)


class FiguresView(QWidget):
    """Figures beside the rows of the chosen one; `left` at Esc."""

    month_asked = Signal(object)
    drive_asked = Signal(int)
    order_asked = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month: date | None = None
        columns = (_columns(N_("Consultant")), _columns(N_("Demo car")))
        self.people = Table(columns[0], empty=EMPTY, name="signing_people")
        self.cars = Table(columns[1], empty=EMPTY, name="signing_cars")
        self.rows = Table(ROWS, empty=EMPTY, name="signing_rows")
        self.title, self.told = Label("", "title"), Label("", "label")
        self._age = AsOf(self)
        self._lay_out()
        self.people.chosen.connect(lambda line: self._choose(line, self.cars))
        self.cars.chosen.connect(lambda line: self._choose(line, self.people))
        self.rows.activated.connect(self._ask_row)

    def show_month(self, signing: Signing) -> None:
        """Show a month; the figure that was chosen stays chosen."""
        self.month = signing.month
        title = _("Conversion of test drives · {month}")
        self.title.say(title.format(month=show_month(signing.month)))
        store = Share(
            None, _("The store"), signing.drives, signing.orders, Decimal(len(signing.orders))
        )
        everybody = FigureLine(ALL, store.name, store)
        self.people.show_rows([everybody, *map(_line, signing.consultants)])
        self.cars.show_rows([everybody, *map(_line, signing.cars)])
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
        """Ask for the month so many months later, or earlier below nought."""
        if self.month is not None:
            middle = self.month.replace(day=15) + timedelta(days=30 * months)
            self.month_asked.emit(middle.replace(day=1))

    def _choose(self, line: FigureLine | None, other: Table) -> None:
        if line is not None:
            other.clear_choice()
            self._show_rows(line)

    def _ask_row(self, row: Row) -> None:
        if row.order_id is None:
            self.drive_asked.emit(row.drive.id)
        else:
            self.order_asked.emit(row.order_id)

    def _show_rows(self, line: FigureLine) -> None:
        share, rate = line.share, percent(line.rate)
        words = _("{name} · orders {orders} · test drives {drives} · rate {rate}")
        self.told.say(
            words.format(name=line.name, orders=_count(line.orders), drives=line.drives, rate=rate)
        )
        made = [*map(_order_row, share.orders), *map(_drive_row, share.drives)]
        self.rows.show_rows(sorted(made, key=lambda row: row.at))

    def _lay_out(self) -> None:
        sums = _stacked(
            surface(self.people, _("By consultant")),
            surface(self.cars, _("By demo car")),
            gap=3,
        )
        sums.setFixedWidth(theme.size("panel-max") + 4 * theme.size("space-6"))
        rows = surface(_stacked(self.told, self.rows, gap=2))
        vbox(self._bar(), stretched(Split(rows, sums)), parent=self, spacing=3)

    def _bar(self) -> QHBoxLayout:
        """The month, and what leads to other months and back to the day."""
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
        bar = hbox(self.title, self._age, STRETCH)
        for button in (before, after, back):
            bar.addWidget(button)
        return bar


def _stacked(*parts: QWidget, gap: int) -> QWidget:
    """Widgets one below the other; all but a line of text share what is left."""
    return boxed(
        vbox(*(part if isinstance(part, Label) else stretched(part) for part in parts), spacing=gap)
    )


def percent(rate: Decimal | None) -> str:
    """`50 %`, or a dash before the first drive."""
    return "—" if rate is None else f"{rate} %"


def _columns(title: str) -> tuple[Column, ...]:
    return (
        Column("name", title, width=160, ink=True, stretch=True),
        Column("drives", N_("Drives"), align="right", width=72, yields=1),
        Column("orders", N_("Cars ordered"), align="right", width=98, yields=2, text=_count),
        Column("rate", N_("Conversion"), align="right", width=96, text=percent),
    )


def _count(orders: Decimal) -> str:
    """A shared order counts in part: 2.5."""
    return f"{orders.normalize():f}"


def _line(share: Share) -> FigureLine:
    return FigureLine(str(share.key), share.name or "—", share)


def _order_row(order: Ordered) -> Row:
    key, what = f"order{order.id}", _("Ordered a car")
    return Row(key, order.signed_at, what, order.number, Tone.GOOD, order.drive, order.id)


def _drive_row(drive: Driven) -> Row:
    key, what = f"drive{drive.id}", _("Test drive")
    return Row(key, drive.starts_at, what, drive.number, Tone.NEUTRAL, drive)
