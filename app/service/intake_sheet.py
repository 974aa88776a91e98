"""Draws 接车问诊与环车检查单: in which state the car came, with photos, for two signatures."""

from app.body_marks import read
from app.formatting import joined, kilometres, show_moment
from app.labels import label
from app.paper.body_sketch import Beside
from app.paper.closing import Signature
from app.paper.grid import Fact, Strong
from app.paper.paper import Paper
from app.paper.pictures import PaperPicture, mark_name, photo_picture
from app.paper.table import PaperColumn, Rows
from app.photos import WholePhoto
from app.service import belongings
from app.service import paper_blocks as blocks
from app.service.inspection_sheet import add_findings
from app.service.paper_blocks import NUMBER
from app.service.queries.facts import OrderFacts
from app.service.queries.sheet import OrderSheet
from app.service.settings import IntakeSettings
from app.text import N_, _
from db.inspection_words import Light
from db.vocabulary import FuelLevel, PaperKind

CONCERNS = (
    NUMBER,
    PaperColumn(N_("Customer's words"), 88),
    PaperColumn(N_("When, where, how often; finding"), 69.5),
)


def intake_sheet(facts: OrderFacts) -> bytes:
    """One page for most cars; the customer signs for what was seen, photos included."""
    order = facts.order
    paper = Paper(
        label(PaperKind.INTAKE_SHEET),
        order.number,
        facts.store,
        facts.language,
        facts.printed,
        subject=joined(blocks.plate(order), show_moment(order.received_at)),
    )
    paper.grid([blocks.customer(facts), *blocks.car(order), *_arrival(order)])
    concerns = [
        [str(place), row.words, row.finding or ""] for place, row in enumerate(order.concerns, 1)
    ]
    paper.table(CONCERNS, Rows(concerns, blank=2), name=_("Concerns"))
    paper.body_sketch(read(order.intake.damage_marks), beside=_beside(order))
    for inspection in facts.inspections:
        add_findings(paper, inspection, lights=(Light.RED, Light.AMBER))
    if facts.settings.of(IntakeSettings).print_photos and facts.photos:
        paper.pictures([_picture(one, facts) for one in facts.photos])
    customer = Signature(
        _("Customer (signature)"),
        said=_("I have taken my valuables; the car was looked at together."),
    )
    advisor = Signature(_("Service advisor {name}").format(name=order.advisor))
    return paper.signatures([customer, advisor], internal=True).build()


def _arrival(order: OrderSheet) -> list[list[Fact]]:
    return [
        [
            (_("Promised hand-over"), Strong(show_moment(order.promised_at))),
            (_("Date in"), show_moment(order.received_at)),
            (_("Service type"), blocks.service_types(order)),
        ],
        [(_("Service advisor"), order.advisor), (_("Key tag"), Strong(order.intake.key_tag or ""))],
    ]


def _beside(order: OrderSheet) -> Beside:
    """Fuel and odometer, what was left in the car, what the customer wants, the damage."""
    noted = order.intake
    fuel = noted.fuel
    left, others = belongings.parted(noted.belongings)
    usual = tuple((_(name), name in left) for name in belongings.USUAL)
    wants = (
        (_("Wash the car"), noted.wash),
        (_("Give old parts back"), noted.old_parts_back),
        (_("Customer waits in the store"), noted.waits_in_store),
    )
    return Beside(
        fuel=None if fuel is None else list(FuelLevel).index(fuel) / 4,
        gauge=(_("Fuel level"), label(fuel)),
        reading=(_("Odometer in"), kilometres(noted.odometer)),
        lists=(
            (_("Belongings left in the car"), usual),
            *([(_("Other belongings"), others)] if others else []),
            (_("Customer's wishes"), wants),
            (_("Damage seen"), noted.damage or _("None")),
        ),
    )


def _picture(photo: WholePhoto, facts: OrderFacts) -> PaperPicture:
    """A photo with the number of its mark or the name of its item."""
    items = (one for inspection in facts.inspections for one in inspection.findings)
    item = next((one.name for one in items if one.id == photo.row.finding_id), "")
    return photo_picture(photo, mark_name(photo, facts.order.intake.damage_marks), item)
