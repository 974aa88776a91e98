"""The settings of the prospects."""

from dataclasses import dataclass

from app.settings import setting
from app.text import N_


@dataclass(frozen=True, slots=True)
class ContactSettings:
    """When a contact is told of, when long overdue, and when a prospect is free for others."""

    critical_days: int = setting(
        0, label=N_("Long overdue after (days; 0 = by level)"), maximum=365
    )
    remind_minutes: int = setting(
        10,
        label=N_("Remind before a contact is due (0 = not at all)"),
        maximum=4_320,
        unit="min",
    )
    second_call_days: int = setting(
        10, label=N_("Second call to a buyer after the first one (days)"), minimum=1, maximum=60
    )
    owner_days: int = setting(31, label=N_("Customer kept for (days; 0 = for good)"), maximum=365)


@dataclass(frozen=True, slots=True)
class QuotaSettings:
    """What each consultant keeps up at least: live prospects, calls a day, visits a week."""

    live_target: int = setting(
        100, label=N_("Live prospects per consultant, at least"), maximum=2_000
    )
    calls_target: int = setting(30, label=N_("Calls per consultant and day, at least"), maximum=500)
    visits_target: int = setting(
        20, label=N_("Home visits per consultant and week, at least"), maximum=500
    )


@dataclass(frozen=True, slots=True)
class SalesTargetSettings:
    """What a month should bring, for each consultant and for the store (S205)."""

    orders_target: int = setting(
        8, label=N_("Cars ordered per consultant and month, at least"), maximum=500
    )
    deliveries_target: int = setting(
        8, label=N_("Cars handed over per consultant and month, at least"), maximum=500
    )
    store_orders_target: int = setting(
        0, label=N_("Cars ordered in the store a month (0 = all consultants)"), maximum=9_999
    )
    store_deliveries_target: int = setting(
        0, label=N_("Cars handed over in the store a month (0 = all consultants)"), maximum=9_999
    )


@dataclass(frozen=True, slots=True)
class SuspicionSettings:
    """From when on contacts look as if nobody had been called (M11)."""

    burst_contacts: int = setting(
        5, label=N_("Contacts in a row that look noted at once (0 = never)"), maximum=100
    )
    burst_minutes: int = setting(5, label=N_("Noted within"), minimum=1, maximum=240, unit="min")
    least_characters: int = setting(
        4, label=N_("Fewest characters of a conversation (0 = none)"), maximum=100
    )


@dataclass(frozen=True, slots=True)
class VisitCadenceSettings:
    """Months between two visits of a customer of each class; 0: as needed (S072)."""

    vip_months: int = setting(1, label=N_("Visit a VIP every (months; 0 = as needed)"), maximum=24)
    tier_1_months: int = setting(
        2, label=N_("Visit a tier 1 customer every (months; 0 = as needed)"), maximum=24
    )
    tier_2_months: int = setting(
        0, label=N_("Visit a tier 2 customer every (months; 0 = as needed)"), maximum=24
    )


@dataclass(frozen=True, slots=True)
class PhoneLeadSettings:
    """Who takes the calls of the store, and what of an order is theirs (S191)."""

    call_receiver: int = setting(
        0, label=N_("Receives the calls (empty: nobody apart)"), maximum=999_999, staff=True
    )
    call_share: int = setting(
        50, label=N_("Share of the order for who received the call"), maximum=100, unit="%"
    )


@dataclass(frozen=True, slots=True)
class ProjectSettings:
    """How often fleet projects are contacted, and when tender papers are ready (S040 to S042)."""

    early_days: int = setting(
        7, label=N_("Contact a project in early design every (days)"), minimum=1, maximum=90
    )
    later_days: int = setting(
        14, label=N_("Contact a project in a later stage every (days)"), minimum=1, maximum=90
    )
    papers_days: int = setting(
        2, label=N_("Tender papers ready before the deadline (days)"), maximum=60
    )
    papers_notice: int = setting(
        3, label=N_("Tender papers on Today before they have to be ready (days)"), maximum=60
    )
