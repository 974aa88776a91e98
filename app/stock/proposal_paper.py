"""Draws the order proposal 订车建议表: what to order from the maker, with its reasons."""

from decimal import Decimal

from app.admin.letterhead import letterhead
from app.formatting import joined, short_day, show_month
from app.labels import label
from app.paper.frame import Printed
from app.paper.paper import Paper
from app.paper.pen import RIGHT
from app.paper.table import PaperColumn, Rows
from app.stock import proposal
from app.stock.outlet_demand import OutletDemand
from app.stock.proposal import ProposalLine, ProposalSheet
from app.text import N_, _, ngettext, speaking
from db.stock_words import ProposalReason
from db.vocabulary import PaperKind


def order_proposal(facts: ProposalSheet) -> bytes:
    """Every version and colour that sold, stands or comes; what to order stands first."""
    with speaking(facts.language):
        return _order_proposal(facts).build()


def _order_proposal(facts: ProposalSheet) -> Paper:
    title, number = label(PaperKind.ORDER_PROPOSAL), f"P{facts.day:%y%m%d}"
    printed = Printed(facts.printed_at, facts.printed_by)
    head = letterhead(facts.settings, internal=True)
    *sums, units = proposal.totals(facts.lines)
    about = ngettext("{n} car proposed", "{n} cars proposed", units).format(n=units)
    paper = Paper(title, number, head, facts.language, printed, landscape=True, subject=about)
    paper.day(facts.day)
    paper.note(_explained(facts))
    rows = [_cells(line) for line in facts.lines]
    last = [_("Total"), "", *map(str, sums[:-3]), "", *map(str, sums[-3:]), str(units), "", ""]
    columns = _columns(facts)
    none = [_("None"), *[""] * (len(columns) - 1)]
    paper.table(columns, Rows(rows or [none], [last] if rows else (), dense=True, ruled=True))
    return paper.signatures([_("Sales manager"), _("General manager")], internal=True)


def _columns(facts: ProposalSheet) -> tuple[PaperColumn, ...]:
    return (
        PaperColumn(N_("Car"), 46),
        PaperColumn(N_("Colour"), 22),
        *(PaperColumn(f"{month:%Y-%m}", 15, RIGHT) for month in facts.months),
        PaperColumn(N_("A month"), 15, RIGHT),
        PaperColumn(N_("Free in stock"), 36),
        PaperColumn(N_("In transit"), 30),
        PaperColumn(N_("For outlets"), 26),
        PaperColumn(N_("Proposal"), 16, RIGHT),
        PaperColumn(N_("Reason"), 60),
        PaperColumn(N_("Decision"), 20),
    )


def _explained(facts: ProposalSheet) -> str:
    """How the proposal is worked out, in the figures of this store."""
    rules = facts.rules
    months = joined(*map(show_month, facts.months))
    return _(
        "A month: 0.2, 0.3 and 0.5 of the sales in {months}. Proposal = sales of {weeks} weeks"
        " until the arrival + {percent} % + sales of {days} days as target stock + for outlets"
        " - free cars - cars in transit. For outlets: what they expect in the month of the arrival"
        " (else in their newest forecast) less the cars that they have; what these outlets sold, in"
        " brackets, does not count in the target stock. Reserved cars are left out. Nothing is"
        " ordered of what has stood over {slow} days."
    ).format(
        months=months,
        weeks=rules.lead_weeks,
        percent=rules.added_percent,
        days=rules.target_days,
        slow=rules.slow_days,
    )


def _cells(line: ProposalLine) -> list[str]:
    demand, found = line.demand, line.proposal
    return [
        line.car,
        line.colour,
        *map(_sold, demand.sold, demand.by_outlets),
        _tenth(found.month) if found.month else "",
        joined(_count(demand.free), _bands(line)),
        joined(_count(demand.in_transit), _days(line)),
        _outlets(line.outlets),
        str(found.units) if found.units else "—",
        _reason(line),
        "",
    ]


def _sold(cars: int, by_outlets: int) -> str:
    """Cars of a month, and in brackets those that outlets with a forecast sold."""
    return f"{cars} ({by_outlets})" if by_outlets else _count(cars)


def _outlets(told: OutletDemand) -> str:
    """Cars for outlets, with the sum where they have some of them."""
    if not told.there:
        return _count(told.needed)
    return f"{told.expected} - {told.there} = {told.needed}"


def _bands(line: ProposalLine) -> str:
    return joined(*(f"{name}: {cars}" for name, cars in line.bands.items()), by="，")


def _days(line: ProposalLine) -> str:
    return joined(*(short_day(day) or _("no day") for day in line.coming), by="，")


def _reason(line: ProposalLine) -> str:
    """The sum in figures, or the rule that speaks against an order."""
    found, demand, reserved, away = line.proposal, line.demand, "", ""
    told = _sum(line)
    if found.reason is ProposalReason.SLOW:
        told = _("{n} d").format(n=demand.oldest_days)
    elif found.reason is ProposalReason.NOT_SOLD:
        told = ""
    if line.reserved:
        reserved = _("{n} reserved").format(n=line.reserved)
    if line.away:
        away = _("{n} at outlets").format(n=line.away)
    return joined(label(found.reason) if found.reason else "", told, reserved, away)


def _sum(line: ProposalLine) -> str:
    found, demand = line.proposal, line.demand
    outlets = f" + {demand.outlets}" if line.outlets.expected else ""
    return _("{until} + {target}{outlets} - {free} - {coming} = {total}").format(
        until=_tenth(found.until_arrival),
        target=_tenth(found.target),
        outlets=outlets,
        free=demand.free,
        coming=demand.in_transit,
        total=_tenth(found.need),
    )


def _count(cars: int) -> str:
    return str(cars) if cars else ""


def _tenth(cars: Decimal) -> str:
    return f"{cars:.1f}"
