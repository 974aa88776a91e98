"""An opened row and what is done to it: mended, struck out, its steps ticked, its number shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.local_time import local_day
from app.reception import commands, queries
from app.reception.queries import Opened, VisitChoices, VisitRow
from app.reception.rotation import RotationTurn
from app.text import _
from db.nouns import Noun
from ui.reception import columns
from ui.reception.row_panel import RowPanel

if TYPE_CHECKING:
    from ui.parts.confirm import ConfirmBar
    from ui.shell.workspace.page import Shell


class RowController(QObject):
    """Says `shown` when a row stands in the panel and `done` when it may go."""

    shown = Signal()
    done = Signal()

    def __init__(self, shell: Shell, confirm: ConfirmBar, parent: QObject) -> None:
        super().__init__(parent)
        self.shell, self.work = shell, shell.work
        self.panel = RowPanel(shell)
        self._confirm = confirm
        self._offer: tuple[VisitChoices, tuple[RotationTurn, ...]] | None = None
        self._waiting: Opened | None = None
        self.panel.closed.connect(self.done)
        self.panel.saved.connect(self._saved)
        self.panel.struck.connect(self.strike_out)
        self.panel.restored.connect(
            lambda visit_id: self.work.act(commands.uncancel, visit_id, then=self._saved)
        )
        self.panel.stepped.connect(
            lambda visit_id, step: self.work.act(commands.take_step, visit_id, step)
        )
        self.panel.person_asked.connect(lambda person_id: shell.open_record(Noun.PERSON, person_id))
        self.panel.reveal_asked.connect(
            lambda visit_id: self.work.act(commands.reveal, visit_id, then=self.panel.show_number)
        )

    def offer(self, lists: VisitChoices, turns: tuple[RotationTurn, ...]) -> None:
        """What the form chooses from."""
        self._offer = (lists, turns)
        if self._waiting is not None:
            self._show(self._waiting)

    def open(self, visit_id: int) -> None:
        """Asks for a row and shows it."""
        self.work.ask(
            queries.opened, visit_id, viewer=self.work.actor, then=self._show, topic=(self, "row")
        )

    def _show(self, opened: Opened | None) -> None:
        self._waiting = opened if self._offer is None else None
        if opened is None or self._offer is None:
            return
        lists, turns = self._offer
        self.panel.show_row(opened, lists, turns=turns, today=local_day(self.work.now()))
        self.shown.emit()
        if self.panel.form is not None:
            self.panel.form["name"].setFocus()

    def _saved(self, _nothing: object = None) -> None:
        self.panel.finish()
        self.done.emit()
        self.shell.notices.say(_("Saved."))

    def strike_out(self, row: VisitRow) -> None:
        """Asks for the reason.

        A row that was signed off stays, and the store says so without asking.
        """

        def struck(_nothing: object) -> None:
            self.panel.finish()
            self.done.emit()
            self.shell.notices.say(
                _("Struck out."), undo=lambda: self.work.act(commands.uncancel, row.id)
            )

        if row.reviewed or row.cancelled:
            self.work.act(commands.cancel, row.id, "", then=struck)
            return
        self._confirm.ask(
            _("Strike out {row}?").format(row=columns.title(row)),
            act=_("Strike out"),
            then=lambda reason: self.work.act(commands.cancel, row.id, reason, then=struck),
            reason=_("Reason, for whoever reads the register later"),
        )
