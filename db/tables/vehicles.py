"""Cars: models and trims the store deals in, vehicles, their plates and the people around them."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, relationship

from db.columns import MOST_KILOMETRES, MOST_MONEY, N_, column
from db.plate_words import PlateKind
from db.tables.base import Base, Edited, strict
from db.types import Word
from db.vocabulary import Energy, Gearbox, Relation
from db.warranty_words import CarUse


class CarModel(Edited, Base):
    """A model line such as 轩逸."""

    __tablename__ = "car_model"
    __table_args__ = (UniqueConstraint("brand", "name"), strict())
    brand: Mapped[str] = column(label=N_("Brand"), limit=40, default="")
    name: Mapped[str] = column(label=N_("Model"), limit=40)
    position: Mapped[int] = column(
        label=N_("Place in the list"), minimum=-99_999, maximum=99_999, default=0
    )
    active: Mapped[bool] = column(label=N_("In use"), default=True)

    trims: Mapped[list["Trim"]] = relationship(
        back_populates="model", order_by="Trim.position", lazy="selectin"
    )


class Trim(Edited, Base):
    """A version of a model with its gearbox and energy; `TrimPrice` says what it costs."""

    __tablename__ = "trim"
    __table_args__ = (UniqueConstraint("model_id", "name"), strict())
    model_id: Mapped[int] = column(ForeignKey("car_model.id"), label=N_("Model"))
    name: Mapped[str] = column(label=N_("Version"), limit=60)
    gearbox: Mapped[Gearbox] = column(Word(Gearbox), label=N_("Gearbox"), default=Gearbox.AUTOMATIC)
    energy: Mapped[Energy] = column(Word(Energy), label=N_("Energy"), default=Energy.PETROL)
    position: Mapped[int] = column(
        label=N_("Place in the list"), minimum=-99_999, maximum=99_999, default=0
    )
    active: Mapped[bool] = column(label=N_("In use"), default=True)

    model: Mapped[CarModel] = relationship(back_populates="trims", lazy="joined")


class TrimPrice(Edited, Base):
    """What a version costs from a day on; `app/vehicles/prices.py` finds the one that counts."""

    __tablename__ = "trim_price"
    __table_args__ = (UniqueConstraint("trim_id", "valid_from"), strict())
    trim_id: Mapped[int] = column(ForeignKey("trim.id"), label=N_("Version"))
    valid_from: Mapped[date] = column(label=N_("Valid from"))
    list_price: Mapped[Decimal] = column(label=N_("List price"), minimum=0, maximum=MOST_MONEY)
    floor_price: Mapped[Decimal | None] = column(
        label=N_("Floor price"), minimum=0, maximum=MOST_MONEY
    )


class Vehicle(Edited, Base):
    """A car of a customer or for sale, keyed by VIN where known.

    A plate-only entry is completed later.
    """

    __tablename__ = "vehicle"
    __table_args__ = (
        Index("uq_vehicle_vin", "vin", unique=True),
        Index(None, "trim_id"),
        strict(searched=True),
    )
    vin: Mapped[str | None] = column(label=N_("VIN"), limit=32, private=True)
    engine_number: Mapped[str | None] = column(label=N_("Engine number"), limit=40)
    trim_id: Mapped[int | None] = column(ForeignKey("trim.id"), label=N_("Version"))
    model_name: Mapped[str | None] = column(label=N_("Model"), limit=80)
    colour: Mapped[str | None] = column(label=N_("Colour"), limit=40)
    energy: Mapped[Energy | None] = column(Word(Energy), label=N_("Energy"))
    body_type: Mapped[str | None] = column(label=N_("Body type"), limit=40)
    registered_on: Mapped[date | None] = column(label=N_("First registered"))
    odometer: Mapped[int | None] = column(label=N_("Odometer"), minimum=0, maximum=MOST_KILOMETRES)
    bought_here: Mapped[bool] = column(label=N_("Bought here"), default=False)
    car_use: Mapped[CarUse | None] = column(Word(CarUse), label=N_("Used as"))
    invoiced_on: Mapped[date | None] = column(label=N_("Invoice of"))
    delivered_on: Mapped[date | None] = column(label=N_("Delivered on"))
    invoice_price: Mapped[Decimal | None] = column(
        label=N_("Price on the invoice"), minimum=0, maximum=MOST_MONEY
    )
    recall: Mapped[str | None] = column(label=N_("Open recall"), limit=200)
    note: Mapped[str | None] = column(label=N_("Note"), limit=500, private=True, free=True)
    created_at: Mapped[datetime] = column(label=N_("Added at"))
    merged_into: Mapped[int | None] = column(ForeignKey("vehicle.id"), label=N_("Merged into"))

    trim: Mapped[Trim | None] = relationship(lazy="joined")
    plates: Mapped[list["Plate"]] = relationship(
        back_populates="vehicle", order_by="Plate.from_on.desc()", lazy="selectin"
    )


class Plate(Edited, Base):
    """A plate that a vehicle carries or carried.

    Plates move between cars, old ones still find the car.
    """

    __tablename__ = "plate"
    __table_args__ = (
        Index(None, "vehicle_id"),
        Index(
            "uq_plate_current",
            "number",
            unique=True,
            sqlite_where=text("until_on IS NULL AND kind <> 'temporary'"),
        ),
        Index(None, "number"),
        strict(),
    )
    vehicle_id: Mapped[int] = column(ForeignKey("vehicle.id"), label=N_("Car"))
    number: Mapped[str] = column(label=N_("Plate"), limit=16, private=True)
    kind: Mapped[PlateKind] = column(Word(PlateKind), label=N_("Kind"))
    from_on: Mapped[date] = column(label=N_("From"))
    until_on: Mapped[date | None] = column(label=N_("Until"))

    vehicle: Mapped[Vehicle] = relationship(back_populates="plates")


class VehicleRelation(Edited, Base):
    """What a person is to a vehicle, with dates.

    A sold car's new owner never sees the old owner's phone.
    """

    __tablename__ = "keeper"
    __table_args__ = (Index(None, "vehicle_id", "relation"), Index(None, "person_id"), strict())
    vehicle_id: Mapped[int] = column(ForeignKey("vehicle.id"), label=N_("Car"))
    person_id: Mapped[int] = column(ForeignKey("person.id"), label=N_("Customer"))
    relation: Mapped[Relation] = column(Word(Relation), label=N_("Relation to the car"))
    from_on: Mapped[date] = column(label=N_("From"))
    until_on: Mapped[date | None] = column(label=N_("Until"))
