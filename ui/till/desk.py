"""The till as the window knows it."""

from app.text import N_
from db.nouns import Noun
from db.vocabulary import Role
from ui.icons import Icon
from ui.keys import Key
from ui.shell.desk import Action, Desk, DeskArea

DESK = Desk(
    "till",
    N_("Till"),
    icon=Icon.BANKNOTE,
    page="ui.till.page:TillPage",
    area=DeskArea.AFTER_SALES,
    roles=(Role.CASHIER,),
    actions=(
        Action("daily_sheet", N_("Daily sheet"), Key.DAILY_SHEET, "daily_sheet", primary=True),
    ),
    records=(Noun.TILL_DAY, Noun.SETTLEMENT),
    help=N_(
        "Today's receipts and the cash that should be in the till. Count the cash, enter it and"
        " close the till; a difference needs a reason, and a receipt after closing needs a manager."
        " Receivables show who owes how much, and since when: choose a debtor to see the bills,"
        " press Enter on a bill to open its order."
    ),
)
