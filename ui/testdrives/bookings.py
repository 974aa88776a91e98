"""The three forms that make bookings, and what happens while they are filled.

A number is known, a licence warns, a save.
"""

from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.admin import queries as house
from app.audit import last_saved
from app.fleet import commands as fleet
from app.fleet.settings import DriveSettings
from app.local_time import local_day
from app.people.lookup import PersonHit, by_phone
from app.testdrives import commands, queries
from app.testdrives.facts import Drive, DriveRow
from app.testdrives.values import Moved
from app.text import _
from db.vocabulary import Role
from ui.shell.editing.record_editor import NewestRecord, RecordEditor
from ui.shell.workspace.page import Shell
from ui.testdrives import shown
from ui.testdrives.booking_form import BlockForm, BookingChoices, BookingForm, aware

DRAFT = "test_drive"
BLOCK_DRAFT = "test_drive-block"
LEAST_DIGITS = 7
CONCERNS_THE_LICENCE = frozenset(
    {"phone", "car_id", "route_id", "starts_at", "way", "companion_id"}
)


class Bookings(QObject):
    """Owns the forms; `saved` carries the drive that a form made or changed."""

    saved = Signal(int)

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self.shell, self.work = shell, shell.work
        self.lists = BookingChoices((), (), ())
        self.levels: list[house.LevelChoice] = []
        self._drafted = False
        minutes = shell.settings.of(DriveSettings).drive_minutes
        self.new = BookingForm(self.today, minutes=minutes)
        self.changing = BookingForm(self.today, minutes=minutes, name="change")
        self.editing = RecordEditor(shell, self.changing, self._newest, draft="drive-{key}")
        self.blocking = BlockForm(self.today)
        self.new.submitted.connect(self._book)
        self.changing.submitted.connect(self._change)
        self.blocking.submitted.connect(self._block)
        for form in (self.new, self.changing):
            form.edited.connect(lambda name, form=form: self._heed(form, name))

    def today(self) -> date:
        return local_day(self.work.now())

    def reload(self) -> None:
        """Cars, routes, consultants and levels as they stand now."""
        self.work.ask(read_lists, then=self._offer, topic=(self, "lists"))

    def change(self, drive: Drive) -> None:
        """Fills the form of changes with an existing booking."""
        self.changing.show_drive(drive)
        self.editing.open(drive.row.id, self.changing.value_of(drive), version=drive.version)

    def move(self, row: DriveRow, to: tuple[int, datetime]) -> None:
        """A dragged block: the store moves it or says why not; undo is offered."""
        car_id, start = to
        refuse = self.shell.notices.refuse

        def moved(done: Moved) -> None:
            undo = partial(self.work.act, commands.move_back, row.id, done, refuse=refuse)
            self.shell.notices.say(_("Moved to {time}.").format(time=shown.clock(start)), undo=undo)

        self.work.act(commands.move, row.id, car_id, starts_at=start, then=moved, refuse=refuse)

    def _offer(self, lists: tuple[BookingChoices, list[house.LevelChoice]]) -> None:
        self.lists, self.levels = lists
        actor = self.work.actor
        own = (
            actor.staff_id
            if actor and any(person.id == actor.staff_id for person in self.lists.consultants)
            else None
        )
        self.new.offer(self.lists, consultant_id=own)
        self.changing.offer(self.lists, consultant_id=own)
        self.blocking.offer(self.lists.cars)
        if not self._drafted:
            self._drafted = True
            self.shell.drafts.attach(DRAFT, self.new)
            self.shell.drafts.attach(BLOCK_DRAFT, self.blocking)

    def _heed(self, form: BookingForm, name: str) -> None:
        if name == "phone":
            number = form["phone"].value() or ""
            if len(number) < LEAST_DIGITS:
                form.know(None, action="", then=None)
            else:
                self.work.ask(
                    by_phone,
                    number,
                    then=lambda hit: self._know(form, hit),
                    topic=(self, "phone"),
                )
        if name in ("starts_at", "minutes"):
            form.say_hours(self.shell.settings)
        if name in CONCERNS_THE_LICENCE:
            self._ask_licence(form)

    def _know(self, form: BookingForm, hit: PersonHit | None) -> None:
        form.know(
            hit, action=_("Open"), then=lambda: hit and self.shell.open_record("person", hit.id)
        )
        self._ask_licence(form)

    def _ask_licence(self, form: BookingForm) -> None:
        if form.known_id is None:
            form.warn(())
            return
        value = form.value()
        accompanied = value["companion_id"] is not None
        starts_at: datetime | None = aware(value["starts_at"])
        on = local_day(starts_at) if starts_at else self.today()
        about: dict[str, Any] = {
            "car_id": value["car_id"],
            "route_id": value["route_id"],
            "accompanied": accompanied,
            "on": on,
        }
        self.work.ask(
            queries.warnings, form.known_id, **about, then=form.warn, topic=(self, "licence")
        )

    def _book(self) -> None:
        self.new.busy(True)
        self.work.act(
            commands.book,
            self.new.wanted(),
            then=self._booked,
            refuse=self.new.point_at,
            failed=lambda _error: self.new.busy(False),
        )

    def _booked(self, drive_id: int) -> None:
        def undo() -> None:
            self.work.act(
                commands.cancel, drive_id, _("Booking undone"), refuse=self.shell.notices.refuse
            )

        self.new.begin()
        self.shell.drafts.forget(DRAFT)
        self.shell.notices.say(_("Booked."), undo=undo)
        self.saved.emit(drive_id)

    def _change(self) -> None:
        drive_id, version = self.changing.drive_id, self.editing.version
        self.editing.act(
            commands.change,
            drive_id,
            self.changing.wanted(),
            then=lambda _none: self.saved.emit(drive_id),
            version=version,
        )

    def _newest(self, session: Any, drive_id: int) -> NewestRecord | None:
        drive = queries.drive(session, drive_id, now=self.work.now(), viewer=self.work.actor)
        return drive and NewestRecord(
            drive.version,
            self.changing.value_of(drive),
            last_saved(session, "car_booking", drive_id),
        )

    def _block(self) -> None:
        form, refuse = self.blocking, self.shell.notices.refuse

        def blocked(block_id: int) -> None:
            form.clear()
            self.shell.drafts.forget(BLOCK_DRAFT)
            undo = partial(self.work.act, fleet.unblock, block_id, refuse=refuse)
            self.shell.notices.say(_("The car is blocked."), undo=undo)
            self.saved.emit(block_id)

        form.busy(True)
        failed = lambda _error: form.busy(False)  # noqa: E731 - bound to this form
        self.work.act(fleet.block, form.wanted(), then=blocked, refuse=form.point_at, failed=failed)


def read_lists(session: Any) -> tuple[BookingChoices, list[house.LevelChoice]]:
    """What the forms choose from, in one reading."""
    lists = BookingChoices(
        queries.demo_cars(session), queries.routes(session), house.staff(session, Role.CONSULTANT)
    )
    return lists, house.levels(session)
