"""What a version cost before prices had a day counts from long ago on."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.desks import DESKS
from app.records import Records
from app.vehicles.prices import price_on
from db import engine as engines
from db import upgrade

GOLDEN = Path(__file__).with_name("golden") / "schema-9.db"


@pytest.mark.sqlite_only("a server's golden store has the same rows")
def test_every_list_price_is_found_on_every_day(tmp_path: Path) -> None:
    store = Path(shutil.copy(GOLDEN, tmp_path / "store.db"))
    with engines.reading_only(store) as raw:
        before = dict(raw.execute("SELECT id, list_price FROM trim").fetchall())
    assert any(before.values())
    upgrade.prepare(store).dispose()
    records = Records(engines.open_store(store), DESKS)
    with records.read() as session:
        for day in (date(2000, 1, 1), date(2026, 11, 21)):
            found = {trim: price_on(session, trim, day) for trim in before}
            assert {trim: one and one.list_price for trim, one in found.items()} == {
                trim: None if fen is None else Decimal(fen) / 100 for trim, fen in before.items()
            }
    records.close()
