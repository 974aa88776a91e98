"""Programs that are opened in a test and closed after it."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.desks import DESKS
from app.records import Records
from db import upgrade
from tests.ui.shell.startup.programs import Program
from ui.shell.startup.backend import Backend
from ui.shell.startup.splash import Splash


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path):
    made_programs: list[Program] = []

    def open_program(store: Path, house: Backend | None = None) -> Program:
        house = house or Backend(
            lambda path: Records(upgrade.prepare(path), DESKS),
            lambda records, at: None,
            "practise-1",
        )
        program = Program(tmp_path, store, house)
        made_programs.append(program)
        qtbot.waitUntil(
            lambda: not program.work.busy and not isinstance(program.page(), Splash), timeout=10_000
        )
        return program

    yield open_program
    for program in made_programs:
        program.drafts.close()
        program.work.close()
        program.running.let_go()
        program.window.may_close = True
        program.window.close()
        program.window.deleteLater()


@pytest.fixture
def founded(records: Records) -> Path:
    """The file of a founded store, closed."""
    path = Path(records.where)
    records.close()
    return path
