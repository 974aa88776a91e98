"""Outlets declared: what each has, owes and expects; the panel prints their settlements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from app.formatting import joined, money, show_month, whole_yuan
from app.labels import label
from app.local_time import local_day
from app.permissions import Actor
from app.stock import (
    forecast_commands,
    kept_papers,
    outlet_commands,
    outlet_paper,
    outlet_paper_facts,
    outlet_queries,
    outlet_rules,
)
from app.stock.forecast_facts import ForecastMonth
from app.stock.outlet_facts import OutletRow
from app.stock.outlet_values import OutletEntry
from app.stock.rules import band_name
from app.text import N_, _
from app.tones import Tone
from db.nouns import Noun
from db.outlet_words import OutletKind
from db.vocabulary import PaperKind
from ui.icons import Icon
from ui.keys import Key
from ui.parts.buttons import Button
from ui.parts.columns import choice_of, field, listed
from ui.parts.fields import Choice, Money, Toggle
from ui.parts.form import Field
from ui.parts.table import Column
from ui.record_desk.declaration import Gesture, KeptRead, RecordDesk, Row, Step, Typed
from ui.record_desk.inputs import shown
from ui.record_desk.record_panel import RecordPanel
from ui.shell.printing.print_flow import Keep, PaperTask
from ui.shell.workspace.page import Shell
from ui.stock.forecast_input import ForecastInput

COLUMNS = (
    Column(
        "name",
        N_("Outlet"),
        width=152,
        stretch=True,
        ink=True,
        second=lambda row: joined(label(row.kind), row.area),
        beside=(Column("kind", N_("Kind of outlet")), Column("area", N_("Sales area"))),
    ),
    listed("outlet.contact", width=112, yields=2, second=lambda row: row.phone or ""),
    Column("cars", N_("Cars there"), width=88, align="right"),
    Column("away", N_("Their prices"), width=112, align="right", yields=1, text=whole_yuan),
    Column(
        "owed",
        N_("Owes"),
        width=112,
        align="right",
        text=whole_yuan,
        tone=lambda row: Tone.WARN if row.overdue else "",
    ),
    listed(
        "outlet.credit_limit",
        width=112,
        text=lambda limit: "" if limit is None else whole_yuan(limit),
        tone=lambda row: Tone.BAD if row.is_over else "",
    ),
    Column(
        "active",
        N_("State"),
        width=88,
        chip=True,
        yields=3,
        text=lambda active: _("In use") if active else _("Retired"),
        tone=lambda row: Tone.GOOD if row.active else Tone.NEUTRAL,
    ),
)
"""Warm where something is overdue, red where the limit is passed."""
FIELDS = (
    field("outlet.name"),
    field("outlet.kind", choice_of(Choice, OutletKind), half=True),
    field("outlet.credit_limit", Money, half=True),
    field("outlet.company"),
    field("outlet.contact", half=True),
    field("outlet.phone", half=True),
    field("outlet.area"),
    field("outlet.active", Toggle),
)


def _ages(row: OutletRow) -> str:
    """What is owed by age: 0–30: ¥119,800."""
    named = (band_name(place, outlet_rules.AGES) for place in range(len(row.ages)))
    told = (f"{name}: {money(owed)}" for name, owed in zip(named, row.ages, strict=True) if owed)
    return joined(*told, by="\n")


def _course(row: OutletRow) -> str:
    """Expected and sold, the newest month first."""
    return joined(*(_told(one) for one in reversed(row.course)), by="\n")


def _told(one: ForecastMonth) -> str:
    told = {"month": show_month(one.month), "sold": one.sold}
    if one.expected is None:
        return _("{month}: {sold} sold, no forecast").format(**told)
    told |= {"expected": one.expected, "met": one.met}
    return _("{month}: {expected} expected, {sold} sold, {met} match").format(**told)


def _facts(row: OutletRow) -> list[tuple[str, object]]:
    over = row.owed + row.away - row.credit_limit if row.credit_limit is not None else None
    return [
        (N_("Kind of outlet"), row.kind),
        (N_("Company of the outlet"), row.company),
        (N_("Contact at the outlet"), shown(row.contact, row.phone)),
        (N_("Sales area"), row.area),
        (N_("Cars there"), shown(row.cars, money(row.away)) if row.cars else ""),
        (N_("Owes"), row.owed),
        (N_("Owed for days"), _ages(row)),
        (N_("Overdue"), row.overdue if row.overdue else ""),
        (N_("Credit limit"), row.credit_limit),
        (N_("Over the limit by"), over if row.is_over else ""),
        (N_("Expected next month"), _expected(row)),
        (N_("Forecast and sales"), _course(row)),
    ]


def _expected(row: OutletRow) -> str:
    """The cars that the outlet expects to sell next month, once it has said so."""
    grid = row.next_month
    if grid.seen_at is None:
        return ""
    cars = sum(line.cars or 0 for line in grid.lines)
    return shown(cars, grid.giver, grid.seen_at)


def _given(_row: OutletRow, typed: Typed) -> Gesture:
    return Gesture(forecast_commands.save_forecast, (typed["grid"],))


def _taken_back(_row: OutletRow, before: forecast_commands.ForecastBefore) -> Gesture:
    return Gesture(forecast_commands.take_back_forecast, (before,))


def _may_forecast(row: Row, viewer: Actor) -> bool:
    return viewer.may() and row.active


GRID = (Field("grid", N_("Cars expected"), ForecastInput),)
FORECAST = Step(
    name="forecast",
    text=N_("Forecast of next month"),
    applies=_may_forecast,
    act=_given,
    done=N_("The forecast of {name} is kept."),
    fields=GRID,
    typed=lambda row: {"grid": row.next_month},
    undo=_taken_back,
    alone=True,
)
LATE_FORECAST = Step(
    name="late_forecast",
    text=N_("Forecast of this month"),
    applies=_may_forecast,
    act=_given,
    done=N_("The forecast of {name} is kept."),
    fields=GRID,
    typed=lambda row: {"grid": row.this_month},
    undo=_taken_back,
    alone=True,
    aside=True,
)
"""Where the outlet was late."""


def _value(typed: Typed, row: OutletRow | None) -> OutletEntry:
    return OutletEntry(**typed, id=row.id if row is not None else None)


KEPT = Keep(outlet_commands.keep_paper, lambda facts, pdf: (facts.told(pdf),))
"""Once a printer has taken a transfer note or a settlement, it is archived."""


def outlets(now: Callable[[], datetime]) -> RecordDesk:
    """The desk for a page whose clock says `now`."""
    return RecordDesk(
        name=Noun.OUTLET,
        empty=N_("No outlet yet. Add who sells cars of yours in the territory."),
        query=outlet_queries.outlets_at(now),
        columns=COLUMNS,
        add=N_("New outlet"),
        may_add=lambda viewer: viewer.may(),
        fields=FIELDS,
        save=outlet_commands.save_outlet,
        undo=lambda outlet_id: Gesture(outlet_commands.remove_outlet, (outlet_id,)),
        value=_value,
        blank={"kind": OutletKind.FRANCHISE, "active": True},
        edit=lambda _row, viewer: N_("Edit") if viewer.may() else "",
        facts=_facts,
        brief=lambda row: joined(label(row.kind), row.area),
        kept=KeptRead(kept_papers.kept_papers(Noun.OUTLET), kept_papers.kept_copy),
        steps=(FORECAST, LATE_FORECAST),
    )


class OutletPanel(RecordPanel):
    """An outlet with the settlement of this month and of the last one."""

    row: OutletRow | None

    def __init__(self, shell: Shell, desk: RecordDesk) -> None:
        super().__init__(shell, desk)
        icon = Icon.PRINTER
        self.now = Button("", Key.PRINT, name="outlet_sheet", icon=icon, listens=False)
        self.now.clicked.connect(partial(self.print_month, months_ago=0))
        self.last = Button("", name="outlet_last_sheet", icon=icon)
        self.last.clicked.connect(partial(self.print_month, months_ago=1))
        self.adopt(self.now, self.last)
        self._asked: int | None = None

    def choose(self, row: Row | None) -> None:
        """An outlet; its forecast at once where that was asked for."""
        super().choose(row)
        if row is not None and row.id == self._asked:
            self._asked = None
            self.take(FORECAST.name)

    def ask_forecast(self, outlet_id: int) -> None:
        """The forecast of an outlet, as soon as it is shown."""
        self._asked = outlet_id
        if self.row is not None and self.row.id == outlet_id:
            self.choose(self.row)

    def buttons(self, row: OutletRow | None) -> tuple[Button, ...]:
        """Both settlements after what may be done; the rest is in the menu."""
        steps = super().buttons(row)
        if row is None or self.step:
            return steps
        self.now.show_text(_("Settlement of this month"))
        self.last.show_text(_("Settlement of last month"))
        front = [one for one in steps if one is not self.steps.more]
        return (*front, self.now, self.last, self.steps.more)

    def print_month(self, _pressed: bool = False, *, months_ago: int = 0) -> None:
        """What was owed, changed and is owed in a month."""
        if self.row is None:
            return
        at = self.work.now()
        first = _first(local_day(at), months_ago)
        name = f"outlet-{self.row.id}-{first:%Y-%m}"
        task = PaperTask(PaperKind.OUTLET_SHEET, name, outlet_paper.given, KEPT)
        about = {"viewer": self.viewer, "at": at}
        self.shell.printing.print(task, outlet_paper_facts.sheet, self.row.id, first, **about)


def _first(day: date, months_ago: int) -> date:
    """The first day of this month or the last one."""
    first = day.replace(day=1)
    return (first - timedelta(days=1)).replace(day=1) if months_ago else first
