"""The clocks of a day, and the form that corrects one of them with a reason."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from app.formatting import clock, joined
from app.labels import label
from app.local_time import local, local_day
from app.text import N_, _
from app.workbench.commands import correct
from app.workbench.queries import SpanRow
from app.workbench.values import ClockKind, CorrectedSpan
from ui.parts.choice import Choice
from ui.parts.dates import MomentField
from ui.parts.fields import Text
from ui.parts.form import Field, Form
from ui.parts.panel import Panel
from ui.shell.editing.record_form import RecordForm
from ui.shell.workspace.page import Shell


class ClockTimesPanel(Panel):
    """One form: which span, from when until when, and why."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        moment = partial(MomentField, today=lambda: local_day(shell.work.now()))
        self.form = Form(
            (
                Field("span", N_("Clock"), Choice),
                Field("started_at", N_("From"), moment),
                Field("ended_at", N_("Until"), moment),
                Field("reason", N_("Reason"), Text),
            ),
            submit=N_("Correct the time"),
            name="times",
        )
        self._work, self._shell = shell.work, shell
        self._rows: dict[str, SpanRow] = {}
        super().__init__(
            _("Correct a time"), self.form, closable=True, name="times_panel", parent=parent
        )
        self.editing = RecordForm(shell, self.form)
        self.form.edited.connect(self._follow)
        self.form.submitted.connect(self._save)
        self.form.left.connect(self.closed)

    def show_rows(self, rows: Sequence[SpanRow], *, wanted: tuple[ClockKind, int] | None) -> None:
        """The spans that may be corrected; `wanted` is chosen at once."""
        self._rows = {_key(row): row for row in rows}
        self.form["span"].set_options((key, _told(row)) for key, row in self._rows.items())
        found = next((row for row in rows if wanted == (row.kind, row.id)), None)
        if found is not None:
            self._offer(found)

    def _follow(self, name: str) -> None:
        row = self._rows.get(self.form["span"].value() or "")
        if name == "span" and row is not None:
            self._offer(row)

    def _offer(self, row: SpanRow) -> None:
        times = {"started_at": _naive(row.started_at), "ended_at": _naive(row.ended_at)}
        self.form.set_value({"span": _key(row), "reason": None, **times})

    def _save(self) -> None:
        typed = self.form.value()
        row = self._rows.get(typed["span"] or "")
        if row is None:
            self.form.say("span", _("Choose the clock first."))
            return
        start, end = (_aware(typed[name]) for name in ("started_at", "ended_at"))
        span = CorrectedSpan(row.kind, row.id, start, end, version=row.version)
        self.editing.save(correct, span, reason=typed["reason"], then=self._saved)

    def _saved(self, _none: object) -> None:
        self.form.clear()
        self._shell.notices.say(_("The time is corrected, the original is kept."))


def _key(row: SpanRow) -> str:
    return f"{row.kind.value}.{row.id}"


def _told(row: SpanRow) -> str:
    """A span in one line: whose, what, from when until when, and how it ended."""
    until = clock(row.ended_at) if row.ended_at else "…"
    end = label(row.ended_as) if row.is_forgotten and row.ended_as else ""
    was = ""
    if row.correction:
        old = clock(row.old_ended_at) if row.old_ended_at else "…"
        span = f"{clock(row.old_started_at)}–{old}"
        was = _("was {span}: {why} ({who})").format(
            span=span, why=row.correction, who=row.corrected_by
        )
    what = row.what or _("Shift clock")
    return joined(row.staff, what, f"{clock(row.started_at)}–{until}", end, row.note, was)


def _naive(at: datetime | None) -> datetime | None:
    return local(at).replace(tzinfo=None) if at is not None else None


def _aware(at: datetime | None) -> datetime | None:
    return at.astimezone() if at is not None else None
