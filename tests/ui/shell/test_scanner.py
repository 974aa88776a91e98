"""What a scanner types fills the form from any field; what a person types stays where it is."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt

from db.vocabulary import Sex
from tests.ui.parts.kit import commit, press, show, type_text
from ui.parts.fields import DateField, IdentityNumber, PlateInput, Segments, Text, Vin
from ui.parts.form import Field, Form
from ui.shell.scanner import Scanner

VIN = "LFV2A11K3K3000001"
CARD = "张伟,女,汉,19491231,北京市朝阳区建国路1号,11010519491231002X"
FIELDS = (
    Field("note", "Note", Text),
    Field("plate", "Plate", PlateInput),
    Field("vin", "VIN", Vin),
    Field("name", "Name", Text),
    Field("sex", "Sex", lambda: Segments([(one, one.value) for one in Sex])),
    Field("id_number", "Number", IdentityNumber),
    Field("born_on", "Born", DateField),
)


class Clock:
    def __init__(self, step: float) -> None:
        self.at, self.step = 0.0, step

    def __call__(self) -> float:
        self.at += self.step
        return self.at


def _form(qtbot: Any, step: float, fields: Any = FIELDS) -> Form:
    form = show(qtbot, Form(fields, name="f"), 500, 700)
    Scanner(form, Clock(step))
    form["note"].setFocus()
    return form


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_the_bar_code_of_a_vin_goes_to_its_field_from_any_other(qtbot: Any, end: Any) -> None:
    form = _form(qtbot, 0.002)
    form["note"].set_value("急")
    form["note"].end(False)
    edited: list[str] = []
    form.edited.connect(edited.append)
    type_text(form["note"], VIN)
    press(form["note"], end)
    assert (form["note"].text(), form["vin"].value()) == ("急", VIN)
    assert form["note"].hasFocus(), "the end of a scan moves nobody"
    assert "vin" in edited, "the page looks the car up"


def test_the_text_of_an_identity_card_fills_what_the_form_has(qtbot: Any) -> None:
    form = _form(qtbot, 0.002)
    for sign in CARD:
        commit(form["note"], sign)
    press(form["note"], Qt.Key.Key_Return)
    value = form.value()
    assert (value["name"], value["sex"], value["note"]) == ("张伟", Sex.FEMALE, None)
    assert value["id_number"] == "11010519491231002X"
    assert value["born_on"] == date(1949, 12, 31)


def test_a_person_who_types_a_vin_into_a_note_keeps_it_there(qtbot: Any) -> None:
    form = _form(qtbot, 0.12)
    type_text(form["note"], VIN)
    press(form["note"], Qt.Key.Key_Return)
    assert (form["note"].text(), form["vin"].value()) == (VIN, None)
    assert form["plate"].hasFocus(), "Enter goes on"


def test_a_scan_without_a_field_for_it_stays_text(qtbot: Any) -> None:
    form = _form(qtbot, 0.002, FIELDS[:2])
    type_text(form["note"], VIN)
    press(form["note"], Qt.Key.Key_Return)
    assert form["note"].text() == VIN


def test_a_number_scanned_into_its_own_field_goes_on_as_if_typed(qtbot: Any) -> None:
    form = _form(qtbot, 0.002)
    form["vin"].setFocus()
    type_text(form["vin"], VIN)
    press(form["vin"], Qt.Key.Key_Return)
    assert form["vin"].value() == VIN
    assert form["name"].hasFocus()
