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
    area=DeskArea.TODAY,
    actions=(
        Action(
            "note_contact", N_("Note the contact"), Key.NOTE_CONTACT, "note_contact", chosen=True
        ),
    ),
    help=N_(
        "What is due for you today: contacts, test drives, hand-overs and who is in the showroom."
        " Enter on a line opens it. A contact is noted at the right in three clicks: way, result,"
        " save."
    ),
)
