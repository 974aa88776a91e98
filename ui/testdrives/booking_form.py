"""The forms that book a test drive and block a car."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from app.fleet import rules
from app.fleet.licence_rules import LicenceFinding
from app.fleet.values import NewBlock
from app.formatting import joined, minutes_between
from app.identity import plate as plates
from app.people.lookup import PersonHit
from app.people.operations import Contact
from app.settings import HourSettings, Settings
from app.testdrives.facts import BookingChoices, DemoCarRow, Drive, Route
from app.testdrives.values import NewDrive
from app.text import N_, _
from app.tones import Tone
from ui.parts.columns import field
from ui.parts.dates import aware
from ui.parts.fields import Choice, Duration, MomentField, PhoneInput, Segments, Text
from ui.parts.form import Field, Form, FormValue

RIDE, DRIVE, BOTH = "ride", "drive", "both"


def _ways() -> Segments:
    return Segments(((RIDE, _("Ride")), (DRIVE, _("Drive")), (BOTH, _("Ride and drive"))))


WHO_AND_WHICH = (
    field("phone.number", PhoneInput, name="phone", half=True),
    field("person.name", half=True),
    field("car_booking.car_id", Choice),
)
HOW = (
    Field("way", N_("Ride or drive"), _ways),
    field("car_booking.consultant_id", Choice, half=True),
    field("car_booking.route_id", Choice, half=True),
    field("car_booking.companion_id", Choice, more=True),
)
OVERRIDE = (field("car_booking.override_reason", name="override", more=True),)


class BookingForm(Form):
    """A new booking, or the change of one whose car has not left yet."""

    def __init__(
        self,
        today: Callable[[], date],
        *,
        minutes: int,
        may_override: bool = False,
        name: str = "booking",
    ) -> None:
        moment = partial(MomentField, today=today)
        fields = (
            *WHO_AND_WHICH,
            field("car_booking.starts_at", moment, half=True),
            Field("minutes", N_("Duration"), Duration, half=True),
            *HOW,
            *(OVERRIDE if may_override else ()),
        )
        super().__init__(fields, submit=N_("Book"), name=name)
        self._minutes = minutes
        self._hit: PersonHit | None = None
        self._hidden_id: int | None = None
        self.drive_id: int | None = None
        self._consultant: int | None = None
        self._lists = BookingChoices()
        self.built.connect(self._take_offer)

    def offer(self, lists: BookingChoices, *, consultant_id: int | None) -> None:
        """The lists to choose from; `consultant_id` is proposed in a new booking."""
        self._lists = lists
        self._consultant = consultant_id
        if self.is_built:
            self._take_offer()

    def _take_offer(self) -> None:
        lists = self._lists
        self["car_id"].set_options(map(_car, lists.cars))
        self["route_id"].set_options((route.id, _route(route)) for route in lists.routes)
        for name in ("consultant_id", "companion_id"):
            self[name].set_options((person.id, person.name) for person in lists.consultants)
        if self.drive_id is None and not self.is_dirty:
            self.begin()

    def begin(self) -> None:
        """Begin a new booking with the usual answers of the store."""
        self.drive_id, self._hit, self._hidden_id = None, None, None
        self.submit_button.show_text(_("Book"))
        self.clear()

    def clear(self) -> None:
        """Empty the form but for the usual answers of the store."""
        routes = self._lists.routes
        usual = {
            "minutes": self._minutes,
            "way": DRIVE,
            "consultant_id": self._consultant,
            "route_id": routes[0].id if routes else None,
        }
        self.set_value(usual)

    def at_slot(self, car_id: int | None, starts_at: datetime) -> None:
        """Take the car and the time that were clicked; what is typed already stays."""
        if car_id is not None:
            self["car_id"].set_value(car_id)
        self["starts_at"].set_value(starts_at)
        self.say("starts_at")
        self.changed.emit()

    def show_drive(self, drive: Drive) -> None:
        """Change an existing booking."""
        self.drive_id, self._hit = drive.row.id, None
        # an empty field means the customer as before, whose number not everybody reads
        self._hidden_id = None if drive.phone_plain else drive.row.person_id
        self["phone"].setPlaceholderText("" if drive.phone_plain else drive.row.phone)
        self.submit_button.show_text(_("Save the change"))

    @staticmethod
    def value_of(drive: Drive) -> FormValue:
        """An existing booking as the form holds it."""
        row = drive.row
        return {
            "phone": drive.phone_plain or None,
            "name": row.customer,
            "car_id": row.car_id,
            "starts_at": row.starts_at,
            "minutes": minutes_between(row.starts_at, row.ends_at),
            "way": BOTH if row.rides and row.drives else RIDE if row.rides else DRIVE,
            "consultant_id": row.consultant_id,
            "route_id": row.route_id,
            "companion_id": drive.companion_id,
        }

    def know(
        self, hit: PersonHit | None, *, action: str, then: Callable[[], object] | None
    ) -> None:
        """Name the customer of the typed number beneath it.

        Fills name and consultant where nobody has typed them; another number takes them back.
        """
        before, self._hit = self._hit, hit
        self._take_over(before, hit)
        if hit is None:
            self.say("phone")
            return
        said = _("Known: {who}").format(who=joined(hit.name, hit.level, hit.owner))
        self.say("phone", said, tone=Tone.GOOD, action=action, then=then)

    def _take_over(self, before: PersonHit | None, hit: PersonHit | None) -> None:
        """Whoever looks after a known customer drives with them, unless another was chosen."""
        if self.drive_id is not None:
            return
        if self["name"].value() in (None, before.name if before is not None else None):
            self["name"].set_value(hit.name if hit is not None else None)
        offered = {person.id for person in self._lists.consultants}
        owners = [one.owner_id for one in (before, hit) if one is not None]
        if self["consultant_id"].value() in (None, self._consultant, *owners[:1]):
            own = owners[-1] if hit is not None else None
            self["consultant_id"].set_value(own if own in offered else self._consultant)

    def warn(self, findings: Iterable[LicenceFinding]) -> None:
        """Show the first finding of the licence check, as a warning only."""
        told = next(iter(findings), None)
        if told is None or self["way"].value() == RIDE:
            self.say("way")
        else:
            self.say("way", told.text(), tone=Tone.WARN)

    def say_hours(self, settings: Settings) -> None:
        """Warn of a time outside the opening hours; it may be booked all the same."""
        value, hours = self.value(), settings.of(HourSettings)
        starts_at = aware(value["starts_at"])
        ends_at = starts_at + timedelta(minutes=value["minutes"] or 0) if starts_at else None
        said = ""
        if (
            starts_at
            and ends_at
            and rules.is_outside(starts_at, ends_at, opens=hours.opening, closes=hours.closing)
        ):
            said = _("Outside the opening hours, {opens} to {closes}.").format(
                opens=hours.opens, closes=hours.closes
            )
        self.say("starts_at", said, tone=Tone.WARN)

    @property
    def known_id(self) -> int | None:
        """The customer that the telephone number belongs to, or whose number is hidden."""
        hit = self._hit
        if self._hidden_id is not None and not self["phone"].value():
            return self._hidden_id
        return hit.id if hit is not None and hit.phone == self["phone"].value() else None

    def wanted(self) -> NewDrive:
        """The booking that the form asks for."""
        value = self.value()
        same = ("car_id", "consultant_id", "companion_id", "route_id")
        return NewDrive(
            starts_at=aware(value["starts_at"]),
            minutes=value["minutes"] or 0,
            contact=Contact(value["name"] or "", value["phone"], person_id=self.known_id),
            rides=value["way"] in (RIDE, BOTH),
            drives=value["way"] in (DRIVE, BOTH),
            override=value.get("override"),
            **{name: value[name] for name in same},
        )


class BlockForm(Form):
    """A time in which nobody may have a car."""

    def __init__(self, today: Callable[[], date]) -> None:
        moment = partial(MomentField, today=today)
        reason = partial(Text, hint=_("Repair, maintenance, event …"))
        fields = (
            field("car_booking.car_id", Choice),
            field("car_booking.starts_at", moment, label=N_("From"), half=True),
            field("car_booking.ends_at", moment, half=True),
            field("car_booking.reason", reason),
        )
        super().__init__(fields, submit=N_("Block the car"), name="block")
        self._cars: tuple[DemoCarRow, ...] = ()
        self.built.connect(self._take_offer)

    def offer(self, cars: Iterable[DemoCarRow]) -> None:
        """The cars to choose from."""
        self._cars = tuple(cars)
        if self.is_built:
            self._take_offer()

    def _take_offer(self) -> None:
        self["car_id"].set_options(map(_car, self._cars))

    def wanted(self) -> NewBlock:
        """The block that the form asks for."""
        value = self.value()
        start, end = aware(value["starts_at"]), aware(value["ends_at"])
        return NewBlock(value["car_id"], start, end, value["reason"] or "")


def on_day(day: date, clock: time | None) -> datetime | None:
    """A time of day on a day, as a moment."""
    return datetime.combine(day, clock).astimezone(UTC) if clock is not None else None


def _car(car: DemoCarRow) -> tuple[int, str, str]:
    return car.id, joined(car.model, plates.shown(car.plate)), car.plate


def _route(route: Route) -> str:
    words = _("{name} · {km} km").format(name=route.name, km=route.kilometres)
    return joined(words, _("motorway")) if route.motorway else words
