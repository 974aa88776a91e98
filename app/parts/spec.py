"""What this desk declares: parts and labour items."""

from app.desk_spec import DeskSpec
from app.text import N_
from db.nouns import Noun

DESK = DeskSpec(
    name="parts",
    nouns={Noun.PART: N_("Part"), Noun.LABOUR_ITEM: N_("Labour item")},
)
