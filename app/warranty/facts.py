"""How a car stands under the warranty rules."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.warranty import rules
from app.warranty.rules import Periods, RightCount


@dataclass(frozen=True, slots=True)
class CarRights:
    """How a car stands under the rules at a moment; no `rule_set`: they do not apply to it."""

    vehicle_id: int
    rule_set: rules.RuleSet | None
    periods: Periods | None
    odometer: int | None
    counts: tuple[RightCount, ...]
    repairs: int
    price: Decimal | None

    @property
    def marked(self) -> tuple[RightCount, ...]:
        """Counts that have reached a threshold, rights first."""
        found = (one for one in self.counts if one.mark)
        return tuple(sorted(found, key=lambda one: not one.has_right))

    def ends_on(self, day: date) -> bool:
        """True while exchange and return are still possible."""
        return self.periods is not None and rules.is_inside(
            day, self.odometer, until=self.periods.rights_end, most_km=rules.PERIOD_KM
        )
