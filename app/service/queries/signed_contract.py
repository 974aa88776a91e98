"""Compares what a contract stated when it was printed with the order as it is now (D6)."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.orders.rules import CHARGED, SettlementBlock
from app.service.queries import advice
from app.service.queries.advice import AdviceLine
from app.text import N_, _
from db.tables.people import Person
from db.tables.service import Approval, Concern, RepairOrder
from db.tables.vehicles import Vehicle
from db.vocabulary import Stage

SIGNS = 8
CAR = "car"
PARTS = {
    "customer": N_("customer"),
    CAR: N_("car"),
    "intake": N_("what was noted at intake"),
}
"""What a contract states beside words and lines."""


class ContractState(StrEnum):
    """How the signed paper stands against the order."""

    NOT_PRINTED = "not_printed"
    UNSIGNED = "unsigned"
    SIGNED = "signed"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """The state of the contract; `changed` names what it states otherwise."""

    state: ContractState
    signed_at: datetime | None = None
    changed: tuple[str, ...] = ()


def contract_facts(session: Session, order: RepairOrder) -> ContractFacts:
    """How the contract that was printed last stands.

    Work added after the first agreement has a consent of its own and voids nothing.
    """
    if order.contract_edition is None:
        return ContractFacts(ContractState.NOT_PRINTED)
    is_over = order.stage in (Stage.DELIVERED, Stage.CANCELLED)
    names = _changed(session, order) if order.contract_states and not is_over else ()
    if names:
        return ContractFacts(ContractState.VOID, order.signed_at, names)
    signed = ContractState.SIGNED if order.signed_at else ContractState.UNSIGNED
    return ContractFacts(signed, order.signed_at)


def states(session: Session, order: RepairOrder) -> str:
    """What a contract printed now states: a short sum for each thing, by its key."""
    found = _stated(session, order)
    return json.dumps({key: told for key, (told, _name) in found.items()}, separators=(",", ":"))


def _changed(session: Session, order: RepairOrder) -> tuple[str, ...]:
    old: dict[str, str] = json.loads(order.contract_states or "{}")
    now = _stated(session, order)
    names = [_named(key, now) for key, told in old.items() if now.get(key, ("", ""))[0] != told]
    agreed = session.scalar(select(Approval.id).where(Approval.order_id == order.id).limit(1))
    added = [name for key, (_sum, name) in now.items() if key not in old and key[0] == "l"]
    return (*names, *(added if agreed is None else ()))


def _named(key: str, now: dict[str, tuple[str, str]]) -> str:
    return now[key][1] if key in now else _("a line that is gone")


def _stated(session: Session, order: RepairOrder) -> dict[str, tuple[str, str]]:
    """Sum and name of each thing that a contract states, by its key.

    Lines have the keys `l…`, concerns `w…`.
    """
    car = session.get_one(Vehicle, order.vehicle_id)
    person = session.get(Person, order.customer_id) if order.customer_id else None
    noted = (order.odometer_in, order.fuel, order.belongings, order.damage, order.damage_marks)
    wanted = (order.wash, order.old_parts_back, order.bringer_name)
    found = {
        "customer": (_sum(order.customer_id, person.name if person else ""), ""),
        CAR: (_sum(order.plate, car.vin, order.model_name), ""),
        "intake": (_sum(*noted, *wanted), ""),
    }
    found = {key: (told, _(PARTS[key])) for key, (told, _name) in found.items()}
    concerns = select(Concern.id, Concern.words).where(Concern.order_id == order.id)
    for key, words in session.execute(concerns):
        found[f"w{key}"] = (_sum(words), words)
    for line in advice.lines(session, (order.id,)):
        if _is_stated(line):
            found[f"l{line.block.value[0]}{line.id}"] = (_line_sum(line), line.name)
    return found


def _is_stated(line: AdviceLine) -> bool:
    return line.state in CHARGED and not line.additional


def _line_sum(line: AdviceLine) -> str:
    is_part = line.block is SettlementBlock.MATERIAL
    more = (line.kind, line.brand, line.by_customer) if is_part else ()
    price = (line.quantity, line.price, line.amount, line.fixed_price, line.hides_lines)
    return _sum(line.name, line.code, line.note, line.job_id, line.payer, *price, *more)


def _sum(*values: object) -> str:
    told = json.dumps([None if value in (None, "") else str(value) for value in values])
    return hashlib.sha256(told.encode()).hexdigest()[:SIGNS]
