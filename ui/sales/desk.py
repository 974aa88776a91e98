"""Quotations as the window knows them."""

from app.text import N_
from db.nouns import Noun
from db.vocabulary import Role
from ui.icons import Icon
from ui.keys import Key
from ui.shell.desk import Action, Desk, DeskArea

DESK = Desk(
    "sales",
    N_("Quotations"),
    icon=Icon.HANDSHAKE,
    page="ui.sales.page:QuotesPage",
    area=DeskArea.SHOWROOM,
    roles=(Role.CONSULTANT,),
    actions=(
        Action("new_entry", N_("New quotation"), Key.NEW, "add", primary=True),
        Action("edit", N_("Next version"), Key.EDIT, "edit", chosen=True),
        Action("print", N_("Print the quotation"), Key.PRINT, "print_version", chosen=True),
        Action("find", N_("Search this list"), Key.FIND, "find"),
    ),
    records=(Noun.QUOTE, Noun.QUOTE_WISH),
    help=N_(
        "Customer, car and discount make a quotation; the rest is folded. Tax, instalments and the"
        " on-the-road price add up while you type. What was saved never changes: a change is the"
        " next version, and what differs is marked. Below the floor price of the day give a reason,"
        " and a manager signs on the spot. Print it: a reprint is the same paper."
    ),
)
