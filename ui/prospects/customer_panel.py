"""A panel whose form finds the customer of a new record, or takes somebody new."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from app.people.operations import Contact
from app.vehicles import queries as vehicles
from ui.record_desk.declaration import RecordDesk
from ui.record_desk.record_panel import RecordPanel
from ui.shell.editing.person_finder import PersonFinder
from ui.shell.viewer import may, roles_of
from ui.shell.workspace.page import Shell


class CustomerPanel(RecordPanel):
    """The form has `who`, `who_phone` (asked of somebody new) and `owner_id` (by a manager)."""

    def __init__(self, shell: Shell, desk: RecordDesk, below: QWidget) -> None:
        super().__init__(shell, desk, below)
        self.form.show_field("who_phone", False)
        self.form.built.connect(self._begin_finder)
        self.form.edited.connect(self._follow)

    def begin(self, key: str, value: Mapping[str, object]) -> None:
        """Only a manager chooses whose it is."""
        super().begin(key, value)
        self.form.show_field("owner_id", may(self.work))
        self._follow("who")

    @property
    def finder(self) -> PersonFinder:
        """The field that finds the customer."""
        found: PersonFinder = self.form["who"]
        return found

    def known(self, person_id: int) -> None:
        """A customer who has a file was chosen."""

    def _begin_finder(self) -> None:
        self.finder.show_for(roles_of(self.work))
        self.finder.asked.connect(self._find)

    def _find(self, text: str) -> None:
        then = partial(self.finder.offer, text)
        self.work.ask(vehicles.people_found, text, then=then, topic=(self, "who"))

    def _follow(self, name: str) -> None:
        """A number is asked of somebody new."""
        if name != "who":
            return
        who = self.finder.value() if not self.finder.problem() else None
        self.form.show_field("who_phone", isinstance(who, Contact) and not who.phone)
        self.form.say("who")
        if isinstance(who, int):
            self.known(who)
