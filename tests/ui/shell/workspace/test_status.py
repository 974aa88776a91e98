"""The foot says in words where the data lies; the path is under the pointer."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from ui.shell.workspace.status import StatusLine


def test_the_data_lies_here_or_on_the_server(qtbot: QtBot, tmp_path: Path) -> None:
    for place, said in (
        (str(tmp_path / "store.db"), "Data on this PC"),
        ("desk.local:5432/dealer", "Data on the server"),
        ("", ""),
    ):
        status = StatusLine(place)
        qtbot.addWidget(status)
        assert status._place.text() == said
        assert status._place.toolTip() == place
