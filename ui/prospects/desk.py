"""Prospects as the window knows them."""

from app.text import N_
from db.nouns import Noun
from db.vocabulary import Role
from ui.icons import Icon
from ui.keys import Key
from ui.shell.desk import Action, Desk, DeskArea

DESK = Desk(
    "prospects",
    N_("Prospects"),
    icon=Icon.USER_CHECK,
    page="ui.prospects.losses:LossesPage",
    area=DeskArea.SHOWROOM,
    roles=(Role.CONSULTANT,),
    actions=(
        Action("new_entry", N_("Report a loss"), Key.NEW, "add", primary=True),
        Action("edit", N_("Edit"), Key.EDIT, "edit", chosen=True),
        Action("find", N_("Search this list"), Key.FIND, "find"),
    ),
    records=(Noun.LOSS,),
    panels=((Noun.FOLLOW_UP, "ui.prospects.contact_panel:ContactPanel"),),
    help=N_(
        "When somebody decides not to buy here, report the loss with reason, rival and price."
        " A manager confirms it or sends it back; until then, keep calling the customer. If a lost"
        " customer comes back, revive the file."
    ),
)
