"""Two windows on one store, every form that changes what is there.

The second is asked, nothing typed is lost, nobody meets oneself.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desks import DESKS
from app.records import Records
from db import engine as engines
from db.vocabulary import Role
from tests.beginnings import Once
from tests.ui.together.edited import CASES, Edited
from tests.ui.together.furnished import furnished_copy
from ui.parts.merge_view import MergeView
from ui.shell.workspace.page import Shell

CTRL = Qt.KeyboardModifier.ControlModifier
WITHIN = 10.0
BY_NAME = [pytest.param(case, id=case.name) for case in CASES]


@dataclass
class Desk:
    """One person at one window; `opens` brings the record into its form."""

    qtbot: QtBot
    shell: Shell
    page: Any
    case: Edited
    ids: dict[str, int]

    def settle(self) -> None:
        for _turn in range(3):
            self.qtbot.waitUntil(lambda: not self.shell.work.busy, timeout=10_000)
            QApplication.processEvents()

    def opens(self) -> Any:
        self.page.activateWindow()
        self.page.raise_()
        self.qtbot.waitUntil(self.page.isActiveWindow)
        return self.case.open(self.page, self.ids, self.settle)

    def types(self, form: Any, values: dict[str, Any]) -> None:
        for name, value in values.items():
            form.rows[name].input.set_value(
                self.ids.get(value, value) if isinstance(value, str) else value
            )
            form.rows[name].input.edited.emit()

    def saves(self, form: Any) -> None:
        self.page.activateWindow()
        self.qtbot.waitUntil(self.page.isActiveWindow)
        form.start()
        self.qtbot.keyClick(self.page.focusWidget(), Qt.Key.Key_Return, CTRL)
        self.settle()

    def asked(self, form: Any) -> dict[str, str]:
        view = form.findChild(MergeView)
        return view.choices() if view is not None and view.isVisible() else {}

    def reads(self, form: Any, names: list[str]) -> dict[str, Any]:
        return {name: form[name].value() for name in names}

    def value(self, value: Any) -> Any:
        return self.ids.get(value, value) if isinstance(value, str) else value


@pytest.fixture
def ids(once: Once, founded_store: Path, tmp_path: Path) -> dict[str, int]:
    return furnished_copy(once, founded_store, tmp_path / "store.db")


@pytest.fixture
def records(ids: dict[str, int], tmp_path: Path) -> Iterator[Records]:
    made = Records(engines.open_store(tmp_path / "store.db"), DESKS)
    yield made
    made.close()


@pytest.fixture
def desk(
    qtbot: QtBot, records: Records, ids: dict[str, int], make_shell: Any
) -> Iterator[Callable[..., Desk]]:
    def sit(case: Edited, staff_id: int = 1) -> Desk:
        shell = make_shell(
            records, Role.MANAGER, Role.ADMINISTRATOR, Role.ADVISOR, staff_id=staff_id
        )
        page = case.make()(shell)
        qtbot.addWidget(page)
        page.resize(1366, 692)
        page.show()
        qtbot.waitExposed(page)
        made = Desk(qtbot, shell, page, case, ids)
        made.settle()
        return made

    yield sit


@pytest.mark.parametrize("case", BY_NAME)
def test_the_second_one_chooses_and_nothing_typed_is_lost(
    case: Edited, desk: Callable[..., Desk], ids: dict[str, int]
) -> None:
    name, mine, theirs = case.both
    me, other = desk(case), desk(case, ids["second"])
    form = me.opens()
    me.types(form, {name: mine} | case.mine)
    yours = other.opens()
    other.types(yours, {name: theirs} | case.theirs)
    other.saves(yours)
    me.settle()
    assert me.reads(form, [name]) == {name: me.value(mine)}, (
        "what another saves changes nothing that is being typed"
    )
    me.saves(form)
    assert set(me.asked(form)) == case.expected
    me.qtbot.keyClick(me.page.focusWidget(), Qt.Key.Key_Escape)
    typed = {name: me.value(mine)} | {key: me.value(value) for key, value in case.mine.items()}
    assert not me.asked(form) and me.reads(form, list(typed)) == typed
    me.saves(form)
    assert set(me.asked(form)) == case.expected, "not now is not yes"
    me.qtbot.keyClick(me.page.focusWidget(), Qt.Key.Key_Left)
    me.qtbot.keyClick(me.page.focusWidget(), Qt.Key.Key_Return, CTRL)
    me.settle()
    assert not me.asked(form)
    saved = typed | {key: me.value(value) for key, value in case.theirs.items()}
    form = me.opens()
    if case.asked:
        saved = typed
    assert me.reads(form, list(saved)) == saved
    for value in (theirs, mine, theirs):
        _saves_without_a_question(me, name, value)


def _saves_without_a_question(me: Desk, name: str, value: Any) -> None:
    """Whoever saves several times in a row never meets oneself."""
    form = me.opens()
    me.types(form, {name: value})
    me.saves(form)
    assert not me.asked(form) and not form.message()
    assert me.reads(me.opens(), [name]) == {name: me.value(value)}


@pytest.mark.parametrize("case", BY_NAME)
def test_what_was_typed_is_on_the_disk_within_seconds_and_offered_again(
    case: Edited, desk: Callable[..., Desk], ids: dict[str, int], tmp_path: Path
) -> None:
    name, mine, theirs = case.both
    me = desk(case)
    form = me.opens()
    before = time.monotonic()
    me.types(form, {name: mine})
    kept = tmp_path / "drafts"
    me.qtbot.waitUntil(lambda: any(kept.glob("1-*.json")), timeout=int(WITHIN * 1000))
    assert time.monotonic() - before < WITHIN
    again = desk(case)
    form = again.opens()
    assert (
        again.reads(form, [name]) == {name: again.value(mine)} and "Not saved yet" in form.message()
    )
    other = desk(case, ids["second"])
    yours = other.opens()
    assert other.reads(yours, [name]) != {name: other.value(mine)}, (
        "nobody finds the draft of somebody else"
    )
    other.types(yours, {name: theirs})
    other.saves(yours)
    later = desk(case)
    form = later.opens()
    assert name in later.asked(form), (
        "a draft over what was changed meanwhile is asked about, not saved over it"
    )
