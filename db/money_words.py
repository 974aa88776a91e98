"""Closed vocabularies of bills, receipts and the till."""

from db.texts import N_, Labelled


class PayerKind(Labelled):
    """Who pays for a line of an order; an order has one bill for each of them."""

    CUSTOMER = "customer", N_("Customer")
    WARRANTY = "warranty", N_("Manufacturer (warranty)")
    INSURER = "insurer", N_("Insurer")
    INTERNAL = "internal", N_("Our own store")
