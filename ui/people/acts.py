"""What the keys of the customer page begin.

Each lends the panel to a form, or says which file has to be open first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.people import commands, rules
from app.people.queries import PersonRecord
from app.text import _
from app.tones import Tone
from app.vehicles.queries import VehicleRecord
from db.nouns import Noun
from db.vocabulary import Role

if TYPE_CHECKING:
    from ui.people.editor import Editor
    from ui.people.merger import Merger
    from ui.people.ownership import Ownership
    from ui.shell.workspace.page import Shell

Shown = Callable[[], PersonRecord | VehicleRecord | None]
DRAFTS = (Noun.PERSON, Noun.LICENCE, Noun.CONSENT, "vehicle-new")
"""What may be typed about a customer and not saved, by the names of the drafts."""


class FileActs:
    """Begins what a key asks for, with the file that `shown` gives at that moment."""

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
        """An empty form for somebody who has no file."""
        self.editor.begin_person()

    def add_car(self) -> None:
        """One more car of the customer whose file is open."""
        if isinstance(self.record, PersonRecord):
            self.editor.begin_vehicle(self.record)
        else:
            self.shell.notices.say(_("Open the customer who owns the car first."), Tone.NEUTRAL)

    def edit_licence(self) -> None:
        """The driving licence of the customer whose file is open."""
        if isinstance(self.record, PersonRecord) and rules.sees_numbers(self.editor.roles):
            self.editor.edit_licence(self.record)
        else:
            self.shell.notices.say(
                _("Open the customer whose licence was shown first."), Tone.NEUTRAL
            )

    def merge(self) -> None:
        """The customer whose file is open has another one."""
        actor = self.work.actor
        if isinstance(self.record, PersonRecord) and actor and actor.may(Role.MANAGER):
            self.merger.begin(self.record)
        else:
            self.shell.notices.say(_("Open the customer who has two files first."), Tone.NEUTRAL)

    def edit_consent(self) -> None:
        """What the customer whose file is open agrees to."""
        if isinstance(self.record, PersonRecord):
            self.editor.edit_consent(self.record)
        else:
            self.shell.notices.say(_("Open the customer first."), Tone.NEUTRAL)

    def change_keeper(self) -> None:
        """The car whose file is open was sold, or somebody else brings it or pays."""
        if isinstance(self.record, VehicleRecord) and self.turns.may():
            self.turns.begin_keeper(self.record)
        else:
            self.shell.notices.say(_("Open the car first."), Tone.NEUTRAL)

    def change_plate(self) -> None:
        """The car whose file is open carries another plate."""
        if isinstance(self.record, VehicleRecord) and self.turns.may():
            self.turns.begin_plate(self.record)
        else:
            self.shell.notices.say(_("Open the car first."), Tone.NEUTRAL)

    def erase_file(self, person_id: int, reason: str) -> None:
        """What was typed about the customer at this workstation and not saved goes as well."""
        self.work.act(
            commands.erase, person_id, reason, then=lambda _none: self._forget_drafts(person_id)
        )

    def _forget_drafts(self, person_id: int) -> None:
        for draft in DRAFTS:
            self.shell.drafts.forget(f"{draft}-{person_id}")
