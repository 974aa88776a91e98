"""The settings: what to set at the left, how it is set at the right."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.text import _
from app.tones import Tone
from db.nouns import Noun
from ui import theme
from ui.admin.desk import DESK
from ui.admin.section import Section, SettingsSection
from ui.admin.section_list import SectionList
from ui.admin.sections import GROUPS, SECTIONS
from ui.icons import Icon
from ui.keys import Key
from ui.parts.answered import UNKNOWN
from ui.parts.labels import Empty
from ui.parts.layouts import boxed, hbox, stretched, vbox
from ui.parts.naming import named
from ui.parts.page_header import PageHeader
from ui.parts.panel import surface
from ui.parts.split import lay_out_page
from ui.record_desk.record_filter import Scrap
from ui.record_desk.record_list import RecordList
from ui.shell.workspace.page import NOTHING_HERE, Page, Shell, last_known

PLACES = {section.name: place for place, section in enumerate(SECTIONS)}
LIST_OF = {Noun.STAFF: "people", Noun.PART: "parts"}
"""The section that lists the records of a noun."""


class SettingsPage(Page):
    """Each section is built when first chosen; the last one opens again."""

    desk = DESK

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.list = SectionList(GROUPS)
        hint = _("Find a setting")
        self.scrap = named(Scrap(hint=hint, limit=20), "find_section", says=hint)
        self.sections: dict[str, Section] = {}
        self.stack = QStackedWidget()
        self._open: Section | None = None
        self._unknown = Empty(_(UNKNOWN), icon=Icon.CIRCLE_HELP)
        self.stack.addWidget(self._unknown)
        self.add_button = self.action_button("new_entry", icon=Icon.PLUS)
        self.header = PageHeader(_("Settings"), (), self.add_button)
        names = surface(boxed(vbox(self.scrap, stretched(self.list), spacing=2)))
        names.setFixedWidth(theme.size("board-column-min") - theme.size("space-6"))
        body = hbox(names, stretched(self.stack), spacing=4)
        lay_out_page(self, self.header, body)
        self.list.picked.connect(self._show_section)
        self.scrap.edited.connect(lambda: self.list.narrow(self.scrap.text()))
        self.scrap.down.connect(self._go_to_found)
        self.store_state.changed.connect(self._cover)
        last = self.recall("sections").get("section")
        self.list.choose(PLACES.get(last, 0))

    @property
    def section(self) -> Section | None:
        """What is open now."""
        return self._open

    @property
    def reads_store(self) -> bool:
        """Whether what is open comes from the store."""
        return not isinstance(self._open, SettingsSection) or self._open.reads_store

    def as_of(self) -> datetime | None:
        return last_known(self._open.reader, self.work) if self._open is not None else None

    def reload(self) -> None:
        if self.section is not None:
            self.section.reload()

    def open_section(self, name: str) -> None:
        """Bring one section into view."""
        self.list.choose(PLACES[name])

    def open_part(self, name: str) -> None:
        """A section by its name, ready for what is missing there."""
        self.open_section(name)
        self.add()

    def show_record(self, noun: Noun, record_id: int) -> None:
        if noun is Noun.AUDIT:
            self.open_section("audit")
            self.sections["audit"].show_entry(record_id)
            return
        name = LIST_OF[noun]
        self.open_section(name)
        self.sections[name].open(record_id)

    def take_focus(self) -> None:
        self.list.setFocus()

    def add(self) -> None:
        if self.section is not None and self.section.can_add():
            self.section.add()
        else:
            self.shell.notices.say(_(NOTHING_HERE[Key.NEW]), Tone.NEUTRAL)

    def find(self) -> None:
        """Ctrl+F: narrow the list of the section, or that of the sections."""
        section = self.section
        if isinstance(section, RecordList) and section.desk.find is not None:
            section.find()
        else:
            self.scrap.setFocus()
            self.scrap.selectAll()

    def move_up(self) -> None:
        if self.section is not None:
            self.section.move(-1)

    def move_down(self) -> None:
        if self.section is not None:
            self.section.move(1)

    def _go_to_found(self) -> None:
        self.list.choose_first()
        self.list.setFocus()

    def _heed(self, nouns: frozenset[str]) -> None:
        """Only the open section reads again at once; the others when they are chosen."""
        if self.section is not None and self.section.reader.concerns(nouns):
            self._outdate()

    def _show_section(self, place: int) -> None:
        if place < 0:
            return
        declared = SECTIONS[place]
        section = self.sections.get(declared.name)
        if section is None:
            section = self.sections[declared.name] = declared.make(self.shell)
            self.stack.addWidget(section)
        self._open = section
        self.header.say(_(declared.title))
        self.add_button.setVisible(section.can_add())
        if self.recall("sections").get("section") != declared.name:
            self.keep("sections", {"section": declared.name})
        section.reload()
        self._cover()
        self.header.tell_age()

    def _cover(self) -> None:
        """A form of what the store holds would look empty while nothing of it was read."""
        section = self._open
        is_form = isinstance(section, SettingsSection) and section.reads_store
        known = section is None or not is_form or section.reader.is_answered
        shown = section if known or self.store_state.reads else self._unknown
        if shown is not None:
            self.stack.setCurrentWidget(shown)
