"""What this desk declares: cars for sale, reservations, prices; search, offers, settings."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.desk_spec import (
    DeskSpec,
    Erasure,
    Lead,
    ListExport,
    NumberedKind,
    Offer,
    OfferSource,
    PaperSpec,
    SettingGroup,
    TaskKind,
    Traces,
)
from app.stock import outlet_today, today
from app.stock.settings import StockSettings, check_together
from app.text import N_, _
from db.nouns import Noun
from db.tables.outlets import CarTransfer, Outlet
from db.tables.stock import CarHold, StockCar
from db.tables.vehicles import Vehicle
from db.vocabulary import PaperKind, Role


def stock_offer(session: Session, vehicle_id: int) -> Iterator[Offer]:
    """A car that stands in the stock opens there."""
    standing = select(StockCar).where(StockCar.left_on.is_(None))
    row = session.scalar(standing.where(StockCar.vehicle_id == vehicle_id))
    if row is not None:
        yield Offer(
            N_("Open in the stock list"),
            N_("This car is for sale"),
            "warehouse",
            Noun.STOCK_CAR,
            row.id,
            (Role.CONSULTANT,),
        )


def end_holds(session: Session, people: Sequence[int], at: datetime) -> None:
    """Cars that were reserved for the erased are free again."""
    live = select(CarHold).where(CarHold.person_id.in_(people), CarHold.ended_at.is_(None))
    for hold in session.scalars(live):
        hold.ended_at = at
    session.flush()


def near(session: Session, who: Traces) -> dict[Noun, set[int]]:
    """Their reservations, and the cars that were reserved for them."""
    held = select(CarHold.id, CarHold.stock_car_id).where(CarHold.person_id.in_(who.ids))
    found = list(session.execute(held))
    return {
        Noun.CAR_HOLD: {row.id for row in found},
        Noun.STOCK_CAR: {row.stock_car_id for row in found},
    }


DESK = DeskSpec(
    name="stock",
    nouns={
        Noun.STOCK_CAR: N_("Car for sale"),
        Noun.CAR_HOLD: N_("Reservation of a car"),
        Noun.CAR_PHOTO: N_("Photo of a car"),
        Noun.TRIM_PRICE: N_("Price of a version"),
        Noun.PDI_CHECK: N_("Inspection of a car for sale"),
        Noun.RECONDITIONING_STEP: N_("Step of reconditioning"),
        Noun.OUTLET: N_("Outlet"),
        Noun.OUTLET_FORECAST: N_("Forecast of an outlet"),
        Noun.CAR_TRANSFER: N_("Car sent to an outlet"),
    },
    numbered=(
        NumberedKind(
            Noun.CAR_TRANSFER,
            N_("Cars at outlets"),
            "T",
            CarTransfer.number,
            CarTransfer.outlet_id,
            Outlet.name,
        ),
    ),
    leads=(Lead(Noun.STOCK_CAR, Noun.VEHICLE, StockCar.vehicle_id, StockCar.id),),
    offers=(OfferSource(Vehicle, stock_offer),),
    today=(*today.LISTS, *outlet_today.LISTS),
    tasks=(
        TaskKind(
            N_("Reserved cars"),
            CarHold.staff_id,
            CarHold.ended_at.is_(None),
            (Role.CONSULTANT,),
        ),
    ),
    papers=(
        PaperSpec(PaperKind.STOCK_LIST),
        PaperSpec(PaperKind.ORDER_PROPOSAL),
        PaperSpec(PaperKind.PDI_SHEET, noun=Noun.STOCK_CAR),
        PaperSpec(PaperKind.TRANSFER_NOTE, noun=Noun.CAR_TRANSFER),
        PaperSpec(PaperKind.OUTLET_SHEET, noun=Noun.OUTLET),
    ),
    exports=(
        ListExport("stock_car_table", N_("Stock list"), Noun.STOCK_CAR),
        ListExport("car_transfer_table", N_("Cars at outlets"), Noun.CAR_TRANSFER),
        ListExport("outlet_table", N_("Outlets"), Noun.OUTLET),
        ListExport("trim_price_table", N_("Prices"), Noun.TRIM_PRICE),
    ),
    erasure=Erasure(end=end_holds, near=near),
    settings=(
        SettingGroup(
            "stock",
            N_("Cars for sale"),
            StockSettings,
            lambda rules: _("Long in stock after {days} days").format(days=rules.long_stock_days),
            check_together,
        ),
    ),
)
