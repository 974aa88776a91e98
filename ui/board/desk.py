"""The sales board 订交存看板 as the window knows it: everybody may read it."""

from app.text import N_
from db.vocabulary import Role
from ui.icons import Icon
from ui.keys import Key
from ui.shell.desk import Action, Desk, DeskArea

DESK = Desk(
    "board",
    N_("Sales board"),
    icon=Icon.SQUARE_KANBAN,
    page="ui.board.page:SalesBoardPage",
    area=DeskArea.SHOWROOM,
    roles=tuple(Role),
    aside=tuple(Role),
    actions=(
        Action("print", N_("Print the half-year"), Key.PRINT, "print_half_year", chosen=True),
        Action("wall", N_("Sales screen"), Key.WALL, "show_wall"),
    ),
    help=N_(
        "The sales board counts what was ordered and handed over and what stands, by model and by"
        " consultant; Enter shows the orders and cars that a number counts. It names no customer,"
        " no telephone and no price, so everybody may read it. The manager closes the day."
    ),
)
