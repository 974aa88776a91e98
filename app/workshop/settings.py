"""The settings of the board on the wall."""

from dataclasses import dataclass

from app.settings import setting
from app.text import N_


@dataclass(frozen=True, slots=True)
class WallSettings:
    """What strangers may read on the wall."""

    wall_hides_plates: bool = setting(False, label=N_("Customers see the wall: hide plates"))
