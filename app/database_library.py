"""Loads SQLAlchemy without two parts of Python that it imports and nobody here uses.

`asyncio` and `importlib.metadata` are a tenth of its import and 5 MiB of memory.
"""

import importlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from types import ModuleType
from typing import Any

UNUSED = {"asyncio": ("iscoroutine",), "importlib.metadata": ()}
"""With the functions that SQLAlchemy takes into its hands while it is imported."""


def load() -> None:
    """Imports SQLAlchemy; what it wants of the unused modules later loads them after all."""
    with _late(UNUSED):
        import sqlalchemy.dialects.sqlite  # every table asks for it
        import sqlalchemy.orm  # noqa: F401


class _LateModule(ModuleType):
    """Stands for a module until somebody asks it for something."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


@contextmanager
def _late(wanted: Mapping[str, Iterable[str]]) -> Iterator[None]:
    """Puts stand-ins in the place of modules that are not loaded yet, and takes them away again."""
    made = {name: _LateModule(name) for name in wanted if name not in sys.modules}
    for name, module in made.items():
        sys.modules[name] = module
        for function in wanted[name]:
            setattr(module, function, partial(_call, name, function))
        package, _dot, attribute = name.rpartition(".")
        if package:
            setattr(sys.modules[package], attribute, module)
    try:
        yield
    finally:
        for name, module in made.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _call(module: str, function: str, *given: Any) -> Any:
    return getattr(importlib.import_module(module), function)(*given)
