"""Decides which parts of pay follow from the workshop's month, in percent: no wage is known here.

S173: a technician's pay follows productivity, the workshop head's efficiency. S178: a missed target
of quick service cuts the pay of the head and of the advisors.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app.orders.clock_rules import ALL, CENT, percent


def earned(share: int, ratio: Decimal | None) -> Decimal | None:
    """Percent of pay: the share that depends on a ratio, times the ratio; None without one."""
    if ratio is None:
        return None
    return (share * ratio / ALL).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class QuickResult:
    """Quick services of a month, and how many were kept; `name` "" is everybody together."""

    name: str
    kept: int
    of: int

    @property
    def percent(self) -> Decimal | None:
        """The share that was kept, in hundredths; None where none was promised."""
        return percent(Decimal(self.kept), Decimal(self.of))

    def missed(self, target: int) -> bool:
        """True where less than the target was kept, unrounded; nothing promised misses nothing."""
        return self.of > 0 and self.kept * 100 < target * self.of


def results(services: Iterable[tuple[str, bool]]) -> tuple[QuickResult, ...]:
    """Everybody together first, then each advisor by name; `services`: advisor and whether kept."""
    rows = sorted(services)
    names = dict.fromkeys(name for name, _kept in rows)
    own = (QuickResult(name, *_count(kept for who, kept in rows if who == name)) for name in names)
    return (QuickResult("", *_count(kept for _name, kept in rows)), *own)


def _count(kept: Iterable[bool]) -> tuple[int, int]:
    flags = list(kept)
    return sum(flags), len(flags)
