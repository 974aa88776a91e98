"""Cars: models and trims the store deals in, vehicles, their plates and the people around them."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.tables.base import Base, Edited, private, strict
from db.types import Word
from db.vocabulary import Energy, Gearbox, PlateKind, Relation


class CarModel(Edited, Base):
    """A model line such as 轩逸."""

    __tablename__ = "car_model"
    __table_args__ = (UniqueConstraint("brand", "name"), strict())
    brand: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)

    trims: Mapped[list["Trim"]] = relationship(
        back_populates="model", order_by="Trim.position", lazy="selectin"
    )


class Trim(Edited, Base):
    """A version of a model with its gearbox, energy and list price."""

    __tablename__ = "trim"
    __table_args__ = (UniqueConstraint("model_id", "name"), strict())
    model_id: Mapped[int] = mapped_column(ForeignKey("car_model.id"))
    name: Mapped[str]
    gearbox: Mapped[Gearbox] = mapped_column(Word(Gearbox), default=Gearbox.AUTOMATIC)
    energy: Mapped[Energy] = mapped_column(Word(Energy), default=Energy.PETROL)
    list_price: Mapped[Decimal | None]
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)

    model: Mapped[CarModel] = relationship(back_populates="trims", lazy="joined")


class Vehicle(Edited, Base):
    """A customer's car. Keyed by VIN where known; a plate-only entry is completed later."""

    __tablename__ = "vehicle"
    __table_args__ = (
        Index("uq_vehicle_vin", "vin", unique=True),
        CheckConstraint("odometer IS NULL OR odometer >= 0", name="odometer"),
        strict(searched=True),
    )
    vin: Mapped[str | None] = mapped_column(info=private())
    engine_number: Mapped[str | None]
    trim_id: Mapped[int | None] = mapped_column(ForeignKey("trim.id"))
    model_name: Mapped[str | None]
    colour: Mapped[str | None]
    energy: Mapped[Energy | None] = mapped_column(Word(Energy))
    registered_on: Mapped[date | None]
    odometer: Mapped[int | None]
    bought_here: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None] = mapped_column(info=private())
    created_at: Mapped[datetime]
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("vehicle.id"))

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
        Index("uq_plate_current", "number", unique=True, sqlite_where=text("until_on IS NULL")),
        Index(None, "number"),
        strict(),
    )
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"))
    number: Mapped[str] = mapped_column(info=private())
    kind: Mapped[PlateKind] = mapped_column(Word(PlateKind))
    from_on: Mapped[date]
    until_on: Mapped[date | None]

    vehicle: Mapped[Vehicle] = relationship(back_populates="plates")


class VehicleRelation(Edited, Base):
    """What a person is to a vehicle, with dates.

    A sold car's new owner never sees the old owner's phone.
    """

    __tablename__ = "keeper"
    __table_args__ = (Index(None, "vehicle_id", "relation"), Index(None, "person_id"), strict())
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    relation: Mapped[Relation] = mapped_column(Word(Relation))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
