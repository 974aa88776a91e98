"""A panel whose steps take money at the till of this PC, a second person signing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from app.admin.values import Approver
from app.errors import Refused
from ui.parts.buttons import Button
from ui.record_desk.declaration import RecordDesk, Step, Typed
from ui.record_desk.record_panel import RecordPanel
from ui.shell.editing.second_sign_in import SecondSignIn
from ui.shell.workspace.page import Shell


class MoneyPanel(RecordPanel):
    """The second argument of a step of `money` has a `till` and an `approver`."""

    def __init__(self, shell: Shell, desk: RecordDesk, below: QWidget | None = None) -> None:
        super().__init__(shell, desk, below)
        self.second = SecondSignIn(shell.work, self)
        self._holder.addWidget(self.second)

    def _put(self, title: str, body: QWidget, actions: Sequence[Button] = ()) -> None:
        if not self.second.isHidden():
            self.second.leave()
        super()._put(title, body, actions)

    def _act(self, step: Step, typed: Typed) -> None:
        """Money may ask for a second person, who signs in place of the form."""
        if step.money:
            self._send(step, {**typed, "till": self.shell.workstation.till})
        else:
            super()._act(step, typed)

    def _send(self, step: Step, typed: Typed, approver: Approver | None = None) -> None:
        gesture = step.act(self.row, typed)
        record_id, paid = gesture.arguments
        form = self.step_forms[step.name]

        def refuse(refused: Refused) -> None:
            self.second.answer(refused, form.form, send=partial(self._send, step, typed))

        then = partial(self._stepped, step, self.row)
        signed = replace(paid, approver=approver)
        form.save(gesture.command, record_id, signed, then=then, refuse=refuse)
