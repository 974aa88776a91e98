"""Fields of forms and columns of lists that follow a column of a table.

Label, limit and bounds stand there and nowhere else.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from app import fields
from app.labels import label as word
from app.text import _
from db.vocabulary import Labelled
from ui.parts import widest
from ui.parts.form_body import Field
from ui.parts.table_model import Column
from ui.parts.text_area import Area
from ui.parts.text_inputs import LineInput, Text
from ui.parts.toggle import Toggle

IDENTITIES = {"plate": widest.plates, "phone": widest.phones}


def field(
    column: str,
    make: Callable[..., Any] = Text,
    *,
    name: str = "",
    label: str = "",
    **options: Any,
) -> Field:
    """A field for `table.column`; its `name` is that of the column unless another is given.

    `make` builds the input; a `Toggle` carries the label itself. `label` only where this form asks
    in other words than the rest of the program. Loads the tables: for pages, not for the start.
    """
    name, words = name or column.partition(".")[2], label or fields.declared(column).label
    if make is Toggle:
        return Field(name, "", lambda: Toggle(_(words)), **options)
    return Field(name, words, partial(_bounded, column, make), **options)


def listed(column: str, *, key: str = "", **options: Any) -> Column:
    """A list column for `table.column` with its label; numbers are right-aligned.

    A plate or a phone number is never cut. `key` names the attribute of the row where that is not
    the column's own name.
    """
    declared = fields.declared(column)
    side = "left" if declared.maximum is None else "right"
    name = column.partition(".")[2]
    least = {"widest": IDENTITIES[name]} if name in IDENTITIES else {}
    return Column(key or name, declared.label, **{"align": side} | least | options)


def choice_of(make: Callable[..., Any], words: Iterable[Labelled]) -> Callable[[], Any]:
    """Builds `make` (Segments, Choice, Chips) with the labels of a vocabulary as its options.

    The labels are read when the input is built, so a declaration is good for every language.
    """
    return lambda: make([(one, word(one)) for one in words])


def _bounded(column: str, make: Callable[..., Any]) -> Any:
    made = make()
    if isinstance(made, LineInput | Area):
        made.keep_within(fields.declared(column))
    return made
