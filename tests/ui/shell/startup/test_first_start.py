"""The first day: a store is founded on one page."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.data_folders import StorePlace
from app.errors import Cause, Trouble
from app.records import Records
from app.server import pairing
from tests.make import PASSWORD
from tests.ui.shell.startup.programs import sign_in
from ui.shell.startup.first_start import FirstStart
from ui.shell.startup.sign_in_page import SignIn


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
    qtbot.waitUntil(lambda: told.visibleRegion().boundingRect().height() == told.height())
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
    qtbot.waitUntil(lambda: program.page().form.submit_button.text().startswith("建立门店"))
    assert program.page().form["store_name"].value() == "示范店"


def test_a_pc_joins_the_store_of_a_main_pc_by_its_code(
    start, qtbot: QtBot, tmp_path: Path, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the code does is tried in tests/app/server; here the main PC's store is another file."""
    records.close()
    asked: list[tuple[str, StorePlace]] = []

    def pair(code: str, place: StorePlace, *, station: str) -> StorePlace:
        asked.append((code, place))
        if code == "off":
            raise Trouble(Cause.SERVER, "192.0.2.1:5432")
        return Path(records.where)

    program = start(tmp_path / "new" / "store.db")
    page = program.page()
    kinds = [one.submit_button.property("kind") for one in (page.form, page.joining)]
    assert kinds == ["primary", "quiet"], "one filled button on a page"
    page.joining.submit()
    assert page.joining.message("code") == "This is needed."
    page.joining["code"].set_value("ABCD")
    page.joining.submit()
    qtbot.waitUntil(lambda: "no pairing code" in page.joining.message("code"), timeout=10_000)
    monkeypatch.setattr(pairing, "join", pair)
    page.joining["code"].set_value("off")
    page.joining.submit()
    qtbot.waitUntil(lambda: "does not answer" in page.joining.message("code"), timeout=10_000)
    assert page.joining.submit_button.isEnabled()
    page.joining["code"].set_value("right")
    page.joining.submit()
    qtbot.waitUntil(lambda: isinstance(program.page(), SignIn), timeout=10_000)
    assert asked[-1] == ("right", tmp_path / "new" / "store.db")
    sign_in(program, qtbot)
    qtbot.waitUntil(program.window.is_open, timeout=10_000)
