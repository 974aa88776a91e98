"""Closed vocabularies of the appointments."""

from db.texts import N_, Labelled


class AppointmentState(Labelled):
    """Life of a service appointment; it ends when the car comes, or does not."""

    BOOKED = "booked", N_("Expected")
    ARRIVED = "arrived", N_("Arrived")
    NO_SHOW = "no_show", N_("Did not come")
    CANCELLED = "cancelled", N_("Cancelled")


class ArrivalWay(Labelled):
    """What the customer does while the car is worked on."""

    WAITS = "waits", N_("Waits here")
    LEAVES = "leaves", N_("Drops off")
    LOAN = "loan", N_("Takes a loan car")
