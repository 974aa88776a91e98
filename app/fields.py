"""What is declared at the columns of the tables, for whoever asks by name: `visit.transport`.

The tables are loaded at the first question: a module that only names a column stays light.
"""

from typing import TYPE_CHECKING

from app.text import _

if TYPE_CHECKING:
    from db.columns import Declaration


def declared(name: str) -> "Declaration":
    """The declaration of a column, named `table.column`; KeyError for one that does not exist."""
    from db.columns import declared as found
    from db.tables.all import METADATA

    table, _dot, column = name.partition(".")
    return found(METADATA.tables[table].columns[column])


def label_of(noun: str, field: str) -> str:
    """How a field of a noun is called; one of an older program by its own name."""
    try:
        label = declared(f"{noun}.{field}").label
    except KeyError:
        label = ""
    return _(label) if label else field.replace("_", " ")
