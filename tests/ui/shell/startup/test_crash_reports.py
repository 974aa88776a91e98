"""Every bug is written down without anybody's data, told once, and survived."""

import gc
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QRunnable,
    Qt,
    QThread,
    QThreadPool,
    QTimer,
    Signal,
    qWarning,
)
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QListView, QWidget
from pytestqt.qtbot import QtBot

from ui.shell.startup.crash_reports import CrashReports

SECRET = "13800138000 张伟"
pytestmark = [pytest.mark.qt_no_exception_capture, pytest.mark.qt_log_ignore(".*")]


@pytest.fixture
def reports(qtbot: QtBot, tmp_path: Path):
    made = CrashReports(tmp_path / "reports")
    made.install()
    yield made
    made.uninstall()


def planted() -> None:
    raise ValueError(SECRET)


class Sender(QObject):
    fired = Signal()


class Painter(QWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:
        planted()


class Closer(QWidget):
    def closeEvent(self, _event: QEvent) -> None:
        planted()


class Rows(QAbstractListModel):
    def rowCount(self, *_parent: QModelIndex) -> int:
        return 3

    def data(self, _index: QModelIndex, _role: int = Qt.ItemDataRole.DisplayRole) -> object:
        planted()


class Runner(QRunnable):
    def run(self) -> None:
        planted()


class Thread(QThread):
    def run(self) -> None:
        planted()


class Dying:
    def __del__(self) -> None:
        planted()


class Filter(QObject):
    def eventFilter(self, _watched: QObject, _event: QEvent) -> bool:
        planted()
        return False


def in_slot(qtbot: QtBot) -> None:
    sender = Sender()
    sender.fired.connect(planted)
    sender.fired.emit()


def in_paint(qtbot: QtBot) -> None:
    _show(qtbot, Painter())


def in_close(qtbot: QtBot) -> None:
    closer = Closer()
    QTimer.singleShot(0, closer.close)
    qtbot.wait(10)


def in_model(qtbot: QtBot) -> None:
    view = QListView()
    model = Rows(view)
    view.setModel(model)
    _show(qtbot, view)
    view.setModel(None)


def in_qthread(qtbot: QtBot) -> None:
    thread = Thread()
    thread.start()
    thread.wait()


def in_runnable(qtbot: QtBot) -> None:
    pool = QThreadPool()
    pool.start(Runner())
    pool.waitForDone()


def in_thread(qtbot: QtBot) -> None:
    thread = threading.Thread(target=planted)
    thread.start()
    thread.join()


def in_del(qtbot: QtBot) -> None:
    Dying()
    gc.collect()


def in_filter(qtbot: QtBot) -> None:
    watched, spy = QObject(), Filter()
    watched.installEventFilter(spy)
    QTimer.singleShot(0, lambda: watched.setProperty("x", 1))
    qtbot.wait(10)


def _show(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    # From the event loop, as a user would: called from Python the error comes back to the caller
    # instead.
    QTimer.singleShot(0, widget.show)
    qtbot.wait(50)
    widget.hide()


@pytest.mark.parametrize(
    "plant",
    [in_slot, in_paint, in_close, in_model, in_qthread, in_runnable, in_thread, in_del, in_filter],
)
def test_nine_planted_bugs_are_written_down_without_data(
    plant, reports, qtbot: QtBot, tmp_path: Path
) -> None:
    told = []
    reports.crashed.connect(told.append)
    plant(qtbot)
    qtbot.waitUntil(lambda: bool(told))
    files = list((tmp_path / "reports").glob("*ValueError*.txt"))
    assert len(files) == 1, "the same bug once, however often it is painted"
    text = files[0].read_text()
    assert "planted" in text
    assert "ValueError" in text
    assert SECRET not in text
    assert "13800138000" not in text
    assert str(Path.home()) not in text
    assert len(told) == 1


def test_many_different_bugs_are_one_notice_in_ten_seconds(
    reports, qtbot: QtBot, tmp_path: Path
) -> None:
    told = []
    reports.crashed.connect(told.append)
    for kind in (ValueError, KeyError, OSError):
        sys.excepthook(kind, kind(SECRET), None)
    qtbot.wait(10)
    assert len(told) == 1
    assert len(list((tmp_path / "reports").glob("*.txt"))) == 3


def test_a_warning_of_qt_is_noted_by_place_only(reports, tmp_path: Path) -> None:
    qWarning(f"QPainter::begin: {SECRET}")
    [file] = (tmp_path / "reports").glob("*.txt")
    assert "QPainter::begin" in file.read_text()
    assert SECRET not in file.read_text()


def test_a_full_disk_does_not_turn_a_report_into_a_second_crash(reports, monkeypatch) -> None:
    def no_room(*_args: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", no_room)
    assert reports.report(ValueError(SECRET))


def test_a_death_below_python_is_known_at_the_next_start(reports, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "native.txt").write_text("Fatal Python error: Segmentation fault")
    assert reports.watch_native()
    assert list(folder.glob("*-native.txt"))
    reports.uninstall()
    assert not reports.watch_native()


def test_a_folder_that_cannot_be_written_is_no_second_crash(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert not CrashReports(tmp_path / "file" / "reports").watch_native()
