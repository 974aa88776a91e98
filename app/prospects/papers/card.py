"""Draws 意向客户管理卡 (A card): who, what is wanted, every contact, how it ended."""

from app.formatting import joined, show_date, show_moment
from app.labels import label
from app.local_time import local_day
from app.paper.frame import Printed, StoreHead
from app.paper.grid import Fact, GridLook, Strong
from app.paper.paper import Paper
from app.paper.pen import CENTRE
from app.paper.table import PaperColumn, Rows
from app.prospects.card import CardContact, FirstTalk, ProspectCard
from app.text import N_, _, speaking
from db.vocabulary import PaperKind, ProspectState

LEAST_CONTACTS = 12
"""So many lines of contacts at least: the others are for the pen."""
CONTACTS = (
    PaperColumn(N_("Date"), 24),
    PaperColumn(N_("Contact by"), 16),
    PaperColumn(N_("Result"), 17),
    PaperColumn(N_("What was said"), 54),
    PaperColumn(N_("Level"), 11, CENTRE),
    PaperColumn(N_("By"), 18),
    PaperColumn(N_("Manager's advice"), 33),
)
LEVELS = (
    PaperColumn(N_("Date"), 30),
    PaperColumn(N_("Level"), 24, CENTRE),
    PaperColumn(N_("Reason"), 90),
    PaperColumn(N_("By"), 30),
)


def prospect_card(facts: ProspectCard, store: StoreHead, *, printed: Printed) -> bytes:
    """A4 upright; one page for most prospects."""
    with speaking(facts.language):
        return _card(facts, store, printed)


def _card(facts: ProspectCard, store: StoreHead, printed: Printed) -> bytes:
    head = facts.head
    paper = Paper(
        label(PaperKind.PROSPECT_CARD),
        f"A{head.id:06d}",
        store,
        facts.language,
        printed,
        subject=joined(head.name, head.model, head.level),
        subtitle=_("Internal: personal data"),
    )
    paper.grid(_customer(facts), GridLook(name=_("Customer"), by_hand=True))
    paper.grid(_wish(facts), GridLook(name=_("Wish")))
    if facts.talk is not None:
        paper.grid(_talk(facts.talk), GridLook(name=_("Last talk")))
    rows = [_contact(one) for one in facts.contacts]
    blank = max(2, LEAST_CONTACTS - len(rows))
    content = Rows(rows, blank=blank, ruled=True, dense=True)
    paper.table(CONTACTS, content, name=_("Contacts"))
    graded = [
        [
            show_date(local_day(one.at)),
            f"{one.old} → {one.new}" if one.old else one.new,
            one.reason,
            one.by,
        ]
        for one in facts.gradings
    ]
    paper.table(LEVELS, Rows(graded, dense=True), name=_("Gradings"))
    paper.grid(_end(facts), GridLook(name=_("Outcome"), by_hand=True))
    paper.signatures([_("Consultant"), _("Showroom manager")], internal=True)
    return paper.build()


def _customer(facts: ProspectCard) -> list[list[Fact]]:
    head = facts.head
    called = joined(head.name, label(head.sex), by=" ")
    return [
        [
            (_("Name"), Strong(called)),
            (_("Phone"), head.phone),
            (_("Customer class"), label(head.customer_class)),
        ],
        [(_("Address"), head.address)],
        [(_("Employer"), head.employer), (_("Family"), ""), (_("Main user"), "")],
    ]


def _wish(facts: ProspectCard) -> list[list[Fact]]:
    head = facts.head
    kept = show_date(facts.until) if facts.until is not None else ""
    following = joined(show_moment(head.next_at), label(head.next_way))
    return [
        [
            (_("Model"), Strong(head.model)),
            (_("Level"), Strong(head.level)),
            (_("Source"), head.source),
        ],
        [
            (_("Opened"), show_date(local_day(head.opened_at))),
            (_("Consultant"), Strong(head.owner)),
            (_("Kept until"), kept),
        ],
        [(_("Next contact"), Strong(following)), (_("Call received by"), head.receiver)],
    ]


def _talk(talk: FirstTalk) -> list[list[Fact]]:
    asked = (
        (talk.quoted, _("Quote")),
        (talk.trade_in, _("Part exchange")),
        (talk.instalment, _("Finance")),
    )
    return [
        [
            (_("On"), show_date(local_day(talk.arrived_at))),
            (_("Competitors"), talk.rivals),
            (_("Asked for"), joined(*(word for holds, word in asked if holds))),
        ],
        [(_("Conversation"), talk.course)],
    ]


def _contact(one: CardContact) -> list[str]:
    made = one.contact
    return [
        show_date(local_day(made.done_at)),
        label(made.way),
        label(made.result),
        made.content or "",
        one.level,
        made.by,
        "",
    ]


def _end(facts: ProspectCard) -> list[list[Fact]]:
    """Bought, lost or still open: then the lines are for the pen."""
    head = facts.head
    is_open = head.state in (ProspectState.OPEN, ProspectState.LOSS_ASKED)
    closed = show_date(local_day(head.closed_at)) if head.closed_at is not None else ""
    return [
        [
            (_("Bought or lost"), "" if is_open else label(head.state)),
            (_("On"), closed),
            (_("Reason"), label(head.loss_reason)),
        ],
        [(_("Competitor"), head.rival), (_("Colour"), ""), (_("Plate"), "")],
        [(_("Note"), head.lost_reason)],
    ]
