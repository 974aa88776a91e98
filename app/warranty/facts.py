"""How a car stands under the warranty rules."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.warranty import early_rules, rules
from app.warranty.early_rules import Period
from app.warranty.rules import Periods, Repair, RightCount


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

    def periods_on(self, day: date) -> tuple[Period, ...]:
        """How the periods stand; none where the rules do not apply."""
        if self.rule_set is None or self.periods is None:
            return ()
        return early_rules.periods_on(self.periods, self.rule_set, day=day, km=self.odometer)

    def is_covered(self, repair: Repair) -> bool:
        """True for a repair of the warranty period: a long one owes a loan car (article 21)."""
        if self.rule_set is None or self.periods is None:
            return False
        return rules.is_inside(
            repair.reported_on,
            repair.km,
            until=self.periods.warranty_end,
            most_km=rules.WARRANTY_KM,
        )
