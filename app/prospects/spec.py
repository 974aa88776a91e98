"""What the prospects tell the registries."""

from app.desk_spec import DeskSpec
from app.text import N_

DESK = DeskSpec(
    name="prospects",
    nouns={
        "prospect": N_("Prospect"),
        "level_change": N_("Change of level"),
        "follow_up": N_("Follow-up"),
    },
)
