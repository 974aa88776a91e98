"""The technician's desk as the window knows it."""

from app.text import N_
from db.nouns import Noun
from db.vocabulary import Role
from ui.icons import Icon
from ui.shell.desk import Desk, DeskArea

DESK = Desk(
    "workbench",
    N_("My bay"),
    icon=Icon.WRENCH,
    page="ui.workbench.page:WorkbenchPage",
    area=DeskArea.AFTER_SALES,
    roles=(Role.TECHNICIAN, Role.CONTROLLER),
    aside=(Role.CONTROLLER,),
    records=(Noun.JOB_CLOCK, Noun.SHIFT_CLOCK),
    help=N_(
        "Your jobs for today, the running one first. One press starts a job and stops the one"
        " before; another pauses it, with the reason, or finishes it. Clocking in and out for your"
        " shift is separate. On a shared screen, choose your name and enter your PIN. Controllers"
        " correct times here, with a reason, and see the hours of the month: choose a technician"
        " for the jobs and days behind the totals."
    ),
)
