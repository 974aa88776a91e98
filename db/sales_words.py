"""Closed vocabularies of the quotations."""

from db.texts import N_, Labelled


class QuoteState(Labelled):
    """How a quotation stands; follows from its dates, never stored."""

    OPEN = "open", N_("Valid")
    EXPIRED = "expired", N_("Expired")
    ORDERED = "ordered", N_("Became an order")
    WITHDRAWN = "withdrawn", N_("Called off")
    ASKED = "asked", N_("Discount asked")
    REFUSED = "refused", N_("Discount refused")


class DiscountCause(Labelled):
    """Why a price below the floor is asked for."""

    RIVAL = "rival", N_("A rival offers less")
    LONG_STOCK = "long_stock", N_("The car is long in stock")
    GROUP = "group", N_("Group or fleet purchase")
    OTHER = "other", N_("Another cause (say which)")


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


class AppraisalState(Labelled):
    """How the appraisal of a car to be traded in stands; follows from facts, never stored."""

    OPEN = "open", N_("Valid")
    EXPIRED = "expired", N_("Expired")
    QUOTED = "quoted", N_("In a quotation")
    AGREED = "agreed", N_("In an order")
    TAKEN = "taken", N_("Taken into stock")
    DECLINED = "declined", N_("Not accepted")


class SaleState(Labelled):
    """How an order for a car stands; follows from its moments, never stored."""

    WAITS_FOR_MANAGER = "waits_for_manager", N_("With the manager")
    REJECTED = "rejected", N_("Sent back")
    WAITS_FOR_FINANCE = "waits_for_finance", N_("With finance")
    WAITS_FOR_CAR = "waits_for_car", N_("Waits for a car")
    PREPARED = "prepared", N_("Being prepared")
    READY = "ready", N_("Ready to hand over")
    DELIVERED = "delivered", N_("Handed over")
    CANCELLED = "cancelled", N_("Cancelled")


class DepositKind(Labelled):
    """定金 binds both sides (at most 20 % of the contract); 订金 goes back in every case."""

    EARNEST = "earnest", N_("Binding deposit")
    PREPAYMENT = "prepayment", N_("Advance payment")


class CancelCause(Labelled):
    """On whose side an order failed, which decides about a binding deposit."""

    AGREED = "agreed", N_("Both agree")
    CUSTOMER = "customer", N_("The customer steps back")
    STORE = "store", N_("The store cannot deliver")


class SaleStepKind(Labelled):
    """What is arranged for the buyer, as far as the order has it."""

    INSURANCE = "insurance", N_("Insurance")
    LOAN = "loan", N_("Loan")
    TRADE_IN = "trade_in", N_("Trade-in")
    TAX = "tax", N_("Purchase tax")
    PLATE = "plate", N_("Number plate")
    LOAN_APPLIED = "loan_applied", N_("Loan applied for")
    LOAN_PAID_OUT = "loan_paid_out", N_("Loan paid out")
    MORTGAGE = "mortgage", N_("Mortgage registered")
    LOAN_CLEARED = "loan_cleared", N_("Loan cleared")


class SaleBlock(Labelled):
    """What is missing before a car may be handed over."""

    MANAGER = "manager", N_("the manager's approval")
    FINANCE = "finance", N_("the check by finance")
    SIGNATURE = "signature", N_("the signed contract")
    CAR = "car", N_("a car")
    ARRIVAL = "arrival", N_("the arrival of the car")
    CERTIFICATE = "certificate", N_("the certificate")
    PDI = "pdi", N_("a passed inspection before hand-over")
    OLD_PDI = "old_pdi", N_("a new inspection: the last one is too old")
    INSURANCE = "insurance", N_("the insurance")
    LOAN = "loan", N_("the loan granted by the bank")
    TRADE_IN = "trade_in", N_("the car traded in")
    PAYMENT = "payment", N_("the rest of the money")
    REFUND = "refund", N_("the refund of what was paid too much")
    INVOICE = "invoice", N_("the sales invoice of this car")
