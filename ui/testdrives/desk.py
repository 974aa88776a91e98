"""The test-drive desk as the window knows it."""

from app.text import N_
from db.nouns import Noun
from db.vocabulary import Role
from ui.icons import Icon
from ui.keys import Key
from ui.shell.desk import Action, Desk, DeskArea

DESK = Desk(
    "testdrives",
    N_("Test rides and drives"),
    icon=Icon.ROUTE,
    page="ui.testdrives.page:DrivesPage",
    area=DeskArea.SHOWROOM,
    watch="ui.testdrives.late_alarm:LateAlarm",
    roles=(Role.RECEPTION, Role.CONSULTANT),
    actions=(
        Action("book", N_("Book a test drive"), Key.NEW_DRIVE, "book", primary=True),
        Action("daily_sheet", N_("Daily sheet"), Key.DAILY_SHEET, "daily_sheet"),
        Action("print", N_("Print the agreement"), Key.PRINT, "print_agreement", chosen=True),
        Action("block", N_("Block a car"), Key.BLOCK_CAR, "block"),
        Action("find", N_("Find a test drive"), Key.FIND, "find"),
        Action("wall", N_("Test-drive screen"), Key.WALL, "show_wall"),
        Action("figures", N_("Conversion of the month"), Key.MONTH, "show_month"),
    ),
    records=(Noun.CAR_BOOKING,),
    help=N_(
        "Each demo car has its own row, with the hours across. Click a free hour or press F6 to"
        " book; drag a booking, or press Ctrl with an arrow key, to move it. Open a booking to"
        " check the licence, print the agreement, hand the car out, take it back and note the"
        " feedback. F11 turns this page into a wall screen, Shift+F9 shows the month's conversion;"
        " the same key or Esc brings you back."
    ),
)
