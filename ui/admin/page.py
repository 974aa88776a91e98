"""The settings: what to set at the left, how it is set at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.text import _
from db.nouns import Noun
from ui import theme
from ui.admin.desk import DESK
from ui.admin.section import Section
from ui.admin.section_list import SectionList
from ui.admin.sections import SECTIONS
from ui.icons import Icon
from ui.parts.layouts import hbox, stretched
from ui.parts.page_header import PageHeader
from ui.parts.panel import surface
from ui.parts.split import lay_out_page
from ui.shell.workspace.page import Page, Shell

PLACES = {section.name: place for place, section in enumerate(SECTIONS)}


class SettingsPage(Page):
    """Each section is built when first chosen; the last one opens again."""

    desk = DESK

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.list = SectionList(SECTIONS)
        self.sections: dict[str, Section] = {}
        self.stack = QStackedWidget()
        self.add_button = self.action_button("new_entry", icon=Icon.PLUS)
        self.header = PageHeader(_("Settings"), (), self.add_button)
        names = surface(self.list)
        names.setFixedWidth(theme.size("board-column-min") - theme.size("space-6"))
        body = hbox(names, stretched(self.stack), spacing=4)
        lay_out_page(self, self.header, body)
        self.list.picked.connect(self._show_section)
        last = self.recall("sections").get("section")
        self.list.choose(PLACES.get(last, 0))

    @property
    def section(self) -> Section | None:
        """What is open now."""
        found = self.stack.currentWidget()
        return found if isinstance(found, Section) else None

    def reload(self) -> None:
        if self.section is not None:
            self.section.reload()

    def open_section(self, name: str) -> None:
        """Bring one section into view."""
        self.list.choose(PLACES[name])

    def show_record(self, noun: Noun, record_id: int) -> None:
        self.open_section("people")
        people = self.sections["people"]
        people.table.select(record_id)

    def take_focus(self) -> None:
        self.list.setFocus()

    def add(self) -> None:
        if self.section is not None and self.section.can_add():
            self.section.add()

    def move_up(self) -> None:
        if self.section is not None:
            self.section.move(-1)

    def move_down(self) -> None:
        if self.section is not None:
            self.section.move(1)

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
        self.stack.setCurrentWidget(section)
        self.header.say(_(declared.title))
        self.add_button.setVisible(section.can_add())
        if self.recall("sections").get("section") != declared.name:
            self.keep("sections", {"section": declared.name})
        section.reload()
