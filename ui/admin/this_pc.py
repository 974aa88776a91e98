"""This workstation.

Its language and look, its name in the history, and which printer takes which paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from app.labels import label
from app.text import N_, _
from db.vocabulary import PaperKind
from ui.admin.section import SettingsSection
from ui.parts.fields import Choice, Segments, Text
from ui.parts.form import Field, Form
from ui.parts.panel import Panel, surface
from ui.parts.table import Column, Table
from ui.shell.printing import printers
from ui.shell.workspace.page import Shell
from ui.shell.workstation import TILLS

LANGUAGES = (("zh_CN", "中文"), ("en", "English"))
LOOKS = (("light", N_("Light")), ("dark", N_("Dark")), ("system", N_("As the system")))


def _looks() -> Segments:
    return Segments([(name, _(text)) for name, text in LOOKS])


FIELDS = {
    "language": Field("language", N_("Language"), partial(Segments, LANGUAGES)),
    "theme": Field("theme", N_("Light or dark"), _looks),
    "station": Field(
        "station",
        N_("Name of this PC"),
        partial(Text, limit=40),
        hint=N_("Stands in the history beside every change"),
    ),
    "till": Field(
        "till",
        N_("Till of this PC"),
        partial(Choice, tuple((number, str(number)) for number in TILLS)),
        hint=N_("Money that is taken here is counted in this till"),
    ),
}


@dataclass(frozen=True, slots=True)
class PcLine:
    """One thing that this PC knows."""

    id: str
    title: str
    told: str


class ThisPc(SettingsSection):
    """Language and look change at once, without a restart.

    Drafts keep what is being typed elsewhere.
    """

    reads_store = False

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._printers: list[str] = []
        self.table = Table(
            (
                Column("title", N_("This PC"), width=280, ink=True, sortable=False),
                Column("told", N_("Now"), stretch=True, sortable=False),
            ),
            name="this_pc_table",
        )
        self.panel = Panel(name="this_pc_panel")
        self.lay_out(surface(self.table), self.panel)
        self.table.chosen.connect(self._choose)

    def reload(self) -> None:
        self._show()
        self.work.run(printers.names, then=self._learn, topic=self)

    def take_focus(self) -> None:
        self.table.setFocus()

    def save(self, name: str, value: Any) -> None:
        """Keeps one of them; language and look are shown at once."""
        if name == "language" and value:
            self.window().speak(value)
        elif name == "theme" and value:
            self.window().dress(value)
        elif name == "station":
            self.shell.workstation.change(station=value or self.shell.workstation.station)
        elif name == "till":
            self.shell.workstation.change(till=value or TILLS[0])
        elif name.startswith("printer."):
            self.shell.workstation.remember_printer(name.removeprefix("printer."), value or "")
        self.shell.notices.say(_("Saved."))
        self._show()

    def _learn(self, names: list[str]) -> None:
        self._printers = names
        self._choose(self.table.current())

    def _show(self) -> None:
        pc = self.shell.workstation
        language, look = dict(LANGUAGES)[pc.language], _(dict(LOOKS)[pc.theme])
        self.table.show_rows(
            [
                PcLine("language", _("Language"), language),
                PcLine("theme", _("Light or dark"), look),
                PcLine("station", _("Name of this PC"), pc.station),
                PcLine("till", _("Till of this PC"), str(pc.till)),
                *(self._printer_line(kind) for kind in PaperKind),
            ]
        )
        if self.table.current() is None:
            self.table.select("language")

    def _printer_line(self, kind: PaperKind) -> PcLine:
        printer = self.shell.workstation.printer(kind.value)
        title = _("Printer: {paper}").format(paper=label(kind))
        return PcLine(f"printer.{kind.value}", title, printer or _("asked each time"))

    def _choose(self, line: PcLine | None) -> None:
        if line is None:
            return
        form = Form((self._field(line),), submit=N_("Use this"), clear="", name="this_pc_form")
        form.set_value({line.id: self._value(line.id)})
        form.submitted.connect(lambda: self.save(line.id, form.value()[line.id]))
        form.left.connect(lambda: self.table.setFocus())
        self.panel.show_body(line.title, form, once=True)

    def _field(self, line: PcLine) -> Field:
        if line.id in FIELDS:
            return FIELDS[line.id]
        options = [(name, name) for name in self._printers]
        hint = N_("Empty: asked each time")
        return Field(line.id, N_("Printer"), partial(Choice, options), hint=hint)

    def _value(self, name: str) -> Any:
        pc = self.shell.workstation
        return (
            pc.printer(name.removeprefix("printer.")) or None
            if name.startswith("printer.")
            else getattr(pc, name)
        )
