"""What the showroom waits for over the sales of ten years, and how it grows with them.

The same is measured on a small store: no figure may grow by more than half.
"""

import gc
import random
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings, typed_numbers
from app.admin.letterhead import letterhead
from app.desks import DESKS
from app.local_time import day_bounds, local_day
from app.paper.frame import Printed
from app.prospects import queries as prospects
from app.prospects.level_sheet import LevelMonth, level_month
from app.prospects.papers.level_sheet import level_sheet
from app.records import Records
from app.sales import contract_paper, order_paper_facts
from app.sales.board import count_board
from app.sales.order_facts import SaleOrderPaper
from app.stock import queries as stock
from db import engine as engines
from db.tables.sale_orders import SaleOrder
from db.vocabulary import PaperKind
from tests.bench import clock, store
from tests.bench.bare_canvas import drawn, strokes_of
from tests.bench.desk import AT, MANAGER
from tests.bench.figure import Figure, p95
from tests.bench.finding import SMALL
from tests.bench.showroom_fill import BusyShowroom, fill
from tests.bench.stock_filter import StockList
from tests.bench.workshop import GROWTH, best

PRINTED = Printed(AT, MANAGER.name, 1)
NUMBERS = 60
TOMORROW = day_bounds(local_day(AT))[1]


@dataclass(frozen=True, slots=True)
class ShowroomTimes:
    """The best of several runs, in milliseconds."""

    due_list: float
    sales_board: float
    stock_list: float
    stock_filter: float
    level_sheet: float
    contract: float


GOALS = {"due_list": 20, "sales_board": 30, "stock_filter": 20, "level_sheet": 600}


def figures(path: Path, _folder: Path) -> Iterator[Figure]:
    """Lists, board and papers on this store, and the same in a small one."""
    filled = fill(path)
    found, facts, counts = _measured(path, filled)
    told = counts | {"sales_board": f"with {filled.sold:,} sold cars"}
    for name, value in asdict(found).items():
        title = f"{name.replace('_', ' ')} {told.get(name, '')}".strip()
        yield Figure(name=f"showroom: {title}", value=value, goal=GOALS.get(name))
    yield _typed_numbers(path)
    strokes = strokes_of(lambda: contract_paper.contract(facts))
    yield Figure(
        name="a purchase contract, warm (floor: its strokes on a bare canvas)",
        value=best(contract_paper.contract, facts),
        floor=best(drawn, strokes),
        goal=1.5,
    )
    with tempfile.TemporaryDirectory() as place:
        small = store.copied(store.made(SMALL), Path(place))
        least, _facts, _counts = _measured(small, fill(small))
    for name, value in asdict(found).items():
        title = f"showroom: {name.replace('_', ' ')} (floor: {SMALL:,} customers)"
        yield Figure(name=title, value=value, floor=asdict(least)[name], goal=GROWTH)


def _measured(
    path: Path, filled: BusyShowroom
) -> tuple[ShowroomTimes, SaleOrderPaper, dict[str, str]]:
    """The times, what the contract says, and over how many rows each was."""
    records = Records(engines.open_store(path), DESKS)
    try:
        with records.read() as session:
            facts = _contract_facts(session, filled.order)
            cars = stock.stock(session, MANAGER, at=AT)
            counts = {
                "due_list": f"of {len(prospects.due(session, TOMORROW, at=AT))} contacts",
                "stock_list": f"of {len(cars)} cars, read",
                "stock_filter": "chosen and painted, the slowest of all",
                "level_sheet": f"of {len(_level_month(session).rows)} prospects, read and drawn",
                "contract": "of an order, read and drawn",
            }
            times = ShowroomTimes(
                best(prospects.due, session, TOMORROW, at=AT),
                best(count_board, session, local_day(AT)),
                best(stock.stock, session, MANAGER, at=AT),
                StockList(cars).slowest(),
                best(_level_sheet, session),
                best(_contract, session, filled.order),
            )
            return times, facts, counts
    finally:
        records.close()


def _typed_numbers(path: Path) -> Figure:
    """A number of an order, whole and by its endings, as Ctrl+K asks for it."""
    records = Records(engines.open_store(path), DESKS)
    try:
        with records.read() as session:
            about = {"viewer": MANAGER, "today": local_day(AT)}
            typed_numbers.prepare(session, **about)
            every = session.scalars(select(SaleOrder.number)).all()
            numbers = random.Random(7).sample(every, NUMBERS)
            digits = [one[1:].replace("-", "") for one in numbers]
            asked = [*numbers, *(one[-last:] for one in digits for last in (4, 5, 6, 9))]
            gc.collect()
            gc.freeze()
            runs = [_timed(session, one, about) for one in asked]
            gc.unfreeze()
    finally:
        records.close()
    name = f"search: {len(asked)} typed numbers among {len(every):,} orders, p95"
    return Figure(name=name, value=p95(runs), goal=3)


def _timed(session: Session, typed: str, about: Any) -> float:
    start = clock.now()
    typed_numbers.find(session, typed, **about)
    return (clock.now() - start) * 1000


def _contract_facts(session: Session, order: int) -> SaleOrderPaper:
    kind = PaperKind.PURCHASE_CONTRACT
    asked = order_paper_facts.PaperAsked(kind, order, MANAGER.name, AT)
    return order_paper_facts.paper(session, order, asked, viewer=MANAGER)


def _contract(session: Session, order: int) -> bytes:
    """Read and drawn."""
    return contract_paper.contract(_contract_facts(session, order))


def _level_month(session: Session) -> LevelMonth:
    return level_month(session, local_day(AT), viewer=MANAGER, at=AT)


def _level_sheet(session: Session) -> bytes:
    """Read and drawn."""
    head = letterhead(settings.load(session))
    return level_sheet(_level_month(session), head, printed=PRINTED)
