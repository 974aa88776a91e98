"""The settings of the quotations and of who grants a discount."""

from dataclasses import dataclass

from app.settings import setting
from app.text import N_


@dataclass(frozen=True, slots=True)
class QuoteSettings:
    """How long a quotation is valid, the rates of the taxes, and what a new one begins with."""

    quote_days: int = setting(7, label=N_("A quotation is valid for (days)"), minimum=1, maximum=90)
    vat_percent: int = setting(13, label=N_("VAT in the price of a car"), maximum=50, unit="%")
    purchase_tax_percent: int = setting(10, label=N_("Vehicle purchase tax"), maximum=50, unit="%")
    plate_fee: int = setting(
        500, label=N_("Plate registration service (¥; 0 = none)"), maximum=99_999
    )
    compulsory_insurance: int = setting(
        950, label=N_("Compulsory insurance of a new car (¥; 0 = none)"), maximum=99_999
    )
    appraisal_days: int = setting(
        7, label=N_("The offer for a car traded in is valid for (days)"), minimum=1, maximum=90
    )
    trade_in_margin: int = setting(
        8, label=N_("Usual margin on a car traded in"), maximum=50, unit="%"
    )
    usual_deposit: int = setting(
        5000, label=N_("Usual deposit on a car (¥; 0 = none)"), maximum=999_999
    )
    invoice_first: bool = setting(
        True, label=N_("The sales invoice is noted before a car is handed over")
    )
    pdi_days: int = setting(
        30, label=N_("An inspection before hand-over is good for (days; 0 = always)"), maximum=365
    )
    certificate_days: int = setting(
        7, label=N_("A certificate at the bank is free after (days)"), maximum=90
    )
    first_call_days: int = setting(
        3, label=N_("First call after the hand-over (days)"), minimum=1, maximum=30
    )
    plate_days: int = setting(
        15, label=N_("Number plate after the hand-over (days)"), minimum=1, maximum=90
    )
    payout_days: int = setting(
        7, label=N_("Loan paid out after the hand-over (days)"), minimum=1, maximum=90
    )
    mortgage_days: int = setting(
        30, label=N_("Mortgage registered after the loan is paid out (days)"), maximum=180
    )


@dataclass(frozen=True, slots=True)
class DiscountSettings:
    """How far below the floor price a role may let a car go; a manager decides about any."""

    consultant_below: int = setting(
        0, label=N_("Sales consultant: below the floor price up to (¥)"), maximum=999_999
    )
    cashier_below: int = setting(
        0, label=N_("Cashier: below the floor price up to (¥)"), maximum=999_999
    )
