"""Any scrap finds people, cars and orders; what changes is found at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event, select, update
from sqlalchemy.orm import Session

from app import search
from app.admin import commands as house
from app.people.operations import Contact
from app.pinyin import spellings
from app.records import Records
from app.vehicles import operations
from app.vehicles.operations import NewVehicle
from db import search as index
from db.hanzi import simplified
from db.nouns import Noun
from db.tables.people import Person, Phone
from db.tables.vehicles import Vehicle
from tests import make as makers
from tests.make import NOON

Act = Callable[..., Any]
VIN = "LSVAA4182E2184847"


@pytest.fixture
def car(act: Act) -> int:
    def keep(session: Any, *, by: Any, at: Any) -> int:
        new = NewVehicle("京A·12345", VIN, "轩逸", owner=Contact("曾小娜", "13800138000"))
        found = operations.find_or_add(session, new, by=by, at=at)
        makers.repair_order(
            session, found, by=1, number="W261121-001", plate="京A12345", model_name="轩逸"
        )
        return found.id

    return int(act(keep))


def _answers(records: Records, text: str, **more: Any) -> dict[str, list[str]]:
    with records.read() as session:
        return {
            group.noun: [hit.title for hit in group.hits]
            for group in search.find(session, text, **more)
        }


@pytest.mark.parametrize(
    "text",
    [
        "曾",
        "小娜",
        "曾小娜",
        "曾 小娜",
        "zxn",
        "zengxiaona",
        "ZENGX",
        "ｚｘｎ",
        "0013",
        "138 0013-8000",
        "+8613800138000",
        "１３８００１３８０００",
    ],
)
def test_a_person_is_found_by_any_scrap(records: Records, car: int, text: str) -> None:
    assert _answers(records, text)["person"] == ["曾小娜"]


@pytest.mark.parametrize(
    "text", ["京A", "a12345", "京A·12345", "345", "184847", VIN.lower(), "轩逸"]
)
def test_a_car_is_found_by_any_scrap(records: Records, car: int, text: str) -> None:
    assert _answers(records, text)["vehicle"] == ["京A·12345"]


@pytest.mark.parametrize("text", ["W261121-001", "w261121001", "1121", "京A12345"])
def test_an_order_is_found_by_number_and_plate(records: Records, car: int, text: str) -> None:
    assert _answers(records, text)["repair_order"] == ["W261121-001"]


@pytest.mark.parametrize(
    ("kept", "asked"),
    [("车晓", "車"), ("車晓", "车晓"), ("張偉", "张偉"), ("張偉", "張伟"), ("張偉", "張偉")],
)
def test_traditional_and_simplified_characters_find_each_other(
    records: Records, make: Act, kept: str, asked: str
) -> None:
    make(makers.person, kept)
    assert _answers(records, asked) == {"person": [kept]}
    with records.read() as session:
        assert len(search.find_ids(session, Noun.PERSON, asked, limit=9)) == 1


def test_a_store_may_tell_traditional_characters_apart(
    records: Records, make: Act, act: Act
) -> None:
    make(makers.person, "车晓")
    make(makers.person, "車晓")
    assert _answers(records, "車") == {"person": ["車晓", "车晓"]}
    act(house.save_settings, {"search_variants": False})
    assert _answers(records, "車") == {"person": ["車晓"]}
    act(house.save_settings, {"search_variants": True})
    assert len(_answers(records, "車")["person"]) == 2


def test_a_document_of_an_older_program_is_found_as_it_was(
    records: Records, make: Act, act: Act
) -> None:
    make(makers.person, "張偉")

    def forget(session: Any, *, by: Any, at: Any) -> None:
        connection = session.connection()
        index.drop(connection, Noun.PERSON, record=1)
        index.add_many(connection, "person", documents=[(1, "\n張偉\nzhangwei\nzw\n", NOON.date())])

    act(forget)
    assert _answers(records, "張") == {"person": ["張偉"]}
    assert _answers(records, "张") == {}
    with records.read() as session:
        assert search.check(session)
    act(lambda session, *, by, at: search.rebuild(session))
    assert _answers(records, "张") == {"person": ["張偉"]}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_answers_equal_reading_every_name_in_simplified_characters(
    records: Records, act: Act, data: st.DataObject
) -> None:
    letters = st.text(alphabet="張张偉伟車车ab1", min_size=1, max_size=4)

    def write(session: Any, *, by: Any, at: Any) -> None:
        index.clear(session.connection())
        for record, name in enumerate(names, 1):
            index.put(
                session.connection(),
                Noun.PERSON,
                record=record,
                text=index.document([name]),
                day=NOON.date(),
            )

    names, asked = data.draw(st.lists(letters, max_size=12)), data.draw(letters)
    act(write)
    with records.read() as session:
        found = search.find_ids(session, Noun.PERSON, asked, limit=20)
    assert sorted(found) == [
        record for record, name in enumerate(names, 1) if simplified(asked) in simplified(name)
    ]


def test_numbers_are_masked_unless_the_role_reads_them(records: Records, car: int) -> None:
    with records.read() as session:
        (masked,) = search.find(session, "曾")
        (clear,) = search.find(session, "曾", clear=True)
    assert masked.hits[0].note == "138****8000 · 京A·12345"
    assert clear.hits[0].note == "138 0013 8000 · 京A·12345"


def test_a_key_costs_a_statement_for_all_kinds_and_one_for_the_lines_of_each(
    records: Records, car: int
) -> None:
    asked: list[str] = []
    event.listen(records.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    with records.read() as session:
        groups = search.find(session, "1")
    assert [group.noun for group in groups] == ["person", "vehicle", "repair_order"]
    assert len([one for one in asked if not one.startswith(("BEGIN", "SET"))]) == 1 + len(groups)


def test_of_many_cars_and_telephones_two_each_are_shown(
    act: Act, records: Records, car: int
) -> None:
    def add(session: Any, *, by: Any, at: Any) -> None:
        owner = session.scalars(select(Person)).one()
        for position, number in enumerate(("13900139001", "13900139002"), 1):
            session.add(Phone(person_id=owner.id, number=number, position=position))
        for plate in ("京B11111", "京C22222"):
            new = NewVehicle(plate, "", "轩逸", owner=Contact("曾小娜", "13800138000"))
            operations.find_or_add(session, new, by=by, at=at)

    act(add)
    with records.read() as session:
        (found,) = (one for one in search.find(session, "曾", clear=True) if one.noun == "person")
    assert [hit.title for hit in found.hits] == ["曾小娜"]
    assert found.hits[0].note == "138 0013 8000 · 139 0013 9001 · 京C·22222 · 京B·11111"


def test_an_old_plate_finds_the_car_and_says_so(act: Act, records: Records, car: int) -> None:
    def change(session: Any, *, by: Any, at: Any) -> None:
        operations.carry(session, session.get(Vehicle, car), "京AD98765", at=at)

    act(change, at=NOON + timedelta(days=1))
    with records.read() as session:
        hit = search.find(session, "京A12345")[0].hits[0]
        assert (hit.title, hit.note) == ("京A·D98765", "轩逸 · 曾小娜 · formerly 京A·12345")
        assert search.check(session) == []


def test_who_was_here_last_comes_first(act: Act, make: Act, records: Records) -> None:
    first = make(makers.person, "王芳")
    make(makers.person, "王强")
    assert _answers(records, "王") == {"person": ["王强", "王芳"]}

    def come(session: Any, *, by: Any, at: Any) -> None:
        makers.visit(session, by=1, at=at, person_id=first)

    act(come, at=NOON + timedelta(days=1))
    assert _answers(records, "王") == {"person": ["王芳", "王强"]}


def test_who_was_erased_is_not_found(act: Act, make: Act, records: Records) -> None:
    person = make(makers.person, "王芳")

    def erase(session: Any, *, by: Any, at: Any) -> None:
        session.get(Person, person).erased_at = at

    act(erase)
    assert _answers(records, "王芳") == {}


def test_the_index_is_rebuilt_in_its_order_and_checked(
    act: Act, make: Act, records: Records, car: int
) -> None:
    make(makers.person, "曾国")

    def rebuild(session: Any, *, by: Any, at: Any) -> int:
        return search.rebuild(session)

    before = _answers(records, "曾")
    assert act(rebuild) == 4
    assert _answers(records, "曾") == before == {"person": ["曾国", "曾小娜"]}
    with Session(records.engine, info={"desks": records.desks}) as session:
        assert search.check(session) == []
        people, ours = index.documents(session.connection(), "person")
        session.execute(update(people).where(ours, people.c.record == 1).values(text="\n"))
        orders, theirs = index.documents(session.connection(), "repair_order")
        session.execute(delete(orders).where(theirs))
        assert len(search.check(session)) >= 3


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=40))
def test_no_text_is_an_error(records: Records, text: str) -> None:
    with records.read() as session:
        search.find(session, text)


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("张伟", {"zhangwei", "zw"}),
        ("曾国藩", {"zengguofan", "zgf"}),
        ("翟天临", {"zhaitianlin", "ztl"}),
        ("单雄信", {"shanxiongxin", "sxx"}),
        ("解晓东", {"xiexiaodong", "xxd"}),
        ("仇英", {"qiuying", "qy"}),
        ("区先生", {"ouxiansheng"}),
        ("查良镛", {"zhaliangyong", "zly"}),
        ("朴树", {"piaoshu", "ps"}),
        ("盖叫天", {"gejiaotian", "gaijiaotian"}),
        ("缪斌", {"miaobin", "mb"}),
        ("覃辉", {"qinhui", "tanhui"}),
        ("尉迟恭", {"yuchigong", "yg"}),
        ("单于", {"chanyu"}),
        ("李𬭎", {"lihong", "lh"}),
    ],
)
def test_surnames_are_spelt_as_people_say_them(name: str, spelt: set[str]) -> None:
    assert spelt <= set(spellings(name))


def test_a_name_in_letters_is_spelt_as_it_is() -> None:
    assert spellings("John O'Neill") == ()
    assert "A李" not in spellings("A李")


def test_behind_six_answers_the_rest_of_a_kind_can_be_asked_for(
    make: Callable[..., int], records: Records, car: int
) -> None:
    for number in range(8):
        make(makers.person, f"欧阳{number}", f"1390000000{number}")
    with records.read() as session:
        (few,) = search.find(session, "欧阳")
        (rest,) = search.find(session, "欧阳", only="person", limit=60)
        (six,) = search.find(session, "1390000000", only="person", limit=8)
    assert (len(few.hits), few.has_more) == (6, True)
    assert (len(rest.hits), rest.has_more) == (8, False)
    assert (len(six.hits), six.has_more) == (8, False)
