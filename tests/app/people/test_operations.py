"""A customer is found before a second file is made."""

from collections.abc import Callable
from typing import Any

import pytest

from app.errors import Refused
from app.people import operations, queries
from app.people.lookup import by_phone
from app.people.operations import Contact
from app.records import Records
from db.vocabulary import Sex
from tests import make as makers

Act = Callable[..., Any]


def _keep(session: Any, contact: Contact, *, by: Any, at: Any) -> int:
    return operations.find_or_add(session, contact, by=by, at=at).id


@pytest.mark.parametrize(
    "writing", ["138 0013-8000", "+8613800138000", "１３８００１３８０００", "0086 138 0013 8000"]
)
def test_every_writing_of_a_number_finds_the_same_person(act: Act, writing: str) -> None:
    first = act(_keep, Contact("张伟", "13800138000"))
    assert act(_keep, Contact("", writing)) == first
    assert act(_keep, Contact("张伟", writing)) == first


def test_another_name_behind_the_same_number_is_another_person(act: Act) -> None:
    first = act(_keep, Contact("张伟", "13800138000"))
    assert act(_keep, Contact("李娜", "13800138000")) != first


def test_a_form_of_address_becomes_a_name_and_a_name_stays(act: Act, records: Records) -> None:
    first = act(_keep, Contact("张先生", "13800138000", Sex.MALE))
    assert act(_keep, Contact("张伟", "13800138000")) == first
    assert act(_keep, Contact("张先生", "13800138000")) == first
    with records.read() as session:
        card = queries.card(session, first)
    assert card is not None and (card.name, card.sex, card.phones) == (
        "张伟",
        Sex.MALE,
        ("13800138000",),
    )


def test_a_known_person_gets_a_second_number_and_no_blank(act: Act, records: Records) -> None:
    first = act(_keep, Contact("张伟", "13800138000", address="中山路 1 号"))
    assert act(_keep, Contact("", "13900139000", person_id=first)) == first
    with records.read() as session:
        card = queries.card(session, first)
    assert (
        card is not None
        and card.phones == ("13800138000", "13900139000")
        and card.address == "中山路 1 号"
    )


def test_what_cannot_be_is_refused_beside_its_field(act: Act) -> None:
    for contact, field in (
        (Contact("张伟", "1380"), "phone"),
        (Contact(), "name"),
        (Contact("张伟", None, id_number="123"), "id_number"),
    ):
        with pytest.raises(Refused) as refused:
            act(_keep, contact)
        assert refused.value.field == field


def test_a_number_tells_who_looks_after_its_owner(
    act: Act, make: Callable[..., int], records: Records
) -> None:
    def prospect(session: Any) -> Any:
        who, owner = makers.person(session, "张伟", "13800138000"), makers.staff(session, "李强")
        return makers.prospect(
            session,
            who,
            owner,
            makers.level(session, "H9"),
            model_id=makers.car_model(session, "轩逸").id,
        )

    make(prospect)
    with records.read() as session:
        hit = by_phone(session, "138 0013 8000")
        assert hit is not None and (hit.name, hit.model, hit.owner, hit.level) == (
            "张伟",
            "轩逸",
            "李强",
            "H9",
        )
        assert by_phone(session, "13900139000") is None
