"""A store that cannot be opened.

The page names the trouble, offers the ways that help, and makes nothing by itself.
"""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.admin.backup import Backup
from app.admin.rules import Reason
from app.errors import Cause, Trouble
from tests.make import NOON
from ui.parts.buttons import Button
from ui.shell.startup.open_failed_page import OpenFailedPage


def _names(page: OpenFailedPage) -> set[str]:
    return {button.objectName() for button in page.findChildren(Button)}


@pytest.mark.parametrize(
    "cause", [Cause.FOREIGN, Cause.NEWER, Cause.GONE, Cause.DAMAGED, Cause.READ_ONLY]
)
def test_every_trouble_leaves_three_ways(qtbot: QtBot, cause: Cause) -> None:
    page = OpenFailedPage(Trouble(cause, "/somewhere/store.db"), None)
    qtbot.addWidget(page)
    assert _names(page) == {"again", "choose_file", "quit"}


def test_the_newest_backup_is_offered_for_a_damaged_store(qtbot: QtBot, tmp_path: Path) -> None:
    backup = Backup(tmp_path / "store.backup", NOON, 1, Reason.REGULAR, verified=True)
    page = OpenFailedPage(Trouble(Cause.DAMAGED, "/somewhere/store.db"), backup)
    qtbot.addWidget(page)
    asked = []
    page.restore_asked.connect(asked.append)
    page.findChild(Button, "restore_newest").click()
    assert asked == [backup]
