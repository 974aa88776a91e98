"""An open order never needs more room than a screen of 768 pixels leaves it."""

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from ui.parts.colour_dot import ColourDot

MOST = 768 - 76
"""What is left under the title bar and the header of the window."""


def test_an_order_never_asks_for_more_room_than_a_small_screen_has(here: Any) -> None:
    """A page that needs more room than the screen makes the window grow."""
    assert here.page.minimumSizeHint().height() <= MOST
    for name in here.page.order_panel.sections:
        here.page.order_panel.open_section(name)
        assert here.page.minimumSizeHint().height() <= MOST, name


def test_a_section_that_waits_for_its_answers_needs_no_more_room(
    here: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is shown before the store has answered fits the small screen too."""
    monkeypatch.setattr(here.page.work, "ask", lambda *asked, **more: None)
    too_high = []
    for name, make in here.page.order_panel._makers.items():
        section = make(here.page.shell, here.page.order_panel._stack)
        here.page.order_panel._stack.addWidget(section)
        section.show_sheet(here.page.order_panel.sheet)
        here.page.order_panel._stack.setCurrentWidget(section)
        QApplication.processEvents()
        if here.page.minimumSizeHint().height() > MOST:
            too_high.append((name, here.page.minimumSizeHint().height()))
    assert too_high == []


def test_a_car_without_a_known_colour_has_no_dot_on_any_screen(here: Any) -> None:
    head = here.page.order_panel.head
    for is_low in (True, False):
        head.lower(is_low)
        assert head.findChild(ColourDot).isHidden()


def test_names_and_numbers_have_the_line_under_the_title_for_themselves(here: Any) -> None:
    """Beside the state a number to call was cut in English."""
    head = here.page.order_panel.head
    assert head.chips[0].isVisible() and not any(map(head.isAncestorOf, head.chips))
