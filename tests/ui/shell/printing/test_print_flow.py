"""What is seen is what is printed, on the printer that was chosen for this kind of paper, and a
failure loses nothing.
"""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select

from app.admin import archive
from app.errors import Refused
from app.paper import pages
from app.paper.sizes import CONTINUOUS
from db.tables.admin import Audit
from db.vocabulary import Act, PaperKind
from ui.keys import Key
from ui.shell.printing import printers
from ui.shell.printing.preview import FinishedPaper, Preview
from ui.shell.printing.print_flow import Keep, PaperTask
from ui.shell.workspace.page import Shell

A4, A4_SIDEWAYS = (595, 842), (842, 595)


def pdf(*sizes: tuple[int, int]) -> bytes:
    content = io.BytesIO()
    canvas = Canvas(content)
    for number, size in enumerate(sizes, 1):
        canvas.setPageSize(size)
        canvas.drawString(72, 500, f"Page {number}")
        canvas.showPage()
    canvas.save()
    return content.getvalue()


PAPER = FinishedPaper(
    "drive_agreement", "Test drive agreement", pdf(A4, A4, A4_SIDEWAYS), "SJ20261121-001"
)


@pytest.fixture
def shell(make_shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setattr(printers, "names", lambda: ["Front desk", "Workshop"])
    return make_shell()


@pytest.fixture
def show(shell: Shell, qtbot: QtBot, settled) -> Callable[..., Preview]:
    def open_preview(**more: object) -> Preview:
        window = shell.notices.parent()
        window.show()
        qtbot.waitExposed(window)
        preview = shell.printing.show(PAPER, **more)
        settled(shell)
        return preview

    return open_preview


def test_all_pages_are_shown_and_can_be_leafed_through(
    show, shell: Shell, settled, qtbot: QtBot
) -> None:
    preview = show()
    assert preview.thumbnails.count() == 3
    assert preview.view.number() == 0
    first = preview.view.picture()
    assert first.height() > first.width() > 100
    for _turn in range(4):
        qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    settled(shell)
    assert preview.view.number() == 2
    assert preview.view.picture().width() > preview.view.picture().height()
    assert all(not preview.thumbnails.item(row).icon().isNull() for row in range(3))


def test_width_is_larger_than_the_whole_page(show, shell: Shell, settled, qtbot: QtBot) -> None:
    preview = show()
    whole: QSize = preview.view.picture()
    preview.view.fit_width()
    settled(shell)
    assert preview.view.picture().width() > whole.width()
    preview.view.fit_page()
    # drawn a second time, once the scroll bar of the wide page has gone
    qtbot.waitUntil(lambda: preview.view.picture() == whole)


def test_escape_closes_the_preview_only(show, qtbot: QtBot) -> None:
    preview = show()
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert not preview.isVisible()


@pytest.mark.parametrize("focused", ["print_button", "printer", "view"])
def test_ctrl_p_prints_whatever_prints_on_the_page_beneath(
    show, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, focused: str
) -> None:
    heard: list[str] = []
    preview = show()
    preview.print_button.clicked.connect(lambda: heard.append("pressed"))
    beneath = QAction(preview.window())
    beneath.setShortcut(QKeySequence(Key.PRINT))
    beneath.triggered.connect(lambda: heard.append("page"))
    preview.window().addAction(beneath)
    preview.window().activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is preview.window())
    getattr(preview, focused).setFocus()
    QTest.keySequence(preview.window().focusWidget() or preview, QKeySequence(Key.PRINT))
    assert heard == ["pressed"]


def test_nothing_goes_to_a_printer_that_nobody_chose(
    show, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, shell: Shell, settled
) -> None:
    sent = []
    monkeypatch.setattr(printers, "send", lambda *args, **more: sent.append((args, more)))
    preview = show()
    assert preview.printer.value() is None
    preview.print_button.click()
    settled(shell)
    assert sent == []
    assert preview.isVisible()


@pytest.mark.parametrize(("usual", "chosen"), [("Workshop", "Workshop"), ("", None)])
def test_the_usual_printer_of_the_system_is_chosen_where_none_is_remembered(
    show: Any, usual: str, chosen: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printers, "offered", lambda: (["Front desk", "Workshop"], usual))
    assert show().printer.value() == chosen


def test_the_chosen_printer_is_remembered_for_this_kind_of_paper(
    show, monkeypatch: pytest.MonkeyPatch, shell: Shell, settled
) -> None:
    sent, noted = [], []
    monkeypatch.setattr(printers, "send", lambda *args, **more: sent.append((args, more)))
    preview = show(printed=lambda: noted.append(1))
    preview.printer.set_value("Workshop")
    preview.copies.set_value(2)
    preview.print_button.click()
    settled(shell)
    told = {"copies": 2, "title": PAPER.name, "offset": (0.0, 0.0)}
    assert sent == [((PAPER.pdf, "Workshop"), told)]
    assert noted == [1]
    assert shell.notices.last_line() == "Sent to Workshop."
    assert shell.workstation.printer("drive_agreement") == "Workshop"
    assert shell.workstation.printer("settlement_list") == ""
    assert show().printer.value() == "Workshop"


def test_a_failed_print_keeps_the_paper_and_says_so(
    show, monkeypatch: pytest.MonkeyPatch, shell: Shell, settled
) -> None:
    noted = []

    def jam(*_args: object, **_more: object) -> None:
        raise Refused("print.failed", printers.FAILED, printer="Front desk")

    monkeypatch.setattr(printers, "send", jam)
    preview = show(printed=lambda: noted.append(1))
    preview.printer.set_value("Front desk")
    preview.print_button.click()
    settled(shell)
    assert preview.isVisible()
    assert preview.print_button.isEnabled()
    assert "Front desk" in shell.notices.last_line()
    assert noted == []


def test_a_saved_pdf_is_the_very_bytes(show, shell: Shell, settled, tmp_path: Path) -> None:
    preview = show()
    preview.save_asked.emit(str(tmp_path / "协议.pdf"))
    settled(shell)
    assert (tmp_path / "协议.pdf").read_bytes() == PAPER.pdf
    preview.save_asked.emit(str(tmp_path / "协议.pdf" / "no.pdf"))
    settled(shell)
    assert "cannot be written" in shell.notices.last_line()


def test_cups_gets_the_pdf_through_the_pipe(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fake = tmp_path / "lp"
    fake.write_text(f'#!/bin/sh\ncat > "{tmp_path}/got.pdf"\necho "$@" > "{tmp_path}/args"\n')
    fake.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    printers.send(PAPER.pdf, "Front desk; rm -rf", copies=2, title="SJ-1")
    assert (tmp_path / "got.pdf").read_bytes() == PAPER.pdf
    assert (tmp_path / "args").read_text().strip() == "-d Front desk; rm -rf -n 2 -t SJ-1"
    fake.write_text("#!/bin/sh\ncat > /dev/null\nexit 1\n")
    with pytest.raises(Refused):
        printers.send(PAPER.pdf, "Front desk")


@pytest.mark.parametrize(("printer", "offset"), [("Workshop", (1.5, -2.0)), ("Front desk", (0, 0))])
def test_every_paper_is_moved_by_the_offset_of_its_printer(
    show,
    monkeypatch: pytest.MonkeyPatch,
    shell: Shell,
    settled,
    printer: str,
    offset: tuple[float, float],
) -> None:
    sent = []
    monkeypatch.setattr(printers, "send", lambda *args, **more: sent.append((args, more)))
    shell.workstation.remember_offset("Workshop", (1.5, -2.0))
    preview = show()
    preview.printer.set_value(printer)
    preview.print_button.click()
    settled(shell)
    assert [more["offset"] for _args, more in sent] == [offset]


def test_cups_hears_the_size_of_continuous_paper_and_gets_the_moved_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fake = tmp_path / "lp"
    fake.write_text(f'#!/bin/sh\ncat > "{tmp_path}/got.pdf"\necho "$@" > "{tmp_path}/args"\n')
    fake.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    half = (round(CONTINUOUS.wide), round(CONTINUOUS.high))
    printers.send(pdf(half), "LQ-630", title="J-1", offset=(2.0, 0.0))
    assert (tmp_path / "args").read_text().strip().endswith("-o media=Custom.241x140mm")
    got = (tmp_path / "got.pdf").read_bytes()
    assert pages.page_size(got, 0) == pytest.approx(half, abs=1)
    assert "Page 1" in pages.page_text(got, 0)


def test_without_cups_continuous_paper_keeps_its_size(qtbot: QtBot, tmp_path: Path) -> None:
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(tmp_path / "out.pdf"))
    device.setFullPage(True)
    half = (round(CONTINUOUS.wide), round(CONTINUOUS.high))
    printers.paint_pages(pdf(half), device)
    printed = (tmp_path / "out.pdf").read_bytes()
    assert pages.page_size(printed, 0) == pytest.approx(half, abs=2)


def test_without_cups_the_pages_are_painted_upright_and_sideways(
    qtbot: QtBot, tmp_path: Path
) -> None:
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(tmp_path / "out.pdf"))
    device.setFullPage(True)
    printers.paint_pages(PAPER.pdf, device)
    printed = (tmp_path / "out.pdf").read_bytes()
    assert pages.page_count(printed) == 3
    upright = [
        high > wide for wide, high in (pages.page_size(printed, number) for number in range(3))
    ]
    assert upright == [True, True, False]


def _facts(_session: object, number: int) -> int:
    return number


def _drawn(number: int) -> bytes:
    return b"%%PDF of %d" % number


@pytest.fixture
def printed(make_shell, fake_records) -> tuple[Shell, list[object]]:
    """A shell that tells which papers are shown and what is kept, in their order."""
    shell, happened = make_shell(fake_records), []
    shell.printing.show = lambda paper, printed=None: happened.append((paper, printed))
    return shell, happened


def test_a_paper_is_facts_draw_and_one_line(printed, settled) -> None:
    shell, happened = printed
    shell.printing.print(PaperTask(PaperKind.VISIT_SHEET, "visits", _drawn), _facts, 7)
    settled(shell)
    title = "Visitor and call register"
    assert happened == [(FinishedPaper("visit_sheet", title, b"%PDF of 7", "visits"), None)]


def test_what_is_to_be_signed_is_kept_before_it_is_seen(printed, settled) -> None:
    shell, happened = printed
    keep = Keep(_kept(happened), lambda facts, pdf: (facts, pdf), first=True)
    shell.printing.print(PaperTask(PaperKind.DRIVE_AGREEMENT, "SJ1", _drawn, keep), _facts, 7)
    settled(shell)
    assert happened[0] == (7, b"%PDF of 7")
    assert happened[1][1] is None


def test_what_is_given_out_is_kept_once_a_printer_took_it(printed, settled) -> None:
    shell, happened = printed
    keep = Keep(_kept(happened), lambda facts, pdf: (facts, pdf))
    shell.printing.print(PaperTask(PaperKind.REPAIR_CONTRACT, "R1", _drawn, keep), _facts, 7)
    settled(shell)
    [(_paper, taken)] = happened
    taken()
    settled(shell)
    assert happened[1:] == [(7, b"%PDF of 7")]


def test_a_paper_that_is_kept_already_is_only_shown(printed, settled) -> None:
    shell, happened = printed
    keep = Keep(_kept(happened), lambda _facts, _pdf: None, first=True)
    seen: list[int] = []
    task = PaperTask(PaperKind.DRIVE_AGREEMENT, "SJ1", _drawn, keep, seen.append)
    shell.printing.print(task, _facts, 7)
    settled(shell)
    assert [(paper.pdf, taken) for paper, taken in happened] == [(b"%PDF of 7", None)]
    assert seen == [7]


def test_a_day_sheet_that_is_printed_again_is_marked_and_counted(
    make_shell, records, settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell, shown = make_shell(records), []
    shell.printing.show = lambda paper, printed=None: shown.append((paper, printed))
    sheet = pdf(A4_SIDEWAYS, A4_SIDEWAYS)
    task = PaperTask(PaperKind.VISIT_SHEET, "visits-2026-11-21", lambda _n: sheet, counted=True)
    for _time in range(3):
        shell.printing.print(task, _facts, 7)
        settled(shell)
        shown[-1][1]()  # a printer took it
        settled(shell)
    first, second, third = (paper.pdf for paper, _printed in shown)
    assert first == sheet
    for number in range(2):
        assert "copy 2" in pages.page_text(second, number)
        assert "copy 3" in pages.page_text(third, number)
    with records.read() as session:
        noted = list(session.scalars(select(Audit.reason).where(Audit.act == Act.PRINT)))
        assert archive.prints(session, "visits-2026-11-22") == 0
    assert noted == ["visit_sheet visits-2026-11-21"] * 3


def _kept(happened: list[object]) -> Callable[..., None]:
    def keep(_session: object, *told: object, by: object, at: object) -> None:
        happened.append(told)

    return keep
