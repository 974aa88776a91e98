"""The settings of the service desk."""

from dataclasses import dataclass

from app.setting_checks import check_link, check_rate, check_short
from app.settings import setting
from app.text import N_


@dataclass(frozen=True, slots=True)
class PriceSettings:
    """The workshop's rate in yuan as text, and when the customer is asked again."""

    labour_rate: str = setting("120.00", label=N_("Rate per hour"), more=check_rate)
    estimate_deviation: int = setting(10, label=N_("Ask again above (%)"), maximum=100, unit="%")
    wash_default: bool = setting(True, label=N_("Cars are washed unless the customer declines"))


@dataclass(frozen=True, slots=True)
class SettlementSettings:
    """What the settlement list of JT/T 1133 names of the workshop; what is empty is not printed."""

    labour_standard: str = setting("", label=N_("Labour standard"), more=check_short)
    workshop_class: str = setting("", label=N_("Workshop class"), more=check_short)
    evaluation_link: str = setting("", label=N_("Link to the evaluation"), more=check_link)
    new_energy_days: int = setting(100, label=N_("New-energy parts (days)"), maximum=3650)
    new_energy_km: int = setting(
        20_000, label=N_("New-energy parts (km)"), maximum=1_000_000, unit="km"
    )
