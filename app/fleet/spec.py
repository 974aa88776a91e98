"""What the demo cars tell the registries: a booking brings its customer to the front."""

from app.desk_spec import DeskSpec, Lead
from app.text import N_
from db.tables.fleet import CarBooking

DESK = DeskSpec(
    name="fleet",
    nouns={"demo_car": N_("Demo car"), "car_booking": N_("Car booking")},
    leads=(Lead("car_booking", "person", CarBooking.person_id, CarBooking.id),),
)
