"""A person, found by any scrap while it is typed.

Who has no file yet is named at the end of the list.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.identity import phone as phones
from app.identity import plate as plates
from app.people import rules
from app.people.operations import Contact
from app.people.queries import PersonRow
from app.text import _
from db.vocabulary import Role
from ui.parts.choice import Choice
from ui.parts.text_inputs import LineInput

ROLES: frozenset[Role] = frozenset()


class PersonFinder(Choice):
    """`asked(text)` wants an `offer`.

    The value is the id of a file, or the Contact of somebody new.
    """

    asked = Signal(str)

    def __init__(self, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(hint=hint or _("Name, initials, phone, plate"), parent=parent)
        self._roles = ROLES

    def show_for(self, roles: frozenset[Role]) -> None:
        """Whose eyes read the numbers."""
        self._roles = roles

    def offer(self, text: str, rows: Iterable[PersonRow]) -> None:
        """Who fits the scrap, unless something else is typed by now."""
        if text != self.text().strip() or not text:
            return
        options = [(row.id, self._told(row)) for row in rows]
        new = (
            Contact(phone=text)
            if phones.judge(text).normal and not phones.judge(text).is_blocked
            else Contact(name=text)
        )
        self._options = (*options, (new, _("New customer: {text}").format(text=text)))
        if self.hasFocus():
            self._open(self._options, mark=True)

    def is_new(self) -> bool:
        """Whether somebody was named who has no file."""
        return isinstance(self.value(), Contact)

    def _after_typing(self) -> None:
        """Every scrap is a question; what was chosen before no longer is."""
        self._picked = None
        self._options = ()
        LineInput._after_typing(self)
        if not self.composing:
            self._close()
            if text := self.text().strip():
                self.asked.emit(text)

    def _told(self, row: PersonRow) -> str:
        number = rules.phone_for(row.phone, self._roles, own=False)
        return " · ".join(
            part
            for part in (row.name, number, *(plates.shown(plate) for plate in row.cars[:2]))
            if part
        )
