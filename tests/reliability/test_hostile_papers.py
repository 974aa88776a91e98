"""What is typed stands on the papers of the desks as it was typed.

Read back from the bytes, only the ends of lines are free.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from app import text
from app.daily import SHEETS
from app.local_time import local_day
from app.paper import pages
from app.paper.fonts import printable
from app.service import papers
from app.service.queries import facts
from app.settings import Settings
from app.testdrives import papers as testdrives
from app.testdrives.facts import AgreementFacts
from db.vocabulary import Gearbox, PaperKind
from tests.make import NOON
from tests.reliability.filled import Filled
from tests.reliability.hostile import HOSTILE

PLACES = 5
ONE_LINE = 20
ORDER_PAPERS = (PaperKind.REPAIR_CONTRACT, PaperKind.WORKSHOP_COPY, PaperKind.SETTLEMENT_LIST)


@pytest.fixture(scope="module")
def filled(founded_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    path = tmp_path_factory.mktemp("papers") / "store.db"
    path.write_bytes(founded_store.read_bytes())
    made = Filled(path)
    yield made
    made.records.close()


def _bare(value: str) -> str:
    return "".join(value.split())


def _seen(value: str) -> str:
    """Controls and what has no ink are not printed; where lines end is free."""
    return _bare(
        "".join(one for one in printable(value) if unicodedata.category(one) not in ("Cc", "Cf"))
    )


def _holds(read: str, typed: str) -> bool:
    """The reader that the test asks turns right-to-left words around and sorts marks anew.

    Of those, every sign must be there.
    """
    wanted, apart = _seen(typed), partial(unicodedata.normalize, "NFD")
    sorted_anew = any(
        unicodedata.bidirectional(one) in ("R", "AL") or unicodedata.combining(one)
        for one in apart(wanted)
    )
    return wanted in read or (sorted_anew and set(apart(wanted)) <= set(apart(read)))


def _read(pdf: bytes) -> str:
    return _bare("".join(pages.page_text(pdf, page) for page in range(pages.page_count(pdf))))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", ORDER_PAPERS, ids=lambda kind: kind.value)
def test_an_order_is_printed_as_it_was_typed(filled: Filled, kind: PaperKind) -> None:
    text.use("zh_CN")
    unlike = {}
    for key, (typed, name) in filled.orders.items():
        with filled.records.read() as session:
            pdf = papers.build(facts.order_facts(session, key, kind=kind, by="王敏", at=NOON), kind)
        read = _read(pdf)
        if not _holds(read, typed) or not _holds(read, name):
            unlike[typed] = read
    assert len(filled.orders) >= 200 and unlike == {}


def test_an_agreement_names_everything_as_it_was_typed() -> None:
    text.use("zh_CN")
    unlike = []
    for typed in HOSTILE:
        read = _read(testdrives.agreement(_agreement(typed)))
        # the reader goes line by line across the columns: of what takes several lines every sign is
        # counted
        whole = _holds(read, typed) or (
            len(typed) > ONE_LINE and not Counter(_seen(typed) * PLACES) - Counter(read)
        )
        unlike += [] if whole and read.count(_seen(typed)[:1]) >= PLACES else [typed]
    assert unlike == []


def _agreement(typed: str) -> AgreementFacts:
    """The same text in every place that a person fills."""
    return AgreementFacts(
        settings=Settings({"store_name": "东风日产示范店"}),
        language="zh_CN",
        number="TD-1",
        copy=1,
        printed_at=NOON,
        printed_by="王敏",
        customer=typed,
        phone="13800138000",
        address=typed,
        licence_number="",
        licence_class="C1",
        first_issued_on=None,
        expires_on=None,
        model=typed,
        gearbox=Gearbox.AUTOMATIC,
        plate="京A12345",
        vin="",
        rides=True,
        drives=True,
        route=typed,
        starts_at=NOON,
        ends_at=NOON,
        registered_at=NOON,
        consultant=typed,
        companion="",
        edition=1,
        clauses=("甲方提供车辆。",),
    )


def test_the_sheets_of_the_day_hold_every_name_as_it_was_typed(filled: Filled) -> None:
    text.use("zh_CN")
    for kind, named in (("visits", filled.visits), ("workshop", filled.orders)):
        with filled.records.read() as session:
            read = _read(SHEETS[kind](session, local_day(NOON), at=NOON))
        assert [name for _typed, name in named.values() if not _holds(read, name)] == [], kind
