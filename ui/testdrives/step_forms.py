"""The forms of the steps: licence, out, back, feedback.

Each shows one drive and gives one value.
"""

from collections.abc import Callable
from datetime import date
from functools import partial

from app.admin.queries import LevelChoice, StaffChoice
from app.fleet.values import LicenceSeen, Outing, Return
from app.labels import label
from app.testdrives.facts import Drive
from app.testdrives.values import Opinion
from app.text import N_, _
from db.vocabulary import FuelLevel, LicenceClass
from ui.parts.columns import field
from ui.parts.fields import Area, Choice, DateField, Number, Segments, Text, TimeField, Toggle
from ui.parts.form import Field, Form, FormValue
from ui.testdrives.booking_form import on_day

COMMON_FIRST = ("C1", "C2", "B1", "B2", "A1", "A2", "A3", "C5", "C3")
CLASSES = [(LicenceClass(held), held) for held in COMMON_FIRST]
SCORES = tuple((score, str(score)) for score in range(1, 6))
TOPICS = ("power", "handling", "braking", "comfort", "noise", "space", "equipment")


class LicenceForm(Form):
    """What stands on the licence; it is handed back at once."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(
            (
                field(
                    "car_booking.licence_number",
                    partial(Text, hint=_("18 characters, as on the identity card")),
                    name="number",
                ),
                field("car_booking.licence_class", partial(Choice, CLASSES), half=True),
                field(
                    "car_booking.licence_first_issued_on",
                    partial(DateField, today=today),
                    name="first_issued_on",
                    half=True,
                ),
                field(
                    "car_booking.licence_expires_on",
                    partial(DateField, today=today),
                    name="expires_on",
                    half=True,
                ),
                Field("long_term", N_("No expiry"), partial(Toggle, _("Long-term")), half=True),
            ),
            submit=N_("Licence seen"),
            clear="",
            name="licence",
        )
        self.edited.connect(
            lambda name: (
                name == "long_term" and self.show_field("expires_on", not self["long_term"].value())
            )
        )

    def show_drive(self, drive: Drive) -> None:
        self.show_field("expires_on", not drive.long_term)

    @staticmethod
    def value_of(drive: Drive) -> FormValue:
        return {
            "number": drive.licence_plain or None,
            "licence_class": drive.licence_class,
            "first_issued_on": drive.first_issued_on,
            "expires_on": drive.expires_on,
            "long_term": drive.long_term,
        }

    def wanted(self) -> LicenceSeen:
        value = self.value()
        value["number"] = value["number"] or ""
        if value["long_term"]:
            value["expires_on"] = None
        return LicenceSeen(**value)


class OutForm(Form):
    """Odometer and fuel when the car leaves, and who goes along."""

    def __init__(self) -> None:
        super().__init__(
            (
                field("car_booking.out_km", partial(Number, unit="km"), name="km", half=True),
                Field("left_at", N_("Departure"), TimeField, half=True),
                field("car_booking.out_fuel", partial(Segments, _fuel()), name="fuel"),
                field("car_booking.companion_id", Choice),
            ),
            submit=N_("Send the car out"),
            clear="",
            name="out",
        )

    def show_drive(self, drive: Drive, colleagues: list[StaffChoice]) -> None:
        self["companion_id"].set_options((person.id, person.name) for person in colleagues)
        self["km"].setPlaceholderText(_("last {km}").format(km=f"{drive.last_km:,}"))
        self["left_at"].setPlaceholderText(_("now"))

    @staticmethod
    def value_of(drive: Drive) -> FormValue:
        return {"fuel": drive.last_fuel, "companion_id": drive.companion_id}

    def wanted(self, day: date) -> Outing:
        value = self.value()
        return Outing(
            value["km"], value["fuel"], value["companion_id"], on_day(day, value["left_at"])
        )


class BackForm(Form):
    """Odometer, fuel and damage when the car returns."""

    def __init__(self) -> None:
        super().__init__(
            (
                field("car_booking.back_km", partial(Number, unit="km"), name="km", half=True),
                Field("came_at", N_("Arrival"), TimeField, half=True),
                field("car_booking.back_fuel", partial(Segments, _fuel()), name="fuel"),
                field(
                    "car_booking.damage", partial(Area, rows=2, hint=_("Nothing seen: leave empty"))
                ),
            ),
            submit=N_("Take the car back"),
            clear="",
            name="back",
        )

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
    """How it was, on one screen: one score is asked of everybody, the rest as the talk gives it."""

    def __init__(self) -> None:
        names = (
            N_("Power"),
            N_("Handling"),
            N_("Braking"),
            N_("Comfort"),
            N_("Noise"),
            N_("Space"),
            N_("Equipment"),
        )
        scores = [
            Field(name, words, partial(Segments, SCORES), half=True)
            for name, words in zip(TOPICS, names, strict=True)
        ]
        super().__init__(
            (
                field("drive_feedback.overall", partial(Segments, SCORES), half=True),
                *scores,
                field("drive_feedback.likes", half=True),
                field("drive_feedback.worries", half=True),
                field("drive_feedback.rival", half=True),
                field("drive_feedback.level_id", Choice, half=True),
                field("drive_feedback.wants_contact", Toggle),
            ),
            submit=N_("Save the feedback"),
            clear="",
            name="feedback",
        )

    def show_drive(self, drive: Drive, levels: list[LevelChoice]) -> None:
        self["level_id"].set_options(
            (level.id, f"{level.code} · {level.name}", level.code) for level in levels
        )

    @staticmethod
    def value_of(drive: Drive) -> FormValue:
        told = drive.opinion or Opinion(None)
        return {field: getattr(told, field) for field in Opinion.__slots__}

    def wanted(self) -> Opinion:
        return Opinion(**self.value())


def _fuel() -> list[tuple[FuelLevel, str]]:
    return [(level, label(level)) for level in FuelLevel]
