"""Losses 战败: asked by the consultant, answered by the manager, revived later (A10)."""

from __future__ import annotations

from functools import partial
from typing import Any

from app.labels import label
from app.local_time import local_day
from app.permissions import Actor
from app.prospects import commands, queries
from app.prospects.commands import Loss, LossAnswer
from app.prospects.queries import LossRow
from app.text import N_
from db.nouns import Noun
from db.vocabulary import LossReason, LossState, ProspectState
from ui.parts.columns import field, listed
from ui.parts.fields import Area, Choice, Money
from ui.parts.form import Field
from ui.parts.table import Column
from ui.record_desk.declaration import Gesture, Link, RecordDesk, Step, by_state, state_column
from ui.record_desk.inputs import one_of, shown

LIVE = (ProspectState.OPEN, ProspectState.LOSS_ASKED)


def _is_own(row: LossRow, viewer: Actor) -> bool:
    return viewer.staff_id == row.owner_id or viewer.may()


def _edit(row: LossRow, viewer: Actor) -> str:
    """Who looks after the prospect changes what waits, and asks again for what came back."""
    if viewer.staff_id != row.owner_id or row.prospect_state not in LIVE:
        return ""
    return N_("Change") if row.state is LossState.WAITING else N_("Ask again")


def _value(typed: dict[str, Any], row: LossRow | None) -> Loss:
    return Loss(**typed if row is None else {**typed, "prospect_id": row.id})


def _facts(row: LossRow) -> list[tuple[str, Any]]:
    closed = shown(row.confirmed_by, row.closed_at) if row.state is LossState.LOST else ""
    return [
        (N_("Phone"), row.phone),
        (N_("Consultant"), row.owner),
        (N_("Wanted"), shown(row.level, row.model)),
        (N_("Reason"), row.reason),
        (N_("Competitor"), row.rival),
        (N_("Competitor's price"), row.rival_price),
        (N_("Consultant's note"), row.note),
        (N_("Reported"), row.asked_at),
        (N_("Manager's note"), row.answer),
        (N_("Confirmed"), closed),
        (N_("Reactivated"), row.revived_at),
    ]


def _is_waiting(row: LossRow, viewer: Actor) -> bool:
    return row.state is LossState.WAITING and viewer.may()


def _answer(row: LossRow, words: str | None = None) -> tuple[LossAnswer]:
    return (LossAnswer(row.id, row.version, words),)


WORDS = partial(Area, rows=3, limit=500)
STEPS = (
    Step(
        name="confirm",
        text=N_("Confirm the loss"),
        applies=_is_waiting,
        act=lambda row, _typed: Gesture(commands.confirm_loss, _answer(row)),
        done=N_("{name} is lost. Nobody is reminded to call any more."),
        undo=lambda row, _answer: Gesture(commands.take_back_answer, (row.id,)),
    ),
    Step(
        name="send_back",
        text=N_("Send back"),
        applies=_is_waiting,
        act=lambda row, typed: Gesture(commands.refuse_loss, _answer(row, typed["words"])),
        done=N_("Sent back: {name} is called again."),
        fields=(Field("words", N_("What is still to be tried?"), WORDS),),
        undo=lambda row, _answer: Gesture(commands.take_back_answer, (row.id,)),
    ),
    Step(
        name="revive",
        text=N_("Reactivate"),
        applies=lambda row, viewer: row.state is LossState.LOST and _is_own(row, viewer),
        act=lambda row, _typed: Gesture(commands.revive_loss, _answer(row)),
        done=N_("{name} is a prospect again, with the next contact planned."),
        undo=lambda row, closed_at: Gesture(commands.take_back_revival, (row.id, closed_at)),
    ),
    Step(
        name="take_back",
        text=N_("Withdraw the report"),
        applies=lambda row, viewer: row.state is LossState.WAITING and _is_own(row, viewer),
        act=lambda row, _typed: Gesture(commands.take_back_loss, (row.id,)),
        done=N_("{name} is no loss any more."),
        aside=True,
    ),
)

LOSSES = RecordDesk(
    name=Noun.LOSS,
    noun=Noun.PROSPECT,
    empty=N_("No loss yet. Report who will not buy here; the manager confirms it."),
    teaches=N_(
        "When somebody decides not to buy here, report the loss with reason, rival and price."
        " A manager confirms it or sends it back; until then, keep calling the customer. If a lost"
        " customer comes back, revive the file."
    ),
    query=queries.losses,
    filters=by_state(LossState),
    find=lambda row: shown(row.name, row.phone, row.model, row.rival, row.owner),
    columns=(
        Column(
            "name",
            N_("Customer"),
            width=120,
            ink=True,
            second=lambda row: row.phone,
            beside=(Column("phone", N_("Phone")),),
        ),
        state_column(width=140),
        Column(
            "reason",
            N_("Reason"),
            stretch=True,
            text=label,
            second=lambda row: row.model,
            beside=(Column("model", N_("Model")),),
        ),
        Column(
            "rival",
            N_("Competitor"),
            width=136,
            yields=2,
            second=lambda row: shown(row.rival_price),
            beside=(listed("prospect.rival_price"),),
        ),
        Column("owner", N_("Consultant"), width=116, yields=1),
        Column(
            "asked_at",
            N_("Reported"),
            width=136,
            get=lambda row: local_day(row.asked_at),
            yields=3,
        ),
    ),
    add=N_("Report a loss"),
    fields=(
        Field("prospect_id", N_("Customer"), Choice, hint=N_("Name, initials or phone")),
        field("prospect.loss_reason", one_of(LossReason), name="reason"),
        field("prospect.rival", label=N_("Competitor (make, model)"), half=True),
        field("prospect.rival_price", Money, half=True),
        Field("note", N_("What the customer said"), WORDS),
    ),
    submit=N_("Report the loss"),
    save=commands.ask_loss,
    saved=N_("Reported. The manager confirms it or sends it back."),
    undo=lambda prospect_id: Gesture(commands.take_back_loss, (prospect_id,)),
    value=_value,
    options={"prospect_id": queries.open_prospects},
    only_new=frozenset({"prospect_id"}),
    start=lambda prospect_id: {"prospect_id": prospect_id},
    edit=_edit,
    facts=_facts,
    subjects=lambda row: (row.person_id, None),
    state=lambda row: row.state,
    name_of=lambda row: row.name or row.phone,
    steps=STEPS,
    links=(Link(N_("Open the customer's file"), lambda row: (Noun.PERSON, row.person_id)),),
)
