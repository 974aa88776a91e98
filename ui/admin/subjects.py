"""The subjects of the settings in their order, under the headings of their groups."""

from dataclasses import dataclass

from app.text import N_
from ui.icons import Icon
from ui.shell.desk import DeskPart


@dataclass(frozen=True, slots=True)
class SubjectGroup:
    """Subjects that belong together, under one heading."""

    title: str
    parts: tuple[DeskPart, ...]


GROUPS = (
    SubjectGroup(
        N_("Store and team"),
        (
            DeskPart("store", N_("Store"), "store"),
            DeskPart("people", N_("Colleagues"), "users"),
            DeskPart("teams", N_("Teams"), Icon.HANDSHAKE),
            DeskPart("absences", N_("Absences"), Icon.USER_X),
            DeskPart("special_days", N_("Special days"), Icon.CALENDAR),
        ),
    ),
    SubjectGroup(
        N_("Rules and wording"),
        (
            DeskPart("rules", N_("Rules and targets"), Icon.TARGET),
            DeskPart("wording", N_("Wording of the papers"), Icon.FILE_TEXT),
            DeskPart("message_templates", N_("Texts for customers"), Icon.MESSAGE_SQUARE),
        ),
    ),
    SubjectGroup(
        N_("Showroom"),
        (
            DeskPart("models", N_("Models"), "car"),
            DeskPart("trims", N_("Versions"), Icon.LAYOUT_DASHBOARD),
            DeskPart("prices", N_("Prices of new cars"), Icon.BANKNOTE),
            DeskPart("sources", N_("Sources"), "megaphone"),
            DeskPart("purposes", N_("Purposes"), Icon.FLAG),
            DeskPart("levels", N_("Levels"), Icon.GAUGE),
            DeskPart("demo_cars", N_("Demo cars"), Icon.CAR_FRONT),
            DeskPart("routes", N_("Routes"), "route"),
        ),
    ),
    SubjectGroup(
        N_("Jobs and parts"),
        (
            DeskPart("labour", N_("Labour items"), "wrench"),
            DeskPart("parts", N_("Parts"), "package"),
            DeskPart("packages", N_("Packages"), Icon.CLIPBOARD_LIST),
            DeskPart("fault_codes", N_("Fault codes"), Icon.SHIELD_ALERT),
            DeskPart("recalls", N_("Recalls"), Icon.TRIANGLE_ALERT),
        ),
    ),
    SubjectGroup(
        N_("Workshop and quality"),
        (
            DeskPart("bays", N_("Bays"), Icon.WAREHOUSE),
            DeskPart("board_titles", N_("Columns of the board"), Icon.KANBAN),
            DeskPart("inspection_templates", N_("Inspections"), Icon.CLIPBOARD_LIST),
            DeskPart("inspection_items", N_("Inspection items"), Icon.CLIPBOARD_CHECK),
            DeskPart("check_items", N_("Final checklist"), Icon.CHECK_CHECK),
            DeskPart("inspectors", N_("Quality inspectors"), Icon.SHIELD_CHECK),
        ),
    ),
    SubjectGroup(
        N_("PC and data"),
        (
            DeskPart("this_pc", N_("This PC"), "monitor"),
            DeskPart("data", N_("Data and backup"), Icon.DATABASE_BACKUP),
            DeskPart("several_pcs", N_("Several PCs"), Icon.NETWORK),
            DeskPart("audit", N_("Change log"), "history"),
        ),
    ),
)
