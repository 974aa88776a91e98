"""Closed vocabularies of bills, receipts and the till."""

from db.texts import N_
from db.vocabulary import Labelled


class PayerKind(Labelled):
    """Who pays for a line of an order; an order has one bill for each of them."""

    CUSTOMER = "customer", N_("Customer")
    WARRANTY = "warranty", N_("Manufacturer (warranty)")
    INSURER = "insurer", N_("Insurer")
    INTERNAL = "internal", N_("Our own store")


class SignedAct(Labelled):
    """What a second person signs for with the own password."""

    DISCOUNT = "discount", N_("Discount above the limit")
    CREDIT_NOTE = "credit_note", N_("Credit note")
    REFUND = "refund", N_("Money back")
    ON_ACCOUNT = "on_account", N_("On account beyond the limit")
    CLOSED_DAY = "closed_day", N_("Receipt after the till was closed")
