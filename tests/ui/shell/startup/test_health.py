"""Doubts about clock, disk and backups are banners that go when they are over."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.failure_texts import FailureNotice
from app.tones import Tone
from ui.shell.startup.health import Health

OLD = FailureNotice("No verified backup.", "Make one.", tone=Tone.BAD)


class Banners:
    """What the window would show."""

    def __init__(self) -> None:
        self.shown: dict[str, str] = {}

    def banner(self, key: str, told: FailureNotice, **_more: Any) -> None:
        self.shown[key] = told.happened

    def clear(self, key: str) -> None:
        self.shown.pop(key, None)


@pytest.fixture
def banners() -> Banners:
    return Banners()


@pytest.fixture
def health(qtbot: QtBot, banners: Banners) -> Health:
    return Health(None, banners)  # type: ignore[arg-type]


def test_a_doubt_is_shown_once_and_goes_when_it_is_over(health: Health, banners: Banners) -> None:
    health._show({"old_backup": OLD, "clock": None})
    assert banners.shown == {"old_backup": "No verified backup."}
    banners.shown.clear()  # somebody closed it
    health._show({"old_backup": OLD})
    assert banners.shown == {}
    health._show({"old_backup": None})
    health._show({"old_backup": OLD})
    assert banners.shown == {"old_backup": "No verified backup."}


def test_the_check_has_a_banner_of_its_own(health: Health, banners: Banners) -> None:
    health._tell(FailureNotice("The check found: x", tone=Tone.BAD))
    assert banners.shown == {"faults": "The check found: x"}
