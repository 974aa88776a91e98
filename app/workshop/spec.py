"""What this desk declares: bays and the daily sheet."""

from app.desk_spec import DeskSpec, ListExport, PaperSpec, SettingGroup
from app.text import N_, _
from app.workshop import today
from app.workshop.settings import WallSettings
from db.nouns import Noun
from db.vocabulary import PaperKind

DESK = DeskSpec(
    name="workshop",
    nouns={
        Noun.BAY: N_("Bay"),
        Noun.BOARD_TITLE: N_("Column of the board"),
        Noun.CARRY_OVER: N_("Carried over"),
    },
    papers=(PaperSpec(PaperKind.WORKSHOP_SHEET),),
    today=today.LISTS,
    settings=(
        SettingGroup(
            "wall",
            N_("Board on the wall"),
            WallSettings,
            lambda rules: _("plates hidden") if rules.wall_hides_plates else _("whole plates"),
        ),
    ),
    exports=(
        ListExport("bay_table", N_("Bays"), Noun.BAY),
        ListExport("stage_times", N_("Time in each stage"), Noun.STAGE_CHANGE),
        ListExport("service_figures", N_("Service figures"), Noun.REPAIR_ORDER),
        ListExport("counted_cars", N_("Cars of a service figure"), Noun.REPAIR_ORDER),
    ),
)
