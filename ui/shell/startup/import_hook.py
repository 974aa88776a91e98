"""Takes away the import hook of PySide, which reads the source of every module imported later.

The hook looks for modules that switch PySide's features on (`snake_case`); nobody does here.
It costs a third of the imports' time, and `linecache` keeps 20 MiB of source text.
"""

import builtins
from typing import Any

import PySide6.QtCore  # noqa: F401 - installs the hook


def remove_import_hook() -> None:
    """Imports are Python's own again."""
    python: Any = builtins
    if hasattr(python, "__orig_import__"):
        python.__import__ = python.__orig_import__
