"""The settings of the cars for sale."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from app.errors import Refused
from app.setting_checks import check_rate
from app.settings import setting
from app.text import N_

BANDS = ("band_1", "band_2", "band_3", "band_4")


@dataclass(frozen=True, slots=True)
class StockSettings:
    """Bands of age, interest, reservations, care, and what a proposal looks ahead."""

    band_1: int = setting(30, label=N_("First age band up to (days)"), minimum=1, maximum=999)
    band_2: int = setting(60, label=N_("Second age band up to (days)"), minimum=2, maximum=999)
    band_3: int = setting(90, label=N_("Third age band up to (days)"), minimum=3, maximum=999)
    band_4: int = setting(180, label=N_("Fourth age band up to (days)"), minimum=4, maximum=999)
    long_stock_days: int = setting(
        90, label=N_("Long in stock after (days)"), minimum=1, maximum=999
    )
    interest_rate: str = setting("6.00", label=N_("Interest a year (%)"), more=check_rate)
    free_days: int = setting(60, label=N_("Days without interest"), maximum=999)
    hold_hours: int = setting(48, label=N_("A car is reserved for (hours)"), minimum=1, maximum=720)
    hold_days: int = setting(
        7, label=N_("Reserved without the manager for at most (days)"), minimum=1, maximum=90
    )
    care_days: int = setting(
        30, label=N_("Battery, tyres and fuel are checked every (days)"), minimum=1, maximum=365
    )
    outlet_days: int = setting(
        30, label=N_("Cars at outlets are due after (days)"), minimum=1, maximum=365
    )
    forecast_day: int = setting(
        25, label=N_("Outlets give their forecast from the day of the month"), minimum=1, maximum=28
    )

    recondition_days: int = setting(
        3, label=N_("A step of reconditioning takes at most (days)"), minimum=1, maximum=90
    )

    order_lead_weeks: int = setting(
        6, label=N_("From the order to the arrival (weeks)"), minimum=1, maximum=52
    )
    order_added_percent: int = setting(10, label=N_("Added to the forecast (%)"), maximum=100)
    order_target_days: int = setting(30, label=N_("Target stock: the sales of (days)"), maximum=180)

    @property
    def bands(self) -> tuple[int, ...]:
        """The last day of each band but the open one."""
        return (self.band_1, self.band_2, self.band_3, self.band_4)


def check_together(changes: Mapping[str, Any]) -> None:
    """Refused where a band ends before the one below it, or the usual hold is too long."""
    for below, name in pairwise(BANDS):
        if changes[name] <= changes[below]:
            message = N_("Each age band ends later than the one before it.")
            raise Refused("stock.bands", message, field=name)
    if changes["hold_hours"] > changes["hold_days"] * 24:
        message = N_("Longer than a car may be reserved without the manager.")
        raise Refused("stock.hold", message, field="hold_hours")
