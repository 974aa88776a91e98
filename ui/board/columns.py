"""The columns of the sales board: cars by model and colour, consultants, and what is counted."""

from __future__ import annotations

from collections.abc import Callable

from app.sales.board_facts import BoardCount, BoardShare
from app.text import N_, _
from app.tones import Tone
from ui.parts.table import Column

STORE = "store"


def share_name(share: BoardShare) -> str:
    """A model, a colour, a consultant, or all of them."""
    if share.id == STORE:
        return _("Whole store")
    if share.colour is not None:
        return share.colour or _("Colour not known")
    return share.name or _("Model not known")


def _in_tree(share: BoardShare) -> str:
    """Colours stand a little to the right of their model."""
    return f"\u2003{share_name(share)}" if share.colour is not None else share_name(share)


def _number(column: BoardCount, *, yields: int = 0) -> Column:
    return Column(
        column,
        column.label,
        width=104,
        align="right",
        get=lambda share: share.count(column),
        text=lambda count: str(count or "—"),
        sortable=False,
        yields=yields,
    )


def _progress(column: BoardCount, target: Callable[[BoardShare], int]) -> Column:
    """What was reached of the target, in words and as a bar."""

    def told(share: BoardShare) -> str:
        count, asked = share.count(column), target(share)
        return f"{count} / {asked}" if asked else str(count)

    def bar(share: BoardShare) -> tuple[float, float | None] | None:
        count, asked = share.count(column), target(share)
        return (100 * count / asked, 100) if asked else None

    def tone(share: BoardShare) -> str:
        asked = target(share)
        return Tone.GOOD if asked and share.count(column) >= asked else Tone.ACCENT

    return Column(
        column,
        column.label,
        width=112,
        get=told,
        bar=bar,
        tone=tone,
        filed=lambda share: share.count(column),
        sortable=False,
        beside=(Column(f"{column}_target", N_("Target of the month"), get=target),),
    )


CARS = (
    Column(
        "name",
        N_("Model and colour"),
        width=136,
        stretch=True,
        ink=True,
        get=_in_tree,
        filed=share_name,
        sortable=False,
        beside=(Column("model", N_("Model")),),
    ),
    _number(BoardCount.ORDERED_DAY, yields=2),
    _number(BoardCount.ORDERED),
    _number(BoardCount.DELIVERED_DAY, yields=3),
    _number(BoardCount.DELIVERED),
    _number(BoardCount.OPEN_ORDERS, yields=1),
    _number(BoardCount.IN_STOCK),
    _number(BoardCount.IN_TRANSIT),
)
STAFF = (
    Column(
        "name",
        N_("Consultant"),
        width=88,
        stretch=True,
        ink=True,
        get=share_name,
        sortable=False,
    ),
    _progress(BoardCount.ORDERED, lambda share: share.orders_target),
    _progress(BoardCount.DELIVERED, lambda share: share.deliveries_target),
)
ROWS = (
    Column("number", N_("Number"), width=136, ink=True),
    Column("model", N_("Model"), width=160, stretch=True),
    Column("colour", N_("Colour"), width=120),
    Column("consultant", N_("Consultant"), width=120),
    Column("on", N_("Day"), width=128),
)
