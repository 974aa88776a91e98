"""Prospects as the window knows them."""

from app.text import N_
from db.nouns import Noun
from db.vocabulary import Role
from ui.icons import Icon
from ui.keys import Key
from ui.shell.desk import Action, Desk, DeskArea, DeskPart

LIVE, LOSSES, FLEET = "live", "losses", "fleet"
"""The views of the page."""

DESK = Desk(
    "prospects",
    N_("Prospects"),
    icon=Icon.USER_CHECK,
    page="ui.prospects.page:ProspectsPage",
    area=DeskArea.SHOWROOM,
    roles=(Role.CONSULTANT,),
    actions=(
        Action("new_entry", N_("New prospect"), Key.NEW, "add", primary=True),
        Action("note_contact", N_("Note a contact"), Key.NOTE_CONTACT, "contact", chosen=True),
        Action("edit", N_("Edit"), Key.EDIT, "edit", chosen=True),
        Action("print", N_("Print the card, or the losses"), Key.PRINT, "print_card", chosen=True),
        Action("daily_sheet", N_("Daily sheet"), Key.DAILY_SHEET, "daily_sheet"),
        Action("find", N_("Search this list"), Key.FIND, "find"),
    ),
    parts=(
        DeskPart(LIVE, N_("Live prospects"), Icon.USER_CHECK),
        DeskPart(LOSSES, N_("Losses"), Icon.CIRCLE_X),
        DeskPart(FLEET, N_("Fleet projects"), Icon.USERS),
    ),
    records=(Noun.LOSS, Noun.FLEET_PROJECT),
    panels=((Noun.FOLLOW_UP, "ui.prospects.contact_panel:ContactPanel"),),
    watch="ui.prospects.reminder_watch:ReminderWatch",
    help=N_(
        "Everybody who may buy, with the level and the next contact. Choose a row and note how the"
        " contact went: the next one is planned by the level, or for the day the customer named."
        " When somebody decides not to buy here, report the loss with reason, rival and price; a"
        " manager confirms it or sends it back. If a lost customer comes back, revive the file."
    ),
)
