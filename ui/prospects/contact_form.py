"""How a contact went: the fields that Today and the list of prospects ask alike."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app import local_time
from app.prospects.commands import Outcome
from app.text import N_
from db.vocabulary import CallResult, ContactWay
from ui.parts.columns import choice_of, field
from ui.parts.fields import Area, Choice, MomentField, Segments
from ui.parts.form import Field, Form, FormValue
from ui.record_desk.inputs import segment_of

if TYPE_CHECKING:
    from collections.abc import Callable

WAYS = (ContactWay.PHONE, ContactWay.WECHAT, ContactWay.HOME_VISIT, ContactWay.IN_STORE)
CONTACT_FIELDS = (
    field("follow_up.way", segment_of(WAYS)),
    field("follow_up.result", segment_of(CallResult)),
    field("visit.level_id", Segments),
    field("level_change.reason", name="level_reason"),
    field("follow_up.content", partial(Area, rows=2)),
    Field("next_at", N_("Next contact (empty: by level)"), MomentField, half=True),
    field(
        "follow_up.way",
        choice_of(Choice, WAYS),
        name="next_way",
        label=N_("Next contact by"),
        half=True,
    ),
)


def begin_contact(way: ContactWay | None, level_id: int | None) -> dict[str, object]:
    """What stands in the form at first: as it was planned, else by phone."""
    return {"way": way or ContactWay.PHONE, "level_id": level_id}


def ask_why(form: Form, level_id: Callable[[], int | None]) -> Callable[[], None]:
    """Another level than that of the prospect asks for a reason; the same one does not.

    Returns what is called when another prospect stands in the form.
    """

    def follow(_name: str = "") -> None:
        before, now = level_id(), form["level_id"].value()
        form.show_field("level_reason", None not in (before, now) and before != now)

    form.show_field("level_reason", False)
    form.edited.connect(follow)
    return follow


def to_outcome(value: FormValue, level_id: int | None, **of: int) -> Outcome:
    """The outcome in the form, `of` a follow-up or a prospect; the level only if it is new."""
    then, level = value["next_at"], value["level_id"]
    next_at = local_time.at_local(then.date(), then.time()) if then else None
    is_new = level is not None and level != level_id
    return Outcome(
        follow_up_id=of.get("follow_up_id"),
        prospect_id=of.get("prospect_id"),
        way=value["way"] or ContactWay.PHONE,
        result=value["result"],
        content=value["content"],
        next_at=next_at,
        next_way=value["next_way"],
        level_id=level if is_new else None,
        level_reason=value["level_reason"] if is_new else None,
    )
