"""What the form of a trade-in appraisal holds and its commands take."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.errors import Refused
from app.sales import appraisal_rules as rules
from app.text import N_

Named = tuple[str | None, Decimal | None]
"""A repair as it is typed: its name and what it costs."""


@dataclass(frozen=True, slots=True)
class AppraisalEntry:
    """An appraisal to be saved; a new one finds its car by plate or VIN, or adds it.

    Without a `margin` the usual one of the store counts, without `offered` what is left.
    """

    who: int | None = None
    plate: str | None = None
    vin: str | None = None
    model_name: str | None = None
    odometer: int | None = None
    expected_price: Decimal | None = None
    costs: tuple[Named, ...] = ()
    margin: Decimal | None = None
    offered: Decimal | None = None
    valid_until: date | None = None
    damage_marks: str | None = None
    condition: str | None = None
    id: int | None = None
    version: int | None = None

    @property
    def expected(self) -> Decimal:
        """The expected sale price; nothing before it is typed."""
        return self.expected_price or rules.NOTHING

    @property
    def amounts(self) -> tuple[Decimal, ...]:
        """What the repairs cost."""
        return tuple(amount for _name, amount in self.costs if amount is not None)

    def kept(self, percent: int) -> Decimal:
        """The margin that counts: what is typed, or the usual share."""
        if self.margin is not None:
            return self.margin
        return rules.usual_margin(self.expected, percent)

    def by_rule(self, percent: int) -> Decimal:
        """What is left to be offered; also said while somebody types."""
        return rules.offer(self.expected, self.amounts, margin=self.kept(percent))

    def check(self) -> None:
        """Refused where a repair lacks its name or amount."""
        for text, amount in self.costs:
            if not (text or "").strip():
                message = N_("What has to be done? Enter it beside its amount.")
                raise Refused("appraisal.unnamed", message, field="costs")
            if amount is None:
                message = N_("Enter what {name} costs.")
                raise Refused("appraisal.no_amount", message, field="costs", name=text)


@dataclass(frozen=True, slots=True)
class GivenAppraisal:
    """An appraisal that a printer has taken."""

    appraisal_id: int
    pdf: bytes
