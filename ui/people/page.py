"""Customers: asks for files, shows one at the right, lends the panel to a form."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app import timeline
from app.desk_spec import Document
from app.identity import plate as plates
from app.identity import vin as vins
from app.local_time import local_day
from app.people import commands as people_commands
from app.people import queries as people
from app.people import rules
from app.people.queries import PersonRecord
from app.text import _
from app.tones import Tone
from app.vehicles import queries as vehicles
from app.vehicles.queries import VehicleRecord
from db.nouns import Noun
from ui.icons import Icon
from ui.keys import Key
from ui.parts.buttons import Button
from ui.parts.form import Form
from ui.parts.labels import Empty, Figure
from ui.parts.merge_view import MergeView
from ui.parts.page_header import PageHeader
from ui.parts.panel import Panel
from ui.parts.split import Split, lay_out_page
from ui.people.acts import FileActs
from ui.people.desk import DESK
from ui.people.document import DocumentView
from ui.people.editor import Editor
from ui.people.lists import Files
from ui.people.merger import Merger, Others
from ui.people.ownership import Ownership
from ui.people.record import CustomerFileView, person_alerts, vehicle_alerts
from ui.shell.workspace.page import Page, Shell

ICONS = {
    "edit": Icon.PENCIL,
    "add_car": Icon.CAR,
    "licence": Icon.ID_CARD,
    "keeper": Icon.USER,
    "plate": Icon.ID_CARD,
}


class PeoplePage(Page):
    """The panel shows a file or a form; Esc leads from a form back to the file."""

    desk = DESK

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.shown: tuple[Noun, int] | None = None
        self.record: PersonRecord | VehicleRecord | None = None
        self._wants_edit = self._looked = False
        self.files = Files(self.work)
        self.editor = Editor(shell, self)
        self.view = CustomerFileView(
            timeline.kinds(shell.desks),
            self.editor.roles,
            staff_id=self.work.actor.staff_id if self.work.actor else 0,
        )
        self.empty = Empty(
            _("Choose a line to read the file, or enter a new customer."), Key.NEW, icon=Icon.USERS
        )
        self.figures = {
            Noun.PERSON: Figure(_("Customers"), name="count_people"),
            Noun.VEHICLE: Figure(_("Cars"), name="count_cars"),
        }
        self.figures[Noun.INCOMPLETE] = Figure(_("Incomplete"), name="count_incomplete")
        self.panel = Panel(name="people_panel")
        self.panel.setMinimumWidth(self.panel.maximumWidth())
        header = PageHeader(
            _("Customers"),
            tuple(self.figures.values()),
            self.action_button("new_entry", icon=Icon.USER_PLUS),
        )
        lay_out_page(self, header, Split(self.files, self.panel))
        self.files.chosen.connect(self._open)
        self.files.counted.connect(partial(_count_late, self.figures[Noun.INCOMPLETE]))
        self.view.opened.connect(shell.open_record)
        self.editor.shown.connect(self._show_form)
        self.editor.left.connect(self._leave_form)
        self.editor.saved.connect(self._saved)
        self.editor.opened.connect(self.show_record)
        self.merger = Merger(shell, self)
        self.merger.shown.connect(self._show_form)
        self.merger.left.connect(self._leave_form)
        self.merger.saved.connect(self._saved)
        self.turns = Ownership(shell, self)
        self.turns.shown.connect(self._show_form)
        self.turns.left.connect(self._leave_form)
        self.turns.saved.connect(self._saved)
        self.view.ends_keepers = self.turns.may()
        self.view.end_asked.connect(lambda keeper: self.turns.end(keeper, self.record))
        self.paper = DocumentView()
        self.paper.left.connect(self._leave_document)
        self.editor.merge_asked.connect(lambda gone, stay: self.merger.compare(gone, stay))
        self.view.undo_asked.connect(self.merger.undo)
        acts = FileActs(
            shell, self.editor, merger=self.merger, turns=self.turns, shown=lambda: self.record
        )
        self.new_person, self.add_car, self.merge = acts.new_person, acts.add_car, acts.merge
        self.edit_licence, self.edit_consent = acts.edit_licence, acts.edit_consent
        self.change_keeper, self.change_plate = acts.change_keeper, acts.change_plate
        self.view.erase_asked.connect(acts.erase_file)
        self.view.act_asked.connect(lambda act: getattr(self, act)())
        self._buttons = {name: _button(self, name) for name in ICONS}
        views = (self.view, self.paper, self.merger.others, self.merger.view)
        self.panel.adopt(*views, *self.editor.forms(), *self.turns.forms(), *self._buttons.values())
        self.panel.show_body("", self.empty)

    def reload(self) -> None:
        """The list, and the file that is open; a form is left alone."""
        self.files.reload()
        self.editor.load()
        self.work.ask(
            people.count, then=partial(_count, self.figures[Noun.PERSON]), topic=(self, "people")
        )
        self.work.ask(
            vehicles.count, then=partial(_count, self.figures[Noun.VEHICLE]), topic=(self, "cars")
        )
        if self.shown is not None:
            self._ask_record(*self.shown)

    def show_record(self, noun: Noun, record_id: int) -> None:
        """Brings a file into view; what a form held is kept as its draft."""
        if noun in timeline.documents(self.shell.desks):
            self.work.ask(
                timeline.document,
                noun,
                record_id,
                then=self._show_document,
                topic=(self, "document"),
            )
            return
        self.files.select(noun, record_id)
        if self._has_form():
            self.panel.show_body("", self.empty)
        self._open(noun, record_id)

    def take_focus(self) -> None:
        """The cursor is where a scrap is typed."""
        self.files.filter.setFocus()
        self.files.filter.selectAll()

    def edit(self) -> None:
        """The file that is open, as a form."""
        record = self.record
        if isinstance(record, PersonRecord) and self.view.hides(record):
            self._reveal(lambda _person: self.editor.edit_file(record))
        elif record is not None:
            self.editor.edit_file(record)
        elif self.shown is not None:
            self._wants_edit = True

    def reveal(self) -> None:
        """The numbers in clear, written down."""
        self._reveal(lambda _person: self._show_file())

    def _reveal(self, then: Callable[[int], None]) -> None:
        record = self.record
        assert isinstance(record, PersonRecord)
        self.view.revealed = record.card.id
        self.work.act(people_commands.reveal, record.card.id, then=then)

    def _open(self, noun: Noun, record_id: int) -> None:
        if not self._has_form():
            if self.shown != (noun, record_id):
                self.view.revealed = None
                self.view.confirm.hide()
                self._looked = False
            self.shown = (noun, record_id)
            self._ask_record(noun, record_id)

    def _show_document(self, found: Document | None) -> None:
        """The record beside its file: Esc leads to the file."""
        if found is None:
            self.shell.notices.say(_("This record is no longer there."), Tone.WARN)
            return
        self.show_record(Noun.PERSON, found.person_id)
        self.paper.show_document(found)
        self.panel.show_body(_(found.title), self.paper)
        self.paper.start()

    def _leave_document(self) -> None:
        """The file may not have been read while its record stood in front of it."""
        self.panel.show_body("", self.empty)
        if self.shown is not None:
            self._open(*self.shown)
        self.view.timeline.setFocus()

    def _note_look(self) -> None:
        """Alerts that stood before somebody's eyes are written down once for every look."""
        record = self.record
        if self._looked or record is None:
            return
        is_person = isinstance(record, PersonRecord)
        if (
            person_alerts(record) or rules.is_vip(record.card.customer_class)
            if is_person
            else vehicle_alerts(record)
        ):
            self._looked = True
            noun, record_id = (
                (Noun.PERSON, record.card.id) if is_person else (Noun.VEHICLE, record.hit.id)
            )
            self.work.act(people_commands.see_alerts, noun, record_id)

    def _ask_record(self, noun: Noun, record_id: int) -> None:
        if noun == Noun.PERSON:
            self.work.ask(people.record, record_id, then=self._show_record, topic=(self, "record"))
        else:
            today = local_day(self.work.now())
            self.work.ask(
                vehicles.record,
                record_id,
                today=today,
                then=self._show_record,
                topic=(self, "record"),
            )

    def _show_record(self, record: PersonRecord | VehicleRecord | None) -> None:
        if self._has_form():
            return
        self.record = record
        self._show_file()
        self._note_look()
        if self._wants_edit and record is not None:
            self.edit()
        self._wants_edit = False

    def _show_file(self) -> None:
        record = self.record
        if isinstance(record, PersonRecord):
            self.view.show_person(record, local_day(self.work.now()))
            title = record.card.name or (
                self.view.phone(record, record.card.phones[0]) if record.card.phones else ""
            )
            buttons = (
                ("edit", "add_car", "licence")
                if rules.sees_numbers(self.editor.roles)
                else ("edit", "add_car")
            )
        elif isinstance(record, VehicleRecord):
            self.view.show_vehicle(record)
            title = (
                plates.shown(record.hit.plate)
                if record.hit.plate
                else vins.masked(record.hit.vin or "")
            )
            buttons = ("edit", "keeper", "plate") if self.turns.may() else ("edit",)
        else:
            self.panel.show_body("", self.empty)
            return
        self._buttons["edit"].show_text(_edit_text(self.editor, record))
        self.panel.show_body(title, self.view, actions=[self._buttons[name] for name in buttons])

    def _has_form(self) -> bool:
        body = self.panel.body()
        return (
            self.editor.holds(body)
            or self.merger.holds(body)
            or body in (*self.turns.forms(), self.paper)
        )

    def _show_form(self, title: str, form: Form | MergeView | Others) -> None:
        self.panel.show_body(title, form)
        form.start()

    def _leave_form(self) -> None:
        self._show_file()
        self.files.tables[self.files.noun].setFocus()

    def _saved(self, noun: Noun, record_id: int) -> None:
        # what was read before this save is no longer the file: whoever presses Edit now waits for
        # the new one
        self.record = None
        self.panel.show_body("", self.empty)
        self.files.select(noun, record_id)
        self._open(noun, record_id)
        self.files.tables[noun].setFocus()


def _edit_text(editor: Editor, record: PersonRecord | VehicleRecord) -> str:
    """What was typed into this file and not saved is one press away."""
    noun, record_id = (
        (Noun.PERSON, record.card.id)
        if isinstance(record, PersonRecord)
        else (Noun.VEHICLE, record.hit.id)
    )
    return _("Not saved yet") if editor.is_begun(noun, record_id) else _("Edit")


def _count_late(figure: Figure, number: int) -> None:
    figure.show_value(f"{number:,}", Tone.WARN if number else Tone.NEUTRAL)


def _count(figure: Figure, number: int) -> None:
    figure.show_value(f"{number:,}")


def _button(page: PeoplePage, name: str) -> Button:
    """Three stand side by side: only the first shows its key, the others tell it."""
    declared = next(action for action in DESK.actions if action.name == name)
    button = Button(
        _(declared.text),
        declared.shortcut if name == "edit" else None,
        name=name,
        icon=ICONS[name],
        listens=False,
    )
    button.setToolTip(declared.shortcut)
    button.clicked.connect(lambda: getattr(page, declared.run)())
    return button
