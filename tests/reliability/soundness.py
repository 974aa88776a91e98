"""What must hold of a store whatever was done to it."""

from pathlib import Path
from typing import Any

from app.admin import checking
from app.desks import DESKS
from app.records import Records
from db import engine as engines
from db.store_address import StorePlace

HALF_ORDERS = """
SELECT count(*) FROM repair_order AS o WHERE
  (SELECT count(*) FROM concern WHERE order_id = o.id) <> 2
  OR (SELECT count(*) FROM labour_line WHERE order_id = o.id AND state = 'approved') <> 1
  OR (SELECT count(*) FROM part_line WHERE order_id = o.id AND state = 'approved') <> 1
  OR (SELECT count(*) FROM approval WHERE order_id = o.id) <> 1
  OR (SELECT count(*) FROM stage_change WHERE order_id = o.id) <> 1
  OR (SELECT count(*) FROM audit
  WHERE noun = 'repair_order' AND noun_id = o.id AND act = 'add') <> 1
"""


def ids(store: StorePlace, noun: str) -> set[int]:
    """Every id of a noun."""
    return {key for (key,) in asked(store, f'SELECT id FROM "{noun}"')}


def asked(store: StorePlace, question: str) -> list[Any]:
    """The rows of a bare question."""
    if isinstance(store, Path):
        with engines.reading_only(store) as raw:
            return list(raw.execute(question).fetchall())
    engine = engines.open_store(store)
    try:
        with engine.connect() as connection:
            return list(connection.exec_driver_sql(question).all())
    finally:
        engine.dispose()


def half_orders(store: StorePlace) -> int:
    """Orders of `acting.Desk.order` of which a part is missing."""
    return int(asked(store, HALF_ORDERS)[0][0])


def faults(store: StorePlace) -> list[str]:
    """Opens the store as the program does and looks at everything."""
    records = Records(engines.open_store(store), DESKS)
    try:
        return checking.faults(records)
    finally:
        records.close()
