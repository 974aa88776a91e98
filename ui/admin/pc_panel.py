"""A PC of a shared store: its line in the list, its facts, its pairing code."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from app.formatting import short_moment, show_moment
from app.server.sharing import PcState, SharingPc
from app.text import N_, _
from app.tones import Tone
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.labels import Label
from ui.parts.layouts import STRETCH, boxed, vbox
from ui.parts.naming import named
from ui.parts.panel import Panel, rule
from ui.parts.table import Column

if TYPE_CHECKING:
    from app.server.pairing_code import PairingCode

STATES = {
    PcState.HERE: (N_("This PC"), Tone.ACCENT),
    PcState.CONNECTED: (N_("Connected"), Tone.GOOD),
    PcState.PAIRED: (N_("Not connected"), Tone.NEUTRAL),
    PcState.INVITED: (N_("Invited"), Tone.WARN),
    PcState.EXPIRED: (N_("Code expired"), Tone.NEUTRAL),
    PcState.REVOKED: (N_("Revoked"), Tone.BAD),
}
PRESENT = frozenset({PcState.HERE, PcState.CONNECTED})
MAY_GO = frozenset({PcState.CONNECTED, PcState.PAIRED, PcState.INVITED})
GROUP = 20
"""Signs of a code in one line: four groups with their strokes."""


class PcPanel(Panel):
    """What is known of the chosen PC, or the code of one that was just invited."""

    def __init__(self) -> None:
        self._told = Label("", "body", wrap=True)
        self._facts = boxed(vbox(self._told, STRETCH, margins=1))
        self.code = named(Label("", "title", wrap=True), "pairing_code")
        self.proof = Label("", "body", wrap=True)
        self._how = Label("", "muted", wrap=True)
        self._code = boxed(
            vbox(self.code, rule(), self.proof, rule(), self._how, STRETCH, margins=1, spacing=3)
        )
        self.revoke_button = Button(_("Revoke…"), icon=Icon.BAN, name="revoke_pc")
        super().__init__(_("PC"), self._facts, name="pc_panel")
        self.adopt(self._code, self.revoke_button)
        self.show_pc(None)

    def told(self) -> str:
        """What stands there."""
        return self._told.text()

    def show_pc(self, row: SharingPc | None) -> None:
        """Another PC, or none."""
        may_go = row is not None and row.state in MAY_GO
        title = _("PC") if row is None else row.station or _("Invited PC")
        self.show_body(title, self._facts, actions=(self.revoke_button,) if may_go else ())
        self._told.say(_("Choose a PC, or invite one.") if row is None else _facts(row))

    def show_code(self, code: PairingCode, at: datetime) -> None:
        """What has to be typed at the other PC, and what proves this one; made at `at`."""
        text = code.text()
        lines = [text[start : start + GROUP] for start in range(0, len(text), GROUP)]
        self.code.say("\n".join(line.strip("-") for line in lines))
        proof = code.fingerprint.hex(" ", 2).upper()
        told = (
            _("Address: {address}").format(address=f"{code.host}:{code.port}"),
            _("Fingerprint: {fingerprint}").format(fingerprint=proof),
            _("Good until {time}, for one PC.").format(time=show_moment(code.until(at))),
        )
        self.proof.say("\n".join(told))
        self._how.say(
            _(
                "Start the program on the other PC and type the code on its first page, or give it"
                " to “dealer-desk pair”. Who knows the code can join: do not send it by mail."
            )
        )
        self.show_body(_("Pairing code"), self._code)


def pc_columns() -> tuple[Column, ...]:
    """The columns of the list."""
    return (
        Column("station", N_("PC"), width=152, ink=True, stretch=True, get=_name, second=_below),
        Column("state", N_("State"), width=136, chip=True, text=_state, tone=_tone),
    )


def _name(row: SharingPc) -> str:
    return row.station or _("Invited PC")


def _below(row: SharingPc) -> str:
    if row.until is not None:
        return _("code until {time}").format(time=short_moment(row.until))
    return "" if row.state in PRESENT else _("last here {time}").format(time=_seen(row))


def _seen(row: SharingPc) -> str:
    if row.state in PRESENT:
        return _("now")
    return short_moment(row.seen) or _("not known")


def _state(state: PcState) -> str:
    return _(STATES[state][0])


def _tone(row: SharingPc) -> str:
    return STATES[row.state][1]


def _facts(row: SharingPc) -> str:
    lines = [
        _("State: {state}").format(state=_state(row.state)),
        _("Login: {login}").format(login=row.id),
    ]
    if row.until is not None:
        lines.append(_("Its code is good until {time}.").format(time=show_moment(row.until)))
    else:
        lines.append(_("Last here: {time}").format(time=_seen(row)))
        lines.append(_("“Last here” is now while its program is open, else its last save."))
    return "\n".join(lines)
