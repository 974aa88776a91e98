"""The settings read again after every save: tests wait until that has ended too."""

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[Any], None]:
    """`settled(work)`: nothing is under way, and nothing follows."""

    def wait(work: Any) -> None:
        for _ in range(3):
            qtbot.waitUntil(lambda: not work.busy, timeout=10_000)
            qtbot.wait(15)

    return wait
