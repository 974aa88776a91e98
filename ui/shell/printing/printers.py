"""Paper on a printer, from the very bytes of the preview.

Called on the slow worker; raises only Refused.
"""

from __future__ import annotations

import shutil
import subprocess

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.errors import Refused
from app.paper import pages
from app.paper.sizes import ACROSS, CONTINUOUS, size_of
from app.paper.style import MM
from app.text import N_

DPI = 300
PATIENCE_SECONDS = 30
FAILED = N_(
    "Printer “{printer}” took nothing. Check that it is switched on, then print again; the paper is"
    " still here."
)


def names() -> list[str]:
    """The printers of this PC."""
    return list(QPrinterInfo.availablePrinterNames())


def offered() -> tuple[list[str], str]:
    """The printers of this PC, and the usual one of the system; "" where none is."""
    return names(), QPrinterInfo.defaultPrinterName()


def send(
    pdf: bytes,
    printer: str,
    *,
    copies: int = 1,
    title: str = "",
    offset: tuple[float, float] = (0.0, 0.0),
) -> None:
    """Sends a PDF to a printer: to CUPS as it is, elsewhere as pictures.

    `offset`: millimetres to the right and down, by which the printer is corrected.
    """
    pdf = pages.shifted(pdf, right=offset[0], down=offset[1])
    if shutil.which("lp"):
        command = ["lp", "-d", printer, "-n", str(copies), "-t", title or "paper", *_media(pdf)]
        _send_to_cups(command, pdf, printer)
    else:
        _paint(pdf, printer, copies)


def _media(pdf: bytes) -> list[str]:
    """The size of a sheet that is not the printer's own A4."""
    wide, high = pages.page_size(pdf, 0)
    if size_of(wide, high) is not CONTINUOUS:
        return []
    return ["-o", f"media=Custom.{wide / MM:.0f}x{high / MM:.0f}mm"]


def _send_to_cups(command: list[str], pdf: bytes, printer: str) -> None:
    try:
        # Through the pipe: a file with a customer's contract must not lie about in a temporary
        # folder.
        done = subprocess.run(  # noqa: S603
            command, input=pdf, capture_output=True, timeout=PATIENCE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Refused("print.failed", FAILED, printer=printer) from error
    if done.returncode != 0:
        raise Refused("print.failed", FAILED, printer=printer)


def _paint(pdf: bytes, printer: str, copies: int) -> None:
    device = QPrinter(QPrinterInfo.printerInfo(printer), QPrinter.PrinterMode.HighResolution)
    if not device.isValid():
        raise Refused("print.failed", FAILED, printer=printer)
    device.setCopyCount(copies)
    device.setFullPage(True)
    paint_pages(pdf, device)


def paint_pages(pdf: bytes, device: QPrinter) -> None:
    """Paints every page at 300 dots per inch, portrait or landscape as it is."""
    painter = QPainter()
    for number in range(pages.page_count(pdf)):
        device.setPageSize(_page_size(pdf, number))
        device.setPageOrientation(_orientation(pdf, number))
        if not (device.newPage() if painter.isActive() else painter.begin(device)):
            raise Refused("print.failed", FAILED, printer=device.printerName())
        painter.drawImage(
            QRectF(device.paperRect(QPrinter.Unit.DevicePixel)), image(pdf, number, dpi=DPI)
        )
    painter.end()


def _page_size(pdf: bytes, number: int) -> QPageSize:
    wide, high = pages.page_size(pdf, number)
    if size_of(wide, high) is not CONTINUOUS:
        return QPageSize(QPageSize.PageSizeId.A4)
    return QPageSize(QSizeF(wide / MM, high / MM), QPageSize.Unit.Millimeter)


def _orientation(pdf: bytes, number: int) -> QPageLayout.Orientation:
    wide, high = pages.page_size(pdf, number)
    sides = QPageLayout.Orientation
    return sides.Landscape if size_of(wide, high) is ACROSS else sides.Portrait


def image(pdf: bytes, number: int, *, dpi: float) -> QImage:
    """One page as a picture that owns its pixels."""
    width, height, pixels = pages.page_image(pdf, number, dpi=dpi)
    return QImage(pixels, width, height, width * 4, QImage.Format.Format_RGBA8888).copy()
