"""The two lists: who is in the showroom now, and the register of a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.permissions import Actor
from app.reception.queries import RegisterView, VisitRow
from app.reception.rules import SalesStep
from app.text import N_, _
from db.vocabulary import VisitKind
from ui import theme
from ui.icons import Icon
from ui.keys import Key
from ui.parts.buttons import Button
from ui.parts.fields import DateField
from ui.parts.filter_tabs import FilterTabs
from ui.parts.folded_buttons import FoldedButtons
from ui.parts.labels import Label
from ui.parts.layouts import STRETCH, hbox, stretched, vbox
from ui.parts.low_window import is_low
from ui.parts.naming import named
from ui.parts.panel import surface
from ui.parts.table import Table
from ui.parts.view_memory import remember
from ui.reception import columns
from ui.reception.steps_strip import StepsStrip

FILTERS = (
    ("all", N_("All")),
    ("visits", N_("Store visits")),
    ("calls", N_("Calls")),
    ("kept", N_("Contact captured")),
    ("mine", N_("Mine")),
)
PANELS = (
    ("turns", N_("Rotation"), Icon.USERS, N_("Whose turn it is, and who is on duty")),
    ("rates", N_("Contacts captured"), Icon.PERCENT, N_("Contacts captured per consultant")),
    ("sources", N_("Sources"), Icon.MEGAPHONE, N_("Leads and their cost per source")),
)
"""The buttons that open a panel with figures: name, text, icon, and what it is in full."""
ROWS_INSIDE = 4
LEAST_INSIDE, ROWS_LOW = 2, 3
NOBODY = N_("Nobody is in the showroom now. Whoever comes in is registered here.")
NO_ROW = N_("Nothing is written for this day. The next visitor or call goes here.")


class Inside(QWidget):
    """Visitors without a time out; one click or key writes it.

    `opened(visit_id)`, `leaving(visit_id)`, `stepped(visit_id, step)`.
    """

    opened = Signal(int)
    leaving = Signal(int)
    stepped = Signal(int, object)

    def __init__(
        self, now: columns.Clock, limit: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows: tuple[VisitRow, ...] | None = None
        self._steps: Mapping[int, frozenset[SalesStep]] = {}
        self._is_told_beside = self._is_low = False
        self.strip = StepsStrip()
        shown = columns.inside(now, limit)
        self.table = Table(shown, empty=NOBODY, key=Key.NEW_VISIT, dense=True, name="inside")
        self.table.view.setAccessibleName(_("In the showroom now"))
        self._title = Label("", "label")
        self._lay_out()
        self.table.activated.connect(lambda row: self.opened.emit(row.id))
        self.table.chosen.connect(lambda _row: self._tell_steps())
        self.strip.stepped.connect(self.stepped)
        self.table.view.clicked.connect(self._click)

    def show_inside(
        self, rows: tuple[VisitRow, ...], steps: Mapping[int, frozenset[SalesStep]]
    ) -> None:
        """Show who is here, and the steps that were taken with each."""
        self._rows, self._steps = rows, steps
        self.tick()

    def tick(self) -> None:
        """Show the minutes anew; focus, selection and scroll stay."""
        if self._rows is not None:
            self.table.show_rows(self._rows)
            self._tell_steps()

    def fit(self, is_low: bool) -> None:
        """In a low window no higher than its rows, and no line for steps of nobody."""
        self._is_low = is_low
        self._tell_steps()

    def who_leaves(self) -> VisitRow | None:
        """The chosen visitor, or the only one."""
        rows = self._rows or ()
        return self.table.current() or (rows[0] if len(rows) == 1 else None)

    def tell_steps_beside(self, is_told: bool) -> None:
        """The panel of a visit shows the steps itself: the list has their room."""
        self._is_told_beside = is_told
        self._tell_steps()

    def open_first(self) -> None:
        """Open whoever has been here longest, to write the time out."""
        self.table.setFocus()
        if self._rows:
            self.table.select(self._rows[0].id)
            self.opened.emit(self._rows[0].id)

    def _tell_steps(self) -> None:
        if self._rows is None:
            return
        row = self.who_leaves()
        said, steps = _("In the showroom now ({n})"), None
        if row is not None and not self._is_told_beside:
            said, steps = _("In the showroom now ({n}) · steps of {who}"), self._steps.get(row.id)
        self._title.say(said.format(n=len(self._rows), who=row.called if row else ""))
        needless = self._is_told_beside or (self._is_low and row is None)
        self.strip.setVisible(bool(self._rows) and not needless)
        self.strip.show_visitor(row, steps or frozenset())
        self._limit_height()

    def _limit_height(self) -> None:
        """Four rows, in a low window two or three; lines for title, heads and steps."""
        rows = ROWS_INSIDE
        if self._is_low:
            rows = min(max(len(self._rows or ()), LEAST_INSIDE), ROWS_LOW)
        beside = 2
        if self._is_low:  # the steps need two lines of a narrow card
            beside = 1 if self.strip.isHidden() else 3
        most = theme.size("row-dense") * (rows + beside) + theme.size("space-5")
        self.setMinimumHeight(most if self._is_low else most - theme.size("row-dense"))
        self.setMaximumHeight(most)

    def _click(self, index: QModelIndex) -> None:
        row = self.table.row(index.row())
        if row is not None and self.table.columns[index.column()].key == "leave":
            self.leaving.emit(row.id)

    def _lay_out(self) -> None:
        vbox(self._title, stretched(self.table), self.strip, parent=self, spacing=1)
        self._limit_height()


class Register(QWidget):
    """The rows of a day, filtered, with the way to other days.

    `opened(visit_id)`, `day_asked(day)`, `struck(row)`.
    """

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
        self._is_low = False
        self._title = Label("", "label")
        self.filter = self._build_filter()
        self.day = self._build_day()
        self.earlier = _plain("day_earlier", "", icon=Icon.CHEVRON_LEFT, says=_("Day before"))
        self.later = _plain("day_later", "", icon=Icon.CHEVRON_RIGHT, says=_("Day after"))
        self.panels = {
            name: _plain(name, _(text), icon=icon, says=_(says))
            for name, text, icon, says in PANELS
        }
        says = _("Sign off the register of this day")
        self.review = Button(
            _("Sign off"), icon=Icon.STAMP, name="review_day", says=says, saves=True
        )
        self.table = Table(columns.REGISTER, empty=NO_ROW, key=Key.NEW_VISIT, name="register")
        self.table.view.setAccessibleName(_("Register of the day"))
        self.table.setMinimumHeight(2 * theme.size("row"))
        self._more = FoldedButtons("registerMore", (*self.panels.values(), self.review))
        self._lay_out()
        self._connect()

    def fit(self, is_low: bool) -> None:
        """In a low window one line stands above the rows: the other acts go under ⋯."""
        self._is_low = is_low
        self._title.setVisible(not is_low)
        self._more.fold(self._more.most(len(self.panels) + 1) if is_low else 0)

    def _build_filter(self) -> FilterTabs:
        chips = FilterTabs([(key, _(text)) for key, text in FILTERS])
        named(chips, "register_filter", says=_("Filter"))
        chips.set_value("all")
        chips.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        return chips

    def _build_day(self) -> DateField:
        day = DateField(today=self._today)
        named(day, "register_day", says=_("Day of the register"))
        day.setToolTip(_("A date: t, +3, 11-21 or 2026-11-21"))
        day.setFixedWidth(theme.size("panel-min") * 2 // 5)
        return day

    def show_desk(self, desk: RegisterView) -> None:
        """Show the rows of a day."""
        if self._desk is None or self._desk.day != desk.day or not self.day.hasFocus():
            self.day.set_value(desk.day)
        self._desk = desk
        self.later.setEnabled(desk.day < desk.today)
        said = _("Register of {day}").format(day=self.day.text())
        self._title.say(_("Today's register") if desk.day == desk.today else said)
        is_open = any(not row.reviewed and row.counts for row in desk.register)
        self._more.fold(0)
        self.review.setVisible(is_open and self._is_manager())
        self.fit(self._is_low)
        self._refresh()

    def _is_manager(self) -> bool:
        actor = self._actor()
        return actor is not None and actor.may()

    def _refresh(self) -> None:
        wanted = self.filter.value() or "all"
        if self._desk is not None:
            rows = self._desk.register[::-1]  # what was just written is seen
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
        shown = self._desk.day if self._desk is not None else None
        if wanted not in (None, shown) and not self.day.problem():
            self.day_asked.emit(min(wanted, self._today()))

    def _strike(self) -> None:
        row = self.table.current()
        if row is not None:
            self.struck.emit(row)

    def _connect(self) -> None:
        self.filter.edited.connect(self._filter)
        remember(self.filter)
        self.earlier.clicked.connect(lambda: self._go(-1))
        self.later.clicked.connect(lambda: self._go(1))
        self.day.editingFinished.connect(self._read_day)
        self.table.activated.connect(lambda row: self.opened.emit(row.id))
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table.view)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._strike)

    def _lay_out(self) -> None:
        vbox(
            _bar(self._title, *self.panels.values(), self.review),
            _bar(self.filter, self.earlier, self.day, self.later, self._more),
            stretched(self.table),
            parent=self,
        )


def _bar(left: QWidget, *right: QWidget) -> QHBoxLayout:
    """One of two short rows; one long row was cut on magnified screens."""
    bar = hbox(left, STRETCH, spacing=1)
    for widget in right:
        bar.addWidget(widget)
    return bar


def _plain(name: str, text: str, *, icon: Icon, says: str) -> Button:
    return Button(text, icon=icon, kind="plain", name=name, says=says)


class VisitLists(QWidget):
    """One card above the other; in a low window the register gets what can be spared."""

    def __init__(self, inside: Inside, register: Register) -> None:
        super().__init__()
        self._inside, self._register = inside, register
        vbox(surface(inside), stretched(surface(register)), parent=self, spacing=3)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell both lists how high the window is."""
        super().resizeEvent(event)
        low = is_low(self)
        self._inside.fit(low)
        self._register.fit(low)
