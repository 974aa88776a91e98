"""Paints the picture that a telephone would have taken, for the photos of the demo day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QColor, QImage, QPainter

from app import exif


def painted(path: Path, taken: datetime) -> Path:
    """A door with a scratch, as large as the picture of a telephone and dated like one."""
    image = QImage(3200, 2400, QImage.Format.Format_RGB32)
    image.fill(QColor(58, 92, 138))
    painter = QPainter(image)
    painter.fillRect(200, 150, 2800, 900, QColor(190, 212, 228))
    painter.fillRect(900, 1700, 1100, 24, QColor(245, 245, 245))
    painter.end()
    image.save(str(path))
    content = path.read_bytes()
    path.write_bytes(content[:2] + exif.block(taken.astimezone()) + content[2:])
    return path
