"""Rules of the store: one line a group, its figures and switches in the panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from app import settings
from app.admin import commands
from app.admin import queries as house
from app.admin.queries import StaffChoice
from app.desk_spec import SettingGroup
from app.settings import Settings, declared_of
from app.text import N_, _
from db.vocabulary import Role
from ui.admin.rule_groups import fields, groups, kept, staff_fields, typed
from ui.admin.section import SettingsSection
from ui.parts.form import Form
from ui.parts.panel import Panel, surface
from ui.parts.table import Column, Table
from ui.shell.editing.record_form import RecordForm, RecordSource
from ui.shell.workspace.page import Shell


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A group with what it says now."""

    id: str
    title: str
    told: str
    group: SettingGroup


class Rules(SettingsSection):
    """Each group has its own form; what is typed stays while another is read.

    A form is made when its group is first chosen: to make all at once holds the window up.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._settings: Settings | None = None
        self.groups = groups(self.shell.desks)
        self.forms: dict[str, Form] = {}
        self.edits_of: dict[str, RecordForm] = {}
        self.table = Table(
            (
                Column("title", N_("Rule"), width=136, ink=True, stretch=True, sortable=False),
                Column("told", N_("Now"), stretch=True, sortable=False),
            ),
            name="rules_table",
        )
        self.panel = Panel(name="rules_panel")
        self.panel.setMinimumWidth(self.panel.maximumWidth())
        self.lay_out(surface(self.table), self.panel)
        self.table.chosen.connect(self._choose)

    def reload(self) -> None:
        self.work.ask(settings.load, then=self._show, topic=self)

    def take_focus(self) -> None:
        self.table.setFocus()

    def save(self, group: SettingGroup) -> None:
        one = self.edits_of[group.name]
        typed = kept(one.form.value(), group)
        one.save(commands.save_settings, typed, then=self._saved, seen=one.version)

    def _form(self, group: SettingGroup) -> Form:
        form = Form(fields(group), clear="", name=f"rules_{group.name}")
        form.submitted.connect(lambda: self.save(group))
        form.left.connect(lambda: self.table.setFocus())
        self.panel.adopt(form)
        return form

    def _record(self, group: SettingGroup) -> RecordForm:
        read = partial(settings.newest, owner=group.owner, names=declared_of(group.owner))
        source = RecordSource(read, partial(typed, group=group))
        return self.edits(self.forms[group.name], source, draft="rules.{key}")

    def _saved(self, _done: None) -> None:
        self.shell.notices.say(_("Saved. It counts from now on."))

    def _show(self, rules: Settings) -> None:
        self._settings = rules
        for group in self.groups:
            if group.name in self.edits_of:
                self._load(rules, group)
        self.table.show_rows([_line(rules, group) for group in self.groups])
        if self.table.current() is None:
            self.table.select(self.groups[0].name)

    def _choose(self, line: RuleLine | None) -> None:
        if line is not None:
            self._make(line.group)
            self.panel.show_body(line.title, self.forms[line.id])

    def _make(self, group: SettingGroup) -> None:
        """The form of a group that is chosen for the first time, with what was typed before."""
        if group.name in self.forms or self._settings is None:
            return
        self.forms[group.name] = self._form(group)
        self.edits_of[group.name] = self._record(group)
        if chosen := staff_fields(group):
            offer = partial(self._offer, self.forms[group.name], chosen)
            self.work.ask(house.staff, Role.CONSULTANT, then=offer, topic=(self, group.name))
        self._load(self._settings, group)

    def _offer(self, form: Form, names: Sequence[str], found: Sequence[StaffChoice]) -> None:
        """Who works here, in the fields that choose a colleague."""
        for name in names:
            form.set_options(name, [(one.id, one.name) for one in found])

    def _load(self, rules: Settings, group: SettingGroup) -> None:
        self.edits_of[group.name].load(group.name, typed(rules, group), version=_seen(rules, group))


def _line(rules: Settings, group: SettingGroup) -> RuleLine:
    assert group.told is not None
    return RuleLine(group.name, _(group.title), group.told(rules.of(group.owner)), group)


def _seen(rules: Settings, group: SettingGroup) -> dict[str, object]:
    """The rules of a group as they stood.

    The store refuses to change what does not stand so any more.
    """
    known = rules.of(group.owner)
    return {name: getattr(known, name) for name in declared_of(group.owner)}
