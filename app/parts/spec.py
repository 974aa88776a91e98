"""What this desk declares: parts and labour items."""

from app.desk_spec import DeskSpec, ListExport
from app.parts.set_up import SET_UP
from app.text import N_
from db.nouns import Noun

DESK = DeskSpec(
    name="parts",
    set_up=SET_UP,
    nouns={
        Noun.PART: N_("Part"),
        Noun.LABOUR_ITEM: N_("Labour item"),
        Noun.WORK_PACKAGE: N_("Package"),
        Noun.PACKAGE_LINE: N_("Line of a package"),
        Noun.PACKAGE_MODEL: N_("Model of a package"),
    },
    exports=(
        ListExport("part_table", N_("Parts"), Noun.PART),
        ListExport("work_package_table", N_("Packages"), Noun.WORK_PACKAGE),
        ListExport("labour_item_table", N_("Labour items"), Noun.LABOUR_ITEM),
    ),
)
