"""Quotations and orders for cars as the window knows them."""

from app.text import N_
from db.nouns import Noun
from db.vocabulary import Role
from ui.icons import Icon
from ui.keys import Key
from ui.shell.desk import Action, Desk, DeskArea, DeskPart

QUOTES, APPRAISALS, ORDERS = "quotes", "appraisals", "orders"
DESK = Desk(
    "sales",
    N_("Sales"),
    icon=Icon.HANDSHAKE,
    page="ui.sales.page:SalesPage",
    area=DeskArea.SHOWROOM,
    roles=(Role.CONSULTANT, Role.CASHIER),
    actions=(
        Action("new_entry", N_("New quotation"), Key.NEW, "add", (Role.CONSULTANT,), primary=True),
        Action("edit", N_("Next version"), Key.EDIT, "edit", (Role.CONSULTANT,), chosen=True),
        Action("print", N_("Print what is chosen"), Key.PRINT, "print_chosen", chosen=True),
        Action("find", N_("Search this list"), Key.FIND, "find"),
    ),
    records=(
        *(Noun.QUOTE, Noun.QUOTE_WISH, Noun.PROJECT_WISH, Noun.USED_CAR_WISH),
        *(Noun.APPRAISAL, Noun.SALE_ORDER),
    ),
    parts=(
        DeskPart(APPRAISALS, N_("Trade-in appraisals"), Icon.CAR),
        DeskPart(ORDERS, N_("Orders for cars"), Icon.FILE_CHECK),
    ),
    watch="ui.sales.board_watch:BoardWatch",
    help=N_(
        "Customer, car and discount make a quotation; the rest is folded. What was saved never"
        " changes: a change is the next version. The customer agrees: order it from the quotation."
        " The manager approves, finance checks, the contract is printed and signed. Then the order"
        " gets its car; what is missing before the hand-over stands in its way, step by step."
    ),
)
