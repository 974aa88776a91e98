"""Closed vocabularies of the cars for sale."""

from db.texts import N_, Labelled


class StockState(Labelled):
    """How a car for sale stands; follows from its dates and its hold, never stored."""

    IN_TRANSIT = "in_transit", N_("In transit")
    IN_STOCK = "in_stock", N_("In stock, free")
    RESERVED = "reserved", N_("Reserved")
    ALLOCATED = "allocated", N_("For an order")
    AT_OUTLET = "at_outlet", N_("At an outlet")
    LEFT = "left", N_("Left the stock")


class CertificatePlace(Labelled):
    """Where the certificate of conformity (合格证) lies; only one that is here is free."""

    HERE = "here", N_("Here")
    BANK = "bank", N_("At the bank")
    MAKER = "maker", N_("With the maker")
    HEAD_OFFICE = "head_office", N_("At head office")


class LeftHow(Labelled):
    """How a car left the stock."""

    SOLD = "sold", N_("Sold")
    TRANSFERRED = "transferred", N_("Transferred to another store")
    OUTLET = "outlet", N_("Sold through an outlet")
    RETURNED = "returned", N_("Returned to the maker")
    OWN_USE = "own_use", N_("Used by the store itself")


class ProposalReason(Labelled):
    """Why none of a version and colour is to be ordered."""

    ENOUGH = "enough", N_("Enough")
    SLOW = "slow", N_("Stands too long")
    NOT_SOLD = "not_sold", N_("None sold in three months")


class PdiPoint(Labelled):
    """When a car for sale is inspected (PDI)."""

    ARRIVAL = "arrival", N_("On arrival")
    IN_STOCK = "in_stock", N_("While in stock")
    HAND_OVER = "hand_over", N_("Before hand-over")


class ReconditioningKind(Labelled):
    """What is done to a car before it can be sold."""

    CHECK = "check", N_("Check and road test")
    REPAIR = "repair", N_("Repair")
    PAINT = "paint", N_("Body and paint")
    CLEANING = "cleaning", N_("Cleaning and polish")
    PAPERS = "papers", N_("Papers and change of owner")
    PICTURES = "pictures", N_("Pictures and advert")
