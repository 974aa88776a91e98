"""Every table, so that migrations and checks see the whole store."""

from importlib import import_module
from pkgutil import iter_modules

from db import tables
from db.tables.base import Base

AREAS = tuple(
    import_module(f"{tables.__name__}.{module.name}")
    for module in iter_modules(tables.__path__)
    if module.name not in ("all", "base")
)
METADATA = Base.metadata
SEARCHED = tuple(table.name for table in METADATA.tables.values() if table.info.get("searched"))
"""Tables whose records the search finds."""
