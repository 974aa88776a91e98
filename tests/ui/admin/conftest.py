"""The page of the settings, and waiting until it has read again what was saved."""

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.records import Records
from db.vocabulary import Role
from ui import theme
from ui.admin.page import SettingsPage


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[Any], None]:
    """`settled(work)`: nothing is under way, and nothing follows."""

    def wait(work: Any) -> None:
        for _ in range(3):
            qtbot.waitUntil(lambda: not work.busy, timeout=10_000)
            qtbot.wait(15)

    return wait


@pytest.fixture
def page(
    qtbot: QtBot, records: Records, make_shell: Any, settled: Any
) -> Callable[..., SettingsPage]:
    def open_page(section: str, *roles: Role) -> SettingsPage:
        shown = SettingsPage(make_shell(records, *(roles or (Role.MANAGER, Role.ADMINISTRATOR))))
        qtbot.addWidget(shown)
        shown.setStyleSheet(theme.style_sheet())
        shown.resize(1366, 692)
        shown.show()
        shown.open_section(section)
        settled(shown.work)
        return shown

    return open_page
