"""What the reception tells the registries: a visit brings its visitor to the front."""

from app.desk_spec import DeskSpec, Lead, SettingGroup
from app.reception.settings import VisitSettings
from app.text import N_, _
from db.tables.reception import Visit

DESK = DeskSpec(
    name="reception",
    nouns={
        "visit": N_("Visit"),
        "visit_step": N_("Step of a visit"),
        "turn_skip": N_("Turn passed over"),
    },
    leads=(Lead("visit", "person", Visit.person_id, Visit.id),),
    settings=(
        SettingGroup(
            "visits",
            N_("Visitors"),
            VisitSettings,
            lambda rules: _("Contact kept from {rate} %").format(rate=rules.contact_target),
        ),
    ),
)
