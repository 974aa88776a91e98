"""The service desk as the window knows it."""

from app.text import N_
from db.nouns import Noun
from db.vocabulary import Role
from ui.icons import Icon
from ui.keys import Key
from ui.shell.desk import Action, Desk, DeskArea

OPENERS = (Role.ADVISOR, Role.RECEPTION, Role.CONTROLLER)

DESK = Desk(
    "service",
    N_("Repair orders"),
    icon=Icon.CLIPBOARD_LIST,
    page="ui.service.page:ServicePage",
    area=DeskArea.AFTER_SALES,
    roles=(
        Role.ADVISOR,
        Role.RECEPTION,
        Role.CONTROLLER,
        Role.CASHIER,
        Role.PARTS,
        Role.TECHNICIAN,
    ),
    aside=(Role.TECHNICIAN, Role.RECEPTION),
    actions=(
        Action(
            "new_order",
            N_("New repair order"),
            Key.NEW_ORDER,
            "new_order",
            roles=OPENERS,
            primary=True,
        ),
        Action(
            "settle",
            N_("Settle and take payment"),
            Key.SETTLE,
            "settle",
            roles=(Role.ADVISOR, Role.CASHIER),
            chosen=True,
        ),
        Action(
            "lend",
            N_("Loan car"),
            Key.LEND,
            "lend",
            roles=(Role.ADVISOR, Role.RECEPTION),
            chosen=True,
        ),
        Action("print", N_("Print the order's paper"), Key.PRINT, "print_paper", chosen=True),
        Action(
            "health_records",
            N_("Report to the health record"),
            Key.HEALTH_RECORDS,
            "health_records",
            roles=(Role.ADVISOR, Role.CASHIER),
        ),
        Action("find", N_("Find an order"), Key.FIND, "find_order"),
    ),
    records=(Noun.REPAIR_ORDER,),
    help=N_(
        "Press F7 when a car comes in and enter its plate; what we know about the car comes up at"
        " once. Open an order to price it, record what the customer has agreed to, settle the bill"
        " with F8 and hand the car back."
    ),
)
