"""Prints the goals of the structure: what is measured, now, goal, ok or missed.

Counted are app, db and ui without the frozen revisions. `--places` adds where the circles and the
double names are. `make lint` runs this; it never fails, tests/charter/test_measure.py holds what
was reached.
"""

import ast
import io
import math
import statistics
import sys
import tokenize
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tests.charter.source import Module, docstrings, modules

COLUMNS = 100
UNCOUNTED = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}
OPENS_THE_WINDOW = "app.__main__"
"""The command line may know the window: its imports of `ui` are no part of a circle."""

Graph = Mapping[str, set[str]]
Groups = list[tuple[str, ...]]


@dataclass(frozen=True)
class Figure:
    """One measured number, the most that it may be, and where it comes from."""

    name: str
    now: float
    goal: int
    places: tuple[str, ...] = ()

    @property
    def reached(self) -> bool:
        return self.now <= self.goal

    def __str__(self) -> str:
        word = "ok" if self.reached else "missed"
        return f"{self.name:<44}{self.now:>7g}   goal <= {self.goal:<4} {word}"


def main() -> int:
    """Print every figure, with `--places` what is behind it."""
    for figure in figures():
        print(figure)
        for place in figure.places if "--places" in sys.argv else ():
            print("   ", place)
    return 0


def figures() -> list[Figure]:
    """The goals, measured in this tree."""
    ours = [one for one in modules("app", "db", "ui") if not one.within("db/migrations")]
    tokens = [count for module in ours for count in tokens_of_functions(module)]
    lines = [lines_at(module.text, COLUMNS) for module in ours]
    twice = double_names(ours)
    graph = import_graph(ours)
    files = circles(graph)
    packages = package_circles(graph)
    return [
        Figure("tokens of a function, median", statistics.median(tokens), 50),
        Figure("tokens of a function, 90 of 100 have at most", at_most(tokens, 0.9), 150),
        Figure("lines of a file, 90 of 100 have at most", at_most(lines, 0.9), 260),
        Figure("Any in ui", sum(_anys(module) for module in ours if module.within("ui")), 180),
        Figure("class names with two meanings", len(twice), 0, twice),
        Figure("circles of files", len(files), 0, _joined(files)),
        Figure("circles of packages", len(packages), 0, _joined(packages)),
    ]


def tokens_of_functions(module: Module) -> Iterator[int]:
    """How many tokens each function has, from `def` to its end, without comments and docstrings.

    Ends of lines and indents are not counted; an inner function counts in its outer one too.
    """
    prose = docstrings(module)
    quiet = {node.lineno for node in module.nodes if id(node) in prose}
    read = tokenize.generate_tokens(io.StringIO(module.text).readline)
    rows = [
        token.start[0]
        for token in read
        if token.type not in UNCOUNTED
        and not (token.type == tokenize.STRING and token.start[0] in quiet)
    ]
    for function in module.functions():
        last = function.end_lineno or function.lineno
        yield bisect_right(rows, last) - bisect_left(rows, function.lineno)


def lines_at(text: str, columns: int) -> int:
    """The lines of `text` if a longer one were broken after `columns` signs."""
    return sum(max(1, math.ceil(len(line) / columns)) for line in text.splitlines())


def at_most(values: list[int], share: float) -> int:
    """The value that `share` of all values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def double_names(ours: Iterable[Module]) -> tuple[str, ...]:
    """`Name: file, file` of every public class whose name another file gives to another class."""
    places: dict[str, set[str]] = defaultdict(set)
    for module in ours:
        for node in module.classes():
            if not node.name.startswith("_"):
                places[node.name].add(module.path)
    twice = {name: sorted(paths) for name, paths in sorted(places.items()) if len(paths) > 1}
    return tuple(f"{name}: {', '.join(paths)}" for name, paths in twice.items())


def import_graph(ours: Iterable[Module]) -> dict[str, set[str]]:
    """Who imports whom, late imports and those for the type checker included."""
    named = {_dotted(module): module for module in ours}
    graph: dict[str, set[str]] = {}
    for name, module in named.items():
        wanted = {_module_of(brought, named) for _node, brought in module.imports}
        graph[name] = {
            one
            for one in wanted - {name, ""}
            if not (name == OPENS_THE_WINDOW and one.startswith("ui."))
        }
    return graph


def circles(graph: Graph) -> Groups:
    """The groups of nodes that need each other, each node in at most one group."""
    reach = {node: _reachable(graph, node) for node in graph}
    groups = {
        tuple(sorted(other for other in reach[node] if node in reach.get(other, ())))
        for node in graph
    }
    return sorted(group for group in groups if len(group) > 1)


def package_circles(graph: Graph) -> Groups:
    """The groups of neighbours in one package that need each other, with a package among them."""
    packages = {parent for name in graph for parent in _parents(name)}
    found = [circles(_between_children(graph, package)) for package in sorted({"", *packages})]
    return [group for groups in found for group in groups if packages & set(group)]


def _between_children(graph: Graph, package: str) -> Graph:
    depth = len(package.split(".")) + 1 if package else 1
    inside = f"{package}." if package else ""
    made: dict[str, set[str]] = defaultdict(set)
    for name, needed in graph.items():
        child = _start(name, depth)
        if name.startswith(inside):
            others = {_start(one, depth) for one in needed if one.startswith(inside)}
            made[child] |= others - {child}
    return made


def _start(name: str, depth: int) -> str:
    return ".".join(name.split(".")[:depth])


def _parents(name: str) -> Iterator[str]:
    parts = name.split(".")
    return (".".join(parts[:depth]) for depth in range(1, len(parts)))


def _reachable(graph: Graph, start: str) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        new = graph.get(waiting.pop(), set()) - seen
        seen |= new
        waiting += new
    return seen


def _dotted(module: Module) -> str:
    return module.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _module_of(brought: str, named: Mapping[str, Module]) -> str:
    """The module that `import brought` or `from … import …` reads, "" of a foreign one."""
    while brought and brought not in named:
        brought = brought.rpartition(".")[0]
    return brought


def _anys(module: Module) -> int:
    return sum(isinstance(node, ast.Name) and node.id == "Any" for node in module.nodes)


def _joined(groups: Groups) -> tuple[str, ...]:
    return tuple(" <-> ".join(group) for group in groups)


if __name__ == "__main__":
    sys.exit(main())
