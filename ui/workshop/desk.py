"""The workshop board as the window knows it."""

from app.text import N_
from db.vocabulary import Role
from ui.icons import Icon
from ui.keys import Key
from ui.shell.desk import Action, Desk, DeskArea

MOVERS = (Role.CONTROLLER, Role.ADVISOR, Role.TECHNICIAN)

DESK = Desk(
    "workshop",
    N_("Board"),
    icon=Icon.SQUARE_KANBAN,
    page="ui.workshop.page:BoardPage",
    area=DeskArea.AFTER_SALES,
    watch="ui.workbench.forgotten_watch:ForgottenWatch",
    roles=(Role.CONTROLLER, Role.ADVISOR, Role.TECHNICIAN, Role.PARTS),
    actions=(
        Action(
            "assign",
            N_("Assign"),
            Key.ASSIGN,
            "assign",
            roles=(Role.CONTROLLER, Role.ADVISOR),
            primary=True,
            chosen=True,
        ),
        Action(
            "dispatch",
            N_("Allocate jobs"),
            Key.DISPATCH,
            "dispatch",
            roles=(Role.CONTROLLER, Role.ADVISOR),
            chosen=True,
        ),
        Action(
            "print",
            N_("Print the dispatch sheet"),
            Key.PRINT,
            "print_dispatch",
            roles=(Role.CONTROLLER, Role.ADVISOR),
            chosen=True,
        ),
        Action("daily_sheet", N_("Daily sheet"), Key.DAILY_SHEET, "daily_sheet"),
        Action("wall", N_("Workshop screen"), Key.WALL, "show_wall"),
        Action(
            "carry_over",
            N_("Carry over unfinished cars"),
            Key.CARRY_OVER,
            "carry_over",
            roles=(Role.CONTROLLER, Role.ADVISOR),
        ),
        Action("stage_times", N_("Time in each stage"), Key.STAGE_TIMES, "stage_times"),
        Action("open_order", N_("Open the order"), Key.OPEN_ORDER, "open_order", chosen=True),
        Action("move_to", N_("Move to…"), Key.MOVE_TO, "move_to", roles=MOVERS, chosen=True),
    ),
    help=N_(
        "Each car in the workshop is a card. Drag it, or press Ctrl with an arrow key, to move it"
        " to another column; Ctrl+M lists where it can go. Enter shows its details. Red cards are"
        " late, amber ones are about to be."
    ),
)
