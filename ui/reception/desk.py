"""Reception as the window knows it."""

from app.text import N_
from db.nouns import Noun
from db.vocabulary import Role
from ui.icons import Icon
from ui.keys import Key
from ui.shell.desk import Action, Desk, DeskArea

DESK = Desk(
    "reception",
    N_("Visitors"),
    icon=Icon.STORE,
    page="ui.reception.page:ReceptionPage",
    area=DeskArea.SHOWROOM,
    roles=(Role.RECEPTION, Role.CONSULTANT, Role.CARE),
    aside=(Role.CARE,),
    actions=(
        Action("register", N_("Register a visit"), Key.NEW_VISIT, "register", primary=True),
        Action("register_call", N_("Register a call"), Key.NEW_CALL, "register_call"),
        Action("see_out", N_("Check out"), Key.SEE_OUT, "see_out", saves=True, chosen=True),
        Action(
            "open_known", N_("Open the customer found"), Key.OPEN_KNOWN, "open_known", chosen=True
        ),
        Action("daily_sheet", N_("Daily sheet"), Key.DAILY_SHEET, "daily_sheet"),
        Action("find", N_("Search this list"), Key.FIND, "find"),
    ),
    records=(Noun.VISIT,),
    help=N_(
        "Everybody who comes or calls is written here before leaving: telephone and name if they"
        " are given, model, level. F4 begins a new row, Ctrl+Enter saves it. Leave telephone and"
        " name empty for somebody who wishes to stay anonymous. Ctrl+T writes the time out of the"
        " visitor chosen above; nobody may be left inside at the end of the day. Under the list of"
        " who is here every step of the visit is one click. Whose turn it is, who is on duty,"
        " contacts captured and the cost of every source open beside the register."
    ),
)
