"""The list of customers or cars, the latest visit first."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.formatting import clock_or_day, days_ago, joined, kilometres
from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.people import queries as people
from app.people import rules
from app.text import N_, _
from app.tones import Tone
from app.vehicles import queries as vehicles
from app.vehicles.incomplete import IncompleteFile, incomplete
from db.nouns import Noun
from ui.icons import Icon
from ui.keys import Key
from ui.parts import widest
from ui.parts.columns import listed
from ui.parts.filter_tabs import FilterTabs
from ui.parts.layouts import hbox, stretched, vbox
from ui.parts.naming import named
from ui.parts.panel import surface
from ui.parts.table import Column, Table, mark
from ui.parts.table_cells import FULL
from ui.parts.text_inputs import LineInput
from ui.parts.view_memory import remember
from ui.shell.viewer import roles_of
from ui.shell.work import Work

INTO_THE_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
NOBODY = N_("Nobody fits. Clear the search, or enter a new customer.")
NO_FILES = N_("No customer yet. Press Ctrl+N to enter the first one.")
NO_CARS = N_("No car yet. Enter a customer first, then add the car.")
ALL_COMPLETE = N_("Every file is complete: two days after a delivery nothing is missing.")
NO_CAR = N_("No car fits. Clear the search, or add the car to its owner.")


NOUNS = (
    (Noun.PERSON, N_("Customers")),
    (Noun.VEHICLE, N_("Cars")),
    (Noun.INCOMPLETE, N_("Incomplete")),
)


def _plates(row: people.PersonRow) -> str:
    numbers = row.cars
    more = f"+{len(numbers) - 1}" if len(numbers) > 1 else ""
    return joined(plates.shown(numbers[0]), more, by=" ") if numbers else ""


def _every_plate(row: people.PersonRow) -> str:
    return _(", ").join(plates.shown(number) for number in row.cars)


def seen_text(row: people.PersonRow) -> str:
    """What brought the customer here last; of a car in the shop, its stage."""
    if row.seen is None:
        return ""
    if row.seen.is_in_shop:
        return label(row.seen.stage)
    return label(row.seen.service_type) or _(SEEN[row.seen.noun][0])


def seen_icon(row: people.PersonRow) -> str:
    """The icon of the desk where that was."""
    return SEEN[row.seen.noun][1] if row.seen else ""


def _last_day(row: Any) -> date | None:
    return local_day(row.last_seen) if row.last_seen else None


HEAT = {"H": FULL, "A": Tone.ACCENT}
"""Whoever buys within days stands out; the others are a plain letter."""
LEVEL = Column(
    "level",
    N_("Level"),
    width=64,
    tile=True,
    tone=lambda row: HEAT.get(row.level, ""),
    sortable=False,
    yields=1,
)
LAST_SEEN = Column("last_seen", N_("Last seen"), width=146, get=_last_day, sortable=False, yields=3)
CARS = (
    Column(
        "plate",
        N_("Plate"),
        width=130,
        ink=True,
        text=plates.shown,
        sortable=False,
        widest=widest.plates,
    ),
    Column("model", N_("Model"), width=176, stretch=True, sortable=False),
    Column("owner", N_("Owner"), width=150, sortable=False, widest=widest.names),
    listed("vehicle.odometer", width=110, text=kilometres, sortable=False, yields=4),
    LAST_SEEN,
)
CARS_OF_A_PERSON = Column(
    "cars",
    N_("Cars"),
    width=128,
    get=_plates,
    second=lambda row: row.model,
    dot=lambda row: row.colour,
    sortable=False,
    filed=_every_plate,
    widest=widest.plates,
)
SEEN = {
    Noun.VISIT: (N_("Showroom visit"), Icon.STORE),
    Noun.CAR_BOOKING: (N_("Test drive"), Icon.ROUTE),
    Noun.REPAIR_ORDER: (N_("Repair order"), Icon.WRENCH),
}
COMING = {
    Noun.REPAIR_ORDER: N_("{when} hand-over"),
    Noun.APPOINTMENT: N_("{when} appointment"),
    Noun.CAR_BOOKING: N_("{when} test drive"),
    Noun.FOLLOW_UP: N_("{when} call"),
}
INCOMPLETE = (
    listed("person.name", width=168, ink=True, text=lambda name: name or _("No name")),
    Column("plate", N_("Plate"), width=130, text=plates.shown, widest=widest.plates, yields=1),
    Column(
        "missing",
        N_("Missing"),
        stretch=True,
        ink=True,
        text=lambda missing: _(", ").join(map(_, missing)),
    ),
    Column("staff", N_("Consultant"), width=116, yields=2),
    Column("late", N_("Days late"), width=96, chip=True, text=str, tone=lambda _row: Tone.WARN),
)
"""What is missing two days after a delivery, for each consultant."""


class PeopleFilter(LineInput):
    """Any part of a name, number or plate narrows the list; Down goes into it."""

    down = Signal()

    def __init__(self, hint: str, *, name: str, says: str) -> None:
        super().__init__(hint=hint, limit=60)
        named(self, name, says=says)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Enter go to the list unless an input method is at work."""
        if not self.composing and event.key() in INTO_THE_LIST:
            self.down.emit()
        else:
            super().keyPressEvent(event)


class Files(QWidget):
    """The lists of customers, cars and incomplete files; `chosen(noun, id)` is the current line."""

    chosen = Signal(Noun, int)
    counted = Signal(int)
    """How many files are incomplete past their limit."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.noun = Noun.PERSON
        self._wanted: tuple[Noun, int] | None = None
        """A line to be marked as soon as its list is there."""
        self.late: list[IncompleteFile] = []
        hint, says = _("Name, initials, phone, plate, VIN"), _("Search this list")
        self.filter = PeopleFilter(hint, name="people_filter", says=says)
        self.switch = FilterTabs([(noun, _(title)) for noun, title in NOUNS])
        named(self.switch, "people_switch", says=_("Which list"))
        self.switch.set_value(Noun.PERSON)
        self.tables = {
            Noun.PERSON: Table(self._people(), empty=NOBODY, key=Key.NEW, name="people"),
            Noun.VEHICLE: Table(CARS, empty=NO_CAR, key=Key.FIND, name="cars"),
            Noun.INCOMPLETE: Table(INCOMPLETE, empty=ALL_COMPLETE, name="incomplete"),
        }
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        for noun, table in self.tables.items():
            table.chosen.connect(partial(self._choose, noun))
            table.activated.connect(partial(self._choose, noun))
        self.filter.edited.connect(self.reload)
        self.filter.down.connect(self._enter)
        self.switch.edited.connect(self._switch)
        remember(self.switch)

    def reload(self) -> None:
        """Ask for the list again; typing, selection and scroll stay."""
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
        """Show the list of customers, cars or incomplete files."""
        if noun != self.noun:
            self.noun = noun
            self.switch.set_value(noun)
            self._stack.setCurrentWidget(self.tables[noun])
            self.reload()

    def select(self, noun: Noun, record_id: int) -> None:
        """Mark the line of a record, now or as soon as the list has it.

        A record of the incomplete files is marked there.
        """
        if self.noun == Noun.INCOMPLETE and self.tables[Noun.INCOMPLETE].select(
            f"{noun}{record_id}"
        ):
            return
        self.show_noun(noun)
        self._wanted = None if mark(self.tables[noun], record_id) else (noun, record_id)

    def _show(self, noun: Noun, ids: list[int]) -> None:
        query: Callable[..., Any] = people.rows if noun == Noun.PERSON else vehicles.rows
        self.tables[noun].say_empty(*self._why_empty(noun))
        self.tables[noun].show_paged(
            ids, lambda wanted, then: self._work.ask(query, wanted, then=then)
        )
        if self._wanted is not None and self._wanted[0] == noun:
            self.select(*self._wanted)

    def _show_incomplete(self, files: list[IncompleteFile]) -> None:
        self.late = files
        self.counted.emit(len(files))
        words = self.filter.text().strip().casefold()
        shown = [one for one in files if words in f"{one.name} {one.staff} {one.plate}".casefold()]
        self.tables[Noun.INCOMPLETE].say_empty(
            *((NOBODY, Key.FIND) if files else (ALL_COMPLETE, None))
        )
        self.tables[Noun.INCOMPLETE].show_rows(shown)

    def _why_empty(self, noun: Noun) -> tuple[str, Key]:
        """What an empty list says, with its key."""
        if self.filter.text().strip():
            return (NOBODY, Key.NEW) if noun == Noun.PERSON else (NO_CAR, Key.FIND)
        return (NO_FILES, Key.NEW) if noun == Noun.PERSON else (NO_CARS, Key.NEW)

    def _choose(self, noun: Noun, row: Any) -> None:
        """Tell which line is chosen, also before its row was read."""
        if isinstance(row, IncompleteFile):
            self.chosen.emit(row.noun, row.record_id)
            return
        index = self.tables[noun].view.currentIndex()
        record_id = row.id if row is not None else None
        if row is None and index.isValid():
            record_id = index.model().id_at(index.row())
        if record_id is not None:
            self._wanted = None
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
        head = hbox(stretched(self.filter), self.switch, spacing=3)
        for table in self.tables.values():
            self._stack.addWidget(table)
        inner = QWidget()
        vbox(head, stretched(self._stack), parent=inner, spacing=3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(surface(inner))

    def _people(self) -> tuple[Column, ...]:
        return (
            listed(
                "person.name",
                ink=True,
                stretch=True,
                width=160,
                sortable=False,
                avatar=lambda row: row.name,
                second=self._phone,
                beside=(Column("phone", N_("Phone"), get=self._phone),),
            ),
            CARS_OF_A_PERSON,
            Column(
                "seen",
                N_("Recently"),
                width=172,
                get=seen_text,
                icon=seen_icon,
                second=lambda row: self._ago(row.last_seen),
                sortable=False,
                beside=(LAST_SEEN,),
                yields=2,
            ),
            Column(
                "coming",
                N_("Coming up"),
                width=150,
                get=self._coming,
                tone=self._tone_of_coming,
                sortable=False,
                yields=3,
            ),
            LEVEL,
            Column("owner", N_("Consultant"), width=116, sortable=False, yields=4),
        )

    def _ago(self, at: datetime | None) -> str:
        return days_ago((local_day(self._work.now()) - local_day(at)).days) if at else ""

    def _coming(self, row: people.PersonRow) -> str:
        """`16:30 hand-over`, `26 Nov call`."""
        if row.coming is None:
            return ""
        when = clock_or_day(row.coming.at, local_day(self._work.now()))
        return _(COMING[row.coming.noun]).format(when=when)

    def _tone_of_coming(self, row: people.PersonRow) -> str:
        is_late = row.coming is not None and row.coming.at < self._work.now()
        return Tone.BAD if is_late else Tone.NEUTRAL

    def _phone(self, row: people.PersonRow) -> str:
        return rules.phone_for(row.phone, roles_of(self._work), own=False)
