"""What the commands of the warranty rights are given."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from db.warranty_words import DemandAnswer, DemandKind, MainPart, ReplacedPart


@dataclass(frozen=True, slots=True)
class FaultCodeValue:
    """A fault code as the store's list has it."""

    code: str | None
    name: str | None
    part: MainPart | None = None
    serious: bool = False
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class OrderFaultValue:
    """A fault of an order; `id` and `version` where it stands there already."""

    fault_code_id: int | None
    replaced: ReplacedPart | None = None
    not_cured: bool = False
    transport_from: datetime | None = None
    transport_until: datetime | None = None
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class SupportValue:
    """How a customer was helped while the car was here."""

    towed: bool = False
    travel_money: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DemandValue:
    """A demand as it was received; `car` is a plate or VIN in any writing."""

    car: str | None
    kind: DemandKind | None
    received_on: date | None
    words: str | None
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class DemandReply:
    """How a demand was answered; a refusal states its reason (article 28)."""

    answer: DemandAnswer | None
    answered_on: date | None
    reason: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class RecallValue:
    """A recall with the VINs of its cars, one per line in any writing."""

    number: str | None
    name: str | None
    since: date | None
    remedy: str | None = None
    vins: str | None = None
    id: int | None = None
    version: int | None = None
