"""What is done to the open row of the register."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.local_time import local_day
from app.reception import commands, queries
from app.reception.queries import Opened, VisitChoices, VisitRow
from app.reception.rotation import RotationTurn
from app.text import _
from db.nouns import Noun
from ui.parts.confirm import ConfirmBar
from ui.reception import columns
from ui.reception.row_panel import RowPanel
from ui.shell.reasons import asked
from ui.shell.reveal import ask_why
from ui.shell.workspace.page import Shell


class RowController(QObject):
    """Asks for a row and acts on it.

    `shown` when it is in the panel, `done` when it may leave.
    """

    shown = Signal()
    done = Signal()

    def __init__(self, shell: Shell, confirm: ConfirmBar, parent: QObject) -> None:
        super().__init__(parent)
        self.shell, self.work = shell, shell.work
        self.panel = RowPanel(shell)
        self._confirm = confirm
        self._offer: tuple[VisitChoices, tuple[RotationTurn, ...]] | None = None
        self._waiting: Opened | None = None
        self._connect()

    def _connect(self) -> None:
        panel, act, open_record = self.panel, self.work.act, self.shell.open_record
        panel.closed.connect(self.done)
        panel.saved.connect(self._saved)
        panel.struck.connect(self.strike_out)
        panel.restored.connect(partial(act, commands.uncancel, then=self._saved))
        panel.stepped.connect(partial(act, commands.take_step))
        panel.person_asked.connect(partial(open_record, Noun.PERSON))
        panel.reveal_asked.connect(self.reveal)

    def offer(self, lists: VisitChoices, turns: tuple[RotationTurn, ...]) -> None:
        """The lists that the form chooses from."""
        self._offer = (lists, turns)
        if self._waiting is not None:
            self._show(self._waiting)

    def open(self, visit_id: int) -> None:
        """Ask for a row and show it."""
        viewer, topic = self.work.actor, (self, "row")
        self.work.ask(queries.opened, visit_id, viewer=viewer, then=self._show, topic=topic)

    def _show(self, opened: Opened | None) -> None:
        self._waiting = opened if self._offer is None else None
        if opened is None or self._offer is None:
            return
        lists, turns = self._offer
        self.panel.show_row(opened, lists, turns=turns, today=local_day(self.work.now()))
        self.shown.emit()
        if self.panel.form is not None:
            self.panel.form["name"].setFocus()

    def reveal(self, visit_id: int) -> None:
        """Show the number of a visitor once it is said why."""
        show = partial(self.work.act, commands.reveal, visit_id, then=self.panel.show_number)
        ask_why(self._confirm, lambda reason: show(reason=reason))

    def _saved(self, _nothing: object = None) -> None:
        self.panel.finish()
        self.done.emit()
        self.shell.notices.say(_("Saved."))

    def strike_out(self, row: VisitRow) -> None:
        """Strike out a row after asking for the reason.

        A row that was signed off cannot be struck out: the command refuses it without a question.
        """
        strike = partial(self.work.act, commands.cancel, row.id)
        struck = partial(self._struck, row.id)
        if row.reviewed or row.cancelled:
            strike("", then=struck)
            return
        self._confirm.ask(
            _("Strike out {row}?").format(row=columns.title(row)),
            act=_("Strike out"),
            then=lambda reason: strike(reason, then=struck),
            reason=asked(
                self.shell, "visit", words=_("Reason, for whoever reads the register later")
            ),
        )

    def _struck(self, visit_id: int, _nothing: object) -> None:
        self.panel.finish()
        self.done.emit()
        undo = partial(self.work.act, commands.uncancel, visit_id)
        self.shell.notices.say(_("Struck out."), undo=undo)
