"""Asking why somebody wants to read whole numbers; the audit keeps the answer."""

from app.labels import label
from app.text import _
from db.privacy_words import RevealReason
from ui.parts.confirm import ConfirmBar, ReasonList, Then


def ask_why(confirm: ConfirmBar, then: Then) -> None:
    """Ask for a reason from the short list; the last one needs words."""
    confirm.ask(
        _("Why do you need the whole number? Who looks, and why, is written down."),
        act=_("Show numbers"),
        then=then,
        reason=ReasonList(tuple(label(one) for one in RevealReason), _("More, in a few words")),
        danger=False,
    )
