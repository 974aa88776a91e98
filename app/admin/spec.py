"""What this desk declares: staff, lists, papers, history and the store's settings."""

from app.admin import today
from app.admin.set_up import SET_UP
from app.admin.settings import ExportSettings, LockSettings, ReasonSettings
from app.desk_spec import DeskSpec, ListExport, SettingGroup
from app.search import SearchSettings
from app.setting_checks import check_hours
from app.settings import HourSettings, StoreSettings
from app.text import N_, _
from db.nouns import Noun

DESK = DeskSpec(
    name="admin",
    set_up=SET_UP,
    today=today.LISTS,
    nouns={
        Noun.ABSENCE: N_("Absence"),
        Noun.AUDIT: N_("History"),
        Noun.BACKUP: N_("Backup"),
        Noun.CHECK_ITEM: N_("Item of the checklist"),
        Noun.INSPECTOR: N_("Inspector of finished work"),
        Noun.MESSAGE_TEMPLATE: N_("Text for customers"),
        Noun.SPECIAL_DAY: N_("Day of the calendar"),
        Noun.ISSUED_PAPER: N_("Printed paper"),
        Noun.LEVEL: N_("Level"),
        Noun.PURPOSE: N_("Purpose"),
        Noun.SETTING: N_("Rule of the store"),
        Noun.SOURCE: N_("Source"),
        Noun.STAFF: N_("Colleague"),
        Noun.TEAM: N_("Team"),
        Noun.WORDING: N_("Wording of a paper"),
        Noun.WORKSTATION: N_("PC of a shared store"),
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
        SettingGroup(
            "reasons",
            N_("Reasons offered"),
            ReasonSettings,
            lambda rules: "；".join(rules.of("visit")),
        ),
        SettingGroup(
            "export",
            N_("Lists as files"),
            ExportSettings,
            lambda rules: _("at most {rows:,} lines a day; managers any number").format(
                rows=rules.export_rows
            ),
        ),
    ),
    exports=(
        ListExport("staff_table", N_("Colleagues"), Noun.STAFF),
        ListExport("check_item_table", N_("Final checklist"), Noun.CHECK_ITEM),
        ListExport("team_table", N_("Teams"), Noun.TEAM),
        ListExport("inspector_table", N_("Quality inspectors"), Noun.INSPECTOR),
        ListExport("message_template_table", N_("Texts for customers"), Noun.MESSAGE_TEMPLATE),
        ListExport("board_title_table", N_("Columns of the board"), Noun.BOARD_TITLE),
        ListExport("source_table", N_("Sources"), Noun.SOURCE),
        ListExport("purpose_table", N_("Purposes"), Noun.PURPOSE),
        ListExport("level_table", N_("Levels"), Noun.LEVEL),
        ListExport("special_day_table", N_("Special days"), Noun.SPECIAL_DAY),
        ListExport("absence_table", N_("Absences"), Noun.ABSENCE),
    ),
)
