"""The amounts of a version, drawn: what differs from the version before is tinted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.formatting import two_decimals
from app.identity.capitals import in_capitals
from app.sales import rules
from app.sales.facts import SumRow, VersionFacts, changed, payment_rows, sum_rows
from app.text import _
from app.tones import Tone
from ui import theme
from ui.parts import paint

LINE, TOTAL, BAR, LEGEND = 26, 52, 10, 34
PAD = 6
SHARES = (Tone.WARN, Tone.GOOD, Tone.ACCENT)
"""The colours of what pays; the last one is what is paid before delivery."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A row with what it was in the version before, None where it is the same."""

    row: SumRow
    before: Decimal | None

    @property
    def told(self) -> str:
        """The amount; that of a gift in brackets, because nobody pays it."""
        amount = two_decimals(self.row.amount)
        return f"({amount})" if self.row.is_free else amount


class SumsTable(QWidget):
    """Paints one version: amounts, the on-the-road price with its capitals, how it is paid."""

    spoken_role = QAccessible.Role.Table

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quote_sums")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rows: tuple[_Shown, ...] = ()
        self._payments: tuple[SumRow, ...] = ()
        self._total = Decimal(0)
        self._before: Decimal | None = None

    def show_version(self, version: VersionFacts, before: VersionFacts | None) -> None:
        """Another version, against the one before it."""
        other = changed(version, before)
        rows = [_Shown(row, other.get(row.text)) for row in sum_rows(version)]
        here = {one.row.text for one in rows}
        gone = [row for row in (sum_rows(before) if before else ()) if row.text not in here]
        rows += [
            _Shown(SumRow(row.part, row.text, Decimal(0)), row.amount)
            for row in gone
            if not row.is_sum
        ]
        self._rows, self._payments = tuple(rows), tuple(payment_rows(version))
        self._total, self._before = version.on_the_road, other.get(_("On-the-road price"))
        self.setAccessibleName(self.told())
        self.updateGeometry()
        self.update()

    def told(self) -> str:
        """All rows in words, for tests and for who reads aloud."""
        total = f"{_('On-the-road price')} {two_decimals(self._total)}"
        rows = [f"{one.row.text} {one.told}" for one in self._rows]
        paid = [f"{one.text} {two_decimals(one.amount)}" for one in self._payments]
        return ", ".join((*rows, total, *paid))

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        paid = BAR + LEGEND + 2 * PAD if len(self._payments) > 1 else 0
        return QSize(200, len(self._rows) * LINE + TOTAL + paid)

    def minimumSizeHint(self) -> QSize:
        """As high as it wants to be."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = 0
        for one in self._rows:
            self._paint_row(painter, QRect(0, top, self.width(), LINE), one)
            top += LINE
        self._paint_total(painter, QRect(0, top, self.width(), TOTAL))
        if len(self._payments) > 1:
            self._paint_payments(painter, top + TOTAL + PAD)

    def _paint_row(self, painter: QPainter, place: QRect, one: _Shown) -> None:
        row, font = one.row, theme.font("body", bold=one.row.is_sum)
        if one.before is not None:
            paint.box(painter, place, paint.tint(Tone.WARN))
        inner = place.adjusted(PAD, 0, -PAD, 0)
        amounts = _amounts(inner)
        color = "ink-2" if row.is_free or not row.amount else "ink"
        first = amounts[0] if one.before is not None else amounts[1]
        words = QRect(inner.left(), inner.top(), first.left() - inner.left() - PAD, LINE)
        paint.text(painter, words, row.text, color="ink" if row.is_sum else "ink-2", font=font)
        paint.text(painter, amounts[1], one.told, color=color, font=font, align=paint.RIGHT)
        if one.before is not None:
            before = two_decimals(one.before)
            paint.text(
                painter, amounts[0], before, color="ink-2", font="caption", align=paint.RIGHT
            )
        paint.hairline(painter, place)

    def _paint_total(self, painter: QPainter, place: QRect) -> None:
        inner = place.adjusted(PAD, PAD, -PAD, 0)
        upper = QRect(inner.left(), inner.top(), inner.width(), 26)
        font = theme.font("title")
        paint.text(painter, upper, _("On-the-road price"), color="ink", font="body")
        paint.text(
            painter,
            upper,
            f"¥{two_decimals(self._total)}",
            color="ink",
            font=font,
            align=paint.RIGHT,
        )
        lower = QRect(inner.left(), upper.bottom(), inner.width(), 18)
        paint.text(painter, lower, in_capitals(self._total), color="ink-2", font="caption")
        if self._before is not None:
            told = _("before {amount}").format(amount=two_decimals(self._before))
            paint.text(painter, lower, told, color="ink-2", font="caption", align=paint.RIGHT)

    def _paint_payments(self, painter: QPainter, top: int) -> None:
        """A bar whose parts are as wide as their amounts, with the amounts beneath."""
        whole, left = float(self._total) or 1.0, float(PAD)
        room = self.width() - 2.0 * PAD
        wide = (self.width() - 2 * PAD) // len(self._payments)
        for place, one in enumerate(self._payments):
            color = SHARES[(place - len(self._payments)) % len(SHARES)]
            share = room * float(one.amount) / whole
            paint.box(painter, QRectF(left, top, max(share - 1, 1), BAR), color, radius=2)
            left += share
            at = QRect(PAD + place * wide, top + BAR + PAD, wide, LEGEND // 2)
            dot = QRectF(at.left(), at.center().y() - 3, 7, 7)
            paint.box(painter, dot, color, radius=3.5)
            paint.text(painter, at.adjusted(12, 0, 0, 0), one.text, color="ink-2", font="caption")
            below = at.translated(0, LEGEND // 2)
            amount = two_decimals(one.amount)
            paint.text(painter, below, amount, color="ink", font=theme.font("label", bold=True))


def _amounts(inner: QRect) -> Sequence[QRect]:
    """The places of the amount before and of the amount now."""
    wide = 92
    now = QRect(inner.right() - wide, inner.top(), wide, inner.height())
    return now.translated(-wide + PAD, 0), now


def told_loan(version: VersionFacts) -> str:
    """The loan in one line: instalment, months, what it costs; "" without one."""
    paid = rules.monthly(version.amounts)
    if not paid:
        return ""
    cost = two_decimals(rules.loan_cost(version.amounts))
    return _("{amount} a month for {months} months, interest or fees {cost}").format(
        amount=two_decimals(paid[0]), months=len(paid), cost=cost
    )
