"""One editor for every list of the store.

Table left, form right, add, change, retire, put back, reorder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtWidgets import QWidget

from app.admin import commands
from app.audit import last_saved
from app.text import N_, _
from ui.admin.section import SettingsSection
from ui.parts.buttons import Button
from ui.parts.form import Field, Form
from ui.parts.panel import Panel, surface
from ui.parts.table import Column, Table
from ui.parts.table_model import NOTHING
from ui.shell.editing.record_editor import NewestRecord
from ui.shell.workspace.page import Shell

Row = Any
Options = Sequence[tuple[Any, str]]
STATE = Column(
    "active",
    N_("State"),
    width=96,
    chip=True,
    text=lambda active: _("In use") if active else _("Retired"),
    tone=lambda row: "good" if row.active else "neutral",
)


@dataclass(frozen=True, slots=True)
class Gesture:
    """A command with what it is told."""

    command: Callable[..., Any]
    arguments: tuple[Any, ...] = ()
    named: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSpec:
    """A list declared: what is read, shown, typed, saved and retired. Texts are `N_()`.

    `value(typed, row)` makes what `save` is given; `order` names the noun whose lines can be moved;
    `options` are queries
    that fill the choices of the form; `name_of` is how a line is called in messages.
    """

    name: str
    nouns: frozenset[str]
    add: str
    empty: str
    query: Callable[[Any], Sequence[Row]]
    columns: tuple[Column, ...]
    fields: tuple[Field, ...]
    save: Callable[..., Any]
    value: Callable[[dict[str, Any], Row | None], Any]
    retire: Callable[[Row], Gesture]
    typed: Callable[[Row], Mapping[str, Any]]
    blank: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Callable[[Any], Options]] = field(default_factory=dict)
    order: str = ""
    name_of: Callable[[Row], str] = lambda row: str(row.name)


class ListEditor(SettingsSection):
    """Shows one ListSpec. What is typed and not saved stays with its line as a draft."""

    def __init__(self, shell: Shell, spec: ListSpec, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.spec = spec
        self.row: Row | None = None
        self._wanted: int | None = None
        # a list whose lines are moved by hand has that order and no other
        columns = tuple(
            replace(column, sortable=column.sortable and not spec.order)
            for column in (*spec.columns, STATE)
        )
        self.table = Table(columns, empty=spec.empty, key="Ctrl+N", name=f"{spec.name}_table")
        self.form = Form(spec.fields, clear="", name=f"{spec.name}_form")
        self.editing = self.edits(self.form, self._newest, draft=f"{spec.name}.{{key}}")
        self.retire_button = Button("", name=f"{spec.name}_retire")
        self.panel = Panel(_(spec.add), self.form, (self.retire_button,), name=f"{spec.name}_panel")
        self.lay_out(surface(self.table), self.panel)
        self.table.chosen.connect(self.choose)
        self.form.submitted.connect(self.save)
        self.form.left.connect(self.leave)
        self.retire_button.clicked.connect(self.retire)
        self.choose(None)

    def heeds(self, nouns: frozenset[str]) -> bool:
        return "*" in nouns or bool(nouns & self.spec.nouns)

    def reload(self) -> None:
        self.work.ask(_read, self.spec, then=self._show, topic=self)

    def can_add(self) -> bool:
        return True

    def add(self) -> None:
        self.table.clear_choice()
        self.choose(None)
        self.form.start()

    def take_focus(self) -> None:
        self.table.setFocus()

    def leave(self) -> None:
        """Esc: back to the list; what was typed stays as a draft."""
        self.table.setFocus()

    def choose(self, row: Row | None) -> None:
        """Show a line, or the empty form for a new one."""
        self.row = row
        if row is None:
            self.editing.load("new", self.spec.blank, version=None)
        else:
            self.editing.load(row.id, self.spec.typed(row), version=row.version)
        buttons = self._buttons(row)
        self.panel.show_body(
            self.spec.name_of(row) if row is not None else _(self.spec.add),
            self.form,
            actions=buttons,
        )

    def save(self) -> None:
        value = self.spec.value(self.form.value(), self.row)
        if self.row is not None:
            value = replace(value, version=self.editing.version)
        self.editing.act(self.spec.save, value, then=self._saved)

    def retire(self) -> None:
        """Out of use, or back; both can be undone at once."""
        if self.row is None:
            return
        row, gesture = self.row, self.spec.retire(self.row)
        said = _("{name} is in use again.") if not row.active else _("{name} is retired.")
        self.work.act(
            gesture.command,
            *gesture.arguments,
            **gesture.named,
            then=lambda _done: self.shell.notices.say(said.format(name=self.spec.name_of(row))),
            refuse=self.form.point_at,
        )

    def move(self, step: int) -> None:
        if not self.spec.order or self.row is None or not self.row.active:
            return
        ids = [
            row.id
            for at in range(self.table.count())
            if (row := self.table.row(at)) is not None and row.active
        ]
        place = ids.index(self.row.id)
        if 0 <= place + step < len(ids):
            ids.insert(place + step, ids.pop(place))
            self.work.act(commands.order_entries, self.spec.order, tuple(ids))

    def _buttons(self, row: Row | None) -> tuple[Button, ...]:
        if row is None:
            return ()
        self.retire_button.show_text(_("Retire") if row.active else _("Put back into use"))
        return (self.retire_button,)

    def _newest(self, session: Any, key: int) -> NewestRecord | None:
        """The line as it stands now."""
        row = next((row for row in self.spec.query(session) if row.id == key), None)
        return (
            None
            if row is None
            else NewestRecord(
                row.version, self.spec.typed(row), last_saved(session, self.spec.name, key)
            )
        )

    def _saved(self, _key: int) -> None:
        self.shell.notices.say(_("Saved."))
        if self.row is None:
            self.form.set_value(self.spec.blank)
            self.form.start()

    def _show(self, answer: tuple[Sequence[Row], dict[str, Options]]) -> None:
        rows, options = answer
        for name, found in options.items():
            self.form[name].set_options(found)
        self.table.show_rows(rows)
        fresh = next((row for row in rows if self.row is not None and row.id == self.row.id), None)
        if fresh is not None:
            self.choose(fresh)


def _read(session: Any, spec: ListSpec) -> tuple[Sequence[Row], dict[str, Options]]:
    return spec.query(session), {name: query(session) for name, query in spec.options.items()}


def yes_no(value: bool) -> str:
    """A switch in a table: said where it is on."""
    return _("Yes") if value else NOTHING
