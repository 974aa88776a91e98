"""The index answers like a search through every document, only sooner."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from db import hanzi, search, upgrade
from db.hanzi import simplified
from db.nouns import Noun

DAY = date(2026, 11, 21)
ALPHABET = "張偉张伟娜𬭎ab1 3é·-'\"<&*^ＡŞß😀\u200b\ue020"
VALUES = st.lists(st.text(alphabet=ALPHABET, max_size=9), max_size=4)
TOUCHES = st.lists(st.tuples(st.integers(1, 6), st.none() | VALUES, st.integers(0, 3)), max_size=25)


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    engine = upgrade.prepare(tmp_path_factory.mktemp("search") / "search.db")
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def _brute(documents: dict[int, tuple[int, str]], text: str, limit: int) -> list[int]:
    question = search.plain(text)
    if not question:
        return []
    holding = [(key, record, kept) for record, (key, kept) in documents.items() if question in kept]
    return [
        record
        for key, record, kept in sorted(
            holding, key=lambda one: (f"\n{question}\n" not in one[2], -one[0])
        )
    ][:limit]


@settings(max_examples=150, deadline=None)
@given(
    touches=TOUCHES,
    questions=st.lists(st.text(alphabet=ALPHABET, max_size=7), min_size=1, max_size=6),
    limit=st.integers(1, 4),
)
def test_the_index_equals_brute_force(connection: Connection, touches, questions, limit) -> None:
    search.clear(connection)
    documents: dict[int, tuple[int, str, date]] = {}
    newest = 0
    for record, values, days in touches:
        if values is None:
            search.drop(connection, Noun.PERSON, record=record)
            documents.pop(record, None)
            continue
        text, day = search.document(values), DAY + timedelta(days=days)
        search.put(connection, Noun.PERSON, record=record, text=text, day=day)
        known = documents.get(record)
        if known is None or known[2] < day:
            newest += 1
        place = newest if known is None or known[2] < day else known[0]
        documents[record] = (place, text, max(day, known[2]) if known else day)
    plain = {record: (key, text) for record, (key, text, _) in documents.items()}
    fragments = [value[1:3] for _, values, _ in touches for value in values or () if len(value) > 3]
    for question in [*questions, *fragments[:6]]:
        found = [
            one.record for one in search.find(connection, "person", text=question, limit=limit)
        ]
        assert found == _brute(plain, question, limit), question
    assert search.faults(connection, "person") == []


@settings(max_examples=1000, deadline=None)
@given(
    text=st.text(max_size=30)
    | st.text(alphabet="\"*^:()-+{}~AND OR NOT NEAR\x00'%_\\", max_size=30)
)
def test_no_text_is_a_syntax_error(connection: Connection, text: str) -> None:
    search.find(connection, "vehicle", text=text, limit=5)


@given(one=st.text(max_size=8), other=st.text(max_size=8))
def test_a_fragment_of_a_text_is_a_fragment_of_its_plain_form(one: str, other: str) -> None:
    assert search.plain(one + other) == search.plain(one) + search.plain(other)


def test_an_equal_value_comes_before_newer_ones(connection: Connection) -> None:
    search.clear(connection)
    for record, name in enumerate(("张伟", "张伟强", "小张伟"), 1):
        search.put(connection, Noun.PERSON, record=record, text=search.document([name]), day=DAY)
    assert [one.record for one in search.find(connection, "person", text="张 伟", limit=9)] == [
        1,
        3,
        2,
    ]


def test_a_traditional_name_is_kept_as_it_is_and_as_the_mainland_writes_it(
    connection: Connection,
) -> None:
    assert search.document(["張偉", "车", "zw"]) == "\n張偉\n车\nzw\n张伟\n"
    assert search.document(["张伟", "李乾", "zw"]) == "\n张伟\n李乾\nzw\n"


@given(one=st.text(max_size=8), other=st.text(max_size=8))
def test_a_fragment_of_a_text_is_a_fragment_of_its_simplified_form(one: str, other: str) -> None:
    assert simplified(one + other) == simplified(one) + simplified(other)
    assert simplified(simplified(one)) == simplified(one) and len(simplified(one)) == len(one)


def test_every_traditional_character_has_one_that_is_not() -> None:
    table = hanzi._table()
    assert len(table) == len(hanzi._TRADITIONAL) == len(hanzi._SIMPLIFIED) > 4000
    assert not set(table) & set(table.values())
    assert simplified("車 張偉 粵B 軒逸 臺灣") == "车 张伟 粤B 轩逸 台湾"


def test_a_touch_on_another_day_comes_to_the_front(connection: Connection) -> None:
    search.clear(connection)
    for record in (1, 2):
        search.put(
            connection,
            Noun.VEHICLE,
            record=record,
            text=search.document([f"京A1234{record}"]),
            day=DAY,
        )
    search.put(connection, Noun.VEHICLE, record=1, text=search.document(["京A12341"]), day=DAY)
    assert [one.record for one in search.find(connection, "vehicle", text="京a1", limit=9)] == [
        2,
        1,
    ]
    search.put(
        connection,
        Noun.VEHICLE,
        record=1,
        text=search.document(["京A12341"]),
        day=DAY + timedelta(days=1),
    )
    assert [one.record for one in search.find(connection, "vehicle", text="京a·1", limit=9)] == [
        1,
        2,
    ]


def test_a_fault_in_the_index_is_told(connection: Connection) -> None:
    search.clear(connection)
    search.put(connection, Noun.PERSON, record=1, text=search.document(["张伟"]), day=DAY)
    connection.exec_driver_sql("UPDATE search_doc SET text = char(10) || '李娜' || char(10)")
    assert search.faults(connection, "person")
    search.clear(connection)


def test_what_was_dropped_leaves_no_trace_in_the_file(tmp_path) -> None:
    path = tmp_path / "search.db"
    engine = upgrade.prepare(path)
    with engine.begin() as connection:
        search.put(connection, Noun.PERSON, record=1, text=search.document(["QZXJWVK"]), day=DAY)
    with engine.begin() as connection:
        search.drop(connection, Noun.PERSON, record=1)
        connection.exec_driver_sql("DELETE FROM search_doc")
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    assert b"qzxjwvk" not in path.read_bytes()
    assert b"zxj" not in path.read_bytes()
