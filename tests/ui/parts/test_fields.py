"""Inputs read forgivingly, show tidily and never take a key from the input method."""

from datetime import date, datetime
from decimal import Decimal
from enum import Enum

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app import text
from tests.ui.parts.kit import commit, compose, press, show, type_text
from ui.parts.drop import Drop
from ui.parts.fields import (
    Area,
    Chips,
    Choice,
    DateField,
    Duration,
    MomentField,
    Money,
    Number,
    PhoneInput,
    PlateInput,
    Segments,
    Text,
    Toggle,
    Vin,
)

TODAY = date(2026, 11, 21)
MODELS = (
    (1, "轩逸 1.6XL", "xuanyi sylphy"),
    (2, "奇骏 2.0L", "qijun x-trail"),
    (3, "天籁 2.0T", "tianlai altima"),
)


class Level(Enum):
    H = "h"
    A = "a"


@pytest.mark.parametrize(
    ("make", "typed", "value", "shown"),
    [
        (PhoneInput, "+86 138-0013-8000", "13800138000", "138 0013 8000"),
        (PhoneInput, "１３８００１３８０００", "13800138000", "138 0013 8000"),
        (PhoneInput, "010-6512 3456", "01065123456", "010-65123456"),
        (PhoneInput, "0755-1234567-801", "07551234567#801", "0755-1234567-801"),
        (PlateInput, "粤b 12345", "粤B12345", "粤B·12345"),
        (PlateInput, "粤Ｂ·Ｄ12345", "粤BD12345", "粤B·D12345"),
        (Vin, "lgbh12e2 0fy123456", "LGBH12E20FY123456", "LGB H12E2 0F Y123456"),
        (Number, "12,500", 12500, "12,500"),
        (Number, "1.2万", 12000, "12,000"),
        (Money, "￥1085.35元", Decimal("1085.35"), "1,085.35"),
        (Duration, "1:30", 90, "1 h 30 min"),
        (Duration, "1.5", 90, "1 h 30 min"),
        (Duration, "45", 45, "45 min"),
    ],
)
def test_what_is_typed_becomes_a_tidy_value(qtbot, make, typed, value, shown) -> None:
    field = show(qtbot, make())
    commit(field, typed)
    press(field, Qt.Key.Key_Return)
    assert (field.value(), field.text(), field.problem()) == (value, shown, "")
    again = make()
    qtbot.addWidget(again)
    again.set_value(value)
    assert again.value() == value


def test_an_empty_field_is_none(qtbot) -> None:
    for make in (
        Text,
        PhoneInput,
        PlateInput,
        Vin,
        Number,
        Money,
        Duration,
        DateField,
        MomentField,
        Choice,
        Segments,
        Area,
    ):
        field = make()
        qtbot.addWidget(field)
        assert field.value() is None
        field.set_value(None)
        assert field.value() is None


@pytest.mark.parametrize(("language", "shown"), [("zh_CN", "2026年11月24日"), ("en", "2026-11-24")])
def test_a_date_takes_shorthand_and_shows_it_in_full(qtbot, language, shown) -> None:
    text.use(language)
    field = show(qtbot, DateField(today=TODAY))
    type_text(field, "+3")
    assert field.value() == date(2026, 11, 24)
    press(field, Qt.Key.Key_Return)
    assert field.text() == shown


def test_what_is_unclear_is_said_and_kept(qtbot) -> None:
    field = show(qtbot, DateField(today=TODAY))
    commit(field, "下下周")
    press(field, Qt.Key.Key_Return)
    assert field.value() is None
    assert "11-21" in field.problem()
    assert field.text() == "下下周"
    assert field.draft() == "下下周"


def test_a_moment_is_local_clock_time(qtbot) -> None:
    field = show(qtbot, MomentField(today=lambda: TODAY))
    type_text(field, "t 1430")
    assert field.value() == datetime(2026, 11, 21, 14, 30)


def test_a_rare_name_counts_as_people_count(qtbot) -> None:
    field = show(qtbot, Text(limit=3))
    commit(field, "𠀀𠀁䶮㛃")
    assert field.text() == "𠀀𠀁䶮"


def test_what_is_being_composed_is_never_cut(qtbot) -> None:
    field = show(qtbot, Text(limit=3))
    field.setFocus()
    compose(field, "oyangtingting")
    assert field.composing
    commit(field, "欧阳")
    assert (field.text(), field.composing) == ("欧阳", False)


def test_the_wheel_changes_no_number(qtbot) -> None:
    field = show(qtbot, Number())
    field.set_value(5)
    field.setFocus()
    spot = QPointF(10, 10)
    wheel = QWheelEvent(
        spot,
        field.mapToGlobal(spot),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, wheel)
    assert field.value() == 5
    press(field, Qt.Key.Key_Up)
    assert field.value() == 6


def test_limits_of_a_number_are_said(qtbot) -> None:
    field = show(qtbot, Number(minimum=0, maximum=100))
    type_text(field, "120")
    assert field.problem() == "At most 100"
    assert field.value() is None


def test_a_choice_is_found_by_typing_a_scrap(qtbot) -> None:
    field = show(qtbot, Choice(MODELS))
    field.setFocus()
    type_text(field, "x-tr")
    drop = field.window().findChild(Drop)
    assert drop.isVisible()
    assert drop.windowType() is not Qt.WindowType.Popup
    with qtbot.waitSignal(field.edited):
        press(field, Qt.Key.Key_Return)
    assert (field.value(), field.text()) == (2, "奇骏 2.0L")
    assert not drop.isVisible()


def test_a_choice_is_found_by_chinese_and_picked_with_the_mouse(qtbot) -> None:
    field = show(qtbot, Choice(MODELS))
    field.setFocus()
    commit(field, "2.0")
    drop = field.window().findChild(Drop)
    view = drop.findChild(object, "drop_list")
    assert view.model().rowCount() == 2
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=view.visualRect(view.model().index(1, 0)).center(),
    )
    assert field.value() == 3


def test_a_choice_says_when_nothing_matches_and_free_ones_take_it(qtbot) -> None:
    strict, free = show(qtbot, Choice(MODELS)), show(qtbot, Choice(MODELS, free=True))
    for field in (strict, free):
        field.setFocus()
        commit(field, "蓝鸟")
        press(field, Qt.Key.Key_Return)
    assert (strict.value(), strict.problem()) == (None, "Choose one from the list")
    assert free.value() == "蓝鸟"


def test_enter_and_arrows_belong_to_the_input_method_while_composing(qtbot) -> None:
    field = show(qtbot, Choice(MODELS))
    field.setFocus()
    compose(field, "qi")
    press(field, Qt.Key.Key_Down)
    press(field, Qt.Key.Key_Return)
    assert field.value() is None
    assert field.window().findChild(Drop) is None


def test_a_segment_is_chosen_by_click_letter_or_arrow(qtbot) -> None:
    field = show(qtbot, Segments(((Level.H, "H"), (Level.A, "A"))))
    buttons = field.findChildren(object, "segment_A")
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert field.value() is Level.A
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert field.value() is None
    field.setFocus()
    type_text(field, "h")
    assert field.value() is Level.H
    press(field, Qt.Key.Key_Right)
    assert field.value() is Level.A


def test_a_draft_brings_every_kind_of_value_back(qtbot) -> None:
    cases = (
        (lambda: Segments(((Level.H, "H"), (Level.A, "A"))), Level.A), (lambda: Choice(MODELS), 2),
        (lambda: Chips(((1, "价格"), (2, "空间"))), (2,)),
        (Toggle, True), (Area, "两行\n备注"), (lambda: DateField(today=TODAY), TODAY),
        (Money, Decimal("9.90")), (Text, "<b>张</b>"),
    )  # fmt: skip
    for make, value in cases:
        field, again = make(), make()
        qtbot.addWidget(field)
        qtbot.addWidget(again)
        field.set_value(value)
        again.restore(field.draft())
        assert again.value() == value


@pytest.mark.parametrize(
    "make, typed",
    [(PhoneInput, "1380013800/"), (PhoneInput, "138/00"), (PlateInput, "京a/1"), (Vin, "lfv 1")],
)
def test_what_cannot_be_is_left_letter_by_letter(qtbot, make, typed) -> None:
    field = make()
    qtbot.addWidget(field)
    field.setText(typed)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    field.settle()
    assert field.text() == typed


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("xy", 1),
        ("XY", 1),
        ("ｘｙ", 1),
        ("qj", 2),
        ("tl 2", 3),
        ("xk", 4),
        ("轩", 1),
        ("altima", 3),
        ("逸", 1),
    ],
)
def test_an_option_is_found_by_the_first_letters_of_its_characters(qtbot, typed, found) -> None:
    names = ((1, "轩逸 1.6XL"), (2, "奇骏 2.0L"), (3, "天籁 2.0T", "altima"), (4, "逍客"))
    field = show(qtbot, Choice(names))
    field.setFocus()
    commit(field, typed)
    press(field, Qt.Key.Key_Return)
    assert field.value() == found


@pytest.mark.parametrize("words", ["a\r\nb", "a\rb", "a\xa0b", "a\u2028b", "a\u2029b", "a\nb"])
def test_words_that_nobody_changed_come_back_as_they_were(qtbot, words) -> None:
    field = show(qtbot, Area())
    field.set_value(words)
    assert (field.value(), field.draft()) == (words, words)
    field.moveCursor(QTextCursor.MoveOperation.End)
    commit(field, "c")
    assert field.value() == f"{field.toPlainText()}" and field.value().endswith("bc")


@pytest.mark.parametrize("kind", [Chips, Segments])
def test_the_same_options_keep_their_buttons_and_others_are_shown(qtbot, kind) -> None:
    options = [(1, "价格"), (2, "空间")]
    field = show(qtbot, kind(options))
    before = list(field._buttons)
    field.set_options(iter(options))
    assert field._buttons == before
    field.set_options([(1, "价格"), (2, "油耗")])
    assert [button.text() for button in field._buttons] == ["价格", "油耗"]


def test_other_chips_keep_what_was_chosen_and_the_buttons_there_are(qtbot) -> None:
    chips = Chips(((1, "价格"), (2, "空间"), (3, "颜色")))
    qtbot.addWidget(chips)
    chips.set_value((3,))
    first = chips.findChild(QPushButton, "chip_价格")
    chips.set_options(((3, "颜色"), (4, "A&B")))
    assert chips.value() == (3,)
    assert (first.text(), first.isChecked()) == ("颜色", True)
    with qtbot.waitSignal(chips.edited):
        qtbot.mouseClick(chips.findChild(QPushButton, "chip_A&B"), Qt.MouseButton.LeftButton)
    assert chips.value() == (3, 4)
    chips.set_options(())
    assert chips.value() == ()
    assert chips.findChild(QPushButton, "chip_A&B") is None
    chips.set_options(((5, "后来"),))
    assert chips.value() == ()


def test_chips_that_come_back_are_styled_once(qtbot) -> None:
    """A new button takes ten times as long as one that stands by."""
    chips = show(qtbot, Chips([(at, f"作业{at}") for at in range(20)]))
    made = set(chips.findChildren(QPushButton))
    chips.set_value(range(20))
    for count in (2, 20):
        chips.set_options([(100 + at, f"其他{at}") for at in range(count)])
    assert set(chips.findChildren(QPushButton)) == made
    assert [one.text() for one in made if one.isVisible()].count("其他19") == 1
    assert chips.value() == ()
    chips.set_value((119,))
    assert [one.accessibleName() for one in made if one.isChecked()] == ["其他19"]
