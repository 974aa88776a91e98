"""What the sales board 订交存看板 counts, and how the board of a day is kept as JSON."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.prospects.quotas import MonthTargets
from app.text import N_
from db.nouns import Noun
from db.texts import Labelled


class BoardFigure(StrEnum):
    """What an entry is: an order once or twice, or a car for sale."""

    ORDERED = "ordered"
    DELIVERED = "delivered"
    OPEN_ORDER = "open"
    IN_STOCK = "stock"
    IN_TRANSIT = "transit"


class BoardCount(Labelled):
    """What the board counts; the first four are of its day and of its month so far."""

    ORDERED_DAY = "ordered_day", N_("Ordered, day")
    ORDERED = "ordered", N_("Ordered, month")
    DELIVERED_DAY = "delivered_day", N_("Delivered, day")
    DELIVERED = "delivered", N_("Delivered, month")
    OPEN_ORDERS = "open_orders", N_("Open orders")
    IN_STOCK = "in_stock", N_("In stock")
    IN_TRANSIT = "in_transit", N_("In transit")


FIGURE_OF = {
    BoardCount.ORDERED_DAY: BoardFigure.ORDERED,
    BoardCount.ORDERED: BoardFigure.ORDERED,
    BoardCount.DELIVERED_DAY: BoardFigure.DELIVERED,
    BoardCount.DELIVERED: BoardFigure.DELIVERED,
    BoardCount.OPEN_ORDERS: BoardFigure.OPEN_ORDER,
    BoardCount.IN_STOCK: BoardFigure.IN_STOCK,
    BoardCount.IN_TRANSIT: BoardFigure.IN_TRANSIT,
}
OF_DAY = (BoardCount.ORDERED_DAY, BoardCount.DELIVERED_DAY)
OF_CARS = (BoardFigure.IN_STOCK, BoardFigure.IN_TRANSIT)
OF_SALES = tuple(one for one in BoardCount if FIGURE_OF[one] not in OF_CARS)
"""What a consultant has on the board."""


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """An order or a car for sale, once for each figure that counts it.

    `on`: signed, handed over, placed, arrived, or expected.
    """

    figure: BoardFigure
    record_id: int
    number: str
    model: str
    colour: str
    staff_id: int | None
    consultant: str
    on: date | None

    @property
    def id(self) -> str:
        """One for each line of a list."""
        return f"{self.figure}-{self.record_id}"

    @property
    def opens(self) -> tuple[Noun, int]:
        """The record that was counted."""
        is_car = self.figure in OF_CARS
        return (Noun.STOCK_CAR if is_car else Noun.SALE_ORDER), self.record_id


@dataclass(frozen=True, slots=True)
class BoardShare:
    """The store, a model, a colour of it, or a consultant: what the board counts there.

    `model` is empty for the store and a consultant, `colour` None but for a colour. Targets are
    cars ordered and handed over in the month; 0: none.
    """

    id: str
    name: str
    day: date
    entries: tuple[BoardEntry, ...]
    model: str = ""
    colour: str | None = None
    orders_target: int = 0
    deliveries_target: int = 0

    def of(self, column: BoardCount) -> tuple[BoardEntry, ...]:
        """The entries that a column counts."""
        figure, is_of_day = FIGURE_OF[column], column in OF_DAY
        return tuple(
            one
            for one in self.entries
            if one.figure is figure and (not is_of_day or one.on == self.day)
        )

    def count(self, column: BoardCount) -> int:
        """How many orders or cars."""
        return len(self.of(column))


@dataclass(frozen=True, slots=True)
class SalesBoard:
    """A day with its month so far; `closed_at` is None while the day was not closed.

    `is_kept`: it is shown as it was kept at closing, else counted from the records just now.
    """

    day: date
    entries: tuple[BoardEntry, ...]
    models: tuple[str, ...]
    """In the order of the store's list, then those that are not in it."""
    staff: tuple[tuple[int, str], ...]
    """Who sells, and whoever has something on the board."""
    targets: MonthTargets
    closed_at: datetime | None = None
    closed_by: str = ""
    is_kept: bool = False

    @property
    def store(self) -> BoardShare:
        """All of it, with the store's targets."""
        asked = self.targets
        return replace(
            self._share("store", "", self.entries),
            orders_target=asked.store_orders,
            deliveries_target=asked.store_deliveries,
        )

    @property
    def cars(self) -> tuple[BoardShare, ...]:
        """Each model, followed by its colours."""
        by_model = _grouped(self.entries, lambda one: one.model)
        return tuple(
            share for model in self.models for share in self._model(model, by_model.get(model, []))
        )

    @property
    def consultants(self) -> tuple[BoardShare, ...]:
        """Who ordered the most comes first; orders alone, the cars belong to nobody."""
        orders = [one for one in self.entries if one.figure not in OF_CARS]
        by_staff = _grouped(orders, lambda one: one.staff_id)
        shares = (
            replace(
                self._share(f"staff-{key}", name, by_staff.get(key, [])),
                orders_target=self.targets.orders,
                deliveries_target=self.targets.deliveries,
            )
            for key, name in self.staff
        )
        ordered, delivered = BoardCount.ORDERED, BoardCount.DELIVERED
        return tuple(
            sorted(shares, key=lambda one: (-one.count(ordered), -one.count(delivered), one.name))
        )

    def _model(self, model: str, entries: list[BoardEntry]) -> list[BoardShare]:
        colours = _grouped(entries, lambda one: one.colour)
        whole = replace(self._share(f"model-{model}", model, entries), model=model)
        return [
            whole,
            *(
                replace(
                    self._share(f"colour-{model}-{colour}", colour, colours[colour]),
                    model=model,
                    colour=colour,
                )
                for colour in sorted(colours)
            ),
        ]

    def _share(self, key: str, name: str, entries: Iterable[BoardEntry]) -> BoardShare:
        return BoardShare(key, name, self.day, tuple(entries))


def _grouped(
    entries: Iterable[BoardEntry], key: Callable[[BoardEntry], Any]
) -> dict[Any, list[BoardEntry]]:
    found: dict[Any, list[BoardEntry]] = {}
    for one in entries:
        found.setdefault(key(one), []).append(one)
    return found


def to_json(board: SalesBoard) -> str:
    """What is kept of a day: entries, the order of its models, names of its staff, targets."""
    places = {model: place for place, model in enumerate(board.models)}
    entries = [
        (
            one.figure,
            one.record_id,
            one.number,
            places[one.model],
            one.colour,
            one.staff_id,
            one.on.isoformat() if one.on is not None else None,
        )
        for one in board.entries
    ]
    kept = {
        "models": board.models,
        "staff": board.staff,
        "targets": asdict(board.targets),
        "entries": entries,
    }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def from_json(content: str, day: date) -> SalesBoard:
    """The board of a day as it was kept."""
    kept = json.loads(content)
    staff = tuple((key, name) for key, name in kept["staff"])
    names = dict(staff)
    entries = tuple(
        BoardEntry(
            BoardFigure(figure),
            key,
            number,
            kept["models"][place],
            colour,
            staff_id,
            names.get(staff_id, ""),
            date.fromisoformat(on) if on is not None else None,
        )
        for figure, key, number, place, colour, staff_id, on in kept["entries"]
    )
    targets = MonthTargets(**kept["targets"])
    return SalesBoard(day, entries, tuple(kept["models"]), staff, targets)
