"""The desk of the appointments as the window knows it."""

from app.text import N_
from db.nouns import Noun
from db.vocabulary import Role
from ui.icons import Icon
from ui.keys import Key
from ui.shell.desk import Action, Desk, DeskArea

DESK = Desk(
    "appointments",
    N_("Appointments"),
    icon=Icon.CALENDAR_CLOCK,
    page="ui.appointments.page:AppointmentsPage",
    area=DeskArea.AFTER_SALES,
    roles=(Role.ADVISOR, Role.RECEPTION, Role.CONTROLLER, Role.CARE),
    aside=(Role.CARE,),
    actions=(
        Action("new_entry", N_("New appointment"), Key.NEW, "add", primary=True),
        Action("edit", N_("Edit"), Key.EDIT, "edit"),
        Action("daily_sheet", N_("Daily sheet"), Key.DAILY_SHEET, "daily_sheet"),
        Action("find", N_("Search this list"), Key.FIND, "find"),
    ),
    records=(Noun.APPOINTMENT,),
    help=N_(
        "Each bay has its own row, with the hours across. Press Ctrl+N or click a free hour and"
        " enter the plate: the car's details come up with the next free slots. Drag a booking, or"
        " press Ctrl with an arrow key, to move it. When the car arrives, one press turns the"
        " booking into a repair order."
    ),
)
