"""What is typed stands on the papers of the desks as it was typed; only where lines end is free.

All hostile texts go through one paper of each kind; 20, one for each kind of danger, stand in every
place of a paper of their own.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from app import text
from app.admin.letterhead import letterhead
from app.daily import SHEETS
from app.local_time import local_day
from app.paper import pages
from app.paper.fonts import printable
from app.paper.frame import Printed
from app.reception import papers as reception
from app.reception.register_day import register_day
from app.service import papers
from app.service.queries import facts
from app.settings import Settings
from app.testdrives import papers as testdrives
from app.testdrives.facts import AgreementFacts
from app.workshop import papers as workshop
from app.workshop import queries as orders
from db.vocabulary import Gearbox, PaperKind
from tests.make import NOON
from tests.reliability.filled import SHORT, Filled, marked, name_of, open_order_of_everything
from tests.reliability.hostile import CHOSEN, CHOSEN_TEXTS, HOSTILE

PLACES = 5
ONE_LINE, SEVERAL_LINES = 20, 60
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


def _holds_over_pages(read: str, marked: str) -> bool:
    """As `_holds`, and a text of several lines may be broken once, where a page ends."""
    wanted = _seen(marked)
    breaks = range(1, len(wanted)) if len(marked) > SEVERAL_LINES else ()
    return _holds(read, marked) or any(wanted[:at] in read and wanted[at:] in read for at in breaks)


def _read(pdf: bytes) -> str:
    return _bare("".join(pages.page_text(pdf, page) for page in range(pages.page_count(pdf))))


@pytest.mark.parametrize("kind", ORDER_PAPERS, ids=lambda kind: kind.value)
def test_an_order_is_printed_as_it_was_typed(filled: Filled, kind: PaperKind) -> None:
    text.use("zh_CN")
    unlike = {}
    for key, (typed, name) in filled.orders.items():
        read = _paper(filled, key, kind)
        if not _holds(read, typed) or not _holds(read, name):
            unlike[typed] = read
    assert len(filled.orders) == len(CHOSEN) and unlike == {}


def test_every_line_of_an_order_is_printed_as_it_was_typed(filled: Filled) -> None:
    text.use("zh_CN")
    order = open_order_of_everything(filled.desk)
    for kind in ORDER_PAPERS:
        read = _paper(filled, order, kind)
        lines = [marked(place, typed[:SHORT]) for place, typed in enumerate(HOSTILE)]
        assert [line for line in lines if not _holds_over_pages(read, line)] == [], kind


def _paper(filled: Filled, order: int, kind: PaperKind) -> str:
    with filled.records.read() as session:
        read = facts.order_facts(session, order, kind=kind, by="王敏", at=NOON)
    return _read(papers.build(read, kind))


def test_an_agreement_names_everything_as_it_was_typed() -> None:
    text.use("zh_CN")
    unlike = []
    for typed in CHOSEN_TEXTS:
        read = _read(testdrives.agreement(_agreement(typed)))
        # the reader goes line by line across the columns: of what takes several lines every sign is
        # counted
        apart = len(typed) > ONE_LINE and not Counter(_seen(typed) * PLACES) - Counter(read)
        whole = _holds(read, typed) or apart
        unlike += [] if whole and read.count(_seen(typed)[:1]) >= PLACES else [typed]
    assert unlike == []


def test_every_clause_of_an_agreement_is_printed_as_it_was_typed() -> None:
    text.use("zh_CN")
    clauses = tuple(marked(place, typed) for place, typed in enumerate(HOSTILE))
    read = _read(testdrives.agreement(replace(_agreement("张伟"), clauses=clauses)))
    assert [clause for clause in clauses if not _holds_over_pages(read, clause)] == []


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


def test_the_sheets_of_a_long_day_hold_every_name_as_it_was_typed(filled: Filled) -> None:
    text.use("zh_CN")
    names = sorted({name for typed in HOSTILE if (name := name_of(typed))})
    with filled.records.read() as session:
        register = register_day(session, local_day(NOON))
        shop = orders.workshop_day(session, local_day(NOON), at=NOON)
    rows = tuple(replace(register.rows[0], who=name) for name in names)
    cars = tuple(replace(shop.in_shop[0], model=name) for name in names)
    store, printed = letterhead(Settings()), Printed(NOON, "")
    for pdf in (
        reception.visit_sheet(replace(register, rows=rows), store, printed=printed),
        workshop.workshop_sheet(replace(shop, in_shop=cars), store, printed=printed),
    ):
        read = _read(pdf)
        assert [name for name in names if not _holds(read, name)] == []
