"""The figures of the structure count what they say, and a goal that was reached stays reached."""

from pathlib import Path

import pytest

from tests.charter import measure
from tests.charter.source import Module

HELD = {
    "lines of a file, 90 of 100 have at most",
    "Any in ui",
    "class names with two meanings",
    "circles of files",
    "circles of packages",
}
"""Add a figure here as soon as `make lint` says ok to it."""


def _module(tmp_path: Path, text: str) -> Module:
    # an absolute path is taken as it is, whatever root stands before it
    (tmp_path / "one.py").write_text(text, encoding="utf-8")
    return Module(str(tmp_path / "one.py"))


def test_a_goal_that_was_reached_stays_reached() -> None:
    measured = {figure.name: figure for figure in measure.figures()}
    assert measured.keys() >= HELD
    assert [str(measured[name]) for name in sorted(HELD) if not measured[name].reached] == []


def test_tokens_are_counted_without_prose_and_layout(tmp_path: Path) -> None:
    inner = "    def g():\n        return 1\n"
    text = f'def f(a):\n    """Prose."""\n\n    # why\n{inner}    return a + 1\n'
    # def f ( a ) : · def g ( ) : return 1 · return a + 1, and of g alone 7
    assert list(measure.tokens_of_functions(_module(tmp_path, text))) == [17, 7]


def test_a_line_that_is_too_long_counts_as_the_lines_it_would_become() -> None:
    assert measure.lines_at("x" * 250 + "\n\nshort\n", 100) == 5


def test_the_value_that_nine_of_ten_stay_below() -> None:
    assert measure.at_most(list(range(100)), 0.9) == 90


def test_a_class_name_in_two_files_is_told(tmp_path: Path) -> None:
    first = _module(tmp_path, "class Day: ...\nclass _Row: ...\n")
    (tmp_path / "two.py").write_text("class Day: ...\nclass _Row: ...\n", encoding="utf-8")
    second = Module(str(tmp_path / "two.py"))
    assert measure.double_names([first]) == ()
    assert measure.double_names([first, second]) == (f"Day: {first.path}, {second.path}",)


@pytest.mark.parametrize(
    ("graph", "files", "packages"),
    [
        ({"a.x": {"a.y"}, "a.y": set()}, [], []),
        ({"a.x": {"a.y"}, "a.y": {"a.z"}, "a.z": {"a.x"}}, [("a.x", "a.y", "a.z")], []),
        ({"a.p.x": {"a.q.x"}, "a.q.x": set(), "a.q.y": {"a.p.x"}}, [], [("a.p", "a.q")]),
        ({"a.p.x": {"a.m"}, "a.p.y": set(), "a.m": {"a.p.y"}}, [], [("a.m", "a.p")]),
    ],
    ids=["none", "of files", "of packages", "of a file and a package"],
)
def test_circles_are_found(graph: dict, files: list, packages: list) -> None:
    assert measure.circles(graph) == files
    assert measure.package_circles(graph) == packages


def test_late_and_type_checking_imports_are_counted() -> None:
    graph = measure.import_graph(measure.modules("app", "ui"))
    # inside `if TYPE_CHECKING` and inside a function
    assert "app.records" in graph["app.__main__"]
    assert "app.daily" in graph["app.__main__"]
    # the command line opens the window: the one exception
    assert not [name for name in graph["app.__main__"] if name.startswith("ui")]
