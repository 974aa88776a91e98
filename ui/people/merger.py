"""Two files of one person: find the other one, look at both side by side, make them one."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import Conflict as Meanwhile
from app.errors import Refused
from app.local_time import local_day
from app.people import commands, rules
from app.people import queries as people
from app.people.commands import MergeWish
from app.people.queries import MergePreview, PersonRecord
from app.text import N_, _, ngettext
from db.nouns import Noun
from ui import theme
from ui.parts.labels import Label
from ui.parts.merge_view import THEIRS, Difference, MergeView
from ui.parts.table import Column, Table
from ui.people import forms
from ui.people.lists import PeopleFilter
from ui.shell.workspace.page import Shell

TITLE = N_("Merge two files")
KEPT_APART = frozenset({"phone", "other_phone", "do_not_contact"})
"""Numbers are all kept, and do-not-contact of either beats."""


class Others(QWidget):
    """Who may be the same person.

    Whoever shares number, identity number or name, else whom a scrap finds.
    """

    picked = Signal(int)
    left = Signal()
    asked = Signal(str)

    def __init__(self, roles: Any) -> None:
        super().__init__()
        self.setObjectName("merge_others")
        self.filter = PeopleFilter(hint=_("Name, initials, phone"), limit=60)
        self.filter.setObjectName("merge_filter")
        self.filter.setAccessibleName(_("Find the other file"))
        columns = (
            Column("name", N_("Name"), ink=True, stretch=True, sortable=False),
            Column(
                "phone",
                N_("Phone"),
                width=150,
                get=lambda row: rules.phone_for(row.phone, roles),
                sortable=False,
            ),
        )
        empty = N_("Nobody shares a number or the name. Type a scrap of the other file above.")
        self.table = Table(columns, empty=empty, name="merge_table")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.size("space-1"), 0, theme.size("space-1"), 0)
        column.setSpacing(theme.size("space-3"))
        column.addWidget(
            Label(
                _("Which file is the same person? Enter shows both side by side."),
                "body",
                wrap=True,
            )
        )
        column.addWidget(self.filter)
        column.addWidget(self.table, 1)
        self.filter.edited.connect(lambda: self.asked.emit(self.filter.text()))
        self.filter.down.connect(self._enter)
        self.table.activated.connect(lambda row: self.picked.emit(row.id))

    def start(self) -> None:
        """Typing narrows at once."""
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
    """`shown(title, view)` wants the panel, `saved(noun, id)`.

    This file is to be read, `left()` leaves all as it was.
    """

    shown = Signal(str, object)
    saved = Signal(Noun, int)
    left = Signal()

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._notices = shell.work, shell.notices
        self._stay = 0
        self._preview: MergePreview | None = None
        self.others = Others(shell.work.actor.roles if shell.work.actor else frozenset())
        self.view = MergeView(submit=N_("Make one file"), name="merge")
        self.others.asked.connect(self._ask)
        self.others.picked.connect(self.compare)
        self.others.left.connect(self.left)
        self.view.submitted.connect(self._merge)
        self.view.left.connect(self.left)

    def holds(self, body: object) -> bool:
        """Whether a merge stands in the panel."""
        return body is self.others or body is self.view

    def begin(self, record: PersonRecord) -> None:
        """Looks for the other file of this person."""
        self._stay = record.card.id
        self.others.filter.set_value(None)
        self._ask("")
        self.shown.emit(_(TITLE), self.others)

    def compare(self, gone_id: int, stay_id: int | None = None) -> None:
        """Both side by side."""
        self._stay = stay_id or self._stay
        self._work.ask(
            people.merge_preview, self._stay, gone_id, then=self._show, topic=(self, "preview")
        )

    def undo(self, merge_id: int) -> None:
        """Both as they were."""
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
        heads = (_("Stays"), _("Goes into it"))
        self.view.show_versions(
            _told(preview), heads, differences=_differences(preview, forms.person_fields(today))
        )
        self.shown.emit(_(TITLE), self.view)

    def _merge(self) -> None:
        preview = self._preview
        assert preview is not None
        takes = frozenset(name for name, side in self.view.choices().items() if side == THEIRS)
        stay, gone = preview.stay.card, preview.gone.card
        wish = MergeWish(stay.id, gone.id, takes, (stay.version, gone.version))
        self.view.busy(True)
        self._work.act(
            commands.merge,
            wish,
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


def _differences(preview: MergePreview, fields: Any) -> list[Difference]:
    """What differs; where the one that stays has nothing, or only a form of address, the other
    one's is proposed.
    """
    mine, theirs = forms.person_value(preview.stay), forms.person_value(preview.gone)
    found = []
    for field in fields:
        one, other = mine[field.name], theirs[field.name]
        if field.name in KEPT_APART or one == other:
            continue
        takes = one in (None, "") or (field.name == "name" and rules.is_fuller(other, one))
        chosen = {"chosen": THEIRS} if takes else {}
        found.append(
            Difference(
                field.name,
                field.label,
                forms.shown(field.name, one),
                forms.shown(field.name, other),
                **chosen,
            )
        )
    both = [preview.stay.licence, preview.gone.licence]
    if all(both) and both[0] != both[1]:
        found.append(Difference("licence", N_("Driving licence"), *(_licence(one) for one in both)))
    if preview.stay.prospect.owner and preview.gone.prospect.owner:
        found.append(
            Difference("prospect", N_("Looked after by"), _wish(preview.stay), _wish(preview.gone))
        )
    return found


def _licence(licence: Any) -> str:
    return " ".join(part for part in (licence.licence_class.value, licence.number) if part)


def _wish(record: PersonRecord) -> str:
    wish = record.prospect
    return " · ".join(part for part in (wish.owner, wish.level, wish.model) if part)


def _told(preview: MergePreview) -> str:
    """What moves: everything, in numbers."""
    moves = preview.moves
    counts = (
        (
            moves.get(Noun.PHONE, 0),
            ngettext("{count} number", "{count} numbers", moves.get(Noun.PHONE, 0)),
        ),
        (
            moves.get(Noun.KEEPER, 0),
            ngettext("{count} car", "{count} cars", moves.get(Noun.KEEPER, 0)),
        ),
        (
            moves.get(Noun.VISIT, 0),
            ngettext("{count} visit", "{count} visits", moves.get(Noun.VISIT, 0)),
        ),
        (
            moves.get(Noun.CAR_BOOKING, 0),
            ngettext("{count} test drive", "{count} test drives", moves.get(Noun.CAR_BOOKING, 0)),
        ),
        (
            moves.get(Noun.REPAIR_ORDER, 0),
            ngettext("{count} order", "{count} orders", moves.get(Noun.REPAIR_ORDER, 0)),
        ),
    )
    told = " · ".join(text.format(count=count) for count, text in counts if count)
    start = _("All that happened moves to the file that stays.")
    return f"{start} {told}".strip()
