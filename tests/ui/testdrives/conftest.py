"""The test-drive page of a store with demo cars."""

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from db.vocabulary import Role
from tests.app.testdrives.store import Showroom, beginnings, showroom_fixture
from ui.testdrives.page import DrivesPage

__all__ = ["beginnings", "showroom_fixture"]


@pytest.fixture
def open_page(
    qtbot: QtBot, showroom: Showroom, make_shell: Any, settled: Any
) -> Callable[..., DrivesPage]:
    """`open_page(role)`.

    The page as it stands after its first answers; 李强 is signed in unless another role is named.
    """

    def build(*roles: Role) -> DrivesPage:
        staff_id = 1 if roles else showroom.li
        page = DrivesPage(
            make_shell(showroom.records, *(roles or (Role.CONSULTANT,)), staff_id=staff_id)
        )
        qtbot.addWidget(page)
        page.resize(1366, 692)
        page.show()
        qtbot.waitExposed(page)
        settled(page.work)
        return page

    return build
