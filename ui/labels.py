"""The colour and the icon of every word in `db/vocabulary.py`.

The same status looks the same on every desk.
"""

from enum import Enum

from app.tones import Tone
from db.appointment_words import AppointmentState
from db.outlet_words import TransferState
from db.project_words import FleetState
from db.sales_words import AppraisalState, QuoteState, SaleState
from db.stock_words import StockState
from db.vocabulary import (
    ApprovalMedium,
    BookingKind,
    BookingState,
    CallResult,
    LineState,
    LossState,
    PaymentMethod,
    ProspectState,
    Role,
    Stage,
    VisitKind,
)
from db.warranty_words import DemandState
from ui.icons import Icon

TONES: dict[Enum, str] = {
    Stage.WAITING: Tone.NEUTRAL,
    Stage.IN_WORK: Tone.ACCENT,
    Stage.WAITING_PARTS: Tone.WARN,
    Stage.WAITING_APPROVAL: Tone.WARN,
    Stage.SUBLET: Tone.WARN,
    Stage.QUALITY_CHECK: Tone.ACCENT,
    Stage.WASH: Tone.ACCENT,
    Stage.READY: Tone.GOOD,
    Stage.DELIVERED: Tone.NEUTRAL,
    Stage.CANCELLED: Tone.NEUTRAL,
    BookingState.BOOKED: Tone.ACCENT,
    BookingState.OUT: Tone.WARN,
    BookingState.BACK: Tone.GOOD,
    BookingState.NO_SHOW: Tone.BAD,
    AppointmentState.BOOKED: Tone.ACCENT,
    AppointmentState.ARRIVED: Tone.GOOD,
    AppointmentState.NO_SHOW: Tone.BAD,
    LineState.PROPOSED: Tone.WARN,
    LineState.APPROVED: Tone.GOOD,
    LineState.DECLINED: Tone.BAD,
    ProspectState.OPEN: Tone.ACCENT,
    ProspectState.LOSS_ASKED: Tone.WARN,
    ProspectState.LOST: Tone.BAD,
    ProspectState.WON: Tone.GOOD,
    ProspectState.MERGED: Tone.NEUTRAL,
    DemandState.TO_ANSWER: Tone.WARN,
    DemandState.TO_FINISH: Tone.ACCENT,
    DemandState.FINISHED: Tone.GOOD,
    DemandState.REFUSED: Tone.NEUTRAL,
    StockState.IN_TRANSIT: Tone.NEUTRAL,
    StockState.IN_STOCK: Tone.GOOD,
    StockState.RESERVED: Tone.ACCENT,
    StockState.LEFT: Tone.NEUTRAL,
    StockState.ALLOCATED: Tone.ACCENT,
    StockState.AT_OUTLET: Tone.WARN,
    TransferState.OUT: Tone.ACCENT,
    TransferState.OWED: Tone.WARN,
    TransferState.SETTLED: Tone.GOOD,
    TransferState.BACK: Tone.NEUTRAL,
    SaleState.WAITS_FOR_MANAGER: Tone.WARN,
    SaleState.REJECTED: Tone.BAD,
    SaleState.WAITS_FOR_FINANCE: Tone.WARN,
    SaleState.WAITS_FOR_CAR: Tone.ACCENT,
    SaleState.PREPARED: Tone.ACCENT,
    SaleState.READY: Tone.GOOD,
    SaleState.DELIVERED: Tone.NEUTRAL,
    SaleState.CANCELLED: Tone.NEUTRAL,
    FleetState.EARLY_DESIGN: Tone.NEUTRAL,
    FleetState.TENDER: Tone.WARN,
    FleetState.DETAILED_DESIGN: Tone.ACCENT,
    FleetState.STOCK_PREPARATION: Tone.ACCENT,
    FleetState.ACCEPTANCE: Tone.GOOD,
    FleetState.COMPLETED: Tone.NEUTRAL,
    FleetState.LOST: Tone.BAD,
    QuoteState.OPEN: Tone.GOOD,
    QuoteState.ORDERED: Tone.ACCENT,
    QuoteState.EXPIRED: Tone.NEUTRAL,
    QuoteState.WITHDRAWN: Tone.NEUTRAL,
    QuoteState.ASKED: Tone.WARN,
    QuoteState.REFUSED: Tone.BAD,
    AppraisalState.OPEN: Tone.GOOD,
    AppraisalState.EXPIRED: Tone.NEUTRAL,
    AppraisalState.QUOTED: Tone.ACCENT,
    AppraisalState.AGREED: Tone.ACCENT,
    AppraisalState.TAKEN: Tone.NEUTRAL,
    AppraisalState.DECLINED: Tone.NEUTRAL,
    LossState.WAITING: Tone.WARN,
    LossState.SENT_BACK: Tone.ACCENT,
    LossState.LOST: Tone.NEUTRAL,
    LossState.REVIVED: Tone.GOOD,
    CallResult.REACHED: Tone.GOOD,
    CallResult.NO_ANSWER: Tone.WARN,
    CallResult.WRONG_NUMBER: Tone.BAD,
    CallResult.CALL_LATER: Tone.NEUTRAL,
}
ICONS: dict[Enum, str] = {
    Stage.WAITING: Icon.HOURGLASS,
    Stage.IN_WORK: Icon.WRENCH,
    Stage.WAITING_PARTS: Icon.PACKAGE_SEARCH,
    Stage.WAITING_APPROVAL: Icon.PHONE_CALL,
    Stage.SUBLET: Icon.WAREHOUSE,
    Stage.QUALITY_CHECK: Icon.CLIPBOARD_CHECK,
    Stage.WASH: Icon.DROPLETS,
    Stage.READY: Icon.CIRCLE_CHECK,
    Stage.DELIVERED: Icon.CAR,
    Stage.CANCELLED: Icon.X,
    BookingKind.BLOCK: Icon.LOCK,
    BookingState.BOOKED: Icon.CALENDAR_CLOCK,
    BookingState.OUT: Icon.ROUTE,
    BookingState.BACK: Icon.CIRCLE_CHECK,
    BookingState.CANCELLED: Icon.X,
    BookingState.NO_SHOW: Icon.CIRCLE_ALERT,
    VisitKind.WALK_IN: Icon.STORE,
    VisitKind.PHONE_IN: Icon.PHONE,
    LineState.PROPOSED: Icon.CLOCK,
    LineState.APPROVED: Icon.CHECK,
    LineState.DECLINED: Icon.X,
    LineState.DEFERRED: Icon.CALENDAR_CLOCK,
    LineState.NOT_SHOWN: Icon.USER_X,
    LineState.NOT_CHOSEN: Icon.X,
    LineState.DISMISSED: Icon.X,
    ApprovalMedium.IN_PERSON: Icon.USER,
    ApprovalMedium.PHONE: Icon.PHONE,
    ApprovalMedium.WECHAT: Icon.MESSAGE_SQUARE,
    ApprovalMedium.PAPER: Icon.FILE_TEXT,
    PaymentMethod.CASH: Icon.BANKNOTE,
    PaymentMethod.CARD: Icon.CREDIT_CARD,
    Role.MANAGER: Icon.STAR,
    Role.ADMINISTRATOR: Icon.SETTINGS,
}


def tone(value: Enum | None) -> str:
    """One of good, warn, bad, accent, neutral."""
    return TONES.get(value, Tone.NEUTRAL) if value is not None else Tone.NEUTRAL


def icon_name(value: Enum | None) -> str:
    """The Lucide icon of a word, or nothing."""
    return ICONS.get(value, "") if value is not None else ""
