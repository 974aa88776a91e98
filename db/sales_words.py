"""Closed vocabularies of the quotations."""

from db.texts import N_, Labelled


class QuoteState(Labelled):
    """How a quotation stands; follows from its dates, never stored."""

    OPEN = "open", N_("Valid")
    EXPIRED = "expired", N_("Expired")
    WITHDRAWN = "withdrawn", N_("Called off")


class QuoteLineKind(Labelled):
    """What a line of a quotation is; a gift has a value and is not charged."""

    ACCESSORY = "accessory", N_("Accessory")
    GIFT = "gift", N_("Gift")
    INSURANCE = "insurance", N_("Insurance")
    FEE = "fee", N_("Named fee")


class LoanKind(Labelled):
    """What a loan costs: interest on what is left, or a fee for each month."""

    YEARLY_RATE = "yearly_rate", N_("Yearly interest rate (%)")
    MONTHLY_FEE = "monthly_fee", N_("Monthly fee rate (%)")
