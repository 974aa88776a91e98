"""What the rest of the program hears of a quotation: timeline, offers, erasure."""

from app import timeline
from app.people.commands import erase
from app.sales import commands, papers
from app.sales.values import GivenQuotation
from db.nouns import Noun
from db.sales_words import QuoteState
from db.tables.papers import IssuedPaper
from db.tables.people import Person
from db.tables.sales import Quote, QuoteVersion
from tests.app.sales.store import QuoteStore


def test_the_file_of_a_customer_tells_and_offers(showroom: QuoteStore) -> None:
    def offered() -> list[tuple[str, int]]:
        with showroom.records.read() as session:
            found = timeline.offers(session, Person, showroom.person)
        return [(one.noun, one.record_id) for one in found]

    assert offered() == [(Noun.QUOTE_WISH, showroom.person)]
    row = showroom.quote()
    assert offered() == [(Noun.QUOTE, row.id), (Noun.QUOTE_WISH, showroom.person)]
    with showroom.records.read() as session:
        (event,) = timeline.events(session, Person, showroom.person)
    assert (event.noun, event.record_id) == (Noun.QUOTE, row.id)
    assert row.number in event.title


def test_an_erased_customer_leaves_no_paper_and_no_open_offer(showroom: QuoteStore) -> None:
    traded = {"trade_in": 9_000, "trade_in_car": "粤B·3M19T"}
    row = showroom.quote(**traded)
    given = GivenQuotation(row.newest.id, papers.given(showroom.to_print(row.newest.id)))
    showroom.act(commands.keep_quotation, given)
    showroom.act(erase, showroom.person, "客户要求", by=showroom.manager)
    with showroom.records.read() as session:
        assert session.get_one(Quote, row.id).withdrawn_at is not None
        assert session.get_one(QuoteVersion, row.newest.id).trade_in_car is None
        assert session.query(IssuedPaper).count() == 0
    assert showroom.row(row.id).state is QuoteState.WITHDRAWN
