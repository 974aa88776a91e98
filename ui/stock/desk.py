"""Cars for sale as the window knows them."""

from app.text import N_
from db.nouns import Noun
from db.vocabulary import Role
from ui.icons import Icon
from ui.keys import Key
from ui.shell.desk import Action, Desk, DeskArea, DeskPart

CARS, TRANSFERS, OUTLETS = "cars", "transfers", "outlets"
DESK = Desk(
    "stock",
    N_("Cars for sale"),
    icon=Icon.WAREHOUSE,
    page="ui.stock.page:StockPage",
    area=DeskArea.SHOWROOM,
    roles=(Role.CONSULTANT, Role.TECHNICIAN, Role.CONTROLLER, Role.CASHIER),
    aside=(Role.TECHNICIAN, Role.CONTROLLER, Role.CASHIER),
    actions=(
        Action("new_entry", N_("New car"), Key.NEW, "add", roles=(Role.MANAGER,), primary=True),
        Action("add_car", N_("Paste VINs"), Key.ADD_CAR, "paste", roles=(Role.MANAGER,)),
        Action(
            "order_proposal",
            N_("Order proposal"),
            run="order_proposal",
            roles=(Role.MANAGER,),
        ),
        Action("daily_sheet", N_("Print the list"), Key.DAILY_SHEET, "daily_sheet"),
        Action("print", N_("Print what is chosen"), Key.PRINT, "print_chosen", chosen=True),
        Action("edit", N_("Edit"), Key.EDIT, "edit", chosen=True),
        Action("find", N_("Search this list"), Key.FIND, "find"),
    ),
    records=(Noun.STOCK_CAR, Noun.CAR_TRANSFER, Noun.OUTLET, Noun.FORECAST_WISH),
    parts=(
        DeskPart(TRANSFERS, N_("Cars at outlets"), Icon.ROUTE),
        DeskPart(OUTLETS, N_("Outlets"), Icon.WAREHOUSE),
    ),
    help=N_(
        "Every car for sale, from the day it is ordered until it leaves: where it stands, how long,"
        " where its certificate lies. Reserve one for a customer; nobody else can reserve it until"
        " the time is up, and then it is free by itself. The manager adds cars, one or a whole"
        " truckload of VINs at once, and says how they leave. The order proposal says each"
        " Monday what to order from the maker, and why. Ctrl+P prints the sheet by which the chosen"
        " car is inspected (PDI). A car that goes to an outlet stays in the list until the outlet"
        " has sold it; the cashier takes what the outlet pays. What outlets owe stands with them,"
        " and what they expect to sell next month, which the order proposal takes into account."
        " Prices are set in Settings."
    ),
)
