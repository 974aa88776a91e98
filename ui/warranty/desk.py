"""Warranty rights as the window knows them."""

from app.text import N_
from db.nouns import Noun
from db.vocabulary import Role
from ui.icons import Icon
from ui.keys import Key
from ui.shell.desk import Action, Desk, DeskArea

DESK = Desk(
    "warranty",
    N_("Warranty rights"),
    icon=Icon.SHIELD_ALERT,
    page="ui.warranty.demands:DemandsPage",
    area=DeskArea.AFTER_SALES,
    roles=(Role.ADVISOR, Role.CARE),
    actions=(
        Action("new_entry", N_("Log a demand"), Key.NEW, "add", primary=True),
        Action("edit", N_("Edit"), Key.EDIT, "edit", chosen=True),
        Action("find", N_("Search this list"), Key.FIND, "find"),
    ),
    records=(Noun.WARRANTY_DEMAND,),
    help=N_(
        "What a buyer demands under the warranty rules (三包): free repair, another car, money"
        " back. The store answers within 10 working days and finishes within 20; a refusal states"
        " its reason. How often a car was repaired, and for how many days, is counted from its"
        " orders and stands beside the demand."
    ),
)
