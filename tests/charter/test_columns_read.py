"""Every column has a reader: what somebody fills in is shown, printed or obeyed somewhere."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from db.tables.all import METADATA
from db.tables.base import Base
from tests.charter.source import Module, modules, none

WRITERS = {"commands", "operations", "practice"}
"""What writes records is no reader of them."""
UNREAD = {
    # commands alone obey these
    "staff.locked_on": "R4: the lock lasts there whatever its clock shows",
    "staff.locked_uptime": "R4: the lock lasts there whatever its clock shows",
    "merge.changes": "B5: the undo of a merge reads what it did",
    "repair_order.odometer_before": "G5: a correction or cancelled order gives it back to the car",
    "inspection_finding.labour_item_id": "G9: what is red proposes this job",
    # db/audit_chain.py reads these in SQL
    "audit_chain.audit_key": "A10: the chain",
    "audit_chain.audit_start": "A10: the chain",
    "audit_chain.audit_start_id": "A10: the chain",
    "credit_line.line_id": "K5: no line of a bill is credited twice",
    # who, when and why: told by the history of changes (R2) until their own row is built
    "person.created_at": "A6: new customers of a month",
    "vehicle.created_at": "B10: counters of the car",
    "licence.seen_by": "C2: who saw the licence, on the agreement",
    "visit.reviewed_by": "A13: who signed the register of the day",
    "turn_skip.visit_id": "A4: which visit the turn was passed over for",
    "drive_feedback.taken_by": "C6: feedback by consultant",
    "issued_paper.issued_by": "P11: who gave out the copy",
    "repair_order.delivered_by": "K9: who explained the bill",
    "repair_order.cancelled_reason": "R3: cancelled orders by reason; the steps tell it already",
    "health_report.staff_id": "S012: who noted the record as sent; the history tells it already",
    "certificate.void_at": "K1: db/tables/quality.py asks in SQL for the one that stands",
    "certificate.void_reason": "K1: why a certificate was replaced",
    "sublet_trip.sent_by": "L1: who sent the car away",
    # nobody fills it yet
    "clock_correction.new_ended_at": "I6: the span itself says it, the history tells",
    "clock_correction.new_started_at": "I6: the span itself says it, the history tells",
    "staff.pin_hash": "I1: a shared screen compares it",
    "staff.pin_failures": "I1: a shared screen counts them",
    "staff.pin_locked_until": "I1: a shared screen refuses until then",
    "staff.pin_locked_on": "I1: the lock lasts there whatever its clock shows",
    "staff.pin_locked_uptime": "I1: the lock lasts there whatever its clock shows",
}
"""Columns that nothing reads, with the feature that will, or does in another way."""


def test_every_column_is_read_or_waits_for_a_named_feature() -> None:
    none(sorted(set(_unread()) - UNREAD.keys()), "Show it, or say here which feature will:")


def test_what_waits_for_a_feature_is_not_read_yet() -> None:
    none(sorted(UNREAD.keys() - set(_unread())), "It is read by now, take it off the list:")


def _unread() -> Iterator[str]:
    found = _read()
    return (
        f"{table.name}.{column.name}"
        for table in METADATA.sorted_tables
        for column in table.columns
        if column.name not in found[table.name] | {"id", "version"}
    )


@cache
def _read() -> dict[str, set[str]]:
    """The names that are read where a table is asked, and of the rows that are made there."""
    readers = {module.path: module for module in modules("app") if _is_reader(module)}
    read_in = {path: _names(module) for path, module in readers.items()}
    tables = {
        f"{mapper.class_.__module__}.{mapper.class_.__name__}": mapper.local_table.name
        for mapper in Base.registry.mappers
    }
    found: dict[str, set[str]] = defaultdict(set)
    for path, module in readers.items():
        names = {name for _node, name in module.imports}
        beside = {one for name in names for one in _paths(name) & readers.keys()}
        for name in names & tables.keys():
            found[tables[name]].update(read_in[path], *(read_in[one] for one in beside))
    return found


def _is_reader(module: Module) -> bool:
    return not WRITERS & set(module.path.removesuffix(".py").split("/"))


def _paths(name: str) -> set[str]:
    """The files that an import may mean: a module, or a module and what it holds."""
    return {f"{one.replace('.', '/')}.py" for one in (name, name.rpartition(".")[0])}


def _names(module: Module) -> set[str]:
    """Attributes that are read, and the fields of dataclasses."""
    attributes = {
        node.attr for node in module.by_kind[ast.Attribute] if isinstance(node.ctx, ast.Load)
    }
    fields = {
        node.target.id
        for node in module.by_kind[ast.AnnAssign]
        if isinstance(node.target, ast.Name)
    }
    return attributes | fields
