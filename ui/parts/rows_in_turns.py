"""The rows of a long form, made in several turns of the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QApplication, QWidget

from ui.parts.form_body import Field, make_row
from ui.parts.form_row import FormRow
from ui.parts.turns import InTurns

AT_ONCE = 8


class RowsInTurns:
    """Makes a few rows at each turn, then the form around them, while the form is seen."""

    def __init__(self, form: QWidget) -> None:
        self._form = form
        self._turns = InTurns(form, AT_ONCE)
        self._is_coming = False
        self._waiting: list[Callable[[], object]] = []
        self.rows: dict[str, FormRow] = {}
        """Those that are made, by field."""

    def begin(self, fields: Sequence[Field], make_form: Callable[[], object]) -> None:
        """The form at once where it is short, else at the end of some turns."""
        if not self._form.isVisible():
            return
        if len(fields) <= AT_ONCE:
            make_form()
            return
        self._is_coming = True
        rows = (partial(self._make, field) for field in fields)
        self._turns.begin((*rows, partial(self._finish, make_form)))

    def when_made(self, then: Callable[[], object]) -> None:
        """Calls `then` now; where the fields are just being made, once they are there."""
        if self._is_coming:
            self._waiting.append(then)
        else:
            then()

    def focus_when_made(self, then: Callable[[], object]) -> None:
        """As `when_made`, for what takes the focus: who has gone elsewhere by then stays there."""
        here = QApplication.focusWidget()
        self.when_made(lambda: then() if QApplication.focusWidget() is here else None)

    def end(self) -> None:
        """The form is made, or was hidden meanwhile: calls who waits."""
        self._is_coming = False
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()

    def _make(self, field: Field) -> None:
        if self._is_coming and field.name not in self.rows:
            row = self.rows[field.name] = make_row(field)
            row.hide()
            row.setParent(self._form)  # it dies with a form that is never made

    def _finish(self, make_form: Callable[[], object]) -> None:
        if self._form.isVisible():
            make_form()
        self.end()
