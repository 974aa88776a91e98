"""Closed vocabulary of the copies of driving licences."""

from db.texts import N_, Labelled


class LicencePage(Labelled):
    """Which page of a licence a copy shows."""

    MAIN = "main", N_("Main page")
    SECOND = "second", N_("Second page")
