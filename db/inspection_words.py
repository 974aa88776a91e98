"""Closed vocabularies of inspections and photos."""

from db.texts import N_, Labelled


class ItemKind(Labelled):
    """How an item of an inspection is answered."""

    LIGHT = "light", N_("Green, amber or red")
    FIGURE = "figure", N_("Measured figure")
    TEXT = "text", N_("Words")


class Light(Labelled):
    """How an item of an inspection was found."""

    GREEN = "green", N_("In order")
    AMBER = "amber", N_("Soon due")
    RED = "red", N_("Needs work now")


class PhotoDate(Labelled):
    """Where the date of a photo comes from."""

    CAMERA = "camera", N_("Date of the camera")
    FILE = "file", N_("Date of the file")
    ADDED = "added", N_("Date of adding")
