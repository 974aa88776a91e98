"""Closed vocabularies of the second-tier outlets."""

from db.texts import N_, Labelled


class OutletKind(Labelled):
    """How an outlet belongs to the store."""

    DIRECT = "direct", N_("Direct sales point")
    GENERAL_AGENT = "general_agent", N_("General agent")
    FRANCHISE = "franchise", N_("Franchise agent")
    BRAND_SHOP = "brand_shop", N_("Brand shop")


class TransferKind(Labelled):
    """How a car goes to an outlet: it stays ours, or the outlet buys it."""

    CONSIGNMENT = "consignment", N_("On consignment")
    SALE = "sale", N_("Sale to the outlet")


class TransferState(Labelled):
    """How a car that went to an outlet stands; follows from its dates, never stored."""

    OUT = "out", N_("With the outlet")
    OWED = "owed", N_("Sold, not settled")
    SETTLED = "settled", N_("Paid and settled")
    BACK = "back", N_("Back in stock")
