"""A price below the floor in the panel of its quotation: facts and decisions."""

from __future__ import annotations

from functools import partial

from app.formatting import money, short_moment
from app.labels import label
from app.permissions import Actor
from app.sales import discount_commands, discount_rules, rules
from app.sales.facts import QuoteRow, VersionFacts
from app.text import N_, _
from db.sales_words import QuoteLineKind
from ui.parts.columns import field
from ui.parts.fields import Area
from ui.record_desk.declaration import Gesture, Step, Typed
from ui.record_desk.inputs import shown


def _may_decide(row: QuoteRow, _viewer: Actor) -> bool:
    return row.may_decide


def _decides(command: object, row: QuoteRow, typed: Typed) -> Gesture:
    assert row.newest.request is not None
    return Gesture(command, (row.newest.request.id, typed["answer"]))  # type: ignore[arg-type]


DISCOUNT_STEPS = (
    Step(
        name="grant",
        text=N_("Grant discount"),
        applies=_may_decide,
        act=partial(_decides, discount_commands.grant_discount),
        done=N_("{name}: the discount is granted."),
        fields=(field("discount_request.answer", partial(Area, rows=2)),),
        alone=True,
    ),
    Step(
        name="refuse",
        text=N_("Refuse discount"),
        applies=_may_decide,
        act=partial(_decides, discount_commands.refuse_discount),
        done=N_("{name}: the discount is refused."),
        fields=(field("discount_request.answer", partial(Area, rows=2)),),
        alone=True,
    ),
)


def told_discount(row: QuoteRow) -> list[tuple[str, object]]:
    """What was asked for with the newest version, and what came of it."""
    version, asked = row.newest, row.newest.request
    if asked is None:
        return []
    level = label(asked.level) if asked.level is not None else ""
    return [
        (N_("Discount request"), shown(asked.number, asked.asker, short_moment(asked.asked_at))),
        (N_("Reason"), shown(label(asked.cause), asked.note)),
        (N_("Asked price"), told_price(version)),
        (N_("List and floor price"), shown(money(asked.list_price), money(asked.floor_price))),
        (N_("Margin"), _margin(row)),
        (
            N_("Discount granted") if asked.granted else N_("Discount refused"),
            shown(asked.decider, level, short_moment(asked.decided_at), asked.answer),
        ),
    ]


def told_price(version: VersionFacts) -> str:
    """The price that is asked for, with its gifts, and how far below the floor that is."""
    gifts = rules.of_kind(version.amounts, QuoteLineKind.GIFT)
    free = _("gifts {amount}").format(amount=money(gifts)) if gifts else ""
    more = version.amounts.trade_in_beyond
    is_appraised = version.appraisal_id is not None
    above = (
        _("{amount} above the appraisal") if is_appraised else _("{amount} without an appraisal")
    )
    over = above.format(amount=money(more)) if more else ""
    gap = money(discount_rules.gap_of(version))
    below = _("{amount} below the floor").format(amount=gap)
    return shown(money(rules.bare_price(version.amounts)), free, over, below)


def brief(row: QuoteRow) -> str:
    """What is decided about, while the form of the decision takes the place of the facts."""
    margin = _("margin {amount}").format(amount=_margin(row)) if row.margin is not None else ""
    return shown(row.car, told_price(row.newest), margin)


def _margin(row: QuoteRow) -> str:
    return money(row.margin) if row.margin is not None else ""
