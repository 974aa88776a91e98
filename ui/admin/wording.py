"""Wording of the papers: every paper in every language, its clauses, and the editions before."""

from __future__ import annotations

from functools import partial

from app.admin import commands, wording
from app.admin.values import NewWording
from app.admin.wording import Worded
from app.formatting import show_date
from app.labels import label
from app.local_time import local
from app.text import N_, _
from app.tones import Tone
from ui.admin.section import SettingsSection
from ui.parts.columns import field, listed
from ui.parts.fields import Area
from ui.parts.form import Form
from ui.parts.panel import Panel, surface
from ui.parts.table import Column, Table
from ui.shell.editing.record_form import RecordSource
from ui.shell.workspace.page import Shell

SPOKEN = (("zh_CN", "中文"), ("en", "English"))


class WordingSection(SettingsSection):
    """Saving makes a new edition: what customers signed keeps the words they signed."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.row: Worded | None = None
        self._wanted = ""
        self.table = Table(_columns(), name="wording_table")
        clauses = field("wording.clauses", partial(Area, rows=17))
        submit = N_("Save as a new edition")
        self.form = Form((clauses,), submit=submit, clear="", name="wording_form")
        source = RecordSource(wording.newest_wording, _value)
        self.editing = self.edits(self.form, source, draft="wording.{key}")
        self.panel = Panel("", self.form, name="wording_panel")
        self.lay_out(surface(self.table), self.panel)
        self.table.chosen.connect(self._choose)
        self.form.submitted.connect(self.save)
        self.form.left.connect(lambda: self.table.setFocus())

    def reload(self) -> None:
        self.work.ask(wording.wordings, then=self._show, topic=self)

    def take_focus(self) -> None:
        self.table.setFocus()

    def save(self) -> None:
        if self.row is None:
            return
        new = NewWording(
            self.row.kind, self.row.language, self.form.value()["clauses"], self.editing.version
        )
        self.editing.save(commands.save_wording, new, then=self._saved)

    def _saved(self, edition: int) -> None:
        row = self.row
        self.shell.notices.say(
            _("Edition {edition} is printed from now on.").format(edition=edition)
        )
        if row is not None:
            self._wanted = f"{row.kind}.{row.language}.{edition}"

    def _show(self, rows: list[Worded]) -> None:
        self.table.show_rows(rows)
        if self._wanted and self.table.select(self._wanted):
            self._wanted = ""
        elif self.row is None and rows:
            self.table.select(rows[0].id)
        elif self.row is not None:
            self._follow(rows)

    def _follow(self, rows: list[Worded]) -> None:
        """A colleague wrote a new edition of what is open.

        Nothing changes for who is typing, saving asks.
        """
        same = (
            row
            for row in rows
            if row.newest and (row.kind, row.language) == (self.row.kind, self.row.language)
        )
        latest = next(same, None) if self.row is not None and self.row.newest else None
        if latest is not None and latest.id != self.row.id and not self.form.is_dirty:
            self.table.select(latest.id)

    def _choose(self, row: Worded | None) -> None:
        if row is None:
            return
        self.row = row
        key = f"{row.kind}.{row.language}" if row.newest else None
        self.editing.load(key, _value(row), version=row.edition)
        self.form["clauses"].setReadOnly(not row.newest)
        self.form.submit_button.setVisible(row.newest)
        self.panel.show_body(f"{label(row.kind)} · {dict(SPOKEN)[row.language]}", self.form)


def _columns() -> tuple[Column, ...]:
    return (
        Column("kind", N_("Paper"), width=128, ink=True, stretch=True, text=label),
        listed("wording.language", width=80, text=lambda language: dict(SPOKEN)[language]),
        listed("wording.edition", width=72),
        listed("wording.since", width=136, text=lambda at: show_date(local(at))),
        Column("newest", N_("State"), width=104, chip=True, text=_state, tone=_tone),
    )


def _tone(row: Worded) -> str:
    return Tone.GOOD if row.newest else Tone.NEUTRAL


def _value(row: Worded) -> dict[str, object]:
    return {"clauses": row.clauses}


def _state(newest: bool) -> str:
    return _("In use") if newest else _("Earlier")
