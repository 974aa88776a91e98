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
        "What buyers demand under the Chinese warranty rules (三包): a free repair, a replacement"
        " car or their money back. We answer within 10 working days and settle within 20; a refusal"
        " needs a reason. The number of repairs and the days off the road are counted from the"
        " car's orders and shown beside the demand."
    ),
)
