"""Draws a decided discount request 价格优惠申请单 for the file of the store (D4)."""

from app.admin.letterhead import letterhead
from app.formatting import joined, money, show_date, show_moment, two_decimals
from app.labels import label
from app.paper.closing import Signature
from app.paper.grid import Fact, GridLook, Strong
from app.paper.paper import Paper
from app.paper.pen import RIGHT
from app.paper.reprint import copy_of
from app.paper.table import PaperColumn, Rows
from app.sales import discount_rules, rules
from app.sales.discount_rules import basis_of
from app.sales.facts import DiscountPaperFacts, VersionFacts
from app.text import N_, _, speaking
from db.sales_words import QuoteLineKind
from db.vocabulary import PaperKind

PRICES = (
    PaperColumn(N_("Item"), 62),
    PaperColumn(N_("Details"), 87),
    PaperColumn(N_("Amount (¥)"), 30, RIGHT),
)


def discount_request(facts: DiscountPaperFacts) -> bytes:
    """The paper that was given out, marked as a copy, or the first one."""
    if facts.kept is not None:
        return copy_of(facts.kept.pdf, facts.printed.copy, language=facts.language)
    with speaking(facts.language):
        return _paper(facts).build()


def _paper(facts: DiscountPaperFacts) -> Paper:
    row, version, asked = facts.row, facts.version, facts.asked
    paper = Paper(
        label(PaperKind.DISCOUNT_SHEET),
        asked.number,
        letterhead(facts.settings),
        facts.language,
        facts.printed,
        subject=joined(row.customer, version.car, money(rules.bare_price(version.amounts))),
        subtitle=_("Granted") if asked.granted else _("Not granted"),
    )
    paper.grid(_about(facts))
    paper.table(PRICES, Rows(_prices(facts)), name=_("Asked price"))
    earned = discount_rules.margin(version.amounts, basis_of(asked))
    margin = ["", _("Margin"), two_decimals(earned)]
    paper.table(PRICES, Rows(_earnings(facts), [margin]), name=_("Margin"))
    paper.total(_("Asked price (RMB in capitals):"), rules.bare_price(version.amounts))
    paper.grid(_decision(facts), GridLook(name=_("Decision")))
    paper.clauses(
        [
            _(
                "Granted is exactly this price with these gifts, for this customer and this"
                " version, until {day}. A lower price is asked for anew."
            ).format(day=show_date(version.valid_until))
        ]
    )
    return paper.signatures(
        [
            Signature(_("Asked by"), asked.asker),
            Signature(_("Decided by"), asked.decider, seal=True),
        ]
    )


def _about(facts: DiscountPaperFacts) -> list[list[Fact]]:
    row, version, asked = facts.row, facts.version, facts.asked
    quote = _("{number}, version {version}").format(number=row.number, version=version.number)
    colours = version.details
    return [
        [(_("Customer"), Strong(row.customer)), (_("Quotation"), quote)],
        [(_("Model and version"), Strong(version.car)), (_("Colour"), colours)],
        [(_("Asked by"), asked.asker), (_("Asked at"), show_moment(asked.asked_at))],
        [(_("Reason"), Strong(joined(label(asked.cause), asked.note)))],
    ]


def _prices(facts: DiscountPaperFacts) -> list[list[str]]:
    """From the list price down to what is left below the floor."""
    quote, asked = facts.version.amounts, facts.asked
    gap = discount_rules.gap_of(facts.version)
    below = _("with all that is given away")
    return [
        [_("List price"), _("on the day it was asked for"), two_decimals(asked.list_price)],
        [_("Floor price"), _("on the day it was asked for"), two_decimals(asked.floor_price)],
        [_("Discount on the car"), "", two_decimals(-quote.discount)],
        [_("Price after discount"), "", two_decimals(rules.bare_price(quote))],
        *_beyond(facts.version),
        [_("Below the floor price"), below, two_decimals(gap)],
    ]


def _earnings(facts: DiscountPaperFacts) -> list[list[str]]:
    """What the margin adds up."""
    quote, asked = facts.version.amounts, facts.asked
    gifts = [line.text for line in quote.lines if line.kind is QuoteLineKind.GIFT]
    basis = basis_of(asked)
    cost = basis.floor_price if basis.cost is None else basis.cost
    known = _("purchase price of a car that fits")
    source = known if basis.cost is not None else _("floor price: no purchase price is known")
    free = rules.of_kind(quote, QuoteLineKind.GIFT)
    rows = [
        [_("Price after discount"), "", two_decimals(rules.bare_price(quote))],
        [_("Cost of the car"), source, two_decimals(-cost)],
        [_("Gifts with their value"), _(", ").join(gifts), two_decimals(-free)],
    ]
    rows += _beyond(facts.version)
    if basis.income is not None:
        rows.append([_("Income from loan and insurance"), "", two_decimals(basis.income)])
    return rows


def _beyond(version: VersionFacts) -> list[list[str]]:
    more = version.amounts.trade_in_beyond
    if not more:
        return []
    is_appraised = version.appraisal_id is not None
    told = _("Trade-in above the appraisal") if is_appraised else _("Trade-in without an appraisal")
    return [[told, "", two_decimals(-more)]]


def _decision(facts: DiscountPaperFacts) -> list[list[Fact]]:
    asked = facts.asked
    outcome = _("Granted") if asked.granted else _("Not granted")
    held = show_date(facts.version.valid_until) if asked.granted else ""
    return [
        [
            (_("Decision"), Strong(outcome)),
            (_("Decided by"), joined(asked.decider, label(asked.level))),
            (_("Decided at"), show_moment(asked.decided_at)),
        ],
        [(_("Words to the decision"), asked.answer), (_("Holds until"), held)],
    ]
