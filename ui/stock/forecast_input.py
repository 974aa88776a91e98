"""An input of what an outlet expects to sell: a number for each version and colour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QWidget

from app import fields
from app.formatting import joined, short_moment, show_month
from app.stock.forecast_facts import ForecastGrid, ForecastLine, ForecastOffers
from app.stock.outlet_values import ExpectedCars, OutletForecastEntry
from app.text import _, ngettext
from ui import theme
from ui.parts.fields import Choice, Number
from ui.parts.keys import is_enter
from ui.parts.labels import Label
from ui.parts.layouts import boxed, hbox, stretched, vbox
from ui.parts.naming import named


class ForecastInput(QWidget):
    """The value is what the command is told; an empty line always waits at the end."""

    edited = Signal()
    spoken_role = QAccessible.Role.Grouping

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid: ForecastGrid | None = None
        self._lines: list[_ForecastRow] = []
        self._head = Label("", "caption", wrap=True)
        self._total = named(Label("", "label"), "forecast_total")
        self._box = vbox(spacing=2)
        vbox(self._head, self._box, self._total, parent=self, spacing=2)

    def value(self) -> OutletForecastEntry | None:
        """Every line in which something stands."""
        if self._grid is None:
            return None
        return self._grid.entry([one.value() for one in self._lines if not one.is_empty])

    def set_value(self, value: ForecastGrid | None) -> None:
        """Another month or outlet; this is no edit."""
        self._grid = value
        self._head.say(_explained(value) if value is not None else "")
        self._show(value.lines if value is not None else ())

    def problem(self) -> str:
        """What is unclear about the first line that is."""
        return next((told for one in self._lines if (told := one.problem())), "")

    def told(self) -> str:
        """The lines in words."""
        return joined(*(one.told() for one in self._lines if not one.is_empty))

    def draft(self) -> object:
        """What was typed, also where it is unclear, with its month."""
        month = self._grid.month.isoformat() if self._grid is not None else ""
        return {"month": month, "lines": [one.draft() for one in self._lines]}

    def restore(self, draft: object) -> None:
        """Types a draft of the same month back."""
        if self._grid is None or not isinstance(draft, dict):
            return
        if draft.get("month") != self._grid.month.isoformat():
            return
        typed = draft.get("lines", [])
        own = [one for one in self._lines if one.line is not None]
        for one in own:
            for line in typed:
                if line[:2] == one.key():
                    one.restore(line)
        known = [one.key() for one in own]
        for line in typed:
            if line[:2] not in known and any(line):
                self._lines[-1].restore(line)
                self._follow()
        self._count()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next number; an empty line is left."""
        inputs = [part for one in self._lines for part in one.inputs]
        focus = self.focusWidget()
        at = next((place for place, part in enumerate(inputs) if part is focus), -1)
        if not is_enter(event) or at < 0 or at == len(inputs) - 1 or self._is_left(focus):
            super().keyPressEvent(event)
            return
        inputs[at + 1].setFocus(Qt.FocusReason.TabFocusReason)

    def _is_left(self, focus: QWidget | None) -> bool:
        """True in the empty line at the end: Enter saves there."""
        return focus in self._lines[-1].inputs and self._lines[-1].is_empty

    def _show(self, lines: Sequence[ForecastLine]) -> None:
        for gone in self._lines:
            gone.hide()
            self._box.removeWidget(gone)
            gone.deleteLater()
        self._lines = []
        for line in lines:
            self._add(line)
        self._add(None)
        self.setFocusProxy(self._lines[0].inputs[0])
        self._count()

    def _add(self, line: ForecastLine | None) -> None:
        offers = self._grid.offers if self._grid is not None else ForecastOffers()
        row = _ForecastRow(len(self._lines) + 1, line, offers)
        row.edited.connect(self._follow)
        self._lines.append(row)
        self._box.addWidget(row)

    def _follow(self) -> None:
        if not self._lines[-1].is_empty:
            self._add(None)
        self._count()
        self.edited.emit()

    def _count(self) -> None:
        cars = sum(one.cars() for one in self._lines)
        self._total.say(ngettext("{n} car expected", "{n} cars expected", cars).format(n=cars))


class _ForecastRow(QWidget):
    """A version and colour with its number; of a new one both are typed."""

    edited = Signal()

    def __init__(self, nth: int, line: ForecastLine | None, offers: ForecastOffers) -> None:
        super().__init__()
        self.line = line
        self.number = Number(maximum=999)
        self.number.keep_within(fields.declared("outlet_forecast.cars"))
        self.number.setFixedWidth(theme.size("space-6") * 2)
        self.version: Choice | None = None
        self.colour: Choice | None = None
        if line is not None:
            name = joined(line.kind.name, line.kind.colour)
            named(self.number, f"forecast_{nth}_cars", says=name)
            self.number.set_value(line.cars)
            past = Label(_past(line), "caption", wrap=True)
            words = vbox(Label(name, "body", wrap=True), past, spacing=0)
            hbox(stretched(boxed(words)), self.number, parent=self, spacing=2)
        else:
            self._make_new(nth, offers)
        for part in self.inputs:
            part.edited.connect(self.edited)

    @property
    def inputs(self) -> tuple[Choice | Number, ...]:
        """What is typed here, in order."""
        parts = (self.version, self.colour, self.number)
        return tuple(part for part in parts if part is not None)

    @property
    def is_empty(self) -> bool:
        """True while nothing is typed here; a line that is known without its number."""
        return not any(part.text().strip() for part in self.inputs)

    def key(self) -> list[object]:
        """Version and colour of a line that is known."""
        assert self.line is not None
        return [self.line.kind.trim_id, self.line.kind.colour]

    def value(self) -> ExpectedCars:
        """What stands here; what is missing is None."""
        if self.line is not None:
            kind = self.line.kind
            return ExpectedCars(kind.trim_id, kind.colour, self.number.value())
        assert self.version is not None and self.colour is not None
        return ExpectedCars(self.version.value(), self.colour.value(), self.number.value())

    def problem(self) -> str:
        """What is unclear here."""
        return next((told for part in self.inputs if (told := part.problem())), "")

    def cars(self) -> int:
        """The number, nothing where it is none."""
        return 0 if self.number.problem() else self.number.value() or 0

    def told(self) -> str:
        """The line in words."""
        return joined(*(part.text() for part in self.inputs), by=" ")

    def draft(self) -> list[object]:
        """Version, colour and number as typed; a new line with the draft of its version."""
        if self.line is not None:
            return [*self.key(), self.number.text()]
        assert self.version is not None and self.colour is not None
        return [self.version.draft(), self.colour.text(), self.number.text()]

    def restore(self, draft: Sequence[object]) -> None:
        """Types a draft back."""
        version, colour, number = draft
        if self.version is not None and self.colour is not None:
            self.version.restore(version)
            self.colour.restore(colour)
        self.number.restore(number)

    def _make_new(self, nth: int, offers: ForecastOffers) -> None:
        names, says = f"forecast_{nth}", _("Another version")
        self.version = named(Choice(offers.versions, hint=says), f"{names}_version", says=says)
        colours = Choice([(one, one) for one in offers.colours], hint=_("Colour"), free=True)
        self.colour = named(colours, f"{names}_colour", says=_("Colour"))
        self.colour.keep_within(fields.declared("outlet_forecast.colour"))
        named(self.number, f"forecast_{nth}_cars", says=_("Cars expected"))
        below = hbox(stretched(self.colour), self.number, spacing=2)
        vbox(self.version, below, parent=self, spacing=1)


def _explained(grid: ForecastGrid) -> str:
    """Of which month, what the small figures are, and who gave the forecast."""
    first, *_between, last = grid.months
    sold = _("Sold: each month from {first} to {last}.").format(
        first=show_month(first), last=show_month(last)
    )
    return joined(show_month(grid.month), sold, _giver(grid.giver, grid.seen_at), by="\n")


def _giver(giver: str, at: datetime | None) -> str:
    if at is None:
        return ""
    return _("Given by {who}, {when}").format(who=giver, when=short_moment(at))


def _past(line: ForecastLine) -> str:
    """Sales of three months, the last forecast, the cars with the outlet."""
    sold = _("sold {months}").format(months=" / ".join(map(str, line.sold)))
    before = "" if line.before is None else _("last forecast {n}").format(n=line.before)
    there = _("{n} with the outlet").format(n=line.there) if line.there else ""
    return joined(sold, before, there)
