"""Every command times every role.

Who may not is refused before anything is read, whatever button was pressed.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import app
from app.errors import Refused
from app.permissions import Actor
from db.vocabulary import Role
from tests.make import NOON

Command = Callable[..., Any]
FOR_EVERYBODY = {"sign_in", "set_password", "keep_view", "count_print"}
BOSSES = frozenset({Role.MANAGER, Role.ADMINISTRATOR})
MONEY = frozenset({Role.CASHIER, Role.ADVISOR, Role.MANAGER})


def _commands() -> Iterator[tuple[str, Command]]:
    for found in pkgutil.walk_packages(app.__path__, "app."):
        parts = found.name.split(".")
        if len(parts) < 3 or not parts[2].endswith("commands"):
            continue
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_own = function.__module__ == found.name and not name.startswith("_")
            if is_own and "session" in inspect.signature(function).parameters:
                yield f"{found.name.removeprefix('app.')}.{name}", function


COMMANDS = dict(_commands())
ROLES: dict[str, frozenset[Role]] = {
    name: getattr(command, "roles", frozenset()) for name, command in COMMANDS.items()
}


def is_denied(command: Command, *roles: Role) -> bool:
    """Whether the door is shut.

    Who comes in falls over the missing session, which is enough to know.
    """
    try:
        command(None, by=Actor(7, "李强", frozenset(roles), "前台1"), at=NOON)
    except Refused as refused:
        return refused.code == "permission.denied"
    except Exception:
        return False
    return False


def test_the_walk_finds_the_desks() -> None:
    assert {"admin", "reception", "testdrives", "parts", "workshop", "service"} <= {
        name.split(".")[0] for name in COMMANDS
    }
    assert len(COMMANDS) > 40


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_declares_its_roles(name: str) -> None:
    assert ROLES[name], "a command without a declared permission is open to nobody and to everybody"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_only_the_declared_roles_come_in_and_nobody_without_a_role(name: str) -> None:
    allowed = set(ROLES[name])
    if allowed != {Role.ADMINISTRATOR}:
        allowed.add(Role.MANAGER)
    command = COMMANDS[name]
    assert {role for role in Role if not is_denied(command, role)} == allowed
    assert is_denied(command)


def test_the_store_is_set_up_by_its_heads_only() -> None:
    house = {
        name.split(".")[-1]: roles for name, roles in ROLES.items() if name.startswith("admin.")
    }
    others = {
        name: roles - BOSSES
        for name, roles in house.items()
        if name not in FOR_EVERYBODY and roles - BOSSES
    }
    assert others == {
        "set_duty": frozenset({Role.RECEPTION}),
        "export_list": frozenset({Role.CARE, Role.CASHIER}),
        "save_absence": frozenset({Role.ADVISOR, Role.CONTROLLER}),
        "remove_absence": frozenset({Role.ADVISOR, Role.CONTROLLER}),
    }


def test_technical_administration_gives_no_business() -> None:
    everyday = ("reception", "prospects", "service", "workshop", "people", "vehicles", "sales")
    open_to_it = {
        name
        for name, roles in ROLES.items()
        if name.split(".")[0] in everyday
        and Role.ADMINISTRATOR in roles
        and roles != frozenset(Role)
    }
    assert not open_to_it


@pytest.mark.parametrize("word", ["payment", "settle", "refund", "pay_back", "reverse"])
def test_money_is_not_taken_by_just_anybody(word: str) -> None:
    for name, roles in ROLES.items():
        if word in name.split(".")[-1]:
            assert roles <= MONEY, name
