"""Inputs for numbers that `app.identity` knows: phones, plates, VINs, company numbers."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.text import N_
from ui.parts.text_inputs import LineInput

NO_SUCH_VIN = N_("No car in the store has this VIN: enter its plate.")
"""Said under a plate in which the VIN of an unknown car was typed or scanned."""


class Identity(LineInput):
    """A number that `app.identity` knows.

    Made alike, shown and judged as everywhere else; what cannot be is for the rules to say.
    """

    kind = ""
    most = 32

    def __init__(self, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(hint=hint, limit=self.most, parent=parent)

    def read(self, text: str) -> str | None:
        """However it was written; None for what is nothing but dots and dashes."""
        from app.identity import kinds

        return kinds.normalise(self.kind, text) or None

    def shown(self, value: Any) -> str:
        """In the groups that people read aloud."""
        from app.identity import kinds

        return kinds.shown(self.kind, str(value))

    def settle(self) -> None:
        """What cannot be such a number stays letter by letter as it was typed.

        Tidying would hide what is wrong with it.
        """
        from app.identity import kinds

        if not self.text().strip() or not kinds.judge(self.kind, self.text()).is_blocked:
            super().settle()

    def remark(self) -> str:
        """A warning, in the words of the command line."""
        from app.identity import kinds

        verdict = kinds.judge(self.kind, self.text())
        return "" if verdict.is_blocked else verdict.text()


class PhoneInput(Identity):
    """A mobile number is shown 138 0013 8000."""

    kind = "phone"

    def __init__(self, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(hint=hint, parent=parent)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)


class PlateInput(Identity):
    """粤B12345 however it was written; shown 粤B·12345."""

    kind = "plate"

    def take_plate(self, number: str) -> bool:
        """Shows the plate of the car whose VIN was typed or scanned here; True where it does."""
        from app.identity import vin

        if not number or not vin.is_whole(self.text()):
            return False
        self.set_value(number)
        return True


class Vin(Identity):
    """Seventeen signs, shown in the groups of their meaning."""

    kind = "vin"


class CreditCode(Identity):
    """The number of a company, as it stands on its licence."""

    kind = "uscc"


class IdentityNumber(Identity):
    """The number of an identity card or licence; that of a passport or permit is remarked."""

    kind = "id"
    most = 64


def is_no_identity_card(number: str | None) -> bool:
    """True for the number of a passport or permit, which tells no date of birth."""
    from app.identity import kinds

    return bool(number) and kinds.judge("id", number or "").code == "id.other"
