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
        "Write down everybody who comes in or calls before they leave: phone and name if they give"
        " them, model and level. F4 starts a new entry, Ctrl+Enter saves it. If somebody wants to"
        " stay anonymous, leave phone and name empty. Ctrl+T checks out the visitor you selected;"
        " nobody may still be in the showroom at closing time. Select a visitor to tick the steps"
        " of the visit. Rotation, contacts captured and the cost of each source open beside the"
        " register."
    ),
)
