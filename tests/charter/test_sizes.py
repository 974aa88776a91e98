"""Nothing grows beyond what one person can hold in the head (design.

Aim at 100 lines, worry at 300, stop at 400).
"""

import ast
from collections.abc import Iterator

from tests.charter.source import Function, Module, decorators, modules, none

FOLDERS = ("app", "db", "ui", "resources", "installer", "tests")
NESTING = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)
UNCOUNTED = {
    "self",
    "cls",
    "session",
    "painter",
    "canvas",
}  # what the function acts on, not what it is told
PARAMETERS, BY_PLACE, BY_PLACE_IN_PRIVATE = 5, 2, 3
FOREIGN = {"listens_for", "override", "fixture", "given"}  # somebody else has fixed the parameters


def _ours() -> list[Module]:
    return [module for module in modules(*FOLDERS) if not module.within("db/migrations")]


def _lines(node: Function | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_a_file_has_at_most_560_lines() -> None:
    counted = [(module.path, len(module.text.splitlines())) for module in _ours()]
    none(
        [f"{path}: {count} lines" for path, count in counted if count > 560],
        "Split by what changes together:",
    )


def test_a_function_has_at_most_72_lines() -> None:
    long = [
        module.at(function, f"{function.name} has {_lines(function)} lines")
        for module in _ours()
        for function in module.functions()
        if _lines(function) > 72
    ]
    none(long, "Give the parts of it names:")


def test_a_class_has_at_most_280_lines_and_20_methods() -> None:
    large = [
        module.at(node, f"{node.name}: {_lines(node)} lines, {_methods(node)} methods")
        for module in _ours()
        for node in module.classes()
        if _lines(node) > 280 or _methods(node) > 20
    ]
    none(large, "Find the second thing hidden in it:")


def test_a_function_takes_few_parameters_and_most_by_name() -> None:
    none(
        [
            module.at(function, f"{function.name}: {problem}")
            for module in modules("app", "db", "ui")
            if not module.within("db/migrations")
            for function in module.functions()
            for problem in _crowded(function)
        ],
        "At most 5 parameters, by name after the second, after the third in private (self, session"
        " and painter not counted):",
    )


def test_nothing_is_nested_deeper_than_three() -> None:
    deep = [
        module.at(function, f"{function.name} nests {depth} deep")
        for module in _ours()
        for function in module.functions()
        if (depth := _depth(function.body)) > 3
    ]
    none(deep, "Return early, or name the inner part:")


def _methods(node: ast.ClassDef) -> int:
    return sum(isinstance(item, Function) for item in node.body)


def _crowded(function: Function) -> Iterator[str]:
    """Where a library fixes the parameters they stay.

    CamelCase overrides of Qt and reportlab, `paint`, `ngettext`, `__dunder__`.
    """
    name = function.name
    if (
        name != name.lower()
        or name in {"paint", "ngettext"}
        or name.startswith("__")
        or decorators(function) & FOREIGN
    ):
        return
    arguments = function.args
    by_place = [
        item.arg for item in arguments.posonlyargs + arguments.args if item.arg not in UNCOUNTED
    ]
    if len(by_place) + len(arguments.kwonlyargs) > PARAMETERS:
        yield f"{len(by_place) + len(arguments.kwonlyargs)} parameters"
    if len(by_place) > (BY_PLACE_IN_PRIVATE if name.startswith("_") else BY_PLACE):
        yield f"{len(by_place)} by place"


def _depth(body: list[ast.stmt]) -> int:
    return max((_depth_of(statement) for statement in body), default=0)


def _depth_of(statement: ast.stmt) -> int:
    if not isinstance(statement, NESTING):
        return 0
    if isinstance(statement, ast.Match):
        return 1 + max(_depth(case.body) for case in statement.cases)
    inner = 1 + _depth(statement.body)
    handlers = [1 + _depth(handler.body) for handler in getattr(statement, "handlers", [])]
    return max(
        inner, *handlers, _otherwise(statement), 1 + _depth(getattr(statement, "finalbody", []))
    )


def _otherwise(statement: ast.stmt) -> int:
    """An elif stands beside its if, not inside it."""
    orelse: list[ast.stmt] = getattr(statement, "orelse", [])
    if isinstance(statement, ast.If) and len(orelse) == 1 and isinstance(orelse[0], ast.If):
        return _depth_of(orelse[0])
    return 1 + _depth(orelse)
