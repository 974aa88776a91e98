"""The columns of the lines of an order: jobs with what stands under them."""

from __future__ import annotations

from app.formatting import joined, money, short_moment, show_date
from app.labels import label
from app.orders.rules import CHARGED, SettlementBlock
from app.service.job_lines import JobLine
from app.service.queries.advice import AdviceLine
from app.text import N_, _
from db.vocabulary import LineState
from ui.icons import Icon
from ui.labels import tone
from ui.parts.table import Column
from ui.service.bill_texts import payer_of

ICONS = {
    SettlementBlock.LABOUR: Icon.WRENCH,
    SettlementBlock.MATERIAL: Icon.PACKAGE,
    SettlementBlock.OTHER: Icon.RECEIPT,
}


def detail(shown: JobLine) -> str:
    """Code, quantity and price under the name, what is special, and the answer's story."""
    row = shown.line
    kind = label(row.kind) if row.kind is not None else ""
    return joined(
        answer_story(row),
        _("instead of {name}").format(name=shown.instead_of) if shown.instead_of else "",
        row.code,
        price(row),
        _("fixed price") if row.fixed_price is not None else "",
        _("Customer's own") if row.by_customer else kind,
        _("additional") if row.additional else "",
        payer_of(row),
        label(row.service_type),
        _("finished {when}").format(when=short_moment(row.finished_at)) if row.finished_at else "",
        "" if row.arrived else _("not arrived"),
    )


def answer_story(row: AdviceLine) -> str:
    """Why a line is not done, when it is asked again, and that a change cancelled its answer."""
    changed = row.agreed_amount is not None and row.state is LineState.PROPOSED
    agreed = row.agreed_amount if changed else None
    return joined(
        ""
        if agreed is None
        else _("agreed at {amount}, changed since").format(amount=money(agreed)),
        "" if row.state in CHARGED else row.declined_reason,
        _("ask again on {day}").format(day=show_date(row.remind_on)) if row.remind_on else "",
    )


def price(row: AdviceLine) -> str:
    """`1.5 h × ¥120.00`."""
    if row.price is None:
        return ""
    quantity = f"{row.quantity.normalize():f}" if row.quantity is not None else ""
    unit = _("h") if row.block is SettlementBlock.LABOUR else row.unit or ""
    return f"{quantity} {unit} × {money(row.price)}"


LINES = (
    Column(
        "name",
        N_("Line"),
        get=lambda row: row.line.name,
        ink=True,
        stretch=True,
        second=detail,
        icon=lambda row: Icon.CORNER_DOWN_RIGHT if row.is_under else ICONS[row.line.block],
        sortable=False,
    ),
    Column(
        "amount",
        N_("Amount"),
        get=lambda row: row.total,
        width=120,
        align="right",
        second=lambda row: (
            _("labour {fee}").format(fee=money(row.line.amount))
            if row.total != row.line.amount
            else ""
        ),
        sortable=False,
    ),
    Column(
        "state",
        N_("Answer"),
        get=lambda row: None if row.is_under else row.line.state,
        width=120,
        text=label,
        chip=True,
        tone=lambda row: tone(row.line.state),
        sortable=False,
    ),
)
