"""Checks what is typed about faults, demands and recalls."""

from datetime import date

from app.errors import Refused
from app.identity import vin as vins
from app.text import N_
from app.warranty.values import DemandReply, DemandValue, OrderFaultValue
from db.warranty_words import DemandAnswer

MISSING = N_("Please fill this in.")


def required(text: str | None, field: str) -> str:
    """The text without spaces around it; Refused where there is none."""
    found = (text or "").strip()
    if not found:
        raise Refused("warranty.missing", MISSING, field=field)
    return found


def check_fault(value: OrderFaultValue) -> None:
    """Refused without a code, or where the way of a part is half told or runs backwards."""
    if value.fault_code_id is None:
        message = N_("Choose the fault: the same code is the same fault.")
        raise Refused("order_fault.code", message, field="fault_code_id")
    start, end = value.transport_from, value.transport_until
    if (start is None) is not (end is None):
        field = "transport_from" if start is None else "transport_until"
        raise Refused("order_fault.half", MISSING, field=field)
    if start is not None and end is not None and end < start:
        message = N_("The part arrived before it was sent.")
        raise Refused("order_fault.back", message, field="transport_until")


def check_demand(value: DemandValue, *, today: date) -> None:
    """Refused without car, kind, day or words, or for a day that is still to come."""
    required(value.car, "car")
    if value.kind is None:
        raise Refused("demand.kind", MISSING, field="kind")
    _check_day(value.received_on, "received_on", today=today)
    required(value.words, "words")


def check_reply(reply: DemandReply, *, received_on: date, today: date) -> None:
    """Refused without answer or day, and where a refusal has no reason."""
    if reply.answer is None:
        raise Refused("demand.answer", MISSING, field="answer")
    _check_day(reply.answered_on, "answered_on", today=today)
    if reply.answered_on is not None and reply.answered_on < received_on:
        message = N_("The answer lies before the demand.")
        raise Refused("demand.before", message, field="answered_on")
    if reply.answer is DemandAnswer.REFUSED and not (reply.reason or "").strip():
        message = N_("Say why: a refusal must state its reason (article 28).")
        raise Refused("demand.reason", message, field="reason")


def listed_vins(text: str | None) -> list[str]:
    """The VINs of a list, each once, in any writing; Refused with the first that is none."""
    typed = (text or "").replace(",", "\n").replace(";", "\n").replace("\t", "\n").split("\n")
    lines = [line.strip() for line in typed if line.strip()]
    return list(dict.fromkeys(_vin(line) for line in lines))


def _vin(line: str) -> str:
    verdict = vins.judge(line)
    if verdict.is_blocked:
        message = N_("“{line}” is no VIN. One car per line.")
        raise Refused("recall.vin", message, field="vins", line=line[:40])
    return verdict.normal


def _check_day(day: date | None, field: str, *, today: date) -> None:
    if day is None:
        raise Refused("demand.day", MISSING, field=field)
    if day > today:
        message = N_("This day is still to come.")
        raise Refused("demand.future", message, field=field)
