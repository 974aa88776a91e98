"""Closed vocabularies of what is masked and revealed."""

from db.texts import N_, Labelled


class RevealReason(Labelled):
    """Why somebody reads a whole number; the last one needs words."""

    CALL = "call", N_("To call")
    COMPARE = "compare", N_("To compare")
    CORRECT = "correct", N_("To correct")
    OTHER = "other", N_("Other reason")
