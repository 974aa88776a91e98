"""Draws 机动车维修费用结算清单 (JT/T 1133-2017): its title, its fields, their order."""

from decimal import Decimal

from app.formatting import joined, kilometres, money, show_date, show_moment
from app.identity import phone as phones
from app.identity import plate as plates
from app.labels import label
from app.orders.rules import GuaranteeEnd
from app.paper.closing import QrCode, Signature
from app.paper.grid import Fact
from app.paper.paper import Paper
from app.paper.table import PaperColumn
from app.service import paper_blocks as blocks
from app.service.paper_blocks import NUMBER
from app.service.queries.bills import BillFacts, PaymentRow
from app.service.queries.facts import OrderFacts
from app.service.queries.sheet import OrderSheet
from app.service.settings import SettlementSettings
from app.settings import StoreSettings
from app.text import N_, _
from db.vocabulary import Energy, PaymentMethod

TITLE = N_("Repair settlement list")
CONCERNS = (
    NUMBER,
    PaperColumn(N_("Customer's words"), 52),
    PaperColumn(N_("Finding"), 36),
    PaperColumn(N_("Cause"), 32),
    PaperColumn(N_("Action taken"), 38.5),
)


def settlement_list(facts: OrderFacts) -> bytes:
    """The bill; before the settlement it is a draft and says so."""
    order = facts.order
    paper = Paper(
        _(TITLE),
        order.bill.number if order.bill else order.number,
        facts.store,
        facts.language,
        facts.printed,
        subject=blocks.about(order, _("total")),
        subtitle=_("Two copies, one for each party") if order.bill else "",
    )
    if order.bill is None:
        paper.note(_("Draft: not settled yet."), strong=True)
    paper.grid([blocks.customer(facts), *blocks.car(order), *_workshop(facts), *_stay(order)])
    _add_findings(paper, order)
    blocks.priced_lines(paper, order)
    _add_sums(paper, facts)
    paper.clauses([*facts.clauses, *_new_energy(facts)])
    return paper.signatures(_boxes(order), code=_evaluation(facts)).build()


def _workshop(facts: OrderFacts) -> list[list[Fact]]:
    store = facts.settings.of(StoreSettings)
    rules = facts.settings.of(SettlementSettings)
    return [
        [
            (_("Labour standard"), rules.labour_standard),
            (_("Workshop class"), rules.workshop_class),
            (_("Repair order"), facts.order.number),
        ],
        [
            (_("Workshop"), store.store_name),
            (_("Contact person"), facts.order.advisor),
            (_("Telephone"), phones.shown(store.store_phone)),
        ],
        [(_("Address"), store.store_address), (_("Credit code"), store.store_credit_code)],
    ]


def _stay(order: OrderSheet) -> list[list[Fact]]:
    """Dates and readings in pairs: in above in, out above out."""
    left, out = order.departure, "—"
    return [
        [
            (_("Date in"), show_moment(order.received_at)),
            (_("Date out"), show_moment(left.at) or out),
            (_("Service type"), blocks.service_types(order)),
        ],
        [
            (_("Odometer in"), kilometres(order.intake.odometer) or out),
            (_("Odometer out"), kilometres(left.odometer) or out),
            (_("Collected by"), left.collected_by or ""),
        ],
        [(_("Fault described"), "" if _is_found(order) else blocks.words(order))],
    ]


def _is_found(order: OrderSheet) -> bool:
    return any(row.finding or row.cause or row.correction for row in order.concerns)


def _add_findings(paper: Paper, order: OrderSheet) -> None:
    """What was found and done about each fault, where the workshop wrote it down."""
    if _is_found(order):
        paper.table(CONCERNS, blocks.concern_rows(order), name=_("Faults"))


def _add_sums(paper: Paper, facts: OrderFacts) -> None:
    """Discount, credit notes, total, payments; then what happens next and what was agreed."""
    order, bill = facts.order, facts.order.bill
    if bill and (bill.discount or bill.credited):
        paper.grid(_to_the_total(bill))
    paper.total(_("Total (RMB in capitals):"), order.total)
    left = order.departure
    day = show_date(left.next_service_on) if left.next_service_on else ""
    when = joined(day, kilometres(left.next_service_km), by=_(" or "))
    paper.grid(
        [
            [
                (_("Payments"), _paid(order)),
                (_("Promised to pay later"), _if_any(order.account.on_account)),
                (_("Balance due"), money(order.account.owed) if bill else ""),
            ],
            [
                (_("Old parts"), label(left.old_parts)),
                (_("Next service"), when),
                (_("Guarantee until"), _guarantee(facts.guarantee_end)),
            ],
            [(_("Explained at hand-over"), left.explained or "")],
            *_consents(facts),
            *blocks.declined(order),
        ]
    )


def _consents(facts: OrderFacts) -> list[list[Fact]]:
    """What was agreed when and how, where the store wants it on the list (P10)."""
    wanted = facts.settings.of(SettlementSettings).print_approvals
    return blocks.approvals(facts.order) if wanted else []


def _to_the_total(bill: BillFacts) -> list[list[Fact]]:
    """What leads from the lines to the total, so that the customer can add it up."""
    before = bill.labour + bill.material + bill.other
    given = joined(money(-bill.discount), bill.discount_reason, by=" ")
    discounted: list[Fact] = [(_("Before discount"), money(before)), (_("Discount"), given)]
    credited: list[Fact] = [
        (_("Billed"), money(bill.total)),
        (_("Credit notes"), money(-bill.credited)),
    ]
    return [row for row, told in ((discounted, bill.discount), (credited, bill.credited)) if told]


def _guarantee(end: GuaranteeEnd | None) -> str:
    """Last day and odometer, whichever comes first; empty until the car has left."""
    if end is None:
        return ""
    return joined(show_date(end.last_day), kilometres(end.km), by=_(" or "))


def _if_any(amount: Decimal) -> str:
    return money(amount) if amount else ""


def _paid(order: OrderSheet) -> str:
    receipts = (row for row in order.payments if row.method is not PaymentMethod.ON_ACCOUNT)
    return "　".join(_payment(row) for row in receipts)


def _payment(row: PaymentRow) -> str:
    return joined(label(row.method), money(row.amount), row.number, row.note, by=" ")


def _new_energy(facts: OrderFacts) -> list[str]:
    """The guarantee of parts that only new-energy cars have; the standard asks for it.

    A hybrid that is plugged in is one of them, and its plate is green.
    """
    is_green = plates.is_new_energy(facts.order.plate or "")
    if facts.order.car.energy is not Energy.ELECTRIC and not is_green:
        return []
    rules = facts.settings.of(SettlementSettings)
    clause = _(
        "Guarantee of new-energy parts of this repair: {days} days or {km} km from the day of"
        " hand-over, whichever comes first."
    )
    return [clause.format(days=rules.new_energy_days, km=f"{rules.new_energy_km:,}")]


def _boxes(order: OrderSheet) -> list[Signature]:
    checked = _("I have checked jobs, amounts and old parts.")
    by = _("Settled by {name}").format(name=order.bill.staff) if order.bill else ""
    return [
        Signature(_("Customer (signature)"), said=checked),
        Signature(_("Workshop (settlement seal)"), by, seal=True),
    ]


def _evaluation(facts: OrderFacts) -> QrCode | None:
    """The code that leads to the evaluation of this repair, where the store has one."""
    link = facts.settings.of(SettlementSettings).evaluation_link
    return QrCode(link, _("Scan to rate this repair")) if link else None
