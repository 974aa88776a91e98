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
        "One row per bay, the hours across. Press Ctrl+N or click a free hour and type the plate:"
        " what is known of the car appears, and the next free slots are offered. Drag a booking, or"
        " press Ctrl with an arrow, to move it. When the car comes, one press makes the repair"
        " order from what was booked."
    ),
)
