"""A store on a disk that takes nothing: it is entered, read, printed and exported, not written."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.admin import stores
from app.desks import DESKS as SPECS
from app.errors import Cause, Trouble
from db import engine as engines
from tests.ui.together.conftest import Program
from ui.parts.form import Form
from ui.shell.printing.preview import Preview
from ui.shell.startup.backend import Backend

pytestmark = pytest.mark.sqlite_only("files; a server says itself that it is only read")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def reader(
    qtbot: QtBot, tmp_path: Path, store: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    """The program on a file that nobody may write any more."""

    def refuse(place: object) -> None:
        raise Trouble(Cause.READ_ONLY, str(place))

    monkeypatch.setattr(engines, "check_writable", refuse)
    plain = Backend.__init__

    def able(self: Backend, *args: Any, **more: Any) -> None:
        plain(self, *args, **more | {"open_to_read": lambda path: stores.open_to_read(path, SPECS)})

    monkeypatch.setattr(Backend, "__init__", able)
    made = Program(tmp_path, store, qtbot)
    yield made
    made.end()


def test_it_is_read_and_printed_and_saving_is_off_with_a_banner(
    reader: Program, person_and_order: Any, tmp_path: Path
) -> None:
    before = Path(reader.work.records.where).read_bytes()
    reader.sign_in()
    assert not reader.work.connection.saves and reader.work.connection.reads
    banners = reader.window.notices.banners
    assert banners.isVisible()
    page = reader.show("reception")
    reader.key(Qt.Key.Key_P, CTRL)
    reader.settle()
    (paper,) = [one for one in reader.window.findChildren(Preview) if one.isVisible()]
    assert paper.paper.pdf.startswith(b"%PDF-")
    paper.leave()
    form = next(one for one in page.findChildren(Form) if one.isVisible())
    assert form.submit_button.why_held()
    assert not reader.running.backups.is_needed()
    assert Path(reader.work.records.where).read_bytes() == before


def test_a_wrong_password_stays_out(reader: Program) -> None:
    sign_in = reader.sign_in_flow()
    sign_in.find.setFocus()
    reader.qtbot.keyClicks(sign_in.password, "not the password")
    reader.key(Qt.Key.Key_Return)
    reader.settle()
    assert not reader.window.is_open()
