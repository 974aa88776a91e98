"""The forms that make and change bookings, and what they look up."""

from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.fleet import commands as fleet
from app.fleet.settings import DriveSettings
from app.formatting import clock
from app.local_time import local_day
from app.people.lookup import PersonHit, by_phone
from app.testdrives import commands, queries
from app.testdrives.facts import BookingChoices, Drive, DriveRow
from app.testdrives.values import Moved
from app.text import _
from db.nouns import Noun
from db.vocabulary import Role
from ui.parts.dates import aware
from ui.shell.editing.record_form import RecordForm, RecordSource
from ui.shell.viewer import may, viewing
from ui.shell.workspace.page import Shell
from ui.testdrives.booking_form import BlockForm, BookingForm

DRAFT = "test_drive"
BLOCK_DRAFT = "test_drive-block"
LEAST_DIGITS = 7
CONCERNS_THE_LICENCE = frozenset(
    {"phone", "car_id", "route_id", "starts_at", "way", "companion_id"}
)


class Bookings(QObject):
    """Holds the forms; `saved` carries the id of a booking."""

    saved = Signal(int)

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self.shell, self.work = shell, shell.work
        self.lists = BookingChoices()
        self._drafted = False
        minutes = shell.settings.of(DriveSettings).drive_minutes
        usual = {"minutes": minutes, "may_override": may(self.work, Role.MANAGER)}
        self.new = BookingForm(self.today, **usual)
        self.changing = BookingForm(self.today, **usual, name="change")
        self.blocking = BlockForm(self.today)
        self._booking = RecordForm(shell, self.new, draft=DRAFT)
        self._block_out = RecordForm(shell, self.blocking, draft=BLOCK_DRAFT)
        about = partial(viewing, self.work)
        source = RecordSource(queries.newest_drive, self.changing.value_of, about)
        self.editing = RecordForm(shell, self.changing, source, draft="drive-{key}")
        self.new.submitted.connect(self._book)
        self.changing.submitted.connect(self._change)
        self.blocking.submitted.connect(self._block)
        for form in (self.new, self.changing):
            form.edited.connect(partial(self._follow, form))

    def today(self) -> date:
        """The day of the store's clock."""
        return local_day(self.work.now())

    def reload(self) -> None:
        """Ask for cars, routes, consultants and levels."""
        self.work.ask(queries.booking_lists, then=self._offer, topic=(self, "lists"))

    def change(self, drive: Drive) -> None:
        """Fill the form of changes with an existing booking."""
        self.changing.show_drive(drive)
        self.editing.open(drive.row.id, self.changing.value_of(drive), version=drive.version)

    def move(self, row: DriveRow, to: tuple[int, datetime]) -> None:
        """Move a dragged booking, or say why it cannot be moved; it can be undone."""
        car_id, start = to
        refuse = self.shell.notices.refuse

        def moved(done: Moved) -> None:
            undo = partial(self.work.act, commands.move_back, row.id, done, refuse=refuse)
            self.shell.notices.say(_("Moved to {time}.").format(time=clock(start)), undo=undo)

        self.work.act(commands.move, row.id, car_id, starts_at=start, then=moved, refuse=refuse)

    def _offer(self, lists: BookingChoices) -> None:
        self.lists = lists
        consultants = {person.id for person in lists.consultants}
        own = self.work.actor.staff_id if self.work.actor is not None else None
        for form in (self.new, self.changing):
            form.offer(lists, consultant_id=own if own in consultants else None)
        self.blocking.offer(lists.cars)
        if not self._drafted:
            self._drafted = True
            self._booking.begin(announce=True)
            self._block_out.begin(announce=True)

    def _follow(self, form: BookingForm, name: str) -> None:
        if name == "phone":
            self._look_up(form)
        if name in ("starts_at", "minutes"):
            form.say_hours(self.shell.settings)
        if name in CONCERNS_THE_LICENCE:
            self._ask_licence(form)

    def _look_up(self, form: BookingForm) -> None:
        """Ask whose number is typed, once it is long enough to be one."""
        number = form["phone"].value() or ""
        if len(number) < LEAST_DIGITS:
            form.know(None, action="", then=None)
        else:
            then = partial(self._know, form)
            self.work.ask(by_phone, number, then=then, topic=(self, "phone"))

    def _know(self, form: BookingForm, hit: PersonHit | None) -> None:
        form.know(
            hit, action=_("Open"), then=lambda: hit and self.shell.open_record(Noun.PERSON, hit.id)
        )
        self._ask_licence(form)

    def _ask_licence(self, form: BookingForm) -> None:
        if form.known_id is None:
            form.warn(())
            return
        value = form.value()
        starts_at = aware(value["starts_at"])
        self.work.ask(
            queries.warnings,
            form.known_id,
            car_id=value["car_id"],
            route_id=value["route_id"],
            companion_id=value["companion_id"],
            on=local_day(starts_at) if starts_at else self.today(),
            then=form.warn,
            topic=(self, "licence"),
        )

    def _book(self) -> None:
        self._booking.save(commands.book, self.new.wanted(), then=self._booked)

    def _booked(self, drive_id: int) -> None:
        notices, why = self.shell.notices, _("Booking undone")
        undo = partial(self.work.act, commands.cancel, drive_id, why, refuse=notices.refuse)
        self.new.begin()
        notices.say(_("Booked."), undo=undo)
        self.saved.emit(drive_id)

    def _change(self) -> None:
        drive_id, version = self.changing.drive_id, self.editing.version
        wanted, then = self.changing.wanted(), lambda _none: self.saved.emit(drive_id)
        self.editing.save(commands.change, drive_id, wanted, then=then, version=version)

    def _block(self) -> None:
        def blocked(block_id: int) -> None:
            self.blocking.clear()
            refuse = self.shell.notices.refuse
            undo = partial(self.work.act, fleet.unblock, block_id, refuse=refuse)
            self.shell.notices.say(_("The car is blocked."), undo=undo)
            self.saved.emit(block_id)

        self._block_out.save(fleet.block, self.blocking.wanted(), then=blocked)
