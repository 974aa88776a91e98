"""What each source brought and what it has cost, with the rows behind every figure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from app.formatting import short_moment, whole_yuan
from app.labels import label
from app.local_time import local_day
from app.reception import sources
from app.reception.rules import SourceFigures
from app.reception.sources import Measure, SourceQuery, SourceRow
from app.text import N_, _
from app.tones import Tone
from ui.labels import tone
from ui.parts.fields import Segments
from ui.parts.labels import Label
from ui.parts.layouts import stretched, vbox
from ui.parts.naming import named
from ui.parts.panel import inset
from ui.parts.table import Column, Table
from ui.reception.list_panel import ListPanel
from ui.shell.workspace.page import Shell

PERIODS = (("month", N_("This month")), ("before", N_("Last month")), ("year", N_("This year")))
MEASURES = {
    Measure.LEADS: N_("Leads"),
    Measure.PROSPECTS: N_("Prospects"),
    Measure.ORDERS: N_("Ordered"),
}


def _figure(
    measure: Measure, width: int, each: Callable[[SourceFigures], Decimal | None] | None = None
) -> Column:
    """A count that opens to its rows, with what one of them has cost below."""

    def counted(row: SourceFigures) -> str:
        """The count, of the leads with how many are due by now."""
        target = row.target if measure is Measure.LEADS else None
        count = str(getattr(row, measure.value))
        return count if target is None else f"{count}/{target:.0f}"

    def cost(row: SourceFigures) -> str:
        amount = each(row) if each is not None else None
        return _("{amount} each").format(amount=whole_yuan(amount)) if amount is not None else ""

    def shade(row: SourceFigures) -> str:
        return Tone.ACCENT if getattr(row, measure.value) else Tone.NEUTRAL

    return Column(
        measure.value,
        MEASURES[measure],
        width,
        align="right",
        get=counted,
        sort=partial(_count_of, measure),
        filed=partial(_count_of, measure),
        second=cost,
        tone=shade,
    )


def _count_of(measure: Measure, row: SourceFigures) -> int:
    return int(getattr(row, measure.value))


def _cost(row: SourceFigures) -> str:
    return _("cost {amount}").format(amount=whole_yuan(row.cost)) if row.cost is not None else ""


def _judged(row: SourceFigures) -> str:
    if row.is_met is None:
        return Tone.NEUTRAL
    return Tone.GOOD if row.is_met else Tone.WARN


FIGURES = (
    _figure(Measure.LEADS, 88, lambda row: row.cost_per_lead),
    _figure(Measure.PROSPECTS, 76),
    _figure(Measure.ORDERS, 88, lambda row: row.cost_per_order),
)
ROWS = (
    Column("at", N_("When"), 104, text=short_moment),
    Column(
        "who",
        N_("Customer"),
        80,
        ink=True,
        stretch=True,
        get=lambda row: row.who or _("No name left"),
    ),
    Column("level", N_("Level"), 60, yields=1),
    Column("kind", N_("State"), 120, text=label, tone=lambda row: tone(row.kind), chip=True),
)


class SourcesPanel(ListPanel):
    """Figures of a period above, the rows of the chosen figure below."""

    def __init__(self, shell: Shell) -> None:
        self._asked: tuple[int, Measure] | None = None
        self._figures: tuple[SourceFigures, ...] = ()
        self._longest = Decimal(1)
        self.period = self._build_period()
        empty = N_("No source yet. Add sources and their cost in Settings.")
        table = Table((self._source_column(), *FIGURES), empty=empty, name="sources_table")
        none = N_("Nothing came from there in this period.")
        self.rows = Table(ROWS, empty=none, dense=True, name="source_rows")
        self._heading = Label("", "label", elide=True)
        body = self._build_body(table)
        title = _("Sources and campaigns")
        super().__init__(shell, table, title=title, body=body, name="sources_panel")
        self._connect()

    def _source_column(self) -> Column:
        """The name over a bar of its leads; the tick stands where the target is due."""
        return Column(
            "name",
            N_("Source"),
            96,
            ink=True,
            stretch=True,
            second=_cost,
            bar=self._bar,
            tone=_judged,
            filed=lambda row: row.name,
            beside=(Column("target", N_("Leads due")), Column("cost", N_("Cost"))),
        )

    def _bar(self, row: SourceFigures) -> tuple[float, float | None]:
        """Leads and target per cent of the longest bar."""
        share = Decimal(100) / self._longest
        target = None if row.target is None else float(row.target * share)
        return float(row.leads * share), target

    def _build_period(self) -> Segments:
        period = Segments([(key, _(text)) for key, text in PERIODS])
        named(period, "sources_period", says=_("Period"))
        period.set_value("month")
        return period

    def _build_body(self, table: Table) -> QWidget:
        body = QWidget()
        vbox(
            inset(self.period),
            stretched(table, 3),
            inset(self._heading),
            stretched(self.rows, 2),
            parent=body,
        )
        self._heading.hide()
        self.rows.hide()
        return body

    def _connect(self) -> None:
        self.period.edited.connect(self._change_period)
        self.table.view.clicked.connect(self._click)
        self.table.activated.connect(
            lambda row: self._open(row, self.table.view.currentIndex().column())
        )
        self.rows.view.clicked.connect(lambda index: self._visit(self.rows.row(index.row())))
        self.rows.activated.connect(self._visit)

    def ask(self) -> None:
        """Ask for the figures of the period, and for the rows that are open."""
        days, topic = self._days(), (self, "sources")
        self.work.ask(sources.sources, *days, then=self.show_sources, topic=topic)
        self._ask_rows()

    def show_sources(self, figures: list[SourceFigures]) -> None:
        """Show the leads (visits and calls that left a number), prospects and orders."""
        self._figures = tuple(figures)
        most = (max(Decimal(row.leads), row.target or Decimal(0)) for row in figures)
        self._longest = max(Decimal(1), *most)
        self.table.show_rows(figures)

    def _days(self) -> tuple[date, date]:
        today = local_day(self.work.now())
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
            self.work.ask(sources.rows, question, then=self._show_rows, topic=(self, "rows"))

    def _show_rows(self, rows: list[SourceRow]) -> None:
        if self._asked is None:
            return
        source_id, measure = self._asked
        name = next((one.name for one in self._figures if one.id == source_id), "")
        said, figure = _("{figure} · {source} ({n})"), _(MEASURES[measure])
        self._heading.say(said.format(figure=figure, source=name, n=len(rows)))
        self.rows.show_rows(rows)
        self._heading.show()
        self.rows.show()

    def _visit(self, row: SourceRow | None) -> None:
        if row is not None:
            self.shell.open_record(row.noun, row.record_id)
