"""Draws 机动车维修竣工出厂合格证: main part, guarantee card, and the stub for the workshop."""

from app.formatting import joined, kilometres, show_date
from app.identity import phone as phones
from app.labels import label
from app.orders.rules import GuaranteeEnd
from app.paper.closing import Signature
from app.paper.grid import Fact, GridLook, Strong
from app.paper.paper import Paper
from app.paper.table import PaperColumn, Rows
from app.service import paper_blocks as blocks
from app.service.paper_blocks import NUMBER
from app.service.queries.facts import OrderFacts
from app.service.queries.quality import CertificateRow, CheckRow
from app.settings import StoreSettings
from app.text import N_, _
from db.quality_words import CheckStep

TITLE = N_("Certificate of completed repair")
TWO = GridLook(columns=(1, 1))
ITEMS = (
    NUMBER,
    PaperColumn(N_("Item"), 44),
    PaperColumn(N_("Passed when"), 92.5),
    PaperColumn(N_("Result"), 22),
)
CLAUSES = (
    N_("The guarantee begins on the day the car leaves; whichever limit comes first ends it."),
    N_(
        "What the repair itself made unusable within it is repaired free; unless the workshop shows"
        " another cause within three days, it repairs without delay."
    ),
    N_(
        "Parts that the customer brought, wrong use and work on the same part elsewhere are not"
        " covered. A rework that passed begins the guarantee of that job anew."
    ),
)


def certificate(facts: OrderFacts) -> bytes:
    """One page, cut at the dashed line; the seal goes across it."""
    issued = facts.order.quality.certificate
    assert issued is not None
    about = blocks.plate(facts.order)
    paper = Paper(
        _(TITLE), issued.number, facts.store, facts.language, facts.printed, subject=about
    )
    paper.grid([*_parties(facts, issued), *_stay(facts, issued)], TWO)
    allowed = _("Repaired as agreed, inspected at completion and found fit: allowed to leave.")
    paper.note(allowed, strong=True)
    _add_inspection(paper, facts)
    paper.signatures(_boxes(issued))
    card = GridLook(columns=(1,), name=_("Card"))
    paper.grid(_card(facts), card).clauses([_(clause) for clause in CLAUSES], small=True)
    paper.cut_line(
        joined(_("Seal across the line"), _("cut along the dashes"), issued.number, by=" · ")
    )
    return paper.grid(_stub(facts, issued), TWO).build()


def _parties(facts: OrderFacts, issued: CertificateRow) -> list[list[Fact]]:
    order, store = facts.order, facts.settings.of(StoreSettings)
    customer = order.customer.name if order.customer else ""
    return [
        [(_("Ordered by"), Strong(customer)), (_("Contract number"), order.number)],
        [
            (_("Plate"), Strong(blocks.plate(order))),
            (_("Body type"), joined(order.car.body_type, order.car.brand, order.model)),
        ],
        [(_("VIN"), order.car.vin or ""), (_("Engine number"), order.car.engine_number or "")],
        [(_("Workshop"), store.store_name), (_("Telephone"), phones.shown(store.store_phone))],
    ]


def _stay(facts: OrderFacts, issued: CertificateRow) -> list[list[Fact]]:
    order = facts.order
    came = joined(show_date(order.received_at), kilometres(order.intake.odometer))
    left = joined(show_date(issued.leaves_on), kilometres(issued.odometer))
    return [
        [
            (_("Repair class"), Strong(label(order.quality.state.repair))),
            (_("Came in"), came),
        ],
        [(_("Inspector"), _inspector(issued)), (_("Left"), Strong(left))],
    ]


def _inspector(issued: CertificateRow) -> str:
    number = _("no. {number}").format(number=issued.inspector_number)
    return joined(issued.staff, number if issued.inspector_number else "", by=" ")


def _add_inspection(paper: Paper, facts: OrderFacts) -> None:
    """What the inspector looked at, and the road test."""
    final = _final(facts)
    if final is None:
        return
    rows = [
        [str(place), one.name, one.standard or "", _("in order") if one.fine else _("not in order")]
        for place, one in enumerate(final.results, 1)
    ]
    if final.road_tested:
        driven = _("road test {km} km").format(km=final.road_km)
        rows.append([str(len(rows) + 1), _("Road test"), driven, _("in order")])
    if rows:
        paper.table(ITEMS, Rows(rows), name=_("Final inspection"))


def _final(facts: OrderFacts) -> CheckRow | None:
    checks = facts.order.quality.checks
    found = (row for row in checks if row.step is CheckStep.FINAL and row.counts and row.passed)
    return next(found, None)


def _boxes(issued: CertificateRow) -> list[Signature]:
    return [
        Signature(_("Quality inspector (signature)"), _inspector(issued)),
        Signature(_("Workshop (inspection seal)"), seal=True),
        Signature(_("Received by (signature)")),
    ]


def _card(facts: OrderFacts) -> list[list[Fact]]:
    """How long, and the last day and kilometre themselves."""
    promised, end = facts.guarantee, facts.certificate_end
    period = _("{days} days or {km} km").format(days=promised.days, km=f"{promised.km:,}")
    return [
        [(_("Guarantee"), Strong(period))],
        [(_("Until, whichever is first"), Strong(_until(end)))],
    ]


def _until(end: GuaranteeEnd | None) -> str:
    if end is None:
        return ""
    return joined(show_date(end.last_day), kilometres(end.km), by=_(" or "))


def _stub(facts: OrderFacts, issued: CertificateRow) -> list[list[Fact]]:
    """What the workshop keeps."""
    order = facts.order
    customer = order.customer.name if order.customer else ""
    left = joined(show_date(issued.leaves_on), kilometres(issued.odometer))
    return [
        [(_("Stub"), Strong(_("kept by the workshop"))), (_("Number"), Strong(issued.number))],
        [(_("Ordered by"), customer), (_("Contract number"), order.number)],
        [(_("Plate"), blocks.plate(order)), (_("Model"), order.model or "")],
        [(_("Repair class"), label(order.quality.state.repair)), (_("Left"), left)],
        [(_("Inspector"), _inspector(issued)), (_("Received by (signature)"), "____________")],
    ]
