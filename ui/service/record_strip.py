"""How the warranty repair record of an order stands: to be printed, to be signed, signed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.formatting import short_moment
from app.text import _
from app.tones import Tone
from app.warranty.queries.repair_record import RecordState, RepairRecord
from ui.parts.buttons import Button
from ui.parts.labels import Label
from ui.parts.layouts import hbox, stretched
from ui.parts.naming import named

TONES = {
    RecordState.NOT_PRINTED: "",
    RecordState.UNSIGNED: Tone.WARN,
    RecordState.SIGNED: Tone.GOOD,
}


class RecordStrip(QWidget):
    """One line with the state in words, and the button that notes the signatures.

    Hidden until the state is known, and where the order needs no record.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hide()
        self.told = named(Label("", "label", wrap=True), "record_state")
        self.sign = Button(_("Both have signed"), name="sign_record", saves=True)
        hbox(stretched(self.told), self.sign, parent=self)

    def show_record(self, record: RepairRecord | None, *, may_sign: bool) -> None:
        """Show the state; the button stands where signatures are waited for."""
        if record is not None:
            self.told.say(told(record))
            self.told.set_tone(TONES[record.state])
            self.sign.setVisible(may_sign and record.state is RecordState.UNSIGNED)
        self.setVisible(record is not None)


def told(record: RepairRecord) -> str:
    """The state of a record in a sentence."""
    if record.state is RecordState.NOT_PRINTED:
        return _("The repair record is not printed yet: the customer gets a copy.")
    if record.state is RecordState.UNSIGNED:
        return _("The repair record waits for the signatures of customer and repairer.")
    when = short_moment(record.signed_at)
    return _("The repair record was signed on {when}.").format(when=when)
