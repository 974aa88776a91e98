"""What the service desk tells the registries."""

from app.desk_spec import DeskSpec, SettingGroup
from app.service.settings import PriceSettings
from app.text import N_, _

DESK = DeskSpec(
    name="service",
    nouns={
        "approval": N_("Approval"),
        "concern": N_("Customer's words"),
        "labour_line": N_("Labour on an order"),
        "part_line": N_("Part on an order"),
        "other_line": N_("Other item on an order"),
    },
    settings=(
        SettingGroup(
            "prices",
            N_("Prices of the workshop"),
            PriceSettings,
            lambda rules: _("¥{rate} per hour").format(rate=rules.labour_rate),
        ),
    ),
)
