"""What the test drives tell the registries."""

from app.desk_spec import DeskSpec
from app.text import N_

DESK = DeskSpec(
    name="testdrives",
    nouns={
        "drive_feedback": N_("Opinion after the drive"),
        "drive_route": N_("Route"),
    },
)
