"""Draws the appraisal of a car to be traded in 旧车评估单, as the customer takes it home."""

from collections.abc import Iterator

from app.admin.letterhead import letterhead
from app.body_marks import read
from app.formatting import joined, money, show_date, show_moment, two_decimals
from app.identity import plate as plates
from app.labels import label
from app.paper.closing import Signature
from app.paper.grid import Fact, GridLook, Strong
from app.paper.paper import Paper
from app.paper.pen import CENTRE, RIGHT
from app.paper.pictures import mark_name, photo_picture
from app.paper.reprint import copy_of
from app.paper.table import PaperColumn, Rows
from app.sales.appraisal_facts import AppraisalPaper, AppraisalRow
from app.sales.appraisal_queries import paper_number
from app.text import N_, _, speaking
from db.vocabulary import PaperKind

COLUMNS = (
    PaperColumn(N_("No."), 11, CENTRE),
    PaperColumn(N_("What has to be done"), 128),
    PaperColumn(N_("Cost (¥)"), 40, RIGHT),
)


def given(facts: AppraisalPaper) -> bytes:
    """The paper that was given out, marked as a copy, or the first one."""
    if facts.kept is None:
        return appraisal(facts)
    return copy_of(facts.kept.pdf, facts.printed.copy, language=facts.language)


def appraisal(facts: AppraisalPaper) -> bytes:
    """One page: the car with its damage, what has to be done, the offer; then the photos.

    What the store will sell it for, and what it keeps, is not the customer's to read.
    """
    with speaking(facts.language):
        return _appraisal(facts).build()


def _appraisal(facts: AppraisalPaper) -> Paper:
    row = facts.row
    until = _("Valid until {day}").format(day=show_date(row.valid_until))
    paper = Paper(
        label(PaperKind.TRADE_IN_APPRAISAL),
        paper_number(row.number, row.version),
        letterhead(facts.settings),
        facts.language,
        facts.printed,
        subject=joined(row.customer, row.car, money(row.offered)),
        subtitle=until,
    )
    paper.grid(_customer(row))
    paper.grid(_car(row), GridLook(name=_("Car")))
    paper.body_sketch(read(row.damage_marks))
    paper.grid([[(_("Condition, accidents, papers"), row.condition or _("Nothing noted"))]])
    if row.costs:
        total = ["", _("Together"), two_decimals(row.cost)]
        paper.table(COLUMNS, Rows(list(_costs(row)), [total]), name=_("Before it can be sold"))
    paper.total(_("Price offered (RMB in capitals):"), row.offered)
    paper.grid([[(_("Handed over with the car"), _papers())]], GridLook(by_hand=True))
    paper.clauses(list(_terms(row)))
    paper.signatures(
        [
            Signature(_("Owner (signature)"), row.customer),
            Signature(_("Appraiser"), row.appraiser),
            Signature(_("Manager")),
        ]
    )
    shown = [photo_picture(one, mark_name(one, row.damage_marks)) for one in facts.photos]
    return paper.pictures(shown, title=_("Photos"))


def _customer(row: AppraisalRow) -> list[list[Fact]]:
    return [
        [
            (_("Customer"), Strong(row.customer)),
            (_("Telephone"), row.phone),
            (_("Appraised at"), show_moment(row.appraised_at)),
        ]
    ]


def _car(row: AppraisalRow) -> list[list[Fact]]:
    registered = show_date(row.registered_on) if row.registered_on else ""
    return [
        [
            (_("Brand and model"), Strong(row.model)),
            (_("Plate"), Strong(plates.shown(row.plate))),
            (_("Colour"), row.colour),
        ],
        [
            (_("VIN"), row.vin),
            (_("First registered"), registered),
            (_("Odometer"), _("{km} km").format(km=f"{row.odometer:,}")),
        ],
    ]


def _costs(row: AppraisalRow) -> Iterator[list[str]]:
    for place, one in enumerate(row.costs, 1):
        yield [str(place), one.text, two_decimals(one.amount)]


def _papers() -> str:
    named = (
        N_("registration certificate"),
        N_("vehicle licence"),
        N_("insurance policy"),
        N_("purchase tax receipt"),
        N_("both keys"),
    )
    return "　".join(f"□ {_(one)}" for one in named)


def _terms(row: AppraisalRow) -> Iterator[str]:
    yield _(
        "The price holds until {day} for the car as it is described here; after an accident or more"
        " than 1,000 km it is looked at again."
    ).format(day=show_date(row.valid_until))
    yield _(
        "The owner declares that the car is free of loans, seizures and open fines, and that its"
        " odometer was not changed."
    )
    yield _(
        "The price is set off against a new car bought here; the car is handed over with its papers"
        " before the new one leaves."
    )
