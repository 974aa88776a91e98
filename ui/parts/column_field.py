"""A field of a form that follows a column: label, limit and bounds stand at the column only."""

from collections.abc import Callable
from functools import partial
from typing import Any

from app import fields
from app.text import _
from ui.parts.choice_inputs import Toggle
from ui.parts.form_body import Field
from ui.parts.text_inputs import Area, LineInput, Text


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


def _bounded(column: str, make: Callable[..., Any]) -> Any:
    made = make()
    if isinstance(made, LineInput | Area):
        made.keep_within(fields.declared(column))
    return made
