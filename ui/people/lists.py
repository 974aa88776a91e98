"""The list at the left: customers or cars, whoever was here last first, narrowed by any scrap."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.formatting import kilometres
from app.identity import phone as phones
from app.identity import plate as plates
from app.local_time import local_day
from app.people import queries as people
from app.people import rules
from app.text import N_, _
from app.tones import Tone
from app.vehicles import queries as vehicles
from app.vehicles.incomplete import IncompleteFile, incomplete
from db.nouns import Noun
from ui import theme
from ui.keys import Key
from ui.parts.choice_inputs import Segments
from ui.parts.columns import listed
from ui.parts.panel import surface
from ui.parts.table import Column, Table
from ui.parts.text_inputs import LineInput
from ui.parts.view_memory import remember
from ui.shell.work import Work

NOBODY = N_("Nobody fits. Clear the search, or enter a new customer.")
NO_FILES = N_("No customer yet. Press Ctrl+N to enter the first one.")
NO_CARS = N_("No car yet. Enter a customer first, then add the car.")
ALL_COMPLETE = N_("Every file is complete: two days after a delivery nothing is missing.")
NO_CAR = N_("No car fits. Clear the search, or add the car to its owner.")


class PeopleFilter(LineInput):
    """The scrap that narrows the list; Down goes into the list."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter belong to the list unless an input method is at work."""
        if not self.composing and event.key() in (
            Qt.Key.Key_Down,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        ):
            self.down.emit()
        else:
            super().keyPressEvent(event)


class Files(QWidget):
    """`chosen(noun, id)` follows the current line."""

    chosen = Signal(Noun, int)
    counted = Signal(int)
    """How many files are incomplete past their limit."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.noun = Noun.PERSON
        self._wish: tuple[Noun, int] | None = None
        self.filter = PeopleFilter(hint=_("Name, initials, phone, plate, VIN"), limit=60)
        self.filter.setObjectName("people_filter")
        self.filter.setAccessibleName(_("Search this list"))
        self.switch = Segments(
            (
                (Noun.PERSON, _("Customers")),
                (Noun.VEHICLE, _("Cars")),
                (Noun.INCOMPLETE, _("Incomplete")),
            )
        )
        self.switch.setObjectName("people_switch")
        self.switch.set_value(Noun.PERSON)
        self.tables = {
            Noun.PERSON: self._people(),
            Noun.VEHICLE: self._cars(),
            Noun.INCOMPLETE: incomplete_files(),
        }
        self.late: list[IncompleteFile] = []
        self._stack = QStackedWidget()
        for noun, table in self.tables.items():
            self._stack.addWidget(table)
            table.chosen.connect(lambda row, noun=noun: self._choose(noun, row))
            table.activated.connect(lambda row, noun=noun: self._choose(noun, row))
        self._lay_out()
        self.filter.edited.connect(self.reload)
        self.filter.down.connect(self._enter)
        self.switch.edited.connect(self._switch)
        remember(self.switch)

    def reload(self) -> None:
        """Ask again; typing, selection and scroll stay."""
        noun, text = self.noun, self.filter.text()
        self._work.ask(
            incomplete,
            today=local_day(self._work.now()),
            then=self._show_incomplete,
            topic=(self, Noun.INCOMPLETE),
        )
        if noun == Noun.INCOMPLETE:
            return
        query = people.ids if noun == Noun.PERSON else vehicles.ids
        self._work.ask(query, text, then=lambda ids: self._show(noun, ids), topic=(self, "ids"))

    def show_noun(self, noun: Noun) -> None:
        """Customers or cars."""
        if noun != self.noun:
            self.noun = noun
            self.switch.set_value(noun)
            self._stack.setCurrentWidget(self.tables[noun])
            self.reload()

    def select(self, noun: Noun, record_id: int) -> None:
        """Marks a line, now or when the list has it.

        A file that is being completed stays in that list.
        """
        if self.noun == Noun.INCOMPLETE and self.tables[Noun.INCOMPLETE].select(
            f"{noun}{record_id}"
        ):
            return
        self.show_noun(noun)
        self._wish = None if self.tables[noun].select(record_id) else (noun, record_id)

    def _show(self, noun: Noun, ids: list[int]) -> None:
        query: Callable[..., Any] = people.rows if noun == Noun.PERSON else vehicles.rows
        self.tables[noun].say_empty(*self._why_empty(noun))
        self.tables[noun].show_paged(
            ids, lambda wanted, then: self._work.ask(query, wanted, then=then)
        )
        if self._wish is not None and self._wish[0] == noun:
            self.select(*self._wish)

    def _show_incomplete(self, files: list[IncompleteFile]) -> None:
        self.late = files
        self.counted.emit(len(files))
        words = self.filter.text().strip().casefold()
        shown = [one for one in files if words in f"{one.name} {one.staff} {one.plate}".casefold()]
        self.tables[Noun.INCOMPLETE].say_empty(
            *((NOBODY, Key.FILTER) if files else (ALL_COMPLETE, None))
        )
        self.tables[Noun.INCOMPLETE].show_rows(shown)

    def _why_empty(self, noun: Noun) -> tuple[str, Key]:
        """An empty store is not a search without an answer."""
        if self.filter.text().strip():
            return (NOBODY, Key.NEW) if noun == Noun.PERSON else (NO_CAR, Key.FILTER)
        return (NO_FILES, Key.NEW) if noun == Noun.PERSON else (NO_CARS, Key.NEW)

    def _choose(self, noun: Noun, row: Any) -> None:
        """A line may be chosen before its row has come: its id is known all the same."""
        index = self.tables[noun].view.currentIndex()
        if isinstance(row, IncompleteFile):
            self.chosen.emit(row.noun, row.record_id)
            return
        record_id = (
            row.id
            if row is not None
            else index.model().id_at(index.row())
            if index.isValid()
            else None
        )
        if record_id is not None:
            self._wish = None
            self.chosen.emit(noun, record_id)

    def _switch(self) -> None:
        noun = self.switch.value()
        if noun is None:
            self.switch.set_value(self.noun)
        else:
            self.show_noun(noun)

    def _enter(self) -> None:
        table = self.tables[self.noun]
        table.setFocus()
        if table.count() and table.current() is None:
            table.view.selectRow(0)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.size("space-3"))
        head.addWidget(self.filter, 1)
        head.addWidget(self.switch)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space-3"))
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(surface(inner))

    def _people(self) -> Table:
        columns = (
            listed("person.name", ink=True, stretch=True, sortable=False),
            Column("phone", N_("Phone"), width=140, get=self._phone, sortable=False),
            Column("cars", N_("Cars"), width=150, text=_plates, sortable=False),
            Column(
                "level",
                N_("Level"),
                width=72,
                chip=True,
                tone=lambda _row: Tone.ACCENT,
                sortable=False,
            ),
            Column("owner", N_("Consultant"), width=96, sortable=False),
            Column("last_seen", N_("Last seen"), width=146, get=_day, sortable=False),
        )
        return Table(columns, empty=NOBODY, key=Key.NEW, name="people")

    def _cars(self) -> Table:
        columns = (
            Column("plate", N_("Plate"), width=130, ink=True, text=plates.shown, sortable=False),
            Column("model", N_("Model"), stretch=True, sortable=False),
            Column("owner", N_("Owner"), width=150, sortable=False),
            listed("vehicle.odometer", width=110, text=lambda km: kilometres(km), sortable=False),
            Column("last_seen", N_("Last seen"), width=146, get=_day, sortable=False),
        )
        return Table(columns, empty=NO_CAR, key=Key.FILTER, name="cars")

    def _phone(self, row: people.PersonRow) -> str:
        roles = self._work.actor.roles if self._work.actor else frozenset()
        shown = phones.shown if rules.reads_at_once(roles, own=False) else phones.masked
        return shown(row.phone) if row.phone else ""


def incomplete_files() -> Table:
    """What is missing two days after a delivery, per consultant."""
    columns = (
        listed("person.name", width=130, ink=True, text=lambda name: name or _("No name")),
        Column("plate", N_("Plate"), width=130, text=plates.shown),
        Column(
            "missing",
            N_("Missing"),
            stretch=True,
            ink=True,
            text=lambda missing: _(", ").join(_(one) for one in missing),
        ),
        Column("staff", N_("Consultant"), width=110),
        Column("late", N_("Days late"), width=96, chip=True, text=str, tone=lambda _row: Tone.WARN),
    )
    return Table(columns, empty=ALL_COMPLETE, name="incomplete")


def _plates(numbers: tuple[str, ...]) -> str:
    shown = [plates.shown(number) for number in numbers]
    return shown[0] + (f" +{len(shown) - 1}" if len(shown) > 1 else "") if shown else ""


def _day(row: Any) -> Any:
    return local_day(row.last_seen) if row.last_seen else None
