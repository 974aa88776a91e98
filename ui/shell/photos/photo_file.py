"""Makes a photo small enough to keep: at most 1600 px long, JPEG, with a small picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from app import exif
from app.photos import NewPhoto
from db.inspection_words import PhotoDate

LONGEST, SMALL = 1600, 240
"""Longer side in pixels: of the kept picture, and of the small one."""
QUALITY, SMALL_QUALITY = 76, 72
ENDINGS = ("jpg", "jpeg", "jfif", "png", "webp", "bmp", "tif", "tiff", "gif")


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of several files: photos, and the names of those that are no pictures."""

    photos: tuple[NewPhoto, ...]
    unread: tuple[str, ...]


def read_files(paths: Sequence[Path], *, at: datetime) -> Batch:
    """Reads pictures from files; slow, for a worker thread. `at` is the time of adding."""
    photos, unread = [], []
    for path in paths:
        image = _read(path)
        if image.isNull():
            unread.append(path.name)
        else:
            photos.append(_dated(small_photo(image, at=at), path))
    return Batch(tuple(photos), tuple(unread))


def read_image(image: QImage, *, at: datetime) -> Batch:
    """A picture that was pasted; it has no date of its own."""
    return Batch((), ("",)) if image.isNull() else Batch((small_photo(image, at=at),), ())


def small_photo(image: QImage, *, at: datetime) -> NewPhoto:
    """The picture as it is kept, dated by the time of adding."""
    kept = _fitted(image, LONGEST)
    with TemporaryDirectory() as folder:
        jpeg = _jpeg(kept, Path(folder) / "kept.jpg", QUALITY)
        small = _jpeg(_fitted(kept, SMALL), Path(folder) / "small.jpg", SMALL_QUALITY)
    return NewPhoto(jpeg, small, kept.width(), kept.height(), at, PhotoDate.ADDED)


def _read(path: Path) -> QImage:
    """The picture upright and no larger than needed; a null one for what is no picture."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if bytes(reader.format().data()).decode() not in ENDINGS or not path.is_file():
        return QImage()
    if max(size.width(), size.height()) > LONGEST:
        reader.setScaledSize(size.scaled(LONGEST, LONGEST, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _dated(photo: NewPhoto, path: Path) -> NewPhoto:
    """With the date of the camera, else that of the file."""
    taken = exif.taken_at(path.read_bytes()[:200_000])
    if taken is not None:
        return replace(photo, taken_at=taken.astimezone(UTC), dated_by=PhotoDate.CAMERA)
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return replace(photo, taken_at=changed, dated_by=PhotoDate.FILE)


def _fitted(image: QImage, longest: int) -> QImage:
    if max(image.width(), image.height()) <= longest:
        return image
    size = QSize(longest, longest)
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, smooth)


def _jpeg(image: QImage, path: Path, quality: int) -> bytes:
    """JPEG bytes by way of a file; what is transparent becomes white."""
    flat = image
    if image.hasAlphaChannel():
        flat = QImage(image.size(), QImage.Format.Format_RGB32)
        flat.fill(Qt.GlobalColor.white)
        painter = QPainter(flat)
        painter.drawImage(0, 0, image)
        painter.end()
    flat.save(str(path), "JPG", quality)
    return path.read_bytes()
