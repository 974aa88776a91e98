"""Kinds of number plates."""

from db.texts import N_, Labelled


class PlateKind(Labelled):
    """Kinds of number plates of GA 36-2018."""

    CIVIL = "civil7", N_("Ordinary plate")
    NEV_SMALL = "nev_small", N_("New-energy plate, small car")
    NEV_LARGE = "nev_large", N_("New-energy plate, large car")
    TRAILER = "trailer", N_("Trailer plate")
    COACH = "coach", N_("Driving-school plate")
    POLICE = "police", N_("Police plate")
    HONG_KONG_MACAU = "hkmo", N_("Hong Kong or Macau plate")
    EMBASSY = "embassy", N_("Embassy plate")
    CONSULATE = "consulate", N_("Consulate plate")
    EMERGENCY = "emergency", N_("Emergency plate")
    ARMED = "armed", N_("Armed-forces plate")
    TEMPORARY = "temporary", N_("Temporary plate")
    NONE = "none", N_("No plate")
    OTHER = "other", N_("Other plate")
