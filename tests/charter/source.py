"""The tree as the charter reads it: every module parsed once, every offence with its place."""

import ast
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache, cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file: its text, its tree and its place below the root."""

    path: str

    @cached_property
    def text(self) -> str:
        return (ROOT / self.path).read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @cached_property
    def by_kind(self) -> dict[type, list[Any]]:
        """The nodes by their class, in the order of `nodes`."""
        found: dict[type, list[Any]] = defaultdict(list)
        for node in self.nodes:
            found[type(node)].append(node)
        return found

    def functions(self) -> Iterator[Function]:
        return (node for node in self.nodes if isinstance(node, Function))

    def classes(self) -> list[ast.ClassDef]:
        return self.by_kind[ast.ClassDef]

    def calls(self, name: str) -> list[ast.Call]:
        """Calls of `name(…)` or `something.name(…)`."""
        return self._calls[name]

    @cached_property
    def _calls(self) -> dict[str, list[ast.Call]]:
        found: dict[str, list[ast.Call]] = defaultdict(list)
        for call in self.by_kind[ast.Call]:
            found[last_name(call.func)].append(call)
        return found

    @cached_property
    def imports(self) -> list[tuple[ast.stmt, str]]:
        """Every import with the full name of what it brings in."""
        whole = [(node, alias.name) for node in self.by_kind[ast.Import] for alias in node.names]
        parts = [
            (node, f"{node.module}.{alias.name}")
            for node in self.by_kind[ast.ImportFrom]
            for alias in node.names
        ]
        return whole + parts

    def within(self, *places: str) -> bool:
        """Whether the file is one of `places` or lies below one of them."""
        return any(
            self.path == place or self.path.startswith(place.rstrip("/") + "/") for place in places
        )

    def at(self, node: ast.AST, problem: str) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {problem}"


def files(root: Path = ROOT) -> Iterator[str]:
    """The files of the product below `root`, in order: all but .git and what .gitignore names.

    Its patterns here are names without a slash inside, so no tool that knows all of them is needed.
    """
    patterns = (root / ".gitignore").read_text(encoding="utf-8").split()
    foreign = [".git", *(pattern.rstrip("/") for pattern in patterns)]
    yield from sorted(_walk(root, root, foreign))


def _walk(root: Path, folder: Path, foreign: list[str]) -> Iterator[str]:
    for entry in os.scandir(folder):
        if any(fnmatch(entry.name, pattern) for pattern in foreign):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(root, Path(entry.path), foreign)
        else:
            yield Path(entry.path).relative_to(root).as_posix()


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """The Python files below `folders`, in order."""
    files = sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))
    return tuple(_module(file.relative_to(ROOT).as_posix()) for file in files)


@cache
def _module(path: str) -> Module:
    """One for all that ask, so that each file is parsed once."""
    return Module(path)


def last_name(node: ast.expr) -> str:
    """`c` of `a.b.c`, "" of what has no name."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def decorators(node: Function | ast.ClassDef) -> set[str]:
    """The last names of the decorators, called or not."""
    return {
        last_name(item.func if isinstance(item, ast.Call) else item) for item in node.decorator_list
    }


def docstrings(module: Module) -> set[int]:
    """The identities of the constants that are prose, not values."""
    owners = [module.tree, *module.functions(), *module.classes()]
    firsts = [owner.body[0] for owner in owners if owner.body]
    return {id(first.value) for first in firsts if isinstance(first, ast.Expr)}


def none(offences: list[str], law: str) -> None:
    """Fails with the law and every place that breaks it."""
    assert not offences, "\n".join([law, *offences])
