"""The left side: who is in the showroom now, above the register of a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.permissions import Actor
from app.reception.queries import RegisterView, VisitRow
from app.reception.rules import SalesStep
from app.text import N_, _
from db.vocabulary import VisitKind
from ui import theme
from ui.icons import Icon
from ui.keys import Key
from ui.parts.buttons import Button
from ui.parts.fields import DateField, Segments
from ui.parts.labels import Label
from ui.parts.panel import surface
from ui.parts.table import Table
from ui.parts.view_memory import remember
from ui.reception import columns
from ui.reception.steps_strip import StepsStrip

FILTERS = (
    ("all", N_("All")),
    ("visits", N_("Store visits")),
    ("calls", N_("Phone-ins")),
    ("kept", N_("Contact kept")),
    ("mine", N_("Mine")),
)
ROWS_INSIDE = 4


class Inside(QWidget):
    """Visitors without a time out; one click or key writes it."""

    opened = Signal(int)
    leaving = Signal(int)
    stepped = Signal(int, object)

    def __init__(
        self, now: columns.Clock, limit: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows: tuple[VisitRow, ...] = ()
        self._steps: Mapping[int, frozenset[SalesStep]] = {}
        self.strip = StepsStrip()
        empty = N_("Nobody is in the showroom now. Whoever comes in is registered here.")
        self.table = Table(
            columns.inside(now, limit), empty=empty, key=Key.NEW_VISIT, dense=True, name="inside"
        )
        self.table.view.setAccessibleName(_("In the showroom now"))
        self._title = Label("", "label")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space-1"))
        column.addWidget(self._title)
        column.addWidget(self.table, 1)
        column.addWidget(self.strip)
        self.setFixedHeight(theme.size("row-dense") * (ROWS_INSIDE + 2) + theme.size("space-5"))
        self.table.activated.connect(lambda row: self.opened.emit(row.id))
        self.table.chosen.connect(lambda _row: self._tell_steps())
        self.strip.stepped.connect(self.stepped)
        self.table.view.clicked.connect(self._click)

    def show_inside(
        self, rows: tuple[VisitRow, ...], steps: Mapping[int, frozenset[SalesStep]]
    ) -> None:
        """Everybody who is here, the longest first, and what was done with whom."""
        self._rows, self._steps = rows, steps
        self.tick()

    def tick(self) -> None:
        """The minutes go on; focus, selection and scroll stay."""
        self.table.show_rows(self._rows)
        self._tell_steps()

    def who_leaves(self) -> VisitRow | None:
        """The chosen visitor, or the only one."""
        return self.table.current() or (self._rows[0] if len(self._rows) == 1 else None)

    def open_first(self) -> None:
        """Whoever has been here longest: the time out is written in the row."""
        self.table.setFocus()
        if self._rows:
            self.table.select(self._rows[0].id)
            self.opened.emit(self._rows[0].id)

    def _tell_steps(self) -> None:
        row = self.who_leaves()
        named = (
            _("In the showroom now ({n}) · steps of {who}")
            if row
            else _("In the showroom now ({n})")
        )
        self._title.say(named.format(n=len(self._rows), who=row.called if row else ""))
        self.strip.setVisible(bool(self._rows))
        self.strip.show_visitor(row, self._steps.get(row.id, frozenset()) if row else frozenset())

    def _click(self, index: QModelIndex) -> None:
        row = self.table.row(index.row())
        if row is not None and self.table.columns[index.column()].key == "leave":
            self.leaving.emit(row.id)


class Register(QWidget):
    """A day's rows with its filters and the way to other days."""

    opened = Signal(int)
    day_asked = Signal(object)
    struck = Signal(object)

    def __init__(
        self,
        today: Callable[[], date],
        actor: Callable[[], Actor | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today, self._actor = today, actor
        self._desk: RegisterView | None = None
        self._title = Label("", "label")
        self.filter = Segments([(key, _(text)) for key, text in FILTERS])
        self.filter.setObjectName("register_filter")
        self.filter.setAccessibleName(_("Filter"))
        self.filter.set_value("all")
        self.day = DateField(today=today)
        self.day.setObjectName("register_day")
        self.day.setAccessibleName(_("Day of the register"))
        self.day.setToolTip(_("A date: t, +3, 11-21 or 2026-11-21"))
        self.earlier = Button(
            "", icon=Icon.CHEVRON_LEFT, kind="plain", name="day_earlier", says=_("Day before")
        )
        self.later = Button(
            "", icon=Icon.CHEVRON_RIGHT, kind="plain", name="day_later", says=_("Day after")
        )
        self.review = Button(
            _("Sign off"),
            icon=Icon.STAMP,
            name="review_day",
            says=_("Sign off the register of this day"),
        )
        self.turns = Button(
            _("Rotation"),
            icon=Icon.USERS,
            kind="plain",
            name="turns",
            says=_("Whose turn it is, and who is on duty"),
        )
        self.rates = Button(
            _("Contacts kept"),
            icon=Icon.PERCENT,
            kind="plain",
            name="rates",
            says=_("Contacts kept per consultant"),
        )
        self.sources = Button(
            _("Sources"),
            icon=Icon.MEGAPHONE,
            kind="plain",
            name="sources",
            says=_("Leads and their cost per source"),
        )
        empty = N_("Nothing is written for this day. The next visitor or call goes here.")
        self.table = Table(columns.register(), empty=empty, key=Key.NEW_VISIT, name="register")
        self.table.view.setAccessibleName(_("Register of the day"))
        self._lay_out()
        self._listen()

    def show_desk(self, desk: RegisterView) -> None:
        """The rows of the day that was asked for."""
        if self._desk is None or self._desk.day != desk.day or not self.day.hasFocus():
            self.day.set_value(desk.day)
        self._desk = desk
        self.later.setEnabled(desk.day < desk.today)
        self._title.say(
            _("Today's register")
            if desk.day == desk.today
            else _("Register of {day}").format(day=self.day.text())
        )
        may = self._actor()
        self.review.setVisible(
            bool(may and may.may())
            and any(not row.reviewed and row.counts for row in desk.register)
        )
        self._refresh()

    def _refresh(self) -> None:
        wanted = self.filter.value() or "all"
        rows = self._desk.register if self._desk else ()
        self.table.show_rows([row for row in rows if self._passes(row, wanted)])

    def _passes(self, row: VisitRow, wanted: str) -> bool:
        me = self._actor()
        passes = {
            "visits": row.kind is VisitKind.WALK_IN,
            "calls": row.kind is VisitKind.PHONE_IN,
            "kept": row.kept,
            "mine": me is not None and me.staff_id in (row.received_by, row.consultant_id),
        }
        return passes.get(wanted, True)

    def _filter(self) -> None:
        if self.filter.value() is None:
            self.filter.set_value("all")
        self._refresh()

    def _go(self, days: int) -> None:
        self.day_asked.emit((self.day.value() or self._today()) + timedelta(days=days))

    def _read_day(self) -> None:
        wanted = self.day.value()
        if (
            wanted is not None
            and not self.day.problem()
            and (self._desk is None or wanted != self._desk.day)
        ):
            self.day_asked.emit(min(wanted, self._today()))

    def _listen(self) -> None:
        self.filter.edited.connect(self._filter)
        remember(self.filter)
        self.earlier.clicked.connect(lambda: self._go(-1))
        self.later.clicked.connect(lambda: self._go(1))
        self.day.editingFinished.connect(self._read_day)
        self.table.activated.connect(lambda row: self.opened.emit(row.id))
        delete = QShortcut(
            QKeySequence(Qt.Key.Key_Delete),
            self.table.view,
            context=Qt.ShortcutContext.WidgetShortcut,
        )
        delete.activated.connect(
            lambda: self.table.current() and self.struck.emit(self.table.current())
        )

    def _lay_out(self) -> None:
        self.day.setFixedWidth(theme.size("panel-min") * 2 // 5)
        self.filter.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space-2"))
        column.addLayout(_bar(self._title, self.turns, self.rates, self.sources, self.review))
        column.addLayout(_bar(self.filter, self.earlier, self.day, self.later))
        column.addWidget(self.table, 1)


def _bar(left: QWidget, *right: QWidget) -> QHBoxLayout:
    """Two short rows instead of a long one.

    On a magnified screen the words of the long one were cut.
    """
    bar = QHBoxLayout()
    bar.setSpacing(theme.size("space-1"))
    bar.addWidget(left)
    bar.addStretch(1)
    for widget in right:
        bar.addWidget(widget)
    return bar


def stack(inside: Inside, register: Register) -> QWidget:
    """One card above the other."""
    left = QWidget()
    column = QVBoxLayout(left)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.size("space-3"))
    column.addWidget(surface(inside))
    column.addWidget(surface(register), 1)
    left.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return left
