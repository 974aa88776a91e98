"""A number is judged under its field in the very words of the command line, in both languages."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from app import text
from app.errors import Refused
from app.identity.command import tell
from app.people import operations as people
from app.setting_checks import check_credit_code
from app.vehicles import operations as vehicles
from tests.app.identity.corpus import CASES, TODAY, Case
from tests.ui.parts.kit import commit, press, show
from ui.parts.fields import CreditCode, IdentityNumber, PhoneInput, PlateInput, Text, Vin
from ui.parts.form import Field, Form

INPUTS = {
    "phone": PhoneInput,
    "plate": PlateInput,
    "vin": Vin,
    "uscc": CreditCode,
    "id": IdentityNumber,
}
RULES: dict[str, Any] = {
    "phone": people.phone_number,
    "plate": vehicles.plate_number,
    "vin": vehicles.vin_number,
    "id": people.identity_number,
    "uscc": lambda typed, field: check_credit_code(field, typed),
}
FUTURE = ("id", "110105209912310028")
"""A birth date to come is told where the day is known: the rule of the desk is asked without one.
"""


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("kind", INPUTS)
def test_the_window_and_the_command_line_speak_the_same_words(
    qtbot, kind: str, language: str
) -> None:
    text.use(language)
    form = show(
        qtbot,
        Form((Field("number", "Number", INPUTS[kind]), Field("next", "Next", Text)), name="f"),
    )
    unlike = {}
    for case in CASES:
        if case.kind == kind and (kind, case.typed) != FUTURE:
            said, window = _command_line(case), _window(form, case)
            if not said.endswith(window) or bool(window) is (case.level == "fine"):
                unlike[case.typed] = (said, window)
    assert unlike == {}


def _command_line(case: Case) -> str:
    lines: list[str] = []
    tell(case.kind, case.typed, today=TODAY, write=lines.append)
    return lines[-1]


def _window(form: Form, case: Case) -> str:
    """Typed, left with Enter, and if the field has nothing to say, given to the rule of the
    desk.
    """
    form.clear()
    form["number"].setFocus()
    commit(form["number"], case.typed)
    press(form, Qt.Key.Key_Return)
    if form.message("number"):
        return form.message("number")
    try:
        RULES[case.kind](form["number"].value(), field="number")
    except Refused as refused:
        form.point_at(refused)
    return form.message("number")


def test_a_remark_goes_with_the_text_and_never_covers_what_the_page_says(qtbot) -> None:
    form = show(
        qtbot, Form((Field("phone", "Phone", PhoneInput), Field("next", "Next", Text)), name="f")
    )
    form["phone"].setFocus()
    commit(form["phone"], "15400000000")
    form.say("phone", "Known as 张伟", tone="good")
    press(form, Qt.Key.Key_Return)
    assert form.message("phone") == "Known as 张伟"
    form["phone"].setFocus()
    commit(form["phone"], "1")
    assert form.message("phone") == ""
    press(form, Qt.Key.Key_Backspace)
    press(form, Qt.Key.Key_Return)
    assert "154" in form.message("phone")
    assert form["next"].hasFocus(), "a remark stops nobody"
