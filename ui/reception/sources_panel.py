"""What each source and campaign brought, what a contact and an order from it have cost, and the
rows behind every figure.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.formatting import short_moment, whole_yuan
from app.labels import label
from app.local_time import local_day
from app.reception import sources
from app.reception.rules import SourceFigures
from app.reception.sources import Measure, SourceQuery, SourceRow
from app.text import N_, _
from app.tones import Tone
from ui import theme
from ui.labels import tone
from ui.parts.fields import Segments
from ui.parts.labels import Label
from ui.parts.panel import Panel, inset
from ui.parts.table import Column, Table
from ui.shell.workspace.page import Shell

PERIODS = (("month", N_("This month")), ("before", N_("Last month")), ("year", N_("This year")))
MEASURES = {
    Measure.LEADS: N_("Leads"),
    Measure.PROSPECTS: N_("Prospects"),
    Measure.ORDERS: N_("Ordered"),
}


class SourcesPanel(Panel):
    """Figures above, the rows of the chosen figure below. `shown`: it wants the room."""

    shown = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._shell, self._work = shell, shell.work
        self._asked: tuple[int, Measure] | None = None
        self._figures: tuple[SourceFigures, ...] = ()
        self.period = Segments([(key, _(text)) for key, text in PERIODS])
        self.period.setObjectName("sources_period")
        self.period.setAccessibleName(_("Period"))
        self.period.set_value("month")
        columns = (
            Column("name", N_("Source"), 96, ink=True, stretch=True, second=_cost),
            _figure(Measure.LEADS, 84, lambda row: row.cost_per_lead),
            _figure(Measure.PROSPECTS, 80),
            _figure(Measure.ORDERS, 100, lambda row: row.cost_per_order),
        )
        self.table = Table(
            columns,
            empty=N_("No source yet. Add sources and their cost in Settings."),
            name="sources_table",
        )
        self.rows = Table(
            _row_columns(),
            empty=N_("Nothing came from there in this period."),
            dense=True,
            name="source_rows",
        )
        self._heading = Label("", "label", elide=True)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space-2"))
        column.addLayout(inset(self.period))
        column.addWidget(self.table, 3)
        column.addLayout(inset(self._heading))
        column.addWidget(self.rows, 2)
        super().__init__(
            _("Sources and campaigns"), body, closable=True, name="sources_panel", parent=parent
        )
        self._hide_rows()
        self.period.edited.connect(self._change_period)
        self.table.view.clicked.connect(self._click)
        self.table.activated.connect(
            lambda row: self._open(row, self.table.view.currentIndex().column())
        )
        self.rows.view.clicked.connect(lambda index: self._visit(self.rows.row(index.row())))
        self.rows.activated.connect(self._visit)

    def begin(self) -> None:
        """Come to the front, the cursor in the list."""
        self.shown.emit()
        self.table.setFocus()
        self.reload()

    def reload(self) -> None:
        """Ask again while it is in view."""
        if self.isVisible():
            self._work.ask(
                sources.sources, *self._days(), then=self.show_sources, topic=(self, "sources")
            )
            self._ask_rows()

    def show_sources(self, figures: list[SourceFigures]) -> None:
        """Leads are visits and calls that left a valid number; orders are prospects who bought."""
        self._figures = tuple(figures)
        self.table.show_rows(figures)

    def _days(self) -> tuple[date, date]:
        today = local_day(self._work.now())
        first = today.replace(day=1)
        last_month = first - timedelta(days=1)
        return {
            "before": (last_month.replace(day=1), last_month),
            "year": (today.replace(month=1, day=1), today),
        }.get(self.period.value() or "month", (first, today))

    def _change_period(self) -> None:
        if self.period.value() is None:
            self.period.set_value("month")
        self.reload()

    def _click(self, index: QModelIndex) -> None:
        self._open(self.table.row(index.row()), index.column())

    def _open(self, row: SourceFigures | None, column: int) -> None:
        if row is not None:
            key = self.table.columns[column].key if column > 0 else Measure.LEADS.value
            self._asked = (row.id, Measure(key))
            self._ask_rows()

    def _ask_rows(self) -> None:
        if self._asked is not None:
            question = SourceQuery(*self._asked, *self._days())
            self._work.ask(sources.rows, question, then=self._show_rows, topic=(self, "rows"))

    def _show_rows(self, rows: list[SourceRow]) -> None:
        if self._asked is None:
            return
        source_id, measure = self._asked
        name = next((one.name for one in self._figures if one.id == source_id), "")
        self._heading.say(
            _("{figure} · {source} ({n})").format(
                figure=_(MEASURES[measure]), source=name, n=len(rows)
            )
        )
        self.rows.show_rows(rows)
        self._heading.show()
        self.rows.show()

    def _hide_rows(self) -> None:
        self._heading.hide()
        self.rows.hide()

    def _visit(self, row: SourceRow | None) -> None:
        if row is not None:
            self._shell.open_record(row.noun, row.record_id)


def _figure(
    measure: Measure, width: int, each: Callable[[SourceFigures], Decimal | None] | None = None
) -> Column:
    """A count that opens to its rows, with what one of them has cost below."""

    def cost(row: SourceFigures) -> str:
        amount = each(row) if each is not None else None
        return _("{amount} each").format(amount=whole_yuan(amount)) if amount is not None else ""

    def shade(row: SourceFigures) -> str:
        return Tone.ACCENT if getattr(row, measure.value) else Tone.NEUTRAL

    return Column(
        measure.value, MEASURES[measure], width, align="right", text=str, second=cost, tone=shade
    )


def _row_columns() -> tuple[Column, ...]:
    return (
        Column("at", N_("When"), 104, text=short_moment),
        Column(
            "who",
            N_("Customer"),
            80,
            ink=True,
            stretch=True,
            get=lambda row: row.who or _("No name left"),
        ),
        Column("level", N_("Level"), 60),
        Column("kind", N_("State"), 120, text=label, tone=lambda row: tone(row.kind), chip=True),
    )


def _cost(row: SourceFigures) -> str:
    return _("cost {amount}").format(amount=whole_yuan(row.cost)) if row.cost is not None else ""
