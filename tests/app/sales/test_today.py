"""Quotations in their last days on Today: one's own, and nobody who refused."""

from datetime import date, timedelta
from typing import Any

import pytest

from app import settings
from app.local_time import local_day
from app.permissions import Actor
from app.sales import commands, today
from app.today_spec import AskedDay
from db.nouns import Noun
from db.tables.people import Person
from tests.app.sales.store import QuoteStore
from tests.make import NOON

DAY = timedelta(days=1)
LAST = local_day(NOON) + 2 * DAY


def waiting(showroom: QuoteStore, viewer: Actor, at: Any = NOON) -> list[tuple[Noun, int]]:
    with showroom.records.read() as session:
        asked = AskedDay(viewer, at, settings.load(session))
        return [item.opens for item in today.expiring(session, asked)]


@pytest.mark.parametrize(("until", "counts"), [(LAST, True), (LAST + DAY, False)])
def test_the_last_days_are_told_to_its_consultant_and_the_manager(
    showroom: QuoteStore, until: date, counts: bool
) -> None:
    row = showroom.quote(valid_until=until)
    told = [(Noun.QUOTE, row.id)] if counts else []
    assert waiting(showroom, showroom.consultant) == told
    assert waiting(showroom, showroom.manager) == told
    assert waiting(showroom, showroom.colleague) == []


def test_only_the_newest_version_counts_and_none_that_was_withdrawn(showroom: QuoteStore) -> None:
    row = showroom.quote(valid_until=LAST)
    later = {"id": row.id, "version": row.version, "valid_until": LAST + 5 * DAY}
    showroom.quote(**later)
    assert waiting(showroom, showroom.consultant) == []
    assert waiting(showroom, showroom.consultant, at=NOON + 5 * DAY) != []
    showroom.act(commands.withdraw, row.id)
    assert waiting(showroom, showroom.consultant, at=NOON + 5 * DAY) == []


def test_who_refused_is_not_waited_for(showroom: QuoteStore) -> None:
    showroom.quote(valid_until=LAST)

    def refuse(session: Any, *, by: Actor, at: Any) -> None:
        session.get_one(Person, showroom.person).do_not_contact = True

    showroom.act(refuse)
    assert waiting(showroom, showroom.manager) == []
