"""What this desk declares: bays and the daily sheet."""

from app.desk_spec import DeskSpec, ListExport, PaperSpec
from app.text import N_
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
    exports=(ListExport("bay_table", N_("Bays"), Noun.BAY),),
)
