"""The first day: a store is founded on one page."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.conftest import PASSWORD
from ui.shell.startup.first_start import FirstStart


def test_the_first_day_is_one_page(start, qtbot: QtBot, tmp_path: Path) -> None:
    program = start(tmp_path / "new" / "store.db")
    page = program.page()
    assert isinstance(page, FirstStart)
    form = page.form
    for name, text in (
        ("store_name", "东风日产示范店"),
        ("admin_name", "王敏"),
        ("password", PASSWORD),
        ("password_again", "other"),
    ):
        form[name].set_value(text)
    form.submit()
    assert not program.window.is_open(), "the two passwords differ"
    form["password_again"].set_value(PASSWORD)
    form.submit()
    qtbot.waitUntil(program.window.is_open, timeout=10_000)
    assert program.work.actor.name == "王敏"
    assert program.window.header.tabs()[0] == "today"


def test_a_rule_about_passwords_is_said_beside_the_field(
    start, qtbot: QtBot, tmp_path: Path
) -> None:
    program = start(tmp_path / "store.db")
    form = program.page().form
    for name, text in (
        ("store_name", "店"),
        ("admin_name", "王敏"),
        ("password", "12345678"),
        ("password_again", "12345678"),
    ):
        form[name].set_value(text)
    form.submit()
    qtbot.waitUntil(lambda: not program.work.busy, timeout=10_000)
    assert form.submit_button.isEnabled()
    assert not program.window.is_open()
    assert form["store_name"].value() == "店"


def test_what_is_wrong_with_the_last_field_is_seen_without_scrolling(
    start, qtbot: QtBot, tmp_path: Path
) -> None:
    form = start(tmp_path / "store.db").page().form
    for name, text in (
        ("store_name", "店"),
        ("admin_name", "王敏"),
        ("password", "right-horse-9"),
        ("password_again", "other"),
    ):
        form[name].set_value(text)
    form.submit()
    told = next(
        label
        for label in form.findChildren(QLabel)
        if label.isVisible() and label.text() == form.message("password_again")
    )
    qtbot.waitUntil(
        lambda: told.visibleRegion().boundingRect().height() == told.height(), timeout=2000
    )
    assert (
        form["password_again"].isAncestorOf(QApplication.focusWidget())
        or form["password_again"].hasFocus()
    )


def test_a_change_of_language_on_the_first_page_keeps_what_was_typed(
    start, qtbot: QtBot, tmp_path: Path
) -> None:
    program = start(tmp_path / "store.db")
    program.page().form["store_name"].set_value("示范店")
    program.page().language_asked.emit("zh_CN")
    assert program.page().form["store_name"].value() == "示范店"
    assert program.page().form.submit_button.text().startswith("建立门店")
