"""What the demo cars tell the registries: a booking brings its customer to the front."""

from app.desk_spec import DeskSpec, Lead, SettingGroup
from app.fleet.settings import DriveSettings
from app.text import N_, _
from db.tables.fleet import CarBooking

DESK = DeskSpec(
    name="fleet",
    nouns={
        "demo_car": N_("Demo car"),
        "car_booking": N_("Car booking"),
        "test_drive": N_("Test drive"),  # older rows of the audit
    },
    leads=(Lead("car_booking", "person", CarBooking.person_id, CarBooking.id),),
    settings=(
        SettingGroup(
            "drives",
            N_("Test drives"),
            DriveSettings,
            lambda rules: _("{minutes} min, then {buffer} min pause").format(
                minutes=rules.drive_minutes, buffer=rules.drive_buffer
            ),
        ),
    ),
)
