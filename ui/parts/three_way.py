"""One form, three versions of a record.

As it was read, as it is typed, as somebody else saved it meanwhile.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ui.parts.form import Form
from ui.parts.merge_view import THEIRS, Difference
from ui.parts.text_area import Area
from ui.parts.text_inputs import LineInput


@dataclass(frozen=True, slots=True)
class FieldState:
    """The state of a field: for drafts, for commands, for people."""

    draft: object
    value: Any
    text: str

    def same(self, other: "FieldState") -> bool:
        """`1200` and `1,200.00` are one amount.

        Two texts that are both unclear are the same only letter by letter.
        """
        return self.draft == other.draft or (
            self.value == other.value and self.value not in (None, ())
        )


Version = Mapping[str, FieldState]


def read_form(form: Form) -> dict[str, FieldState]:
    """What stands in the form now."""
    return {name: _said(row.input) for name, row in form.rows.items()}


def states_of(form: Form, value: Mapping[str, Any]) -> dict[str, FieldState]:
    """How the form would say a value; what stands in it stays."""
    mine = read_form(form)
    for name, row in form.rows.items():
        row.input.set_value(value.get(name))
    theirs = read_form(form)
    put(form, mine)
    return theirs


def states_in_draft(form: Form, draft: Mapping[str, object]) -> dict[str, FieldState]:
    """How the form would say a draft; what stands in it stays."""
    mine = read_form(form)
    for name, row in form.rows.items():
        if name in draft:
            row.input.restore(draft[name])
    kept = read_form(form)
    put(form, mine)
    return kept


def put(form: Form, version: Version) -> None:
    """Types a version, or some fields of one, into the form; this is no edit."""
    for name, one in version.items():
        field = form.rows[name].input
        field.restore(one.draft)
        if one.value is not None and field.value() != one.value:
            field.set_value(one.value)


def drafts(version: Version) -> dict[str, object]:
    """As a draft keeps it."""
    return {name: one.draft for name, one in version.items()}


@dataclass(frozen=True, slots=True)
class Comparison:
    """`taken` only they have changed, `contested` both have, each differently."""

    taken: tuple[str, ...]
    contested: tuple[str, ...]


def compare(
    base: Version, mine: Version, *, theirs: Version, asked: Iterable[str], whole: bool = False
) -> Comparison:
    """Compares field by field what was read, what is typed and what others saved.

    `asked` are the fields that people see; `whole`: they only make sense together, so all are
    asked.
    """
    wanted = frozenset(asked)
    typed = {name for name in mine if not mine[name].same(base[name])}
    saved = {name for name in mine if not theirs[name].same(base[name])}
    unlike = {name for name in wanted if not mine[name].same(theirs[name])}
    contested = typed & saved & unlike
    if whole and saved - typed and typed & unlike:
        contested = unlike
    taken = saved - typed - contested
    return Comparison(
        tuple(name for name in mine if name in taken),
        tuple(name for name in mine if name in contested),
    )


def compare_form(form: Form, base: Version, *, theirs: Version, whole: bool = False) -> Comparison:
    """Compares the form with what was read before and what is saved now."""
    asked = [name for name in form.rows if form.applies(name)]
    return compare(base, read_form(form), theirs=theirs, asked=asked, whole=whole)


def differences(
    form: Form, names: Iterable[str], *, base: Version, theirs: Version
) -> list[Difference]:
    """What is to be chosen, with the names that the fields have on the form."""
    mine = read_form(form)
    return [
        Difference(
            name,
            title(form, name),
            mine[name].text,
            theirs[name].text,
            **({"chosen": THEIRS} if mine[name].same(base[name]) else {}),
        )
        for name in names
    ]


def title(form: Form, name: str) -> str:
    """How people call a field; a switch is called by its own words."""
    return str(form.rows[name].input.accessibleName())


def _said(field: Any) -> FieldState:
    value = field.value()
    if isinstance(field, LineInput):
        clear = value is not None and not field.problem()
        return FieldState(field.draft(), value, field.shown(value) if clear else field.text())
    return FieldState(
        field.draft(), value, field.toPlainText() if isinstance(field, Area) else field.told()
    )
