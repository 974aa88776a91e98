"""A change past the program shows: the history is chained, rows that decide are sealed."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app import seals
from app.admin import checking
from app.admin import commands as house
from app.admin.values import StaffEntry
from app.records import Records
from app.seals import BrokenSeal, SealFault
from db import audit_chain
from db import engine as engines
from db.tables.admin import Setting
from db.tables.people import Consent, Licence
from db.tables.quality import Inspector
from db.tables.service import RepairOrder, StageChange
from db.vocabulary import LicenceClass, LicenceDocument, Role, Stage
from tests import make as makers
from tests.make import NOON


@pytest.fixture
def busy(records: Records, make: Callable[..., int], act: Callable[..., Any]) -> Records:
    """A store with twenty entries in its history and more."""
    for number in range(10):
        make(makers.person, f"客户{number}", f"138001380{number:02}")
    return records


def tamper(records: Records, *statements: str) -> None:
    """Changes the store as somebody with the right tool would, its guards off."""
    with engines.writing(records.engine).begin() as connection:
        on_server = connection.dialect.name != "sqlite"
        if on_server:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        else:
            kept = _guards(connection)
        for statement in statements:
            connection.exec_driver_sql(statement)
        if not on_server:
            for _name, sql in kept:
                connection.exec_driver_sql(sql)


def _guards(connection: Connection) -> list[Any]:
    asked = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'"
    kept = list(connection.exec_driver_sql(asked).all())
    for name, _sql in kept:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    return kept


def broken(records: Records) -> list[int]:
    with records.read() as session:
        return list(audit_chain.broken(session.connection()))


def unsealed(records: Records) -> list[BrokenSeal]:
    with records.read() as session:
        return list(seals.broken(session.connection()))


def newest(records: Records) -> int:
    with records.read() as session:
        anchor = audit_chain.anchor(session.connection())
    assert anchor is not None
    return anchor.row


def test_what_the_program_writes_is_whole(busy: Records) -> None:
    assert broken(busy) == [] and unsealed(busy) == []
    assert newest(busy) > 20


COLUMNS = {
    "at": "(SELECT max(at) FROM audit)",
    "staff_id": "NULL",
    "workstation": "'前台9'",
    "gesture": "'x'",
    "act": "'see'",
    "noun": "'visit'",
    "noun_id": "4711",
    "old": "'{}'",
    "new": "'{}'",
    "reason": "'x'",
    "seal": "'x'",
    "mac": "NULL",
}


@pytest.mark.parametrize("column", COLUMNS)
def test_each_column_of_an_entry_is_covered(busy: Records, column: str) -> None:
    row = newest(busy) - 3
    value = "'2020-01-01 00:00:00.000000+00'" if column == "at" else COLUMNS[column]
    tamper(busy, f"UPDATE audit SET {column} = {value} WHERE id = {row}")
    assert broken(busy)[:1] == [row]
    assert any(str(row) in fault for fault in checking.faults(busy))


def test_a_deleted_entry_shows_at_the_next_one(busy: Records) -> None:
    row = newest(busy) - 3
    tamper(busy, f"DELETE FROM audit WHERE id = {row}")
    assert broken(busy) == [row + 1]


def test_deleted_and_numbered_anew_it_shows(busy: Records) -> None:
    row = newest(busy) - 3
    tamper(
        busy,
        f"DELETE FROM audit WHERE id = {row}",
        f"UPDATE audit SET id = -id WHERE id > {row}",
        f"UPDATE audit SET id = -id - 1 WHERE id < -{row}",
    )
    assert broken(busy) == [row]


def test_two_entries_that_changed_places_show(busy: Records) -> None:
    row = newest(busy) - 3
    tamper(
        busy,
        f"UPDATE audit SET id = -1 WHERE id = {row}",
        f"UPDATE audit SET id = {row} WHERE id = {row - 1}",
        f"UPDATE audit SET id = {row - 1} WHERE id = -1",
    )
    assert row - 1 in broken(busy)


def test_an_invented_entry_shows(busy: Records) -> None:
    row = newest(busy)
    names = ", ".join(audit_chain.VALUES)
    tamper(
        busy,
        f"INSERT INTO audit (id, mac, {names}) SELECT id + 1, mac, {names} FROM audit"
        f" WHERE id = {row}",
    )
    assert broken(busy) == [row + 1]


def test_a_tail_that_was_cut_off_shows_at_the_anchor_only(busy: Records) -> None:
    with busy.read() as session:
        anchor = audit_chain.anchor(session.connection())
    assert anchor is not None
    tamper(busy, f"DELETE FROM audit WHERE id > {anchor.row - 2}")
    assert broken(busy) == []
    with busy.read() as session:
        assert audit_chain.macs(session.connection(), [anchor.row]) == {}


def test_a_store_without_its_identity_is_told(busy: Records) -> None:
    tamper(busy, "DELETE FROM audit_chain")
    assert broken(busy) == [0]


@pytest.mark.sqlite_only("a server has no such statement: its triggers see an upsert as an update")
def test_no_entry_can_be_replaced(busy: Records) -> None:
    names = ", ".join(("mac", *audit_chain.VALUES))
    statement = f"INSERT OR REPLACE INTO audit (id, {names}) SELECT id, {names} FROM audit LIMIT 1"
    with (
        pytest.raises(DBAPIError, match="append-only"),
        engines.writing(busy.engine).begin() as connection,
    ):
        connection.exec_driver_sql(statement)


def test_roles_given_past_the_program_are_told(busy: Records, act: Callable[..., Any]) -> None:
    entry = StaffEntry(
        name="李强", roles=frozenset({Role.RECEPTION}), password="rain-over-41-hills"
    )
    key = act(house.save_staff, entry)
    tamper(busy, f"UPDATE staff SET roles = 'administrator,manager' WHERE id = {key}")
    assert unsealed(busy) == [BrokenSeal(SealFault.CHANGED, "staff", key)]
    assert any(str(key) in fault for fault in checking.faults(busy))


def test_a_person_added_and_one_deleted_past_the_program_are_told(
    busy: Records, act: Callable[..., Any]
) -> None:
    entry = StaffEntry(
        name="李强", roles=frozenset({Role.RECEPTION}), password="rain-over-41-hills"
    )
    key = act(house.save_staff, entry)
    tamper(busy, f"UPDATE staff SET id = {key + 1} WHERE id = {key}")
    assert unsealed(busy) == [
        BrokenSeal(SealFault.ADDED, "staff", key + 1),
        BrokenSeal(SealFault.LOST, "staff", key),
    ]


def test_a_change_by_the_program_seals_anew(busy: Records, act: Callable[..., Any]) -> None:
    act(house.set_duty, 1, on_duty=False)
    assert unsealed(busy) == []


def _order(session: Session) -> RepairOrder:
    return makers.repair_order(session, makers.vehicle(session, "京A12345"), by=1)


@pytest.mark.parametrize(
    ("column", "value"), [("odometer_in", "12"), ("stage", "'delivered'"), ("number", "'X'")]
)
def test_an_order_changed_past_the_program_is_told(
    busy: Records, make: Callable[..., int], column: str, value: str
) -> None:
    key = make(_order)
    assert unsealed(busy) == []
    tamper(busy, f"UPDATE repair_order SET {column} = {value} WHERE id = {key}")
    assert unsealed(busy) == [BrokenSeal(SealFault.CHANGED, "repair_order", key)]


def test_a_seal_spells_a_value_alike_before_and_after_it_is_read() -> None:
    row = dict.fromkeys(seals.sealed_columns("payment")) | {"at": NOON}
    short, long = row | {"amount": Decimal(12)}, row | {"amount": Decimal("12.00")}
    assert seals.seal("payment", short) == seals.seal("payment", long)
    later = row | {"amount": Decimal(12), "at": NOON + timedelta(microseconds=1)}
    assert seals.seal("payment", later) != seals.seal("payment", short)
    assert seals.seal("visit", {}) is None


def _rule(session: Session) -> Setting:
    return _written(session, Setting(name="deviation_percent", value="10"))


def _consent(session: Session) -> Consent:
    return makers.sales_consent(session, makers.person(session))


def _licence(session: Session) -> Licence:
    of = {"person_id": makers.person(session).id, "licence_class": LicenceClass.C1}
    number = {"number": "310101199001011234", "document": LicenceDocument.ID_CARD}
    return _written(session, Licence(**of, **number, expires_on=date(2030, 1, 1)))


def _inspector(session: Session) -> Inspector:
    return _written(session, Inspector(staff_id=1, number="J-17"))


def _move(session: Session) -> StageChange:
    of = {"order_id": _order(session).id, "staff_id": 1, "at": NOON}
    return _written(session, StageChange(old_stage=Stage.WAITING, new_stage=Stage.IN_WORK, **of))


def _written(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row


@pytest.mark.parametrize(
    ("thing", "change"),
    [
        (_rule, "value = '99'"),
        (_consent, "notice_edition = 77"),
        (_licence, "licence_class = 'A1'"),
        (_inspector, "number = 'J-18'"),
        (_move, "new_stage = 'delivered'"),
    ],
)
def test_rules_consents_licences_and_moves_changed_past_the_program_are_told(
    busy: Records, make: Callable[..., int], thing: Callable[[Session], Any], change: str
) -> None:
    table = thing.__annotations__["return"].__tablename__
    key = make(thing)
    assert unsealed(busy) == []
    tamper(busy, f"UPDATE {table} SET {change} WHERE id = {key}")
    assert unsealed(busy) == [BrokenSeal(SealFault.CHANGED, table, key)]
    assert any(str(key) in fault for fault in checking.faults(busy))
