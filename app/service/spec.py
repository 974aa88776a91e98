"""What the service desk tells the registries."""

from app.desk_spec import DeskSpec
from app.text import N_

DESK = DeskSpec(
    name="service",
    nouns={
        "approval": N_("Approval"),
        "concern": N_("Customer's words"),
        "labour_line": N_("Labour on an order"),
        "part_line": N_("Part on an order"),
        "other_line": N_("Other item on an order"),
    },
)
