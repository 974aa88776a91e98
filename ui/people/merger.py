"""Merging two files of one person: find the other file, compare both, make them one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property, partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.errors import Conflict as Meanwhile
from app.errors import Refused
from app.formatting import joined
from app.local_time import local_day
from app.people import commands, rules
from app.people import queries as people
from app.people.commands import MergeChoice
from app.people.queries import MergePreview, PersonRecord
from app.text import N_, _, ngettext
from db.nouns import Noun
from db.vocabulary import BookingKind, Role
from ui.parts.form import Field
from ui.parts.labels import Label
from ui.parts.layouts import stretched, vbox
from ui.parts.merge_view import MINE, THEIRS, Difference, MergeView
from ui.parts.table import Column, Table
from ui.people import forms
from ui.people.identity_card import IdentityCard
from ui.people.lists import PeopleFilter
from ui.shell.viewer import roles_of
from ui.shell.workspace.page import Shell

TITLE = N_("Merge two files")
NOBODY = N_("Nobody shares a number or the name. Type part of the other name or number above.")
KEPT_APART = frozenset({"phone", "other_phone", "do_not_contact"})
"""Nothing to choose: all numbers are kept, and do-not-contact if either file says so."""


class Others(QWidget):
    """The list of customers who may be the same person.

    Those who share a number or the name, or those whom the typed text finds.
    """

    picked = Signal(int)
    left = Signal()
    asked = Signal(str)

    def __init__(self, roles: frozenset[Role]) -> None:
        super().__init__()
        self.setObjectName("merge_others")
        hint, says = _("Name, initials, phone"), _("Find the other file")
        self.filter = PeopleFilter(hint, name="merge_filter", says=says)
        self.table = Table(_columns(roles), empty=NOBODY, name="merge_table")
        self._lay_out()
        self.filter.edited.connect(lambda: self.asked.emit(self.filter.text()))
        self.filter.down.connect(self._enter)
        self.table.activated.connect(lambda row: self.picked.emit(row.id))

    def _lay_out(self) -> None:
        question = _("Which file is the same person? Enter shows both side by side.")
        vbox(
            Label(question, "body", wrap=True),
            self.filter,
            stretched(self.table),
            parent=self,
            spacing=3,
            margins=(1, 0, 1, 0),
        )

    def start(self) -> None:
        """Put the cursor where the list is narrowed."""
        self.filter.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        self.table.setFocus()
        if self.table.count() and self.table.current() is None:
            self.table.view.selectRow(0)


class Merger(QObject):
    """Merges two files, and takes a merge back.

    `shown(title, view)`: this is to stand in the panel. `saved(noun, id)`: this file is to be read.
    `left()`: nothing was changed.
    """

    shown = Signal(str, object)
    saved = Signal(Noun, int)
    left = Signal()

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._notices = shell.work, shell.notices
        self._stay = 0
        self._preview: MergePreview | None = None
        self._made: list[QWidget] = []

    @cached_property
    def others(self) -> Others:
        """The list of the other files, made when somebody first looks for one."""
        made = Others(roles_of(self._work))
        made.asked.connect(self._ask)
        made.picked.connect(self.compare)
        made.left.connect(self.left)
        self._made.append(made)
        return made

    @cached_property
    def view(self) -> MergeView:
        """Both files side by side."""
        made = MergeView(submit=N_("Merge the files"), name="merge")
        made.submitted.connect(self._merge)
        made.left.connect(self.left)
        self._made.append(made)
        return made

    def holds(self, body: object) -> bool:
        """True for a view of a merge."""
        return body in self._made

    def begin(self, record: PersonRecord) -> None:
        """Look for the other file of this customer."""
        self._stay = record.card.id
        self.others.filter.set_value(None)
        self._ask("")
        self.shown.emit(_(TITLE), self.others)

    def compare(self, gone_id: int, stay_id: int | None = None) -> None:
        """Show both files side by side; `stay_id` keeps the one that was chosen before."""
        self._stay = stay_id or self._stay
        self._work.ask(
            people.merge_preview, self._stay, gone_id, then=self._show, topic=(self, "preview")
        )

    def undo(self, merge_id: int) -> None:
        """Take a merge back: both files as they were."""
        self._work.act(commands.unmerge, merge_id, then=self._undone)

    def _ask(self, text: str) -> None:
        self._work.ask(
            people.twins,
            self._stay,
            text,
            then=self.others.table.show_rows,
            topic=(self, "others"),
        )

    def _show(self, preview: MergePreview | None) -> None:
        if preview is None:
            return
        self._preview = preview
        today = local_day(self._work.now())
        heads = (_("Kept"), _("Merged in"))
        both, roles = (preview.stay, preview.gone), roles_of(self._work)
        self.view.show_versions(
            _told(preview),
            heads,
            differences=_differences(preview, forms.person_fields(today)),
            cards=tuple(IdentityCard(one, two, roles) for one, two in (both, both[::-1])),
        )
        self.shown.emit(_(TITLE), self.view)

    def _merge(self) -> None:
        preview = self._preview
        assert preview is not None
        takes = frozenset(name for name, side in self.view.choices().items() if side == THEIRS)
        stay, gone = preview.stay.card, preview.gone.card
        asked = MergeChoice(stay.id, gone.id, takes, (stay.version, gone.version))
        self.view.busy(True)
        self._work.act(
            commands.merge,
            asked,
            then=partial(self._done, stay.id),
            refuse=self._refuse,
            failed=self._rest,
        )

    def _done(self, person_id: int, merge_id: int) -> None:
        self.view.busy(False)
        self.saved.emit(Noun.PERSON, person_id)
        self._notices.say(_("The two files are one now."), undo=partial(self.undo, merge_id))

    def _undone(self, gone_id: int) -> None:
        self.saved.emit(Noun.PERSON, gone_id)
        self._notices.say(_("Both files are as they were."))

    def _rest(self, _error: object) -> None:
        self.view.busy(False)

    def _refuse(self, refused: Refused) -> None:
        self.view.warn(refused.text())
        if isinstance(refused, Meanwhile) and self._preview is not None:
            self.compare(self._preview.gone.card.id)


def _columns(roles: frozenset[Role]) -> tuple[Column, ...]:
    return (
        Column("name", N_("Name"), ink=True, stretch=True, sortable=False),
        Column(
            "phone",
            N_("Phone"),
            width=150,
            get=lambda row: rules.phone_for(row.phone, roles),
            sortable=False,
        ),
    )


def _differences(preview: MergePreview, fields: Iterable[Field]) -> list[Difference]:
    """The fields that differ, then licence and consultant."""
    mine, theirs = forms.person_value(preview.stay), forms.person_value(preview.gone)
    found = [
        _difference(field, mine[field.name], theirs[field.name])
        for field in fields
        if field.name not in KEPT_APART and mine[field.name] != theirs[field.name]
    ]
    licences = (preview.stay.licence, preview.gone.licence)
    if all(licences) and licences[0] != licences[1]:
        found.append(Difference("licence", N_("Driving licence"), *map(_licence, licences)))
    if preview.stay.prospect.owner and preview.gone.prospect.owner:
        owners = (_followed(preview.stay), _followed(preview.gone))
        found.append(Difference("prospect", N_("Looked after by"), *owners))
    return found


def _difference(field: Field, mine: Any, theirs: Any) -> Difference:
    """One field in both files.

    The file that goes is proposed where the other is empty or holds only a form of address.
    """
    takes = mine in (None, "") or (field.name == "name" and rules.is_fuller(theirs, mine))
    shown = (forms.shown(field.name, value) for value in (mine, theirs))
    return Difference(field.name, field.label, *shown, THEIRS if takes else MINE)


def _licence(licence: Any) -> str:
    return joined(licence.licence_class.value, licence.number, by=" ")


def _followed(record: PersonRecord) -> str:
    prospect = record.prospect
    return joined(prospect.owner, prospect.level, prospect.model)


def _told(preview: MergePreview) -> str:
    """How many records move, counted by what they are."""
    moves = Counter(preview.moves)
    drives, loans = moves[BookingKind.DRIVE], moves[BookingKind.LOAN]
    numbers, cars = moves[Noun.PHONE], moves[Noun.KEEPER]
    visits, orders = moves[Noun.VISIT], moves[Noun.REPAIR_ORDER]
    counted = (
        (numbers, ngettext("{count} number", "{count} numbers", numbers)),
        (cars, ngettext("{count} car", "{count} cars", cars)),
        (visits, ngettext("{count} visit", "{count} visits", visits)),
        (drives, ngettext("{count} test drive", "{count} test drives", drives)),
        (loans, ngettext("{count} loan car", "{count} loan cars", loans)),
        (orders, ngettext("{count} order", "{count} orders", orders)),
    )
    told = joined(*(text.format(count=count) for count, text in counted if count))
    return joined(_("The whole history moves to the file that is kept."), told, by=" ")
