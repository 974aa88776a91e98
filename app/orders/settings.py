"""The settings of the repair orders: promises, what closing needs, the guarantee."""

from dataclasses import dataclass

from app.settings import setting
from app.text import N_

DAYS, KM = 3650, 1_000_000
REPAIRS = N_("rules on motor vehicle maintenance (机动车维修管理规定)")


@dataclass(frozen=True, slots=True)
class PromiseSettings:
    """After how many minutes a car is usually promised, and when that is at risk."""

    promise_minutes: int = setting(240, label=N_("Usual promise after"), maximum=14_400, unit="min")
    risk_minutes: int = setting(
        30, label=N_("At risk when less is left than"), maximum=1440, unit="min"
    )


@dataclass(frozen=True, slots=True)
class ClosingSettings:
    """What must be done before a car leaves."""

    close_needs_odometer: bool = setting(True, label=N_("The odometer reading is entered"))
    close_needs_approval: bool = setting(True, label=N_("Everything was approved or declined"))
    close_needs_quality_check: bool = setting(True, label=N_("The quality check is passed"))
    close_needs_signature: bool = setting(
        False, label=N_("The signed contract still says what the order says")
    )
    close_needs_payment: bool = setting(True, label=N_("The bill is paid"))
    close_needs_correction: bool = setting(
        False, label=N_("Every concern says what was done about it")
    )
    close_needs_parts: bool = setting(False, label=N_("Every part has arrived"))
    close_needs_inspection: bool = setting(
        True, label=N_("Inspections that were begun are finished")
    )
    close_needs_intake: bool = setting(False, label=N_("Fuel and belongings were noted"))


@dataclass(frozen=True, slots=True)
class GuaranteeSettings:
    """The guarantee by the class of the repair, whichever limit comes first.

    A store may promise more than the rules for motor vehicle maintenance (机动车维修管理规定,
    article 37), never less.
    """

    small_repair_days: int = setting(
        10, label=N_("Small repair (days)"), maximum=DAYS, legal=10, law=REPAIRS
    )
    small_repair_km: int = setting(
        2000, label=N_("Small repair (km)"), maximum=KM, legal=2000, law=REPAIRS, unit="km"
    )
    second_level_days: int = setting(
        30, label=N_("Second-level maintenance (days)"), maximum=DAYS, legal=30, law=REPAIRS
    )
    second_level_km: int = setting(
        5000,
        label=N_("Second-level maintenance (km)"),
        maximum=KM,
        legal=5000,
        law=REPAIRS,
        unit="km",
    )
    assembly_days: int = setting(
        100, label=N_("Assembly or whole vehicle (days)"), maximum=DAYS, legal=100, law=REPAIRS
    )
    assembly_km: int = setting(
        20_000,
        label=N_("Assembly or whole vehicle (km)"),
        maximum=KM,
        legal=20_000,
        law=REPAIRS,
        unit="km",
    )


@dataclass(frozen=True, slots=True)
class QualitySettings:
    """Who looks at finished work; big repairs are inspected at the end whatever stands here.

    Big: second-level maintenance, assembly and whole-vehicle repair, as the law names them.
    """

    small_own_check: bool = setting(False, label=N_("Small repair: own check"))
    small_leader_check: bool = setting(True, label=N_("Small repair: team leader's check"))
    small_final_check: bool = setting(False, label=N_("Small repair: final inspection"))
    big_own_check: bool = setting(True, label=N_("Big repair: own check"))
    big_leader_check: bool = setting(True, label=N_("Big repair: team leader's check"))


@dataclass(frozen=True, slots=True)
class WorkSettings:
    """When a job counts as overtime, and within what time quick service is promised."""

    overtime_percent: int = setting(
        10,
        label=N_("A job is overtime when it takes longer than planned by"),
        maximum=500,
        unit="%",
    )
    quick_maintenance: int = setting(
        60,
        label=N_("Quick maintenance from arrival to hand-over"),
        minimum=15,
        maximum=480,
        unit="min",
    )
    quick_body: int = setting(
        240,
        label=N_("Quick body and paint from arrival to hand-over"),
        minimum=30,
        maximum=1440,
        unit="min",
    )


@dataclass(frozen=True, slots=True)
class PaySettings:
    """Parts of pay that follow the workshop's month, with the least that the work plans ask for."""

    productivity_share: int = setting(
        20,
        label=N_("Part of a technician's pay that depends on productivity"),
        minimum=20,
        maximum=100,
        unit="%",
    )
    efficiency_share: int = setting(
        20,
        label=N_("Part of the workshop head's pay that depends on efficiency"),
        minimum=20,
        maximum=100,
        unit="%",
    )
    quick_target: int = setting(
        95,
        label=N_("Quick services to keep in a month"),
        minimum=1,
        maximum=100,
        unit="%",
    )
    quick_head_cut: int = setting(
        10,
        label=N_("Cut of the workshop head's pay when fewer are kept"),
        minimum=10,
        maximum=100,
        unit="%",
    )
    quick_advisor_cut: int = setting(
        10,
        label=N_("Cut of an advisor's pay when fewer of their cars are kept"),
        minimum=10,
        maximum=100,
        unit="%",
    )


@dataclass(frozen=True, slots=True)
class AuthoritySettings:
    """How much a role may give away, and what needs a second person (features S049).

    A discount may reach the percentage of the labour and the amount, whichever is less.
    """

    advisor_percent: int = setting(
        5, label=N_("Advisor: of the labour up to"), maximum=100, unit="%"
    )
    advisor_amount: int = setting(500, label=N_("Advisor: at most (¥)"), maximum=99_999_999)
    cashier_percent: int = setting(
        5, label=N_("Cashier: of the labour up to"), maximum=100, unit="%"
    )
    cashier_amount: int = setting(500, label=N_("Cashier: at most (¥)"), maximum=99_999_999)
    manager_alone: bool = setting(
        False, label=N_("A manager credits and pays back without a second person")
    )
