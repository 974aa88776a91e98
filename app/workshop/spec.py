"""What the workshop tells the registries."""

from app.desk_spec import DeskSpec
from app.text import N_

DESK = DeskSpec(
    name="workshop",
    nouns={"bay": N_("Bay")},
)
