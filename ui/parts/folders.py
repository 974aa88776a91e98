"""Folders of this PC: where files of people are saved, and one in the system's own program."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices


def documents(name: str) -> str:
    """A file of this name among the documents of whoever uses this PC, else in their home."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return str((Path(place) if place and Path(place).is_dir() else Path.home()) / name)


def open_folder(place: Path) -> None:
    """Shows the folder, or that of a file."""
    folder = place.parent if place.suffix else place
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
