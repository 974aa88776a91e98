"""What the keys of the customer page do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.admin.letterhead import letterhead
from app.formatting import joined
from app.paper.frame import Printed
from app.people import commands, rules
from app.people.queries import PersonRecord
from app.prospects.owner_card import owner_card
from app.prospects.papers import owner_card as card_paper
from app.text import _
from app.tones import Tone
from app.vehicles.queries import VehicleRecord
from db.nouns import Noun
from db.vocabulary import PaperKind, Role
from ui.people.licence_copies import LicenceCopies
from ui.shell.printing.print_flow import PaperTask
from ui.shell.viewer import may, roles_of
from ui.shell.workspace.overlay import Overlay

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.people.editor import Editor
    from ui.people.merger import Merger
    from ui.people.ownership import Ownership
    from ui.shell.workspace.page import Shell

Shown = Callable[[], PersonRecord | VehicleRecord | None]
DRAFTS = (Noun.PERSON, Noun.LICENCE, Noun.CONSENT, "vehicle-new")
"""What may be typed about a customer and not saved, by the names of the drafts."""


class FileActs:
    """The acts on the open file, which `shown` gives."""

    def __init__(
        self, shell: Shell, editor: Editor, *, merger: Merger, turns: Ownership, shown: Shown
    ) -> None:
        self.shell, self.work = shell, shell.work
        self.editor, self.merger, self.turns = editor, merger, turns
        self._shown = shown

    @property
    def record(self) -> PersonRecord | VehicleRecord | None:
        """The file that is open."""
        return self._shown()

    def new_person(self) -> None:
        """Open the form of a new customer."""
        self.editor.begin_person()

    def add_car(self) -> None:
        """Open the form of one more car of the open customer."""
        if isinstance(self.record, PersonRecord):
            self.editor.begin_vehicle(self.record)
        else:
            self._say(_("Open the customer who owns the car first."))

    def edit_licence(self) -> None:
        """Open the form of the open customer's driving licence."""
        if isinstance(self.record, PersonRecord) and rules.sees_numbers(roles_of(self.work)):
            self.editor.edit_licence(self.record)
        else:
            self._say(_("Open the customer whose licence was shown first."))

    def show_copies(self, page: QWidget) -> None:
        """Show the copies of the open customer's licence over the page."""
        record = self.record
        if isinstance(record, PersonRecord) and rules.sees_numbers(roles_of(self.work)):
            body = LicenceCopies(self.shell, record.card.id)
            title = joined(record.card.name, _("Copy of the licence"))
            Overlay(title, body, page.window(), name="licence_copies_sheet")

    def print_card(self) -> None:
        """Ctrl+P: the card of the open customer with cars, services and contacts."""
        record = self.record
        if not isinstance(record, PersonRecord):
            self._say(_("Open the customer first."))
            return
        head = letterhead(self.shell.settings, internal=True)
        printed = Printed(*self.shell.printing.stamp())
        draw = partial(card_paper.owner_card, store=head, printed=printed)
        task = PaperTask(PaperKind.OWNER_CARD, f"owner-{record.card.id}", draw, counted=True)
        self.shell.printing.print(task, owner_card, record.card.id, viewer=self.work.actor)

    def merge(self) -> None:
        """Look for another file of the open customer."""
        if isinstance(self.record, PersonRecord) and may(self.work, Role.MANAGER):
            self.merger.begin(self.record)
        else:
            self._say(_("Open the customer who has two files first."))

    def edit_consent(self) -> None:
        """Open the form of what the open customer agrees to."""
        if isinstance(self.record, PersonRecord):
            self.editor.edit_consent(self.record)
        else:
            self._say(_("Open the customer first."))

    def change_keeper(self) -> None:
        """Ask who keeps the open car from now on."""
        if isinstance(self.record, VehicleRecord) and self.turns.may():
            self.turns.begin_keeper(self.record)
        else:
            self._say(_("Open the car first."))

    def change_plate(self) -> None:
        """Ask for another plate of the open car."""
        if isinstance(self.record, VehicleRecord) and self.turns.may():
            self.turns.begin_plate(self.record)
        else:
            self._say(_("Open the car first."))

    def _say(self, what_first: str) -> None:
        self.shell.notices.say(what_first, Tone.NEUTRAL)

    def erase_file(self, person_id: int, reason: str) -> None:
        """Erase a customer, and the drafts about the customer at this workstation."""
        self.work.act(
            commands.erase, person_id, reason, then=lambda _none: self._forget_drafts(person_id)
        )

    def _forget_drafts(self, person_id: int) -> None:
        for draft in DRAFTS:
            self.shell.drafts.forget(f"{draft}-{person_id}")
