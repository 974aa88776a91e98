"""Closed vocabularies of the clocks in the workshop."""

from db.texts import N_, Labelled


class ClockEnd(Labelled):
    """How a span of work at one job ended."""

    PAUSED = "paused", N_("Paused")
    FINISHED = "finished", N_("Finished")
    SWITCHED = "switched", N_("Went to another job")
    MOVED = "moved", N_("Card moved on the board")
    WENT = "went", N_("End of the shift")
    FORGOTTEN = "forgotten", N_("Clock-out forgotten")


class PauseReason(Labelled):
    """Why work at a job stops for a while."""

    PARTS = "parts", N_("Waiting for parts")
    CUSTOMER = "customer", N_("Waiting for the customer's decision")
    BREAK = "break", N_("Break")
    OTHER_CAR = "other_car", N_("Other car first")
    SUBLET = "sublet", N_("Sent to another workshop")
    OTHER = "other", N_("Other reason")


class ShiftEnd(Labelled):
    """How a span of presence ended."""

    BREAK = "break", N_("Break")
    WENT = "went", N_("Went home")
    FORGOTTEN = "forgotten", N_("Clock-out forgotten")


class QuickKind(Labelled):
    """What the store promises to do within hours: 快速保养, 快速钣喷."""

    MAINTENANCE = "maintenance", N_("Quick maintenance")
    BODY = "body", N_("Quick body and paint")
