"""What the prospects tell the registries."""

from app.desk_spec import DeskSpec, SettingGroup
from app.prospects.settings import ContactSettings
from app.text import N_, _

DESK = DeskSpec(
    name="prospects",
    nouns={
        "prospect": N_("Prospect"),
        "level_change": N_("Change of level"),
        "follow_up": N_("Follow-up"),
    },
    settings=(
        SettingGroup(
            "contacts",
            N_("Follow-ups"),
            ContactSettings,
            lambda rules: (
                _("A customer is kept for {days} days").format(days=rules.owner_days)
                if rules.owner_days
                else _("A customer is kept for good")
            ),
        ),
    ),
)
