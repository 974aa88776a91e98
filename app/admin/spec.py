"""What the settings tell the registries."""

from app.admin.settings import LockSettings
from app.desk_spec import DeskSpec, SettingGroup
from app.search import SearchSettings
from app.setting_checks import check_hours
from app.settings import HourSettings, StoreSettings
from app.text import N_, _

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
    settings=(
        SettingGroup("store", "", StoreSettings),
        SettingGroup(
            "hours",
            N_("Opening hours"),
            HourSettings,
            lambda rules: f"{rules.opens} – {rules.closes}",
            check_hours,
        ),
        SettingGroup(
            "search",
            N_("Search"),
            SearchSettings,
            lambda rules: (
                _("Traditional and simplified are the same")
                if rules.search_variants
                else _("Characters as they are typed")
            ),
        ),
        SettingGroup(
            "lock",
            N_("Locking the screen"),
            LockSettings,
            lambda rules: _("after {minutes} min without a key").format(minutes=rules.lock_minutes),
        ),
    ),
)
