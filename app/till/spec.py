"""What this desk declares: counted tills, its papers and lists, what waits today."""

from app.desk_spec import DeskSpec, ListExport, PaperSpec
from app.text import N_
from app.till import today
from db.nouns import Noun
from db.vocabulary import PaperKind

DESK = DeskSpec(
    name="till",
    nouns={Noun.TILL_DAY: N_("Till of a day")},
    today=today.LISTS,
    papers=(PaperSpec(PaperKind.TAKINGS_SHEET), PaperSpec(PaperKind.RECEIVABLES)),
    exports=(
        ListExport("receipts", N_("Receipts of the day"), Noun.PAYMENT),
        ListExport("debtors", N_("Receivables by age"), Noun.SETTLEMENT),
        ListExport("owed_bills", N_("Unpaid bills"), Noun.SETTLEMENT),
    ),
)
