"""People and passwords.

The last administrator, roles at the next step, names that stay in the history.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher, Type

from app.admin import commands, passwords, queries, sign_in_queries
from app.admin.values import NewPassword, StaffEntry
from app.errors import Conflict, Refused
from app.permissions import Actor
from app.records import Records
from db.nouns import Noun
from db.vocabulary import Role
from tests.make import NOON, PASSWORD

Act = Callable[..., Any]
LI = StaffEntry(name="李强", roles=frozenset({Role.CONSULTANT}), password="sunny-road-7")


def row(records: Records, key: int) -> queries.StaffRow:
    with records.read() as session:
        return next(person for person in queries.people(session) if person.id == key)


def entry(person: queries.StaffRow, **changes: Any) -> StaffEntry:
    kept = StaffEntry(
        id=person.id,
        version=person.version,
        name=person.name,
        roles=person.roles,
        phone=person.phone,
        on_duty=person.on_duty,
    )
    return replace(kept, **changes)


def test_a_new_person_signs_in(act: Act, records: Records) -> None:
    key = act(commands.save_staff, LI)
    actor = act(commands.sign_in, key, "sunny-road-7", by=commands.founder("前台1"))
    assert actor == Actor(key, "李强", frozenset({Role.CONSULTANT}), "前台1")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "  "}, "name"),
        ({"roles": frozenset()}, "roles"),
        ({"name": "王敏"}, "name"),
        ({"password": "12345678"}, "password"),
        ({"password": "short"}, "password"),
    ],
)
def test_who_is_half_described_is_refused(changes: dict[str, Any], field: str, act: Act) -> None:
    with pytest.raises(Refused) as told:
        act(commands.save_staff, replace(LI, **changes))
    assert told.value.field == field


def test_new_roles_count_at_the_next_step(act: Act, records: Records) -> None:
    key = act(commands.save_staff, replace(LI, roles=frozenset({Role.MANAGER})))
    li = act(commands.sign_in, key, "sunny-road-7", by=commands.founder("前台1"))
    act(commands.save_settings, {"contact_target": 75}, by=li)
    act(commands.save_staff, entry(row(records, key), roles=frozenset({Role.CONSULTANT})))
    with pytest.raises(Refused) as told:
        act(commands.save_settings, {"contact_target": 80}, by=li)
    assert told.value.code == "permission.denied"


def test_who_left_is_out_at_the_next_step_and_keeps_the_name(act: Act, records: Records) -> None:
    key = act(commands.save_staff, LI)
    li = act(commands.sign_in, key, "sunny-road-7", by=commands.founder("前台1"))
    act(commands.retire_staff, key)
    with pytest.raises(Refused) as told:
        act(commands.set_duty, key, on_duty=False, by=li)
    assert told.value.code == "staff.inactive"
    assert isinstance(
        act(commands.sign_in, key, "sunny-road-7", by=commands.founder("前台1")), Refused
    )
    with records.read() as session:
        assert key not in {choice.id for choice in sign_in_queries.sign_in_choices(session)}
        assert "李强" in {change.who for change in queries.audit(session, Noun.STAFF, key)}
    act(commands.retire_staff, key, back=True)
    assert row(records, key).active


def test_the_last_administrator_stays(act: Act, records: Records) -> None:
    for change in (
        lambda: act(commands.retire_staff, 1),
        lambda: act(commands.save_staff, entry(row(records, 1), roles=frozenset({Role.MANAGER}))),
    ):
        with pytest.raises(Refused) as told:
            change()
        assert told.value.code == "staff.last_administrator"
    act(commands.save_staff, replace(LI, roles=frozenset({Role.ADMINISTRATOR})))
    act(commands.save_staff, entry(row(records, 1), roles=frozenset({Role.MANAGER})))


def test_an_administrator_who_cannot_sign_in_does_not_count(act: Act) -> None:
    act(commands.save_staff, replace(LI, roles=frozenset({Role.ADMINISTRATOR}), password=None))
    with pytest.raises(Refused):
        act(commands.retire_staff, 1)


def test_only_an_administrator_makes_one(act: Act, records: Records) -> None:
    key = act(commands.save_staff, replace(LI, roles=frozenset({Role.MANAGER})))
    li = Actor(key, "李强", frozenset({Role.MANAGER}), "前台1")
    with pytest.raises(Refused) as told:
        act(
            commands.save_staff,
            entry(row(records, key), roles=frozenset({Role.MANAGER, Role.ADMINISTRATOR})),
            by=li,
        )
    assert told.value.code == "staff.administrator"


def test_two_who_change_one_person_are_told(act: Act, records: Records) -> None:
    key = act(commands.save_staff, LI)
    old = row(records, key)
    act(commands.save_staff, entry(old, phone="13800138000"))
    with pytest.raises(Conflict):
        act(commands.save_staff, entry(old, phone="13900139000"))


def test_the_own_password_needs_the_present_one(act: Act) -> None:
    with pytest.raises(Refused) as told:
        act(commands.set_password, NewPassword(1, "green-lamp-3", "guessed"))
    assert told.value.field == "current"
    act(commands.set_password, NewPassword(1, "green-lamp-3", PASSWORD))
    assert isinstance(act(commands.sign_in, 1, "green-lamp-3", by=commands.founder("前台1")), Actor)


def test_an_administrator_sets_a_forgotten_password_and_unlocks(act: Act) -> None:
    key = act(commands.save_staff, LI)
    for _ in range(5):
        act(commands.sign_in, key, "guessed", by=commands.founder("前台1"), at=NOON)
    assert isinstance(
        act(commands.sign_in, key, "sunny-road-7", by=commands.founder("前台1"), at=NOON), Refused
    )
    act(commands.set_password, NewPassword(key, "green-lamp-3"))
    assert isinstance(
        act(commands.sign_in, key, "green-lamp-3", by=commands.founder("前台1"), at=NOON), Actor
    )


def test_nobody_else_sets_the_password_of_another(act: Act) -> None:
    key = act(commands.save_staff, LI)
    boss = act(commands.save_staff, replace(LI, name="赵敏", roles=frozenset({Role.MANAGER})))
    with pytest.raises(Refused) as told:
        act(
            commands.set_password,
            NewPassword(key, "green-lamp-3"),
            by=Actor(boss, "赵敏", frozenset({Role.MANAGER}), "前台1"),
        )
    assert told.value.code == "permission.denied"


def test_guessing_is_slowed_down_and_locked(act: Act) -> None:
    waits = []
    at = NOON
    for _ in range(6):
        answer = act(commands.sign_in, 1, "guessed", by=commands.founder("前台1"), at=at)
        assert isinstance(answer, Refused)
        at += timedelta(seconds=20)
        waits.append(answer.code)
    assert waits == ["password.wrong"] * 5 + ["password.wait"]
    assert isinstance(
        act(commands.sign_in, 1, PASSWORD, by=commands.founder("前台1"), at=at), Refused
    )
    assert isinstance(
        act(
            commands.sign_in,
            1,
            PASSWORD,
            by=commands.founder("前台1"),
            at=at + timedelta(minutes=15),
        ),
        Actor,
    )


def test_a_person_who_is_not_there_takes_as_long(act: Act) -> None:
    unknown = act(commands.sign_in, 999, "guessed", by=commands.founder("前台1"))
    known = act(commands.sign_in, 1, "guessed", by=commands.founder("前台1"))
    assert (unknown.code, unknown.text()) == (known.code, known.text())


@pytest.mark.parametrize(
    "password",
    [
        "12345678",
        "aaaaaaaa",
        "qwertyui",
        "Password1!",
        "abcdefgh",
        "19880808",
        "13800138000",
        "woaini520",
        "88888888",
    ],
)
def test_what_everybody_tries_first_is_refused(password: str) -> None:
    with pytest.raises(Refused) as told:
        passwords.hashed(password)
    assert told.value.code == "password.common"


@pytest.mark.parametrize(
    "password", ["right-horse-9", "晴天的红色雨伞真好看", "three words now", "Xk39!pq2"]
)
def test_a_good_password_is_taken_and_not_kept(password: str) -> None:
    kept = passwords.hashed(password)
    assert kept.startswith("$argon2id$")
    assert password not in kept
    assert passwords.matches(kept, password)


def test_whoever_guesses_pays_what_argon2_should_cost(own_hasher: PasswordHasher) -> None:
    """19 MiB and two passes: the least that OWASP asks of Argon2id."""
    assert (own_hasher.type, own_hasher.time_cost, own_hasher.memory_cost) == (
        Type.ID,
        2,
        19 * 1024,
    )


def test_a_password_never_reaches_the_audit(act: Act, records: Records) -> None:
    key = act(commands.save_staff, LI)
    act(commands.set_password, NewPassword(key, "green-lamp-3"))
    with records.read() as session:
        told = str(queries.audit(session, Noun.STAFF, key))
    assert "green-lamp-3" not in told
    assert "sunny-road-7" not in told
    assert "argon2" not in told
