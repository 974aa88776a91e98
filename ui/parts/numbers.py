"""Numbers are typed, not spun.

The mouse wheel never changes a price while somebody scrolls the form.
"""

import re
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.formatting import duration
from app.text import _
from ui.parts.text_inputs import Bounds, LineInput, Unclear, half_width

CENT = Decimal("0.01")
HOURS = re.compile(r"^(\d+(?:\.\d+)?)\s*(?:h|小时|时|hours?)(?:\s*(\d+)\s*(?:m|min|分|分钟)?)?$")
CLOCK = re.compile(r"^(\d+):(\d{1,2})$")
MINUTES = re.compile(r"^(\d+)\s*(?:m|min|分|分钟|minutes?)?$")
DECIMAL_HOURS = re.compile(r"^\d*\.\d+$")


class Number(LineInput):
    """A whole number, or a Decimal with `decimals`; Up and Down change it by `step`."""

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
        """Thousands separators, the unit and 万 are understood."""
        number = self._parse(half_width(text).replace(",", "").replace(" ", "").lower())
        rounded = number.quantize(Decimal(1).scaleb(-self._decimals))
        if rounded != number:
            raise Unclear(
                _("A whole number, please") if not self._decimals else _("Too many decimals")
            )
        self._check(number)
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
        bare = bare.removeprefix("¥").removesuffix("元").removesuffix(self._unit.lower())
        factor = 10_000 if bare.endswith("万") else 1
        try:
            number = Decimal(bare.removesuffix("万")) * factor
            number.quantize(Decimal(1).scaleb(-self._decimals))
        except InvalidOperation as wrong:
            raise Unclear(_("This is not a number")) from wrong
        if not number.is_finite():
            raise Unclear(_("This is not a number"))
        return number

    def _check(self, number: Decimal) -> None:
        if self._minimum is not None and number < self._minimum:
            raise Unclear(_("At least {limit}").format(limit=self.shown(self._minimum)))
        if self._maximum is not None and number > self._maximum:
            raise Unclear(_("At most {limit}").format(limit=self.shown(self._maximum)))

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
        """A yuan sign on either side is understood."""
        return Decimal(super().read(half_width(text).replace("¥", "").replace("￥", ""))).quantize(
            CENT
        )


class Duration(LineInput):
    """Minutes, however people say it: 90, 1:30, 1.5, 1h30, 1 小时 30 分."""

    def read(self, text: str) -> int:
        """Minutes."""
        bare = half_width(text).lower().replace("半小时", "30分")
        if DECIMAL_HOURS.match(bare):
            return round(Decimal(bare) * 60)
        if found := MINUTES.match(bare):
            return int(found[1])
        if found := CLOCK.match(bare):
            return int(found[1]) * 60 + int(found[2])
        if found := HOURS.match(bare):
            return round(Decimal(found[1]) * 60) + int(found[2] or 0)
        raise Unclear(_("A length of time: 90, 1:30 or 1.5"))

    def shown(self, value: int) -> str:
        """Hours only when there are any."""
        return duration(value)
