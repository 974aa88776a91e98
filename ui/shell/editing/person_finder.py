"""An input that finds a customer by any part of name, number or plate.

The last line of its list is a new customer with what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.formatting import joined
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
    """The value is the id of a file, or the Contact of a new customer.

    `asked(text)`: whoever owns the input answers with `offer`.
    """

    asked = Signal(str)

    def __init__(self, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(hint=hint or _("Name, initials, phone, plate"), parent=parent)
        self._roles = ROLES

    def show_for(self, roles: frozenset[Role]) -> None:
        """The roles of the reader, which decide whether numbers are masked."""
        self._roles = roles

    def offer(self, text: str, rows: Iterable[PersonRow]) -> None:
        """Show who fits the text, unless another text stands there by now."""
        if text != self.text().strip() or not text:
            return
        options = [(row.id, self._told(row)) for row in rows]
        number = phones.judge(text)
        is_number = number.normal and not number.is_blocked
        new = Contact(phone=text) if is_number else Contact(name=text)
        self._options = (*options, (new, _("New customer: {text}").format(text=text)))
        if self.hasFocus():
            self._open(self._options, mark=True)

    def is_new(self) -> bool:
        """True when the value is a new customer."""
        return isinstance(self.value(), Contact)

    def _after_typing(self) -> None:
        """Ask anew at every key; what was chosen before is chosen no longer."""
        self._picked = None
        self._options = ()
        LineInput._after_typing(self)
        if not self.composing:
            self._close()
            if text := self.text().strip():
                self.asked.emit(text)

    def _told(self, row: PersonRow) -> str:
        number = rules.phone_for(row.phone, self._roles, own=False)
        return joined(row.name, number, *map(plates.shown, row.cars[:2]))
