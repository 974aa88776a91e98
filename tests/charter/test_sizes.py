"""No file, function or class is longer than one person can hold in the head.

The limits are those of the design; what is longer is named below with the reason.
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

FILE_LINES, FUNCTION_LINES, CLASS_LINES, METHODS = 350, 40, 250, 20
LONG_FILES = {
    "tests/app/admin/test_backup.py": "to be split by what is tested",
    "tests/app/people/test_merging.py": "to be split by what is tested",
    "tests/app/prospects/test_commands.py": "to be split by what is tested",
    "tests/app/reception/test_commands.py": "to be split by what is tested",
    "tests/app/testdrives/test_commands.py": "to be split by what is tested",
    "tests/app/vehicles/test_operations_relations.py": "to be split by what is tested",
}
LONG_FUNCTIONS = {
    # the arguments of the command line in one list
    "app/__main__.py": {"run"},
    # invented records, told field by field
    "tests/app/people/test_commands.py": {"_fill"},
    "tests/app/people/test_merging.py": {"_fill"},
    "tests/reliability/test_forgotten.py": {"_stand_everywhere"},
    # a story from its beginning to its end
    "tests/app/test_timeline.py": {
        "_live",
        "test_what_is_on_account_is_still_owed",
        "test_a_page_with_three_hundred_events_opens_in_a_tenth_of_a_second",
    },
    "tests/app/testdrives/test_commands_race.py": {
        "test_eight_programs_book_one_slot_and_exactly_one_wins"
    },
    "tests/stories/test_prospects.py": {
        "test_a10_reported_sent_back_reported_again_confirmed_and_revived"
    },
    "tests/stories/test_testdrives.py": {
        "test_s008_a_customer_drives_a_demo_car_on_a_drawn_route_and_the_store_sums_up"
    },
    "tests/ui/reception/test_page.py": {
        "test_a_visitor_takes_four_fields_and_less_than_twenty_seconds"
    },
    # a process of its own, whose callbacks share what is measured
    "tests/bench/probe.py": {"program"},
}
LONG_CLASSES: dict[str, str] = {}


def _ours() -> list[Module]:
    return [module for module in modules(*FOLDERS) if not module.within("db/migrations")]


def _lines(node: Function | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_a_file_has_at_most_350_lines() -> None:
    long = {
        module.path: count
        for module in _ours()
        if (count := len(module.text.splitlines())) > FILE_LINES
    }
    none(
        [f"{path}: {count} lines" for path, count in long.items() if path not in LONG_FILES],
        "Split by what changes together:",
    )
    none(sorted(LONG_FILES.keys() - long), "No exception any more:")


def test_a_function_has_at_most_40_lines() -> None:
    long = {
        (module.path, function.name): _lines(function)
        for module in _ours()
        for function in module.functions()
        if _lines(function) > FUNCTION_LINES
    }
    known = {(path, name) for path, names in LONG_FUNCTIONS.items() for name in names}
    none(
        [f"{place}: {count} lines" for place, count in long.items() if place not in known],
        "Give the parts of it names:",
    )
    none([f"{place}" for place in sorted(known - long.keys())], "No exception any more:")


def test_a_class_has_at_most_250_lines_and_20_methods() -> None:
    large = {
        f"{module.path}:{node.name}": f"{_lines(node)} lines, {_methods(node)} methods"
        for module in _ours()
        for node in module.classes()
        if _lines(node) > CLASS_LINES or _methods(node) > METHODS
    }
    none(
        [f"{name}: {told}" for name, told in large.items() if name not in LONG_CLASSES],
        "Find the second thing hidden in it:",
    )
    none(sorted(LONG_CLASSES.keys() - large), "No exception any more:")


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
