"""Whoever takes the store's file away at work stops the saving; with the file back it goes on."""

import shutil
from pathlib import Path

from PySide6.QtWidgets import QWidget

from tests.reliability import soundness
from tests.ui.together.conftest import Program


def _banner(program: Program) -> QWidget | None:
    return program.window.findChild(QWidget, "banner-connection")


def _wait_for_banner(program: Program, *, shown: bool) -> None:
    program.qtbot.waitUntil(
        lambda: ("connection" in program.window.notices.shown()) is shown, timeout=10_000
    )


def test_a_store_that_is_renamed_at_work_is_told_by_itself_and_until_it_is_back(
    program: Program, store: Path
) -> None:
    program.sign_in()
    attempts = program.work.connection
    form = program.show("reception").visitor.form
    form["name"].set_value("赵敏")
    away = store.with_name("away.db")
    store.rename(away)
    _wait_for_banner(program, shown=True)
    banner = _banner(program)
    assert banner is not None and str(store) in banner.accessibleName()
    form.submit()
    program.settle()
    assert form["name"].value() == "赵敏"
    assert not store.exists()
    program.qtbot.waitUntil(lambda: attempts.tries >= 2, timeout=10_000)
    assert _banner(program) is banner, "tried again and again, the banner stays the same one"
    away.rename(store)
    _wait_for_banner(program, shown=False)
    form.submit()
    program.qtbot.waitUntil(lambda: not form["name"].value(), timeout=10_000)
    assert len(soundness.ids(store, "visit")) == 1


def test_another_file_in_its_place_is_named_and_nothing_is_saved_into_it(
    program: Program, store: Path
) -> None:
    program.sign_in()
    form = program.show("reception").visitor.form
    form["name"].set_value("赵敏")
    away = store.with_name("away.db")
    store.rename(away)
    other = Path(shutil.copy(away, store))
    before = other.read_bytes()
    _wait_for_banner(program, shown=True)
    banner = _banner(program)
    assert banner is not None
    assert "Another file" in banner.accessibleName() and str(store) in banner.accessibleName()
    form.submit()
    program.settle()
    assert "Not saved" in form.message() and form["name"].value() == "赵敏"
    assert other.read_bytes() == before
    away.replace(store)
    _wait_for_banner(program, shown=False)
    form.submit()
    program.qtbot.waitUntil(lambda: not form["name"].value(), timeout=10_000)
    assert len(soundness.ids(store, "visit")) == 1
