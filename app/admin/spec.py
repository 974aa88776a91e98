"""What the settings tell the registries."""

from app.desk_spec import DeskSpec
from app.text import N_

DESK = DeskSpec(
    name="admin",
    nouns={
        "audit": N_("History"),
        "backup": N_("Backup"),
        "issued_paper": N_("Printed paper"),
        "level": N_("Level"),
        "purpose": N_("Purpose"),
        "setting": N_("Rule of the store"),
        "source": N_("Source"),
        "staff": N_("Colleague"),
        "wording": N_("Wording of a paper"),
    },
)
