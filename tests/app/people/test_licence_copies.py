"""A copy of a licence is kept only while the customer agrees to it."""

from typing import Any

import pytest
from sqlalchemy import func, select

from app.errors import Refused
from app.people import commands, copy_commands
from app.people.consents import ConsentFacts
from app.people.licence_copies import state
from db.licence_words import LicencePage
from db.nouns import Noun
from db.tables.admin import Audit
from db.tables.people import LicenceCopy
from db.vocabulary import Act, ConsentPurpose

JPEG = b"\xff\xd8\xff\xe0 page"
AGREED = ConsentFacts((ConsentPurpose.DOCUMENT_PHOTO, ConsentPurpose.SERVICE_REMINDER), "口头", 1)


@pytest.fixture
def person(act: Any) -> int:
    return int(act(commands.add, {"name": "张伟", "phone": "13800138000"}))


def count(records: Any) -> int:
    with records.read() as session:
        return session.scalar(select(func.count()).select_from(LicenceCopy)) or 0


def test_without_the_consent_nothing_is_kept(act: Any, person: int, records: Any) -> None:
    with pytest.raises(Refused, match=r"licence\.copy_consent"):
        act(copy_commands.add_copy, person, LicencePage.MAIN, jpeg=JPEG)
    act(commands.keep_consent, person, AGREED)
    with pytest.raises(Refused, match=r"licence\.copy"):
        act(copy_commands.add_copy, person, LicencePage.MAIN, jpeg=b"%PDF-1.4")
    assert count(records) == 0


def test_a_page_takes_the_place_of_its_older_copy_and_looks_are_recorded(
    act: Any, person: int, records: Any
) -> None:
    act(commands.keep_consent, person, AGREED)
    act(copy_commands.add_copy, person, LicencePage.MAIN, jpeg=JPEG)
    newer = act(copy_commands.add_copy, person, LicencePage.MAIN, jpeg=JPEG + b"2")
    act(copy_commands.add_copy, person, LicencePage.SECOND, jpeg=JPEG)
    assert act(copy_commands.see_copy, newer) == JPEG + b"2"
    with records.read() as session:
        found = state(session, person)
        seen = session.scalars(select(Audit).where(Audit.noun == Noun.LICENCE_COPY)).all()
    assert found.agreed and [row.page for row in found.pages] == list(LicencePage)
    assert [row.noun_id for row in seen if row.act is Act.SEE] == [newer]
    assert not any("page" in (row.new or "") and "ÿ" in (row.new or "") for row in seen)
    act(copy_commands.remove_copy, newer)
    assert count(records) == 1


@pytest.mark.parametrize("way", ["withdrawal", "erasure"])
def test_withdrawal_and_erasure_remove_the_copies(
    act: Any, person: int, records: Any, way: str
) -> None:
    act(commands.keep_consent, person, AGREED)
    act(copy_commands.add_copy, person, LicencePage.MAIN, jpeg=JPEG)
    if way == "erasure":
        act(commands.erase, person, "本人书面要求")
    else:
        act(
            commands.keep_consent,
            person,
            ConsentFacts((ConsentPurpose.SERVICE_REMINDER,), "口头", 1),
        )
    assert count(records) == 0
