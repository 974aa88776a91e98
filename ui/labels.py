"""The colour and the icon of every word in `db/vocabulary.py`.

The same status looks the same on every desk.
"""

from enum import Enum

from db.vocabulary import (
    ApprovalMedium,
    BookingKind,
    CallResult,
    DriveState,
    LineState,
    LossState,
    PaymentMethod,
    ProspectState,
    Role,
    Stage,
    VisitKind,
)

TONES: dict[Enum, str] = {
    Stage.WAITING: "neutral",
    Stage.IN_WORK: "accent",
    Stage.WAITING_PARTS: "warn",
    Stage.WAITING_APPROVAL: "warn",
    Stage.QUALITY_CHECK: "accent",
    Stage.WASH: "accent",
    Stage.READY: "good",
    Stage.DELIVERED: "neutral",
    Stage.CANCELLED: "neutral",
    DriveState.BOOKED: "accent",
    DriveState.OUT: "warn",
    DriveState.BACK: "good",
    DriveState.NO_SHOW: "bad",
    LineState.PROPOSED: "warn",
    LineState.APPROVED: "good",
    LineState.DECLINED: "bad",
    ProspectState.OPEN: "accent",
    ProspectState.LOSS_ASKED: "warn",
    ProspectState.LOST: "bad",
    ProspectState.WON: "good",
    ProspectState.MERGED: "neutral",
    LossState.WAITING: "warn",
    LossState.SENT_BACK: "accent",
    LossState.LOST: "neutral",
    LossState.REVIVED: "good",
    CallResult.REACHED: "good",
    CallResult.NO_ANSWER: "warn",
    CallResult.WRONG_NUMBER: "bad",
    CallResult.CALL_LATER: "neutral",
}
ICONS: dict[Enum, str] = {
    Stage.WAITING: "hourglass",
    Stage.IN_WORK: "wrench",
    Stage.WAITING_PARTS: "package-search",
    Stage.WAITING_APPROVAL: "phone-call",
    Stage.QUALITY_CHECK: "clipboard-check",
    Stage.WASH: "droplets",
    Stage.READY: "circle-check",
    Stage.DELIVERED: "car",
    Stage.CANCELLED: "x",
    BookingKind.BLOCK: "lock",
    DriveState.BOOKED: "calendar-clock",
    DriveState.OUT: "route",
    DriveState.BACK: "circle-check",
    DriveState.CANCELLED: "x",
    DriveState.NO_SHOW: "circle-alert",
    VisitKind.WALK_IN: "store",
    VisitKind.PHONE_IN: "phone",
    LineState.PROPOSED: "clock",
    LineState.APPROVED: "check",
    LineState.DECLINED: "x",
    ApprovalMedium.IN_PERSON: "user",
    ApprovalMedium.PHONE: "phone",
    ApprovalMedium.WECHAT: "message-square",
    ApprovalMedium.PAPER: "file-text",
    PaymentMethod.CASH: "banknote",
    PaymentMethod.CARD: "credit-card",
    Role.MANAGER: "star",
    Role.ADMINISTRATOR: "settings",
}


def tone(value: Enum | None) -> str:
    """One of good, warn, bad, accent, neutral."""
    return TONES.get(value, "neutral") if value is not None else "neutral"


def icon_name(value: Enum | None) -> str:
    """The Lucide icon of a word, or nothing."""
    return ICONS.get(value, "") if value is not None else ""
