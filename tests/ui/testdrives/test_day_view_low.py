"""The test drives in the lowest window: cars or list, each over the whole height."""

from typing import Any

from ui.testdrives.day_view import HOURS, LIST


def test_a_low_window_shows_the_cars_or_the_list(open_page: Any, settled: Any) -> None:
    page = open_page()
    view = page.view
    assert view.switch.isHidden() and view.timeline.isVisible() and view.table.isVisible()
    page.resize(1093, 538)
    settled(page.work)
    assert view.switch.isVisible() and view.timeline.isVisible() and not view.table.isVisible()
    view.switch.set_value(LIST)
    view.switch.edited.emit()
    assert view.table.isVisible() and not view.timeline.isVisible()
    view.switch.set_value(None)
    view.switch.edited.emit()
    assert view.switch.value() == HOURS and view.timeline.isVisible()
    page.resize(1366, 692)
    settled(page.work)
    assert view.switch.isHidden() and view.table.isVisible() and view.timeline.isVisible()


def test_what_is_found_is_listed_though_the_cars_were_chosen(open_page: Any, settled: Any) -> None:
    page = open_page()
    page.resize(1093, 538)
    settled(page.work)
    page.view.filter.set_value("138")
    page.view.filter_again()
    settled(page.work)
    assert page.view.table.isVisible() and not page.view.timeline.isVisible()
    page.view.filter.set_value(None)
    page.view.filter_again()
    settled(page.work)
    assert page.view.timeline.isVisible()
