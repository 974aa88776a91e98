"""Numbers are typed, not spun.

The mouse wheel never changes a price while somebody scrolls the form.
"""

import re
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.formatting import duration
from app.text import N_, _
from ui.parts.text_inputs import Bounds, LineInput, Unclear, half_width

CENT = Decimal("0.01")
LENGTH_OF_TIME = N_("A length of time: 90, 1:30 or 1.5")
LARGEST = 99_999_999
"""Of a number that neither its form nor its column bounds: more is a slip or a bar code."""
LONGEST = 99_999
"""Minutes of a length of time that nothing else bounds."""
DIGITS = re.compile(r"[+-]?(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d*)?|[+-]?\.\d+", re.ASCII)
"""A comma or a space groups three digits; `12,5` may mean 12.5 or 125, so it is asked about."""
HOURS = re.compile(r"^(\d+(?:\.\d+)?)\s*(?:h|小时|时|hours?)(?:\s*(\d+)\s*(?:m|min|分|分钟)?)?$")
CLOCK = re.compile(r"^(\d+):(\d{1,2})$")
MINUTES = re.compile(r"^(\d+)\s*(?:m|min|分|分钟|minutes?)?$")
DECIMAL_HOURS = re.compile(r"^\d*\.\d+$")


class Number(LineInput):
    """A whole number, or a Decimal with `decimals`; Up and Down change it by `step`."""

    typed_as = N_("A number such as 12,500; ↑ and ↓ count")

    def __init__(
        self,
        *,
        hint: str = "",
        minimum: int | Decimal | None = 0,
        maximum: int | Decimal | None = None,
        decimals: int = 0,
        unit: str = "",
        step: int | Decimal = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(hint=hint, limit=24, unit=unit, parent=parent)
        self._minimum, self._maximum, self._decimals, self._step = minimum, maximum, decimals, step
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)

    def keep_within(self, bounds: Bounds) -> None:
        """The narrower of what the form and the column take."""
        if bounds.minimum is not None:
            own = bounds.minimum if self._minimum is None else self._minimum
            self._minimum = max(bounds.minimum, own)
        if bounds.maximum is not None:
            own = bounds.maximum if self._maximum is None else self._maximum
            self._maximum = min(bounds.maximum, own)

    def read(self, text: str) -> int | Decimal:
        """Commas that group three digits, the unit and 万 are understood."""
        number = self._parse(half_width(text).lower())
        self._check(number)
        rounded = number.quantize(Decimal(1).scaleb(-self._decimals))
        if rounded != number:
            raise Unclear(
                _("A whole number, please") if not self._decimals else _("Too many decimals")
            )
        return rounded if self._decimals else int(rounded)

    def shown(self, value: int | Decimal) -> str:
        """Groups of three."""
        return f"{value:,.{self._decimals}f}"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows step, the wheel does not."""
        if (
            event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            and not self.composing
            and not self.isReadOnly()
        ):
            self._walk(self._step if event.key() == Qt.Key.Key_Up else -self._step)
            return
        super().keyPressEvent(event)

    def _parse(self, bare: str) -> Decimal:
        bare = bare.removeprefix("¥").removesuffix("元").removesuffix(self._unit.lower()).strip()
        factor = 10_000 if bare.endswith("万") else 1
        figures = bare.removesuffix("万").strip()
        if not DIGITS.fullmatch(figures):
            raise Unclear(_unclear(figures))
        return Decimal(figures.replace(",", "").replace(" ", "")) * factor

    def _check(self, number: Decimal) -> None:
        if self._minimum is not None and number < self._minimum:
            raise Unclear(_("At least {limit}").format(limit=self.shown(self._minimum)))
        most = self._maximum if self._maximum is not None else LARGEST
        if number > most:
            raise Unclear(_("At most {limit}").format(limit=self.shown(most)))

    def _walk(self, step: int | Decimal) -> None:
        start = self.value()
        wanted = (start + step) if start is not None else (self._minimum or 0)
        if self._minimum is not None:
            wanted = max(wanted, self._minimum)
        if self._maximum is not None:
            wanted = min(wanted, self._maximum)
        self.setText(self.shown(wanted))
        self.edited.emit()


Spin = Number


class Money(Number):
    """Yuan and fen as a Decimal; never a float."""

    unit_first = True

    def __init__(
        self,
        *,
        hint: str = "",
        minimum: Decimal | int | None = 0,
        maximum: Decimal | int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            hint=hint,
            minimum=minimum,
            maximum=maximum,
            decimals=2,
            unit="¥",
            step=100,
            parent=parent,
        )

    def read(self, text: str) -> Decimal:
        """A yuan sign on either side is understood, also behind a minus."""
        bare = half_width(text)
        sign = "-" if bare.startswith("-") else ""
        return Decimal(super().read(sign + bare.removeprefix("-").strip("¥ "))).quantize(CENT)


class Duration(LineInput):
    """Minutes, however people say it: 90, 1:30, 1.5, 1h30, 1 小时 30 分."""

    typed_as = LENGTH_OF_TIME

    def read(self, text: str) -> int:
        """Minutes, at most `LONGEST`."""
        minutes = self._parse(text)
        if minutes > LONGEST:
            raise Unclear(_("At most {limit}").format(limit=self.shown(LONGEST)))
        return minutes

    def shown(self, value: int) -> str:
        """Hours only when there are any."""
        return duration(value)

    def _parse(self, text: str) -> int:
        bare = half_width(text).lower().replace("半小时", "30分")
        if DECIMAL_HOURS.match(bare):
            return round(Decimal(bare) * 60)
        if found := MINUTES.match(bare):
            return int(found[1])
        if found := CLOCK.match(bare):
            return int(found[1]) * 60 + int(found[2])
        if found := HOURS.match(bare):
            return round(Decimal(found[1]) * 60) + int(found[2] or 0)
        raise Unclear(_(LENGTH_OF_TIME))


def _unclear(figures: str) -> str:
    """Why these figures are no number."""
    if "," in figures and DIGITS.fullmatch(figures.replace(",", "")):
        return _("A comma groups three digits, such as 12,500: please write this one without")
    return _("This is not a number")
