"""What the price lists tell the registries."""

from app.desk_spec import DeskSpec
from app.text import N_

DESK = DeskSpec(
    name="parts",
    nouns={"part": N_("Part"), "labour_item": N_("Labour item")},
)
