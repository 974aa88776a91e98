"""What the store keeps records of is named by `Noun`; no literal takes the place of one."""

import ast
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from app.desks import DESKS
from db.nouns import Noun
from db.tables.all import METADATA
from tests.charter.source import Module, docstrings, last_name, modules, none
from ui.desks import DESKS as TABS

NO_TABLE = {
    *(Noun.BACKUP, Noun.FORECAST_WISH, Noun.INCOMPLETE, Noun.LOSS, Noun.QUOTE_WISH),
    *(Noun.PROJECT_WISH, Noun.TEST_DRIVE, Noun.USED_CAR_WISH, Noun.WORKSTATION),
}
KEYWORDS = {"noun", "nouns", "record_noun", "records", "documents", "reorders"}
"""Parameters that hold a noun, several, or a mapping by noun."""
KIND_IS_NOUN = {"Hit", "Lead", "find_ids", "put", "drop", "recent", "count", "known", "texts"}
"""Callables of the search and the registry whose `kind` is a noun."""


def test_every_noun_is_a_table_or_a_known_fact() -> None:
    assert set(Noun) - METADATA.tables.keys() == NO_TABLE


def test_every_declared_noun_is_one() -> None:
    told = [noun for desk in DESKS for noun in (*desk.nouns, *desk.documents)]
    told += [noun for tab in TABS for noun in tab.records]
    told += [paper.noun for desk in DESKS for paper in desk.papers if paper.noun]
    told += [one for desk in DESKS for lead in desk.leads for one in (lead.noun, lead.kind)]
    assert [noun for noun in told if not isinstance(noun, Noun)] == []


def test_no_literal_stands_for_a_noun() -> None:
    none(
        [
            module.at(node, f'"{node.value}" is Noun.{node.value.upper()}')
            for module in modules("app", "ui")
            for node in literal_nouns(module)
        ],
        "A noun is a member of db/nouns.py:",
    )


@pytest.mark.parametrize(
    "line",
    [
        'shell.open_record("person", key)',
        'audit.note(session, Act.ADD, "visit", noun_id=1)',
        'last_saved(session, "wording")',
        'search.find_ids(session, "person", text, limit=5)',
        'check_seen(1, 2, noun="visit", id=3)',
        'if row.noun == "visit": pass',
        'if "setting" in nouns: pass',
        'noun = "visit"',
        'def newest(noun: str = "person"): pass',
        'self.saved.emit("vehicle", key)',
        'reader.tables = frozenset({"visit"})',
        'Desk("a", records=("visit",))',
        'link = lambda row: ("person", row.person_id)',
        'select(1).where(Audit.noun == "visit")',
        'shell.open_record("person" if is_person else "vehicle", key)',
    ],
)
def test_the_check_sees_a_literal(line: str) -> None:
    assert list(literal_nouns(_Written(line))), line


@pytest.mark.parametrize(
    "line",
    [
        'raise Refused("plate.none", "No plate.", field="plate")',
        'Level.code.label("level")',
        'form["phone"].value()',
        'Event(at, "visit", Noun.VISIT, key, "")',
        'judge("plate", text)',
    ],
)
def test_the_check_leaves_fields_and_kinds_of_events_alone(line: str) -> None:
    assert not list(literal_nouns(_Written(line))), line


class _Written(Module):
    """A module that lies in no file."""

    def __init__(self, text: str) -> None:
        super().__init__("written.py")
        self.__dict__["text"] = text


def literal_nouns(module: Module) -> Iterator[Any]:
    """Constants that are spelled like a noun where a noun is meant."""
    prose = docstrings(module)
    found = {
        id(one): one
        for node in module.nodes
        for place in _places(node)
        for one in _values(place)
        if isinstance(one, ast.Constant) and one.value in NAMES and id(one) not in prose
    }
    return iter(found.values())


NAMES = frozenset(noun.value for noun in Noun)


def _places(node: ast.AST) -> Iterator[ast.AST]:
    """The expressions in which a noun is meant."""
    for kind, places in PLACES.items():
        if isinstance(node, kind):
            yield from places(node)


def _compared(node: ast.Compare) -> Iterator[ast.AST]:
    sides = [node.left, *node.comparators]
    yield from sides if any(last_name(side) in ("noun", "nouns") for side in sides) else ()


def _combined(node: ast.BinOp) -> Iterator[ast.AST]:
    sides = [node.left, node.right]
    yield from sides if any(last_name(side) == "nouns" for side in sides) else ()


def _assigned(node: ast.Assign | ast.AnnAssign) -> Iterator[ast.AST]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if node.value and any(last_name(target) in ("noun", "tables") for target in targets):
        yield node.value


def _defaults(node: ast.arguments) -> Iterator[ast.AST]:
    named = [*node.posonlyargs, *node.args]
    named = named[len(named) - len(node.defaults) :] + node.kwonlyargs
    for argument, default in zip(named, [*node.defaults, *node.kw_defaults], strict=True):
        if argument.arg == "noun" and default is not None:
            yield default


def _of_a_record(node: ast.Tuple) -> Iterator[ast.AST]:
    """The noun in `("person", row.person_id)`."""
    last = last_name(node.elts[-1]) if len(node.elts) == 2 else ""
    yield from node.elts[:1] if last == "id" or last.endswith("_id") else ()


def _arguments(call: ast.Call) -> Iterator[ast.AST]:
    name = last_name(call.func)
    yield from (one.value for one in call.keywords if one.arg in KEYWORDS)
    if name == "emit":
        yield from call.args
    for position in _positions().get(name, ()):
        yield from call.args[position : position + 1]


PLACES: dict[Any, Any] = {
    ast.Call: _arguments,
    ast.Compare: _compared,
    ast.BinOp: _combined,
    ast.Assign: _assigned,
    ast.AnnAssign: _assigned,
    ast.arguments: _defaults,
    ast.Tuple: _of_a_record,
}


def _values(place: ast.AST) -> Iterator[ast.AST]:
    """What the expression may be: the branches of a choice, members of a set, keys of a mapping."""
    if isinstance(place, ast.IfExp):
        yield from (*_values(place.body), *_values(place.orelse))
    elif isinstance(place, ast.Tuple | ast.List | ast.Set):
        for one in place.elts:
            yield from _values(one)
    elif isinstance(place, ast.Dict):
        yield from (key for key in place.keys if key is not None)
    elif isinstance(place, ast.Call) and last_name(place.func) in ("frozenset", "set", "tuple"):
        for one in place.args:
            yield from _values(one)
    else:
        yield place


@cache
def _positions() -> dict[str, set[int]]:
    """Where in the arguments of a function or a class of the program a noun stands, by its name."""
    found: dict[str, set[int]] = {}
    for module in modules("app", "db", "ui"):
        for name, parameters in (*_functions(module), *_classes(module)):
            meant = ("noun", "kind") if name in KIND_IS_NOUN else ("noun",)
            places = {at for at, parameter in enumerate(parameters) if parameter in meant}
            found[name] = found.get(name, set()) | places
    return found


def _functions(module: Module) -> Iterator[tuple[str, list[str]]]:
    for node in module.functions():
        given = [*node.args.posonlyargs, *node.args.args]
        yield node.name, [_named(one) for one in given if one.arg not in ("self", "cls")]


def _named(parameter: ast.arg) -> str:
    """Its name; "" where `noun` is a table, as `noun: type[Base]` of a function that adds rows."""
    words = ("Noun", "str", "Noun | None")
    told = parameter.annotation is None or ast.unparse(parameter.annotation) in words
    return parameter.arg if told else ""


def _classes(module: Module) -> Iterator[tuple[str, list[str]]]:
    for node in module.classes():
        fields = [one.target for one in node.body if isinstance(one, ast.AnnAssign)]
        yield node.name, [last_name(field) for field in fields]
