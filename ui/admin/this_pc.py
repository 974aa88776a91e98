"""This workstation.

Its language and look, its name in the history, and which printer takes which paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from app.text import N_, _
from db.vocabulary import PaperKind
from ui.admin import pc_printers
from ui.admin.pc_printers import OFFSET, PAPER
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
                Column("title", N_("This PC"), width=176, ink=True, stretch=True, sortable=False),
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
        elif name.startswith((pc_printers.PAPER, pc_printers.OFFSET)):
            pc_printers.save(self.shell.workstation, name, typed=value)
        self.shell.notices.say(_("Saved."))
        self._show()

    def _learn(self, names: list[str]) -> None:
        self._printers = names
        self._show()
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
                *(self._offset_line(printer) for printer in self._printers),
            ]
        )
        if self.table.current() is None:
            self.table.select("language")

    def _printer_line(self, kind: PaperKind) -> PcLine:
        name, told = f"{PAPER}{kind.value}", pc_printers.told_paper(self.shell.workstation, kind)
        return PcLine(name, pc_printers.paper_title(kind), told)

    def _offset_line(self, printer: str) -> PcLine:
        told = pc_printers.told_offset(self.shell.workstation, printer)
        return PcLine(f"{OFFSET}{printer}", _("Offset: {printer}").format(printer=printer), told)

    def _choose(self, line: PcLine | None) -> None:
        if line is None:
            return
        form = Form(self._fields(line), submit=N_("Apply"), clear="", name="this_pc_form")
        form.set_value(self._value(line.id))
        form.submitted.connect(lambda: self._save_form(line.id, form.value()))
        form.left.connect(lambda: self.table.setFocus())
        printer = line.id.removeprefix(OFFSET)
        crosses = pc_printers.cross_buttons(self.shell, printer) if printer != line.id else ()
        self.panel.show_body(line.title, form, actions=crosses, once=True)

    def _fields(self, line: PcLine) -> tuple[Field, ...]:
        if line.id in FIELDS:
            return (FIELDS[line.id],)
        if line.id.startswith(OFFSET):
            return pc_printers.offset_fields()
        kind = PaperKind(line.id.removeprefix(PAPER))
        return pc_printers.paper_fields(kind, self._printers)

    def _save_form(self, name: str, typed: dict[str, object]) -> None:
        self.save(name, typed[name] if name in FIELDS else typed)

    def _value(self, name: str) -> dict[str, Any]:
        if name in FIELDS:
            return {name: getattr(self.shell.workstation, name)}
        return pc_printers.value(self.shell.workstation, name)
