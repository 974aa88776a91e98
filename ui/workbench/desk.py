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
        "Your jobs of today, the running one on top. One press starts a job and stops the one"
        " before; one press pauses it with the reason or finishes it. The shift clock runs apart."
        " On a screen that several share, choose your name and type your PIN. The controller"
        " corrects times here, with a reason, and reads the hours of the month: choose a"
        " technician to see the jobs and days behind the sums."
    ),
)
