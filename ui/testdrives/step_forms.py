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
                Field(
                    "number",
                    N_("Licence number"),
                    partial(Text, limit=24, hint=_("18 characters, as on the identity card")),
                ),
                Field("licence_class", N_("Licence class"), partial(Choice, CLASSES), half=True),
                Field(
                    "first_issued_on",
                    N_("First issued"),
                    partial(DateField, today=today),
                    half=True,
                ),
                Field("expires_on", N_("Valid until"), partial(DateField, today=today), half=True),
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
                Field(
                    "km",
                    N_("Odometer, out"),
                    partial(Number, maximum=999_999, unit="km"),
                    half=True,
                ),
                Field("left_at", N_("Departure"), TimeField, half=True),
                Field("fuel", N_("Fuel, out"), partial(Segments, _fuel())),
                Field("companion_id", N_("Companion"), Choice),
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
                Field(
                    "km",
                    N_("Odometer, back"),
                    partial(Number, maximum=999_999, unit="km"),
                    half=True,
                ),
                Field("came_at", N_("Arrival"), TimeField, half=True),
                Field("fuel", N_("Fuel, back"), partial(Segments, _fuel())),
                Field(
                    "damage",
                    N_("Damage"),
                    partial(Area, rows=2, limit=300, hint=_("Nothing seen: leave empty")),
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
                Field("overall", N_("Overall, 1 to 5"), partial(Segments, SCORES), half=True),
                *scores,
                Field("likes", N_("Likes"), partial(Text, limit=200), half=True),
                Field("worries", N_("Worries"), partial(Text, limit=200), half=True),
                Field("rival", N_("Compared with"), partial(Text, limit=60), half=True),
                Field("level_id", N_("Level after the drive"), Choice, half=True),
                Field("wants_contact", "", partial(Toggle, _("May be contacted again"))),
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
