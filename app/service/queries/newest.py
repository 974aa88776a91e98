"""Reads an order, a concern or a line again for an open form."""

from sqlalchemy.orm import Session

from app.audit import Newest, last_saved
from app.orders.rules import SettlementBlock
from app.service.queries.advice import AdviceLine
from app.service.queries.concerns import ConcernRow
from app.service.queries.sheet import OrderSheet, sheet
from db.nouns import Noun

NOUNS = {
    SettlementBlock.LABOUR: Noun.LABOUR_LINE,
    SettlementBlock.MATERIAL: Noun.PART_LINE,
    SettlementBlock.OTHER: Noun.OTHER_LINE,
}


def newest_order(session: Session, order_id: int) -> Newest[OrderSheet] | None:
    """The order as it stands now."""
    found = sheet(session, order_id)
    if found is None:
        return None
    return Newest(found, found.version, last_saved(session, Noun.REPAIR_ORDER, order_id))


def newest_concern(session: Session, key: str) -> Newest[ConcernRow] | None:
    """A concern; `key` is `<order>-<concern>`."""
    order_id, _dash, row_id = key.partition("-")
    found = sheet(session, int(order_id))
    concerns = found.concerns if found else ()
    row = next((row for row in concerns if str(row.id) == row_id), None)
    if row is None:
        return None
    return Newest(row, row.version, last_saved(session, Noun.CONCERN, row.id))


def newest_line(session: Session, key: str) -> Newest[AdviceLine] | None:
    """A line; `key` is `<order>-<block>-<line>`."""
    order_id, block, line_id = key.split("-")
    found = sheet(session, int(order_id))
    lines = found.lines if found else ()
    row = next((row for row in lines if (row.block, str(row.id)) == (block, line_id)), None)
    if row is None:
        return None
    return Newest(row, row.version, last_saved(session, NOUNS[row.block], row.id))
