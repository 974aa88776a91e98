"""What did not come about at earlier visits of the car, each with its age and its order."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from app.formatting import joined, money
from app.labels import label
from app.service.commands import jobs
from app.service.commands.jobs import OpenAdvice
from app.service.job_lines import age
from app.service.queries.advice import EarlierWork
from app.text import _, ngettext
from ui import theme
from ui.parts.buttons import Button
from ui.parts.confirm import ConfirmBar
from ui.parts.labels import Label
from ui.parts.layouts import hbox, stretched, vbox
from ui.parts.naming import named
from ui.shell.reasons import asked
from ui.shell.viewer import may
from ui.shell.workspace.page import Shell

MOST_SHOWN = 2


class EarlierWorkList(QFrame):
    """One press puts a job on the order that is open, another opens the order it came from."""

    taken_up = Signal(tuple)
    opened = Signal(int)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._may_dismiss = may(shell.work, *jobs.dismiss_advice.roles)
        self.confirm = ConfirmBar(self)
        for part in (self, self.confirm):
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        named(self, "advice", says=_("Recommended at earlier visits"))
        self._rows: list[QWidget] = []
        self._box = vbox(self.confirm, parent=self, spacing=1)
        self.hide()

    def show_work(self, works: tuple[EarlierWork, ...], *, now: datetime) -> None:
        """Shows the work that waits; the newest two in full, the rest by number."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        ordered = sorted(works, key=lambda work: work.received_at, reverse=True)
        self._rows = [self._row(work, now) for work in ordered[:MOST_SHOWN]]
        if len(ordered) > 1:
            self._rows.append(self._rest(ordered))
        for row in self._rows:
            self._box.addWidget(row)
        self.setVisible(bool(works))

    def _row(self, work: EarlierWork, now: datetime) -> QWidget:
        row = QWidget(self)
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.size("space-2"))
        grid.setVerticalSpacing(0)
        key = f"{work.line.block.value}_{work.line.id}"
        refs = (work.line.ref,)
        offer = Button(_("Offer again"), kind="link", name=f"offer_{key}", saves=True)
        offer.clicked.connect(lambda: self.taken_up.emit(refs))
        origin = Button(work.number, kind="link", name=f"origin_{key}")
        origin.clicked.connect(lambda: self.opened.emit(work.order_id))
        dismiss = Button(_("Dismiss…"), kind="link", name=f"dismiss_{key}", saves=True)
        dismiss.clicked.connect(lambda: self._ask_why(work))
        dismiss.setVisible(self._may_dismiss)
        why = Label(joined(age(work.received_at, now), told(work)), "caption", elide=True)
        grid.addWidget(Label(joined(work.line.name, money(work.amount)), "body", elide=True), 0, 0)
        grid.addWidget(why, 1, 0)
        grid.addWidget(origin, 0, 1, 2, 1)
        grid.addWidget(offer, 0, 2, 2, 1)
        grid.addWidget(dismiss, 0, 3, 2, 1)
        grid.setColumnStretch(0, 1)
        return row

    def _ask_why(self, work: EarlierWork) -> None:
        """Dismissed work is not offered any more: the reason is kept with it."""
        words = _("Why is it not offered again?")
        self.confirm.ask(
            _("Dismiss “{name}”?").format(name=work.line.name),
            act=_("Dismiss"),
            then=lambda said: self._dismiss(work, said),
            reason=asked(self._shell, "advice", words=words),
            danger=False,
        )

    def _dismiss(self, work: EarlierWork, reason: str) -> None:
        ref, run = work.line.ref, self._shell.work.act

        def done(before: OpenAdvice) -> None:
            undo = lambda: run(jobs.reopen_advice, ref, before)  # noqa: E731 - bound to this row
            text = _("Dismissed: {name}").format(name=work.line.name)
            self._shell.notices.say(text, undo=undo)

        run(jobs.dismiss_advice, ref, reason, then=done, refuse=self._shell.notices.refuse)

    def _rest(self, works: list[EarlierWork]) -> QWidget:
        row = QWidget(self)
        refs = tuple(work.line.ref for work in works)
        every = ngettext("Offer {n} job again", "Offer all {n} jobs again", len(refs))
        button = Button(every.format(n=len(refs)), kind="link", name="offer_all", saves=True)
        button.clicked.connect(lambda: self.taken_up.emit(refs))
        hidden = len(works) - MOST_SHOWN
        more = ngettext("{n} more", "{n} more", hidden).format(n=hidden) if hidden > 0 else ""
        hbox(stretched(Label(more, "caption")), button, parent=row)
        return row


def told(work: EarlierWork) -> str:
    """How the work stands in a word, and why: declined, put off or never shown."""
    return joined(label(work.state), work.line.declined_reason)
