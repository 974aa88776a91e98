"""The settings of the service desk."""

from dataclasses import dataclass

from app.setting_checks import check_rate
from app.settings import setting
from app.text import N_


@dataclass(frozen=True, slots=True)
class PriceSettings:
    """The workshop's rate in yuan as text, and when the customer is asked again."""

    labour_rate: str = setting("120.00", label=N_("Rate per hour"), more=check_rate)
    estimate_deviation: int = setting(10, label=N_("Ask again above (%)"), maximum=100, unit="%")
    wash_default: bool = setting(True, label=N_("Cars are washed unless the customer declines"))
