"""Loads PySide without what this program has no use for.

Two things are left out. PySide's import hook looks for modules that switch its features on
(`snake_case`); nobody does here, and it reads the source of every module imported later: a third
of the imports' time, and `linecache` keeps 20 MiB of text. The generator of PySide's own `.pyi`
files is loaded at every start with its large patterns: a tenth of the time to the first paint.
"""

import builtins
import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING, Any, SupportsIndex

if TYPE_CHECKING:
    from _typeshed.importlib import MetaPathFinderProtocol

STUB_WRITER = "shibokensupport.signature.lib.pyi_generator"


def remove_import_hook() -> None:
    """PySide is loaded, imports are Python's own again."""
    if "PySide6.QtCore" not in sys.modules:
        _load()
    python: Any = builtins
    if hasattr(python, "__orig_import__"):
        python.__import__ = python.__orig_import__


def _load() -> None:
    """PySide looks for its parts in its own archive first, so the finders are lent to it."""
    usual = sys.meta_path
    sys.meta_path = _Finders([_EmptyModule(), *usual])
    try:
        import_module("PySide6.QtCore")  # installs the hook
    finally:
        usual[:] = sys.meta_path[1:]
        sys.meta_path = usual


class _Finders(list["MetaPathFinderProtocol"]):
    """What is put before all others comes second."""

    def insert(self, place: SupportsIndex, finder: "MetaPathFinderProtocol") -> None:
        super().insert(int(place) + 1, finder)


class _EmptyModule:
    """Finds the generator as a package without anything in it."""

    def find_spec(self, name: str, *_more: object) -> ModuleSpec | None:
        return ModuleSpec(name, None, is_package=True) if name == STUB_WRITER else None
