"""A form is filled with the keyboard alone, says what is wrong beside the field and loses
nothing.
"""

import json
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget

from app.errors import Refused
from tests.ui.parts.kit import commit, compose, press, show, type_text
from ui.parts.fields import Area, Chips, Choice, Number, PhoneInput, Segments, Text
from ui.parts.form import Field, Form
from ui.parts.layouts import boxed, vbox
from ui.parts.scroll import ScrollArea
from ui.parts.turns import next_turn

FIELDS = (
    Field("phone", "Phone", PhoneInput),
    Field("name", "Name", partial(Text, limit=40), half=True),
    Field("model", "Model", partial(Choice, ((1, "轩逸"), (2, "奇骏"))), half=True),
    Field("level", "Level", partial(Segments, (("H", "H"), ("A", "A")))),
    Field("people", "People", Number, more=True),
    Field("note", "Note", Area, more=True),
)


@pytest.fixture
def form(qtbot) -> Form:
    return show(qtbot, Form(FIELDS, name="visit"), 420, 600)


def test_enter_walks_through_the_fields_and_ctrl_enter_submits(form, qtbot) -> None:
    form.start()
    type_text(form.focusWidget(), "13800138000")
    press(form, Qt.Key.Key_Return)
    assert form["name"].hasFocus()
    commit(form["name"], "张女士")
    press(form, Qt.Key.Key_Return)
    assert form["model"].hasFocus()
    commit(form["model"], "奇")
    press(form, Qt.Key.Key_Return)
    assert form["level"].hasFocus()
    type_text(form["level"], "h")
    with qtbot.waitSignal(form.submitted):
        press(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.value() == {
        "phone": "13800138000",
        "name": "张女士",
        "model": 2,
        "level": "H",
        "people": None,
        "note": None,
    }


def test_after_the_last_field_enter_reaches_the_button_and_presses_it(form, qtbot) -> None:
    form["level"].setFocus()
    press(form, Qt.Key.Key_Return)
    assert form.submit_button.hasFocus()
    with qtbot.waitSignal(form.submitted):
        press(form, Qt.Key.Key_Return)


def test_enter_is_not_stolen_from_the_input_method(form) -> None:
    form["name"].setFocus()
    compose(form["name"], "zhang")
    press(form, Qt.Key.Key_Return)
    assert form["name"].hasFocus()


def test_esc_leaves_and_keeps_what_was_typed(form, qtbot) -> None:
    form["name"].setFocus()
    commit(form["name"], "张")
    with qtbot.waitSignal(form.left):
        press(form, Qt.Key.Key_Escape)
    assert form["name"].value() == "张"
    assert form.is_dirty


def test_a_refusal_stands_beside_its_field_and_goes_when_it_is_mended(form) -> None:
    commit(form["phone"], "123")
    form.busy(True)
    form.point_at(Refused("phone.short", "Too short: {digits} digits", field="phone", digits=3))
    assert form.message("phone") == "Too short: 3 digits"
    assert form["phone"].hasFocus()
    assert form["phone"].text() == "123"
    assert form.submit_button.isEnabled()
    commit(form["phone"], "4")
    assert form.message("phone") == ""


def test_a_refusal_of_a_folded_field_unfolds_and_of_no_field_stands_at_the_foot(form) -> None:
    assert not form["people"].isVisible()
    form.point_at(Refused("people", "How many?", field="people"))
    assert form["people"].isVisible()
    form.point_at(Refused("closed", "The store is closed"))
    assert form.message() == "The store is closed"


def test_an_unclear_field_is_said_before_anything_is_submitted(form, qtbot) -> None:
    commit(form["model"], "蓝鸟")
    with qtbot.assertNotEmitted(form.submitted):
        form.submit()
    assert form.message("model") == "Choose one from the list"
    assert form["model"].text() == "蓝鸟"


def test_a_draft_is_json_and_comes_back(form, qtbot) -> None:
    form.set_value({"phone": "13800138000", "model": 2, "note": "<b>急</b>"})
    assert not form.is_dirty
    draft = json.loads(json.dumps(form.draft()))
    again = show(qtbot, Form(FIELDS), 420, 600)
    again.restore(draft)
    assert again.value() == form.value()
    assert again["note"].isVisible()


def test_more_opens_in_place_and_takes_the_cursor_there(form) -> None:
    more = form.findChild(object, "visit_more")
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert form["people"].isVisible()
    assert form["people"].hasFocus()
    assert not more.isVisible()


def test_on_a_low_window_the_fields_scroll_and_the_buttons_stay(form, qtbot) -> None:
    form.resize(420, 260)
    qtbot.wait(10)
    assert form.findChild(QScrollArea).verticalScrollBar().maximum() > 0
    assert form.rect().contains(form.submit_button.geometry())


def test_names_are_spoken_and_found(form) -> None:
    for name in ("phone", "name", "model", "level", "people", "note"):
        assert form[name].objectName() == name
        assert form[name].accessibleName()


def test_clear_empties_and_starts_again(form) -> None:
    form.set_value({"phone": "13800138000"})
    QTest.mouseClick(form.clear_button, Qt.MouseButton.LeftButton)
    assert form.value()["phone"] is None
    assert form["phone"].hasFocus()


def test_a_hidden_field_does_not_stand_in_the_way(form) -> None:
    form.show_field("name", False)
    form["phone"].setFocus()
    press(form, Qt.Key.Key_Return)
    assert form["model"].hasFocus()


def test_what_stands_in_for_the_fields_has_their_room(form, qtbot) -> None:
    form.resize(400, 500)
    other = QWidget(form)
    form.stand_in(other)
    qtbot.waitUntil(lambda: other.size() == form.size())
    form.stand_in(None)
    assert not other.isVisible()
    assert form["name"].isVisible()


@pytest.mark.parametrize("make", [Text, Area, partial(Choice, free=True)])
def test_what_papers_cannot_print_is_said_while_it_is_typed(qtbot, make) -> None:
    form = show(qtbot, Form((Field("name", "Name", make),), name="f"))
    form["name"].setFocus()
    commit(form["name"], "김수")
    assert form.message("name") == "Papers print □ for 김 수."
    commit(form["name"], "张")
    assert form.message("name") == "Papers print □ for 김 수."
    form["name"].selectAll()
    commit(form["name"], "喆䶮 Zhāng·Ω №")
    assert form.message("name") == ""
    assert form.value() == {"name": "喆䶮 Zhāng·Ω №"}


def test_a_form_that_leaves_keeps_what_was_typed_at_its_second_button(qtbot) -> None:
    form = Form((Field("note", "Note", Text),), leaves=True, name="note")
    show(qtbot, form)
    form["note"].set_value("half typed")
    assert form.clear_button.text().strip() == "Cancel"
    with qtbot.waitSignal(form.left):
        QTest.mouseClick(form.clear_button, Qt.MouseButton.LeftButton)
    assert form["note"].value() == "half typed"


def test_a_form_in_a_hidden_panel_makes_nothing_and_hears_what_is_told_it(qtbot) -> None:
    panel = QWidget()
    qtbot.addWidget(panel)
    form = Form(FIELDS, name="visit", parent=panel)
    form.show()
    form.set_options("model", iter([(3, "天籁")]))
    form.show_field("level", False)
    form.clear()
    assert form.names == {"phone", "name", "model", "level", "people", "note"}
    assert not form.is_built and not form.is_dirty
    panel.show()
    qtbot.waitUntil(lambda: form.is_built)
    assert not form.is_dirty and set(form.value().values()) == {None}
    form["model"].set_value(3)
    assert form["model"].text() == "天籁"
    assert form["phone"].isVisible() and not form["level"].isVisible()


def test_a_form_that_is_hidden_again_at_once_is_not_made(qtbot) -> None:
    form, after = Form(FIELDS, name="visit"), list[str]()
    qtbot.addWidget(form)
    form.show()
    form.hide()
    next_turn(form, lambda: after.append("a turn later"))
    qtbot.waitUntil(lambda: bool(after))
    assert not form.is_built


@pytest.mark.parametrize("count", [2, 5])
def test_tab_comes_to_chips_that_are_filled_later_in_their_place(qtbot, count: int) -> None:
    fields = (Field("name", "Name", Text), Field("models", "Models", Chips), Field("z", "Z", Text))
    form = Form(fields, name="f")
    show(qtbot, form, 400, 400)
    chips = form["models"]
    for often in (1, 0, count):
        chips.set_options([(at, f"chip {at}") for at in range(often)])
        qtbot.waitUntil(lambda often=often: _seen(chips) == [f"chip {at}" for at in range(often)])
    form["name"].setFocus()
    came = []
    for _press in range(count + 1):
        QTest.keyClick(form.window().focusWidget(), Qt.Key.Key_Tab)
        came.append(form.window().focusWidget())
    assert [one.accessibleName() for one in came[:-1]] == [f"chip {at}" for at in range(count)]
    assert came[-1] is form["z"]


def _seen(chips: Chips) -> list[str]:
    return [one.text() for one in chips.findChildren(QPushButton) if one.isVisible()]


def test_what_leads_a_form_scrolls_with_its_fields(qtbot) -> None:
    form, photos = Form(FIELDS, name="visit"), QWidget()
    photos.setFixedHeight(200)
    form.lead(photos)
    assert not photos.isVisible()
    show(qtbot, form, 420, 300)
    area = form.findChild(QScrollArea)
    assert photos.isVisible() and area.widget().isAncestorOf(photos)
    assert form.rows["phone"].y() > photos.height()
    form["level"].setFocus()
    seen = form["level"].visibleRegion().boundingRect()
    assert seen == form["level"].rect(), "a field below is scrolled into view"


def test_a_form_that_is_only_shown_leaves_what_leads_it_to_be_pressed(qtbot) -> None:
    form, button = Form(FIELDS, name="visit"), QPushButton("photo")
    form.lead(button)
    show(qtbot, form, 420, 300)
    form.only_show("Only advisors may change this.")
    assert button.isEnabled() and not form["phone"].isEnabled()


def test_a_form_that_flows_lets_the_page_around_it_scroll(qtbot) -> None:
    form = Form(FIELDS, name="visit")
    form.flow()
    page = ScrollArea(boxed(vbox(form)))
    show(qtbot, page, 420, 200)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    assert form.findChild(QScrollArea).verticalScrollBar().maximum() == 0
    form["level"].setFocus()
    assert form["level"].visibleRegion().boundingRect() == form["level"].rect()


@pytest.mark.parametrize("goes", [False, True])
def test_a_long_form_takes_the_focus_when_it_is_made_unless_it_went_elsewhere(
    qtbot, goes: bool
) -> None:
    form, other = Form([Field(f"n{one}", str(one), Text) for one in range(20)]), Text()
    form.hide()
    page = show(qtbot, boxed(vbox(form, other)), 420, 600)
    page.setFocus()
    form.show()
    QApplication.processEvents()
    form.start()
    assert not form.is_built
    if goes:
        other.setFocus()
    qtbot.waitUntil(lambda: form.is_built)
    assert (other if goes else form["n0"]).hasFocus()
