"""Customers as the window knows them."""

from app.text import N_
from db.nouns import Noun
from db.vocabulary import Role
from ui.icons import Icon
from ui.keys import Key
from ui.shell.desk import Action, Desk, DeskArea

DESK = Desk(
    "people",
    N_("Customers"),
    icon=Icon.USERS,
    page="ui.people.page:PeoplePage",
    area=DeskArea.CUSTOMERS,
    watch="ui.workbench.forgotten_watch:ForgottenWatch",
    roles=(Role.RECEPTION, Role.CONSULTANT, Role.ADVISOR, Role.CASHIER, Role.CARE),
    actions=(
        Action("new_entry", N_("New customer"), Key.NEW, "new_person", primary=True),
        Action("edit", N_("Edit"), Key.EDIT, "edit", chosen=True),
        Action("add_car", N_("Add a car"), Key.ADD_CAR, "add_car", chosen=True),
        Action("keeper", N_("Change owner"), Key.KEEPER, "change_keeper", chosen=True),
        Action("plate", N_("Change plate"), Key.PLATE, "change_plate", chosen=True),
        Action("licence", N_("Licence"), Key.LICENCE, "edit_licence", chosen=True),
        Action("consent", N_("Privacy consent"), Key.CONSENT, "edit_consent", chosen=True),
        Action(
            "merge",
            N_("Merge with another file"),
            Key.MERGE,
            "merge",
            roles=(Role.MANAGER,),
            chosen=True,
        ),
        Action("print", N_("Print the owner card"), Key.PRINT, "print_card", chosen=True),
        Action("find", N_("Search this list"), Key.FIND, "take_focus"),
    ),
    records=(Noun.PERSON, Noun.VEHICLE, Noun.FOLLOW_UP, Noun.PROSPECT, Noun.CONSENT, Noun.MERGE),
    icons=((Noun.PERSON, Icon.USER), (Noun.VEHICLE, Icon.CAR)),
    help=N_(
        "Type any part of a name, initials, phone, plate or VIN above the list. Open a line to see"
        " the whole file: phones, cars and everything that has happened, in order of time. Press"
        " Enter on an event to open its record."
    ),
)
