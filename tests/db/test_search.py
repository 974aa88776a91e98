"""The index answers like a search through every document, only sooner."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, update

from db import hanzi, search, search_server, upgrade
from db.hanzi import simplified
from db.nouns import Noun
from tests.postgres import EMPTY

DAY = date(2026, 11, 21)
ALPHABET = "張偉张伟娜𬭎ab1 3é·-'\"<&*^ＡŞß😀\u200b\ue020"
VALUES = st.lists(st.text(alphabet=ALPHABET, max_size=9), max_size=4)
TOUCHES = st.lists(st.tuples(st.integers(1, 6), st.none() | VALUES, st.integers(0, 3)), max_size=25)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def connection(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Connection]:
    """Whatever is written is taken back at the end."""
    if request.param == "sqlite":
        engine = upgrade.prepare(tmp_path_factory.mktemp("search") / "search.db")
    else:
        engine = request.getfixturevalue("worker_store").reset(EMPTY)
    with engine.connect() as opened:
        yield opened
        opened.rollback()
    if request.param == "sqlite":
        engine.dispose()


def _ids(connection: Connection, kind: str, text: str, *, limit: int = 9) -> list[int]:
    found = search.find(connection, [kind], text=text, limit=limit)
    return [one.record for one in found[kind]]


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
        found = _ids(connection, "person", question, limit=limit)
        assert found == _brute(plain, question, limit), question
    assert search.faults(connection, "person") == []


@settings(max_examples=1000, deadline=None)
@given(
    text=st.text(max_size=30)
    | st.text(alphabet="\"*^:()-+{}~AND OR NOT NEAR\x00'%_\\", max_size=30)
)
def test_no_text_is_a_syntax_error(connection: Connection, text: str) -> None:
    search.find(connection, ["vehicle", "person"], text=text, limit=5)


@given(one=st.text(max_size=8), other=st.text(max_size=8))
def test_a_fragment_of_a_text_is_a_fragment_of_its_plain_form(one: str, other: str) -> None:
    assert search.plain(one + other) == search.plain(one) + search.plain(other)


def test_an_equal_value_comes_before_newer_ones(connection: Connection) -> None:
    search.clear(connection)
    for record, name in enumerate(("张伟", "张伟强", "小张伟"), 1):
        search.put(connection, Noun.PERSON, record=record, text=search.document([name]), day=DAY)
    assert _ids(connection, "person", "张 伟") == [1, 3, 2]


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
    assert _ids(connection, "vehicle", "京a1") == [2, 1]
    search.put(
        connection,
        Noun.VEHICLE,
        record=1,
        text=search.document(["京A12341"]),
        day=DAY + timedelta(days=1),
    )
    assert _ids(connection, "vehicle", "京a·1") == [1, 2]


def test_a_fault_in_the_index_is_told(connection: Connection) -> None:
    search.clear(connection)
    search.put(connection, Noun.PERSON, record=1, text=search.document(["张伟"]), day=DAY)
    table, ours = search.documents(connection, "person")
    connection.execute(update(table).where(ours).values(text="\n李娜\n"))
    assert search.faults(connection, "person")
    search.clear(connection)


def test_what_is_rare_is_found_behind_thousands_that_are_newer(connection: Connection) -> None:
    """A server looks through its newest 1,500 documents before it asks the index."""
    search.clear(connection)
    names = [f"n{number:04}" + ("稀" if number in (3, 700) else "") for number in range(2_000)]
    dated = [(key, search.document([name]), DAY) for key, name in enumerate(names)]
    search.add_many(connection, "person", documents=dated)
    documents = {key: (key, text) for key, text, _day in dated}
    for question in ("稀", "n", "n00", "n0003", "n0003稀", "0", "n1999", "99", "none", "稀n"):
        for limit in (1, 6, 50):
            found = _ids(connection, "person", question, limit=limit)
            assert found == _brute(documents, question, limit), (question, limit)
    search.clear(connection)


def test_a_value_of_many_documents_is_not_looked_up_among_all_of_them(
    connection: Connection,
) -> None:
    """The name of a model stands in tens of thousands; the newest 1,500 hold enough of it."""
    same = [(number, search.document(["天籁", f"{number:05}"]), DAY) for number in range(30)]
    search.clear(connection)
    search.add_many(connection, Noun.VEHICLE, documents=same)
    assert _ids(connection, Noun.VEHICLE, "天籁") == list(range(29, 20, -1))
    if connection.dialect.name == "sqlite":
        return  # its index gives the newest first by itself
    plan = f"EXPLAIN (ANALYZE, TIMING OFF) {search_server._asked_sql((Noun.VEHICLE,))}"
    for question, executed in (("天籁", False), ("00003", True)):
        lines = connection.exec_driver_sql(plan, search_server._asked(question, 9)).scalars()
        [_before, after] = "\n".join(lines).split(f"CTE equal_all_{Noun.VEHICLE}\n")
        looked_up = after.split(f"CTE equal_{Noun.VEHICLE}\n")[0]
        assert ("never executed" not in looked_up) is executed, question


def test_on_the_second_day_new_and_moved_documents_go_on_counting(connection: Connection) -> None:
    """A moved document takes the next place, and so does the next new one."""
    search.clear(connection)
    for day in range(3):
        for record in (1, 2, 10 + day):
            text, on = search.document([f"张{record}"]), DAY + timedelta(days=day)
            search.put(connection, "person", record=record, text=text, day=on)
    assert search.recent(connection, "person", limit=9) == [12, 2, 1, 11, 10]
    assert search.count(connection, "person") == 5
    assert search.faults(connection, "person") == []
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
