"""What this desk declares: the clocks, and what was forgotten."""

from app.desk_spec import DeskSpec, PaperSpec
from app.text import N_
from app.workbench import today
from db.nouns import Noun
from db.vocabulary import PaperKind

DESK = DeskSpec(
    name="workbench",
    nouns={
        Noun.JOB_CLOCK: N_("Job clock"),
        Noun.SHIFT_CLOCK: N_("Shift clock"),
        Noun.CLOCK_CORRECTION: N_("Corrected time"),
        Noun.LINE_SHARE: N_("Share of a job"),
    },
    today=today.LISTS,
    papers=(PaperSpec(PaperKind.HOURS_SHEET),),
)
