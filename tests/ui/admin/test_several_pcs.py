"""Who works in the store, seen and changed in the settings."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app import data_folders, local_time
from app.admin import stores
from app.desks import DESKS
from app.errors import Cause, Trouble
from app.permissions import Actor
from app.records import Records
from app.server import pairing, pairing_code
from app.server.sharing import PcState
from db.nouns import Noun
from db.tables.admin import Audit
from db.vocabulary import Role
from tests.app.server.main_pc import MainPc
from tests.ui.parts.kit import commit
from ui import theme
from ui.admin.page import SettingsPage
from ui.admin.several_pcs import SeveralPcs

Open = Callable[..., SettingsPage]


@pytest.fixture
def alone(page: Open) -> SeveralPcs:
    """On a PC with a file."""
    return page("several_pcs").sections["several_pcs"]  # type: ignore[return-value]


def test_a_store_in_a_file_says_how_others_can_work_in_it(
    qtbot: QtBot, alone: SeveralPcs, records: Records
) -> None:
    assert alone.kept.text() == "Only this PC works in this store."
    assert alone.place.text() == records.where
    wanted = f'dealer-desk serve --data "{Path(records.where).parent}"'
    assert wanted in alone.command.text()
    assert not alone.invite_button.isVisible() and not alone.panel.isVisible()
    copy = alone.findChild(QWidget, "copy_command")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == wanted


@pytest.fixture(scope="module")
def main_pc(founded_store: Path) -> Iterator[MainPc]:
    made = MainPc(founded_store)
    yield made
    made.remove()


@pytest.fixture
def main_records(main_pc: MainPc) -> Iterator[Records]:
    """The store as the main PC's own window opens it."""
    made = stores.open_store(data_folders.store_place(main_pc.data), DESKS)
    yield made
    made.close()


@pytest.fixture
def served(
    qtbot: QtBot,
    main_records: Records,
    make_shell: Any,
    settled: Callable[[Any], None],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[SeveralPcs]:
    """The window of the main PC, by the clock of the server."""
    shell = make_shell(main_records, Role.MANAGER, Role.ADMINISTRATOR)
    monkeypatch.setattr(shell.work, "now", local_time.now)
    shown = SeveralPcs(shell)
    qtbot.addWidget(shown)
    shown.setStyleSheet(theme.style_sheet())
    shown.resize(1100, 600)
    shown.show()
    shown.reload()
    settled(shown.work)
    yield shown
    shown.hide()
    settled(shown.work)


def states(section: SeveralPcs) -> dict[str, PcState]:
    rows = (section.table.row(place) for place in range(section.table.count()))
    return {row.id: row.state for row in rows}


def test_a_pc_is_invited_seen_and_let_in_no_more(
    qtbot: QtBot, served: SeveralPcs, settled: Callable[[Any], None], tmp_path: Path
) -> None:
    assert states(served)["pc_main"] is PcState.HERE
    assert f":{served.work.records.place.port}" in served.place.text()
    qtbot.mouseClick(served.invite_button, Qt.MouseButton.LeftButton)
    settled(served.work)
    code = pairing_code.read(served.panel.code.text())
    assert states(served)[code.user] is PcState.INVITED
    assert f"{code.host}:{code.port}" in served.panel.proof.text()
    assert code.fingerprint.hex(" ", 2).upper() in served.panel.proof.text()
    here = pairing_code.PairingCode("127.0.0.1", code.port, code.fingerprint, code.secret)
    other = stores.open_store(pairing.pair(here, tmp_path, station="前台2"), DESKS)
    other.others_changed()
    qtbot.waitUntil(lambda: states(served)[code.user] is PcState.CONNECTED, timeout=15_000)
    served.table.select(code.user)
    assert "前台2" in served.panel.accessibleName() and code.user in served.panel.told()
    qtbot.mouseClick(served.panel.revoke_button, Qt.MouseButton.LeftButton)
    act = served.confirm.findChild(QWidget, "confirm_act")
    assert not act.isEnabled(), "without a reason nobody is put out"
    commit(served.confirm.findChild(QWidget, "confirm_reason"), "旧电脑已报废")
    qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
    settled(served.work)
    assert states(served)[code.user] is PcState.REVOKED
    with pytest.raises(Trouble) as trouble:
        other.others_changed()
    other.close()
    assert trouble.value.cause in (Cause.REVOKED, Cause.SERVER)
    assert _noted(served)[-2:] == [
        (1, "add", code.user),
        (1, "remove", f"前台2 {code.user}: 旧电脑已报废"),
    ]


def test_who_is_neither_manager_nor_administrator_is_refused_below_the_window(
    served: SeveralPcs, settled: Callable[[Any], None]
) -> None:
    before, noted = states(served), _noted(served)
    served.work.actor = Actor(0, "", frozenset({Role.RECEPTION, Role.ADVISOR}), "PC2")
    served.invite()
    settled(served.work)
    served.reload()
    settled(served.work)
    assert states(served) == before and _noted(served) == noted
    assert "role may not" in served.shell.notices.last_line()


def _noted(section: SeveralPcs) -> list[tuple[Any, ...]]:
    """Who let which PC in or out, as the history tells it."""
    wanted = select(Audit.staff_id, Audit.act, Audit.reason).where(Audit.noun == Noun.WORKSTATION)
    with section.work.records.read() as session:
        return [tuple(row) for row in session.execute(wanted.order_by(Audit.id))]
