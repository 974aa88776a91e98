"""Closed vocabularies of the staff and the history: all that a start reads."""

from db.texts import N_, Labelled


class Role(Labelled):
    """What a member of staff does, and so which tabs and actions that person has."""

    RECEPTION = "reception", N_("Reception")
    CONSULTANT = "consultant", N_("Sales consultant")
    ADVISOR = "advisor", N_("Service advisor")
    CONTROLLER = "controller", N_("Workshop controller")
    TECHNICIAN = "technician", N_("Technician")
    PARTS = "parts", N_("Parts clerk")
    CASHIER = "cashier", N_("Cashier")
    CARE = "care", N_("Customer-care clerk")
    MANAGER = "manager", N_("Manager")
    ADMINISTRATOR = "administrator", N_("Administrator")


class Trade(Labelled):
    """机电 钣金 喷漆."""

    MECHANICAL = "mechanical", N_("Mechanical")
    BODY = "body", N_("Body work")
    PAINT = "paint", N_("Paint")
    QUICK = "quick", N_("Quick repair")
    BEAUTY = "beauty", N_("Car care")


class LicenceClass(Labelled):
    """准驾车型 that may drive a passenger car."""

    A1 = "A1"
    A2 = "A2"
    A3 = "A3"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    C5 = "C5"


class Act(Labelled):
    """What an audit row tells."""

    ADD = "add", N_("Added")
    CHANGE = "change", N_("Changed")
    REMOVE = "remove", N_("Removed")
    SEE = "see", N_("Seen")
    PRINT = "print", N_("Printed")
    EXPORT = "export", N_("Saved as a file")
    SIGN_IN = "sign_in", N_("Signed in")
    REFUSED = "refused", N_("Refused")
