"""Customers: asks for files, shows one at the right, lends the panel to a form."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app import timeline
from app.desk_spec import Document
from app.local_time import local_day
from app.people import commands as people_commands
from app.people import queries as people
from app.people import rules
from app.people.queries import PersonRecord
from app.text import N_, _
from app.tones import Tone
from app.vehicles import queries as vehicles
from app.vehicles.queries import VehicleRecord
from db.nouns import Noun
from ui.icons import Icon
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
from ui.people.file_facts import needs_attention
from ui.people.lists import Files
from ui.people.merger import Merger, Others
from ui.people.ownership import Ownership
from ui.people.record import CustomerFileView
from ui.shell.reveal import ask_why
from ui.shell.viewer import roles_of
from ui.shell.workspace.page import Page, Shell

ICONS = {
    "edit": Icon.PENCIL,
    "add_car": Icon.CAR,
    "licence": Icon.ID_CARD,
    "keeper": Icon.USER,
    "plate": Icon.ID_CARD,
}


FIGURES = {
    Noun.PERSON: N_("Customers"),
    Noun.VEHICLE: N_("Cars"),
    Noun.INCOMPLETE: N_("Incomplete"),
}


class PeoplePage(Page):
    """A list beside a file or a form; Esc leaves the form."""

    desk = DESK

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.shown: tuple[Noun, int] | None = None
        self.record: PersonRecord | VehicleRecord | None = None
        self._wants_edit = self._looked = False
        self.files = Files(self.work)
        self.panel = Panel(name="people_panel")
        self.editor = Editor(shell, self.panel, self)
        self.merger = Merger(shell, self)
        self.turns = Ownership(shell, self)
        self.view = CustomerFileView(timeline.kinds(shell.desks), self.work, self.turns.may())
        self.paper = DocumentView()
        self.empty = Empty(_("Select a customer or a car to read the file."), icon=Icon.USERS)
        self.figures = {
            key: Figure(_(title), name=f"count_{key}") for key, title in FIGURES.items()
        }
        self._buttons = {name: _button(self, name) for name in ICONS}
        self._lay_out()
        self._take_acts()
        self._connect()

    def _lay_out(self) -> None:
        self.panel.setMinimumWidth(self.panel.maximumWidth())
        self.panel.adopt(self.view, self.paper, *self.turns.forms(), *self._buttons.values())
        self.panel.show_body("", self.empty)
        new_entry = self.action_button("new_entry", icon=Icon.USER_PLUS)
        header = PageHeader(_("Customers"), self.figures.values(), new_entry)
        lay_out_page(self, header, Split(self.files, self.panel))

    def _take_acts(self) -> None:
        """What the keys of the desk begin, by the names that its declaration gives."""
        acts = FileActs(
            self.shell,
            self.editor,
            merger=self.merger,
            turns=self.turns,
            shown=lambda: self.record,
        )
        self.new_person, self.add_car, self.merge = acts.new_person, acts.add_car, acts.merge
        self.edit_licence, self.edit_consent = acts.edit_licence, acts.edit_consent
        self.print_card = acts.print_card
        self.show_copies = partial(acts.show_copies, self)
        self.change_keeper, self.change_plate = acts.change_keeper, acts.change_plate
        self.view.erase_asked.connect(acts.erase_file)
        self.view.act_asked.connect(lambda act: getattr(self, act)())

    def _connect(self) -> None:
        for editing in (self.editor, self.merger, self.turns):
            editing.shown.connect(self._show_form)
            editing.left.connect(self._leave_form)
            editing.saved.connect(self._saved)
        self.editor.opened.connect(self.show_record)
        self.editor.merge_asked.connect(self.merger.compare)
        self.files.chosen.connect(self._open)
        self.files.counted.connect(partial(_count_late, self.figures[Noun.INCOMPLETE]))
        self.view.opened.connect(self.shell.open_record)
        self.view.undo_asked.connect(self.merger.undo)
        self.view.end_asked.connect(lambda keeper: self.turns.end(keeper, self.record))
        self.paper.left.connect(self._leave_document)

    def reload(self) -> None:
        """Ask for the list and the open file again; a form stays."""
        self.files.reload()
        self.editor.load()
        for key, query in ((Noun.PERSON, people.count), (Noun.VEHICLE, vehicles.count)):
            self.work.ask(query, then=partial(_count, self.figures[key]), topic=(self, key))
        if self.shown is not None:
            self._ask_record(*self.shown)

    def show_record(self, noun: Noun, record_id: int) -> None:
        """Brings a file into view; what a form held is kept as its draft."""
        if noun in timeline.documents(self.shell.desks):
            topic = (self, "document")
            self.work.ask(timeline.document, noun, record_id, then=self._show_document, topic=topic)
            return
        self.files.select(noun, record_id)
        if self._has_form():
            self.panel.show_body("", self.empty)
        self._open(noun, record_id)

    def take_focus(self) -> None:
        """Put the cursor into the search of the list."""
        self.files.filter.setFocus()
        self.files.filter.selectAll()

    def edit(self) -> None:
        """Show the open file as a form."""
        record = self.record
        if isinstance(record, PersonRecord) and self.view.hides(record):
            self.reveal(then=lambda: self.editor.edit_file(record))
        elif record is not None:
            self.editor.edit_file(record)
        elif self.shown is not None:
            self._wants_edit = True

    def reveal(self, then: Callable[[], None] | None = None) -> None:
        """Show the numbers of the open file; the audit trail keeps who looked."""
        record = self.record
        assert isinstance(record, PersonRecord)
        go_on = then or self._show_file

        def show(person_id: int) -> None:
            self.view.revealed = person_id
            go_on()

        look = partial(self.work.act, people_commands.reveal, record.card.id, then=show)
        ask_why(self.view.confirm, lambda reason: look(reason=reason))

    def _open(self, noun: Noun, record_id: int) -> None:
        if not self._has_form():
            if self.shown != (noun, record_id):
                self.view.revealed = None
                self.view.confirm.hide()
                self._looked = False
            self.shown = (noun, record_id)
            self._ask_record(noun, record_id)

    def _show_document(self, found: Document | None) -> None:
        """Show a record of the timeline instead of its file."""
        if found is None:
            self.shell.notices.say(_("This record is no longer there."), Tone.WARN)
            return
        self.show_record(Noun.PERSON, found.person_id)
        self.paper.show_document(found)
        self.panel.show_body(_(found.title), self.paper)
        self.paper.start()

    def _leave_document(self) -> None:
        """Back to the file, which may not have been read yet."""
        self.panel.show_body("", self.empty)
        if self.shown is not None:
            self._open(*self.shown)
        self.view.timeline.setFocus()

    def _note_look(self) -> None:
        """Record that the alerts of the open file were seen, once for each opening."""
        record = self.record
        if not self._looked and record is not None and needs_attention(record):
            self._looked = True
            self.work.act(people_commands.see_alerts, *_named(record))

    def _ask_record(self, noun: Noun, record_id: int) -> None:
        now = self.work.now()
        of_car = partial(vehicles.record, today=local_day(now), at=now)
        query = people.record if noun == Noun.PERSON else of_car
        self.work.ask(query, record_id, then=self._show_record, topic=(self, "record"))

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
        if record is None:
            self.panel.show_body("", self.empty)
            return
        if isinstance(record, PersonRecord):
            self.view.show_person(record, local_day(self.work.now()))
            more = {"add_car": True, "licence": rules.sees_numbers(roles_of(self.work))}
        else:
            self.view.show_vehicle(record)
            more = dict.fromkeys(("keeper", "plate"), self.turns.may())
        shown = [self._buttons[name] for name, offered in {"edit": True, **more}.items() if offered]
        is_begun = self.editor.is_begun(*_named(record))
        self._buttons["edit"].show_text(_("Not saved yet") if is_begun else _("Edit"))
        self.panel.show_body(self.view.title(record), self.view, actions=shown)

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


def _named(record: PersonRecord | VehicleRecord) -> tuple[Noun, int]:
    """The noun and the id of a file."""
    if isinstance(record, PersonRecord):
        return Noun.PERSON, record.card.id
    return Noun.VEHICLE, record.hit.id


def _count_late(figure: Figure, number: int) -> None:
    figure.show_value(f"{number:,}", Tone.WARN if number else Tone.NEUTRAL)


def _count(figure: Figure, number: int) -> None:
    figure.show_value(f"{number:,}")


def _button(page: PeoplePage, name: str) -> Button:
    """One of three buttons side by side: only the first has room for its key."""
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
