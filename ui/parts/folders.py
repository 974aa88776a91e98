"""A folder of this PC, shown in the system's own program."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_folder(place: Path) -> None:
    """Shows the folder, or that of a file."""
    folder = place.parent if place.suffix else place
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
