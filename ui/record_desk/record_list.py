"""A declared desk: its list at the left, its panel at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app import record_lists
from app.text import N_
from ui.keys import Key
from ui.parts.layouts import boxed, stretched, vbox
from ui.parts.panel import surface
from ui.parts.split import Split
from ui.parts.table import Column, Table
from ui.record_desk.declaration import Options, Query, RecordDesk, Row
from ui.record_desk.record_filter import RecordFilter
from ui.record_desk.record_panel import RecordPanel
from ui.shell.reader import Reader
from ui.shell.workspace.page import Shell

NO_LINE = N_("No line fits. Choose another filter, or clear the search.")


class RecordList(QWidget):
    """Asks for the rows of one RecordDesk; the panel acts. `above` stands over the list.

    `apart`: the page places `filter.search`.
    """

    rows_read = Signal(object)
    """All rows, before they are filtered."""

    def __init__(
        self,
        shell: Shell,
        desk: RecordDesk,
        panel: type[RecordPanel] = RecordPanel,
        parent: QWidget | None = None,
        *,
        above: QWidget | None = None,
        apart: bool = False,
    ) -> None:
        super().__init__(parent)
        self.work, self.desk = shell.work, desk
        self.reader = Reader(self.reload)
        self._rows: Sequence[Row] = ()
        self.options: dict[str, Options] = {}
        self._is_read = False
        self._wanted: int | None = None
        self._older: int | None = None
        self._begins: tuple[str, dict[str, object]] | None = None
        self._is_filling = False
        self.table = Table(_columns(desk), empty=desk.empty, key=Key.NEW, name=f"{desk.name}_table")
        if desk.ordered:
            self.table.restore_state({"order": [desk.ordered, False]})
        self.filter = RecordFilter(desk, apart=apart)
        if not desk.filters and desk.find is None:
            self.filter.hide()
        self.panel = panel(shell, desk)
        self.form = self.panel.form
        self.card = surface(boxed(vbox(self.filter, stretched(self.table), spacing=3)))
        left = self.card if above is None else boxed(vbox(above, stretched(self.card), spacing=3))
        vbox(Split(left, self.panel), parent=self)
        self._connect()
        self.panel.choose(None)

    def reload(self) -> None:
        """Ask again for what is shown."""
        if self.work.actor is not None:
            self.work.ask(
                record_lists.with_options,
                self._query(),
                self.desk.options,
                viewer=self.work.actor,
                then=self._show,
                topic=self,
            )

    def _query(self) -> Query:
        """With the record that was opened and is too old for the list."""
        if self.desk.one is None or self._older is None:
            return self.desk.query
        return record_lists.with_one(self.desk.query, one=self.desk.one, key=self._older)

    def can_add(self) -> bool:
        """Whether something can be added here."""
        return True

    def add(self) -> None:
        """The empty form for a new record; what was typed before stands in it."""
        if self.desk.may_add(self.panel.viewer):
            self.table.clear_choice()
            self.panel.begin("new", self.desk.blank)

    def begin_with(self, key: str, value: dict[str, object]) -> None:
        """The form of a new record with something filled in, once its choices are known."""
        self._begins = (key, value)
        self.reload()

    def show_filter(self, name: str) -> None:
        """The rows of one filter, whatever was searched before."""
        self.filter.show_all()
        self.filter.switch.set_value(name)
        self._fill()

    def open(self, record_id: int) -> None:
        """Brings a record into view, at once or when the list has it; see `RecordDesk.start`."""
        self._wanted = record_id
        if any(row.id == record_id for row in self._rows):
            self._open_wanted(record_id)
        else:
            self._older = record_id
            self.reload()

    def take_focus(self) -> None:
        """Where the next key should land."""
        self.table.setFocus()

    def find(self) -> None:
        """The cursor is where a scrap is typed."""
        if self.desk.find is not None:
            self.filter.scrap.setFocus()
            self.filter.scrap.selectAll()

    def move(self, step: int) -> None:
        """Move the chosen row up (-1) or down (+1)."""
        row = self.panel.row
        if self.desk.reorder is None or row is None or not row.active:
            return
        ids = [one.id for one in self._rows if one.active]
        place = ids.index(row.id)
        if 0 <= place + step < len(ids):
            ids.insert(place + step, ids.pop(place))
            self.work.act(self.desk.reorder, self.desk.record_noun, tuple(ids))

    def _show(self, answer: tuple[Sequence[Row], dict[str, Options]]) -> None:
        self._rows, options = answer
        self.options = options
        self._is_read = True
        asked = (step.form for step in self.panel.step_forms.values())
        for form in (self.form, *asked):
            for name in options.keys() & form.names:
                form.set_options(name, options[name])
        if self.desk.more_filters is not None:
            self.filter.add(self.desk.more_filters(options))
        may_add = self.desk.may_add(self.panel.viewer)
        self.panel.hint.teach(not self._rows, may_add=may_add)
        self.rows_read.emit(self._rows)
        self._fill()
        if self._begins is not None:
            (key, value), self._begins = self._begins, None
            self.table.clear_choice()
            self.panel.begin(key, {**self.desk.blank, **value})
        elif self._wanted is not None:
            self._open_wanted(self._wanted)
        elif (shown := self.panel.row) is not None:
            self._refresh(next((row for row in self._rows if row.id == shown.id), None))

    def _refresh(self, row: Row | None) -> None:
        """Shows the record anew; what is typed stays, even without its record."""
        if row is not None:
            self.panel.refresh(row)
        elif self.panel.body() is not self.form:
            self.panel.choose(None)

    def _open_wanted(self, record_id: int) -> None:
        """Selects a row whatever the filter; begins a record that is not there.

        Never does the record that was shown before stay in its place.
        """
        self._wanted = None
        row = next((row for row in self._rows if row.id == record_id), None)
        if row is not None and self.table.select(record_id):
            return
        if row is not None:
            self.filter.reveal(row)
            self._fill()
            if self.table.select(record_id):
                return
        self.table.clear_choice()
        if row is None and self.desk.start is not None:
            value = {**self.desk.blank, **self.desk.start(record_id)}
            self.panel.begin(f"new-{record_id}", value)
        else:
            self.panel.choose(row)

    def _fill(self) -> None:
        """Shows the rows that pass the filter.

        A record that has left the list stays in view at the right.
        """
        if not self._is_read:
            return
        self.filter.count(self._rows)
        shown = self.filter.passing(self._rows)
        if len(shown) < len(self._rows):
            self.table.say_empty(NO_LINE, Key.FIND)
        else:
            self.table.say_empty(self.desk.empty, Key.NEW)
        self._is_filling = True
        self.table.show_rows(shown)
        self._is_filling = False

    def _follow(self, row: Row | None) -> None:
        if row is not None or not self._is_filling:
            self.panel.choose(row)

    def _into_list(self) -> None:
        self.table.setFocus()
        if self.table.count() and self.table.current() is None:
            self.table.view.selectRow(0)

    def _connect(self) -> None:
        self.table.chosen.connect(self._follow)
        self.table.activated.connect(lambda _row: self.panel.enter())
        self.filter.changed.connect(self._fill)
        self.filter.down.connect(self._into_list)
        self.panel.back.connect(self.take_focus)
        self.panel.saved.connect(self.open)
        self.panel.hint.first.clicked.connect(self.add)


def _columns(desk: RecordDesk) -> list[Column]:
    """A list whose rows are moved by hand has that order and no other."""
    return [
        replace(column, sortable=column.sortable and desk.reorder is None)
        for column in desk.columns
    ]
