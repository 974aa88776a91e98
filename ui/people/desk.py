"""Customers as the window knows them."""

from app.text import N_
from db.nouns import Noun
from db.vocabulary import Role
from ui.icons import Icon
from ui.shell.desk import Action, Desk

DESK = Desk(
    "people",
    N_("Customers"),
    icon=Icon.USERS,
    page="ui.people.page:PeoplePage",
    roles=(Role.RECEPTION, Role.CONSULTANT, Role.ADVISOR, Role.CASHIER, Role.CARE),
    actions=(
        Action("new_entry", N_("New customer"), "Ctrl+N", "new_person", primary=True),
        Action("edit", N_("Edit"), "F2", "edit"),
        Action("add_car", N_("Add a car"), "Ctrl+Shift+V", "add_car"),
        Action("keeper", N_("Change owner"), "Ctrl+Shift+O", "change_keeper"),
        Action("plate", N_("Change plate"), "Ctrl+Shift+N", "change_plate"),
        Action("licence", N_("Driving licence"), "Ctrl+Shift+L", "edit_licence"),
        Action("consent", N_("Privacy consent"), "Ctrl+Shift+P", "edit_consent"),
        Action(
            "merge", N_("Merge with another file"), "Ctrl+Shift+M", "merge", roles=(Role.MANAGER,)
        ),
        Action("filter", N_("Search this list"), "Ctrl+Shift+F", "take_focus"),
    ),
    records=(Noun.PERSON, Noun.VEHICLE, Noun.FOLLOW_UP, Noun.PROSPECT, Noun.CONSENT, Noun.MERGE),
    help=N_(
        "Type any scrap of a name, initials, phone, plate or VIN above the list. A line opens the"
        " whole file at the right: cars, numbers and one timeline; Enter on an event opens what"
        " happened."
    ),
)
