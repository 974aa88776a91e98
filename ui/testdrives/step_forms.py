"""The forms of the steps of a test drive: licence, car out, car back, feedback.

`show_drive` sets hints and options, `value_of` is the drive as the form holds it, `wanted` is the
value of the command; its times are on `day`.
"""

from collections.abc import Callable
from datetime import date
from functools import partial

from app.admin.queries import LevelChoice
from app.admin.values import StaffChoice
from app.fleet.values import LicenceSeen, Outing, Return
from app.testdrives.facts import Drive
from app.testdrives.values import Opinion
from app.text import N_, _
from db.vocabulary import FuelLevel, LicenceClass
from ui.parts.columns import choice_of, field
from ui.parts.fields import (
    Area,
    Choice,
    DateField,
    IdentityNumber,
    Number,
    Segments,
    TimeField,
    Toggle,
)
from ui.parts.form import Field, Form, FormValue
from ui.parts.identity_inputs import is_no_identity_card
from ui.testdrives.booking_form import on_day

CLASSES = tuple(
    LicenceClass(held) for held in ("C1", "C2", "B1", "B2", "A1", "A2", "A3", "C5", "C3")
)
"""The classes for cars, the usual ones first."""
LICENCE = (
    field(
        "car_booking.licence_number",
        lambda: IdentityNumber(hint=_("18 characters, as on the ID")),
        name="number",
    ),
    field("car_booking.licence_class", choice_of(Choice, CLASSES), half=True),
)
DATES = (
    ("car_booking.licence_first_issued_on", "first_issued_on"),
    ("car_booking.licence_expires_on", "expires_on"),
)
LONG_TERM = Field("long_term", N_("Expiry"), lambda: Toggle(_("No expiry date")), half=True)
SCORE = partial(Segments, tuple((score, str(score)) for score in range(1, 6)))
KILOMETRES = partial(Number, unit="km")
OUT = (
    field("car_booking.out_km", KILOMETRES, name="km", half=True),
    Field("left_at", N_("Departure"), TimeField, half=True),
    field("car_booking.out_fuel", choice_of(Segments, FuelLevel), name="fuel"),
    field("car_booking.companion_id", Choice),
)
BACK = (
    field("car_booking.back_km", KILOMETRES, name="km", half=True),
    Field("came_at", N_("Arrival"), TimeField, half=True),
    field("car_booking.back_fuel", choice_of(Segments, FuelLevel), name="fuel"),
    field("car_booking.damage", lambda: Area(rows=2, hint=_("Leave empty if none"))),
)
FEEDBACK = (
    field("drive_feedback.overall", SCORE, half=True),
    Field("power", N_("Power"), SCORE, half=True),
    Field("handling", N_("Handling"), SCORE, half=True),
    Field("braking", N_("Braking"), SCORE, half=True),
    Field("comfort", N_("Comfort"), SCORE, half=True),
    Field("noise", N_("Noise"), SCORE, half=True),
    Field("space", N_("Space"), SCORE, half=True),
    Field("equipment", N_("Equipment"), SCORE, half=True),
    field("drive_feedback.likes", half=True),
    field("drive_feedback.worries", half=True),
    field("drive_feedback.rival", half=True),
    field("drive_feedback.level_id", Choice, half=True),
    field("drive_feedback.wants_contact", lambda: Segments(((True, _("Yes")), (False, _("No"))))),
)
"""One score is asked of everybody; the others are filled as the talk gives them."""


class LicenceForm(Form):
    """What stands on the licence, which is handed back at once."""

    def __init__(self, today: Callable[[], date]) -> None:
        day = partial(DateField, today=today)
        dates = [field(column, day, name=name, half=True) for column, name in DATES]
        born_on = field("person.born_on", day)
        super().__init__(
            (*LICENCE, born_on, *dates, LONG_TERM),
            submit=N_("Licence checked"),
            clear="",
            name="licence",
        )
        self.edited.connect(self._follow)

    def _follow(self, name: str) -> None:
        if name == "long_term":
            self.show_field("expires_on", not self["long_term"].value())
        if name == "number":
            self.show_field("born_on", is_no_identity_card(self["number"].value()))

    def show_drive(self, drive: Drive) -> None:
        self.show_field("expires_on", not drive.long_term)
        self.show_field("born_on", is_no_identity_card(drive.licence_plain))
        # an empty field means the number that is known, which not everybody reads
        known = "" if drive.licence_plain else drive.licence_number
        self["number"].setPlaceholderText(known or _("18 characters, as on the ID"))

    @staticmethod
    def value_of(drive: Drive) -> FormValue:
        return {
            "number": drive.licence_plain or None,
            "licence_class": drive.licence_class,
            "first_issued_on": drive.first_issued_on,
            "expires_on": drive.expires_on,
            "long_term": drive.long_term,
            "born_on": None,
        }

    def wanted(self, _day: date) -> LicenceSeen:
        value = self.value()
        value["number"] = value["number"] or ""
        if value["long_term"]:
            value["expires_on"] = None
        return LicenceSeen(**value)


class OutForm(Form):
    """Odometer and fuel when the car leaves, and who goes along."""

    def __init__(self) -> None:
        super().__init__(OUT, submit=N_("Send the car out"), clear="", name="out")

    def show_drive(self, drive: Drive, colleagues: list[StaffChoice]) -> None:
        self["companion_id"].set_options((person.id, person.name) for person in colleagues)
        self["km"].setPlaceholderText(_("last {km}").format(km=f"{drive.last_km:,}"))
        self["left_at"].setPlaceholderText(_("now"))

    @staticmethod
    def value_of(drive: Drive) -> FormValue:
        return {"fuel": drive.last_fuel, "companion_id": drive.companion_id}

    def wanted(self, day: date) -> Outing:
        value = self.value()
        left_at = on_day(day, value["left_at"])
        return Outing(value["km"], value["fuel"], value["companion_id"], left_at)


class BackForm(Form):
    """Odometer, fuel and damage when the car returns."""

    def __init__(self) -> None:
        super().__init__(BACK, submit=N_("Take the car back"), clear="", name="back")

    def show_drive(self, drive: Drive) -> None:
        self["km"].setPlaceholderText(_("out {km}").format(km=f"{drive.out_km or 0:,}"))
        self["came_at"].setPlaceholderText(_("now"))

    @staticmethod
    def value_of(drive: Drive) -> FormValue:
        return {"fuel": drive.out_fuel}

    def wanted(self, day: date) -> Return:
        value = self.value()
        return Return(value["km"], value["fuel"], value["damage"], on_day(day, value["came_at"]))


class FeedbackForm(Form):
    """How the drive was, on one screen."""

    def __init__(self) -> None:
        super().__init__(FEEDBACK, submit=N_("Save the feedback"), clear="", name="feedback")

    def show_drive(self, drive: Drive, levels: list[LevelChoice]) -> None:
        self["level_id"].set_options(
            (level.id, f"{level.code} · {level.name}", level.code) for level in levels
        )

    @staticmethod
    def value_of(drive: Drive) -> FormValue:
        told = drive.opinion or Opinion(None)
        return {field: getattr(told, field) for field in Opinion.__slots__}

    def wanted(self, _day: date) -> Opinion:
        return Opinion(**self.value())
