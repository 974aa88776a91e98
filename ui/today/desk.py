"""Today as the window knows it."""

from app.text import N_
from ui.icons import Icon
from ui.keys import Key
from ui.shell.desk import Action, Desk, DeskArea

DESK = Desk(
    "today",
    N_("Today"),
    icon=Icon.CALENDAR,
    page="ui.today.page:TodayPage",
    watch="ui.today.overdue_watch:OverdueWatch",
    area=DeskArea.TODAY,
    actions=(
        Action("open_order", N_("Open the record"), Key.OPEN_ORDER, "open_record", chosen=True),
    ),
    help=N_(
        "What needs doing now, most urgent first. Enter does what the button in the row says,"
        " Ctrl+O opens the record. The right-hand side shows how the day is going."
    ),
)
