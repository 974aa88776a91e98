"""Nobody needs the mouse to fill a form.

Every form of every desk is opened, filled field by field with keys and Enter, and saved.
"""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.records import Records
from tests import make as makers
from tests.ui.parts.kit import commit, show
from tests.ui.together.everything import READ_ONLY, build, standing
from ui.admin.vin_list import VinList
from ui.desks import DESKS
from ui.parts.body_sketch import BodySketch
from ui.parts.fields import (
    Area,
    Chips,
    Choice,
    CreditCode,
    DateField,
    Duration,
    MomentField,
    Number,
    Password,
    PhoneInput,
    PlateInput,
    Segments,
    TimeField,
    Toggle,
    Vin,
)
from ui.parts.form import Form
from ui.parts.text_inputs import LineInput
from ui.sales.lines_input import LinesInput
from ui.stock.forecast_input import ForecastInput

ENTER, TAB, DOWN, RIGHT, SPACE = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Down,
    Qt.Key.Key_Right,
    Qt.Key.Key_Space,
)
MOST_FIELDS = 60
SOON_MS = 500
TYPED: tuple[tuple[type, str], ...] = (
    (PhoneInput, "13800138000"),
    (PlateInput, "京A12345"),
    (Vin, "LFV2A11K3K3000001"),
    (CreditCode, "91350100M000100Y43"),
    (MomentField, "t 1430"),
    (DateField, "t"),
    (TimeField, "930"),
    (Duration, "90"),
    (Number, "20"),
    (Password, "right-horse-9"),
    (LineInput, "王小明"),
    (Area, "客户要红色的"),
)
"""The first kind that fits; money is a number."""


def _fill(field: QWidget) -> None:
    """What a person presses in one field; what has no entry without a store is passed over."""
    field = field.area if isinstance(field, VinList) else field
    if isinstance(field, Choice):
        _choose(field)
    elif isinstance(field, LinesInput):
        _add_line(field)
    elif isinstance(field, ForecastInput):
        return
    elif isinstance(field, Segments):
        QTest.keyClick(field, RIGHT)
    elif isinstance(field, Toggle):
        QTest.keyClick(field, SPACE)
    elif isinstance(field, Chips | BodySketch):
        if getattr(field, "_buttons", True):
            QTest.keyClick(field.window().focusWidget(), SPACE)
    else:
        _type(field)


def _type(field: QWidget) -> None:
    typed = next(text for kind, text in TYPED if isinstance(field, kind))
    if isinstance(field, Number) and field._minimum:
        typed = str(max(int(typed), int(field._minimum)))
    if isinstance(field, LineInput | QPlainTextEdit):
        field.selectAll()
    commit(field, typed)


def _add_line(field: LinesInput) -> None:
    """A name and its amount; the cursor waits in the next line."""
    for typed in ("王小明", "20"):
        commit(field.window().focusWidget(), typed)
        QTest.keyClick(field.window().focusWidget(), ENTER)


def _choose(field: Choice) -> None:
    if field._options:
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Backspace)
        QTest.keyClick(field, DOWN)
    elif field._free:
        commit(field, "自己写")


def _may_be_empty(field: QWidget) -> bool:
    """Nothing to choose from, a switch that is off, or words that stand there and are not typed
    in.
    """
    return not getattr(field, "_options", True) and not getattr(field, "_free", False)


def _name(form: Form) -> str:
    focus = form.window().focusWidget()
    return next(
        (
            name
            for name, row in form._body.rows.items()
            if focus is not None and row.isAncestorOf(focus)
        ),
        "",
    )


def _typed_through(form: Form, answered: Callable[[], None]) -> list[str]:
    """Fills and leaves every field with Enter until the cursor stands on save.

    Gives the fields in their order.

    `answered` waits for what the page looks up meanwhile: an unknown plate brings more fields.
    """
    shown = [name for name in form._body.rows if form._body.is_shown(name)]
    form[shown[0]].setFocus(Qt.FocusReason.TabFocusReason)
    came: list[str] = []
    while form.window().focusWidget() is not form.submit_button and len(came) < MOST_FIELDS:
        name = _name(form)
        assert name and name not in came, (
            f"{form.objectName()}: the cursor went from {came} to {name!r}"
        )
        came.append(name)
        if form[name].isEnabled():
            _fill(form[name])
            answered()
        QApplication.processEvents()
        focus = form.window().focusWidget()
        QTest.keyClick(focus, TAB if isinstance(focus, Area) else ENTER)
        QApplication.processEvents()
    return came


@pytest.fixture
def forms(
    qtbot: QtBot, records: Records, make: Callable[..., int], make_shell: Any, settled: Any
) -> Callable[[Any], tuple[list[Form], Callable[[], None]]]:
    def built(desk: Any) -> tuple[list[Form], Callable[[], None]]:
        make(makers.car_model, "轩逸")
        page, made = build(desk, make_shell(records))

        def answered() -> None:
            qtbot.waitUntil(lambda: not any(map(_waits, page.findChildren(QTimer))))
            settled(page.work)

        show(qtbot, page, 1366, 700)
        answered()
        return standing(page, made), answered

    return built


def _waits(timer: QTimer) -> bool:
    """A look-up that comes as soon as nobody types."""
    return timer.isSingleShot() and timer.isActive() and timer.interval() <= SOON_MS


@pytest.mark.parametrize("desk", DESKS, ids=lambda desk: desk.name)
def test_every_form_is_filled_with_keys_and_enter_alone_and_saved(
    desk: Any, forms: Any, qtbot: QtBot
) -> None:
    found, answered = forms(desk)
    assert bool(found) != (desk.name in READ_ONLY), "it would be filled by nothing"
    for form in found:
        alone, saved = _alone(qtbot, form), []
        alone.submitted.connect(lambda saved=saved, form=form: saved.append(form.value()))
        came = _typed_through(alone, answered)
        asked = [name for name in alone._body.rows if alone._body.is_shown(name)]
        assert [name for name in came if name in asked] == asked, (
            f"{form.objectName()}: a field was passed over"
        )
        QTest.keyClick(alone.submit_button, ENTER)
        told = {name: alone.message(name) for name in came if alone.message(name)}
        assert len(saved) == 1, f"{form.objectName()} was not saved: {told} {alone.message()}"
        empty = [
            name
            for name in came
            if saved[0][name] in (None, ())
            and not _may_be_empty(alone[name])
            and alone[name].isEnabled()
        ]
        assert empty == [], f"{form.objectName()}: what was typed is not there"
        alone.hide()


def _alone(qtbot: QtBot, form: Form) -> Form:
    """The form in a window of its own, everything unfolded, away from the page that would put it
    away once it is saved.
    """
    form.setParent(None)
    for name in ("submitted", "left"):
        if form.receivers(f"2{name}()"):
            getattr(form, name).disconnect()
    form._body.unfold()
    show(qtbot, form, 520, 700)
    return form
