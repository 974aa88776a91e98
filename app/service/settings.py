"""The settings of the service desk."""

from dataclasses import dataclass

from app.setting_checks import check_link, check_rate
from app.settings import setting
from app.text import N_


@dataclass(frozen=True, slots=True)
class PriceSettings:
    """The workshop's rate in yuan as text, and when the customer is asked again."""

    labour_rate: str = setting("120.00", label=N_("Rate per hour"), more=check_rate)
    estimate_deviation: int = setting(10, label=N_("Ask again above (%)"), maximum=100, unit="%")
    advisor_sees_margin: bool = setting(
        False, label=N_("Advisors see the margin while they price an order")
    )
    wash_default: bool = setting(True, label=N_("Cars are washed unless the customer declines"))


@dataclass(frozen=True, slots=True)
class ReceivableSettings:
    """Days that manufacturers and insurers have to pay, where their files say nothing."""

    warranty_days: int = setting(30, label=N_("Manufacturer pays within (days)"), maximum=365)
    insurer_days: int = setting(30, label=N_("Insurer pays within (days)"), maximum=365)


@dataclass(frozen=True, slots=True)
class IntakeSettings:
    """What the intake sheet says besides the state of the car."""

    print_photos: bool = setting(True, label=N_("The photos are printed on the intake sheet"))


@dataclass(frozen=True, slots=True)
class SettlementSettings:
    """What the settlement list of JT/T 1133 names of the workshop; what is empty is not printed."""

    labour_standard: str = setting("", label=N_("Labour standard"), longest=60)
    workshop_class: str = setting("", label=N_("Workshop class"), longest=60)
    evaluation_link: str = setting(
        "", label=N_("Link to the evaluation"), longest=300, more=check_link
    )
    print_approvals: bool = setting(True, label=N_("The customer's consents are printed"))
    new_energy_days: int = setting(100, label=N_("New-energy parts (days)"), maximum=3650)
    new_energy_km: int = setting(
        20_000, label=N_("New-energy parts (km)"), maximum=1_000_000, unit="km"
    )
