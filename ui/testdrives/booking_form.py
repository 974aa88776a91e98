"""Who wants to drive what and when. Value in, value out: the page asks and saves."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from app.fleet import rules
from app.fleet.licence_rules import LicenceFinding
from app.fleet.values import NewBlock
from app.identity import plate as plates
from app.people.lookup import PersonHit
from app.people.operations import Contact
from app.settings import HourSettings, Settings
from app.testdrives.facts import BookingChoices, DemoCarRow, Drive, Route
from app.testdrives.values import NewDrive
from app.text import N_, _
from app.tones import Tone
from ui.parts.columns import field
from ui.parts.fields import Choice, Duration, MomentField, PhoneInput, Segments, Text
from ui.parts.form import Field, Form, FormValue

RIDE, DRIVE, BOTH = "ride", "drive", "both"


class BookingForm(Form):
    """A new booking, or a change of one that has not left."""

    def __init__(self, today: Callable[[], date], *, minutes: int, name: str = "booking") -> None:
        ways = ((RIDE, _("Ride")), (DRIVE, _("Drive")), (BOTH, _("Ride and drive")))
        super().__init__(
            (
                field("phone.number", PhoneInput, name="phone", half=True),
                field("person.name", half=True),
                field("car_booking.car_id", Choice),
                field("car_booking.starts_at", partial(MomentField, today=today), half=True),
                Field("minutes", N_("Length"), Duration, half=True),
                Field("way", N_("Ride or drive"), partial(Segments, ways)),
                field("car_booking.consultant_id", Choice, half=True),
                field("car_booking.route_id", Choice, half=True),
                field("car_booking.companion_id", Choice, more=True),
            ),
            submit=N_("Book"),
            name=name,
        )
        self._minutes = minutes
        self._hit: PersonHit | None = None
        self.drive_id: int | None = None
        self._consultant: int | None = None
        self._lists = BookingChoices()

    def offer(self, lists: BookingChoices, *, consultant_id: int | None) -> None:
        """What there is to choose; a consultant books for themselves unless told otherwise."""
        self._lists = lists
        self["car_id"].set_options(
            (car.id, f"{car.model} · {plates.shown(car.plate)}", car.plate) for car in lists.cars
        )
        self["route_id"].set_options((route.id, _route(route)) for route in lists.routes)
        for name in ("consultant_id", "companion_id"):
            self[name].set_options((person.id, person.name) for person in lists.consultants)
        self._consultant = consultant_id
        if self.drive_id is None and not self.is_dirty:
            self.begin()

    def begin(self) -> None:
        """An empty form with the store's usual answers."""
        self.drive_id, self._hit = None, None
        self.submit_button.show_text(_("Book"))
        self.clear()

    def clear(self) -> None:
        """The store's usual answers stay; a change stays a change of its booking."""
        routes = self._lists.routes
        usual = {
            "minutes": self._minutes,
            "way": DRIVE,
            "consultant_id": self._consultant,
            "route_id": routes[0].id if routes else None,
        }
        self.set_value(usual)

    def at_slot(self, car_id: int | None, starts_at: datetime) -> None:
        """The hour that was clicked; what is already typed stays."""
        if car_id is not None:
            self["car_id"].set_value(car_id)
        self["starts_at"].set_value(starts_at)
        self.say("starts_at")
        self.changed.emit()

    def show_drive(self, drive: Drive) -> None:
        """It is an existing booking that is changed."""
        self.drive_id, self._hit = drive.row.id, None
        self.submit_button.show_text(_("Save the change"))

    @staticmethod
    def value_of(drive: Drive) -> FormValue:
        """An existing booking as the form holds it."""
        row = drive.row
        way = BOTH if row.rides and row.drives else RIDE if row.rides else DRIVE
        length = int((row.ends_at - row.starts_at).total_seconds() // 60)
        value = {
            "phone": drive.phone_plain or None,
            "name": row.customer,
            "car_id": row.car_id,
            "way": way,
            "minutes": length,
        }
        value |= {
            "companion_id": drive.companion_id,
            "consultant_id": row.consultant_id,
            "route_id": row.route_id,
        }
        return value | {"starts_at": row.starts_at}

    def know(
        self, hit: PersonHit | None, *, action: str, then: Callable[[], object] | None
    ) -> None:
        """The customer behind the telephone number.

        Said beneath it, the name filled where it was empty.
        """
        self._hit = hit
        if hit is None:
            self.say("phone")
            return
        words = " · ".join(part for part in (hit.name, hit.level, hit.owner) if part)
        self.say(
            "phone", _("Known: {who}").format(who=words), tone=Tone.GOOD, action=action, then=then
        )
        if self["name"].value() is None:
            self["name"].set_value(hit.name)

    def warn(self, findings: Iterable[LicenceFinding]) -> None:
        """What the licence would say, at booking only as a word of warning."""
        told = next(iter(findings), None)
        if told is None or self["way"].value() == RIDE:
            self.say("way")
        else:
            self.say("way", told.text(), tone=Tone.WARN)

    def say_hours(self, settings: Settings) -> None:
        """A time when the doors are closed is said, not refused.

        A customer may be picked up early.
        """
        value, hours = self.value(), settings.of(HourSettings)
        starts_at = aware(value["starts_at"])
        ends_at = starts_at + timedelta(minutes=value["minutes"] or 0) if starts_at else None
        opens, closes = time.fromisoformat(hours.opens), time.fromisoformat(hours.closes)
        if (
            starts_at is None
            or ends_at is None
            or not rules.is_outside(starts_at, ends_at, opens=opens, closes=closes)
        ):
            self.say("starts_at")
            return
        words = _("Outside the opening hours, {opens} to {closes}.").format(
            opens=hours.opens, closes=hours.closes
        )
        self.say("starts_at", words, tone=Tone.WARN)

    @property
    def known_id(self) -> int | None:
        """The customer that the telephone number belongs to, when there is one."""
        return (
            self._hit.id
            if self._hit is not None and self._hit.phone == self["phone"].value()
            else None
        )

    def wanted(self) -> NewDrive:
        """What was typed, for the command."""
        value = self.value()
        contact = Contact(name=value["name"] or "", phone=value["phone"], person_id=self.known_id)
        return NewDrive(
            car_id=value["car_id"],
            starts_at=aware(value["starts_at"]),
            minutes=value["minutes"] or 0,
            contact=contact,
            consultant_id=value["consultant_id"],
            companion_id=value["companion_id"],
            route_id=value["route_id"],
            rides=value["way"] in (RIDE, BOTH),
            drives=value["way"] in (DRIVE, BOTH),
        )


class BlockForm(Form):
    """Time in which a car is not to be had."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(
            (
                field("car_booking.car_id", Choice),
                field(
                    "car_booking.starts_at",
                    partial(MomentField, today=today),
                    label=N_("From"),
                    half=True,
                ),
                field("car_booking.ends_at", partial(MomentField, today=today), half=True),
                field("car_booking.reason", partial(Text, hint=_("Repair, maintenance, event …"))),
            ),
            submit=N_("Block the car"),
            name="block",
        )

    def offer(self, cars: Iterable[DemoCarRow]) -> None:
        self["car_id"].set_options(
            (car.id, f"{car.model} · {plates.shown(car.plate)}", car.plate) for car in cars
        )

    def wanted(self) -> NewBlock:
        value = self.value()
        return NewBlock(
            value["car_id"],
            aware(value["starts_at"]),
            aware(value["ends_at"]),
            value["reason"] or "",
        )


def aware(at: datetime | None) -> datetime | None:
    """The clock on the wall as a moment."""
    return at.astimezone(UTC) if at is not None else None


def on_day(day: date, clock: time | None) -> datetime | None:
    """A time of day on a day, as a moment."""
    return datetime.combine(day, clock).astimezone(UTC) if clock is not None else None


def _route(route: Route) -> str:
    words = _("{name} · {km} km").format(name=route.name, km=route.kilometres)
    return f"{words} · {_('motorway')}" if route.motorway else words
