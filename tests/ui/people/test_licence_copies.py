"""The pages of a licence, added from a file, looked at and removed in the customer's file."""

from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage

from app.people import commands
from app.people.consents import ConsentFacts
from db.licence_words import LicencePage
from db.vocabulary import ConsentPurpose
from tests.ui.parts.kit import show
from ui.people.licence_copies import LONGEST, LicenceCopies, small_picture


def picture(folder: Path) -> Path:
    image = QImage(3200, 1600, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    image.save(str(folder / "page.png"))
    return folder / "page.png"


def test_a_page_is_added_small_looked_at_and_removed(
    qtbot: Any, records: Any, act: Any, make_shell: Any, settled: Any, tmp_path: Path
) -> None:
    person = act(commands.add, {"name": "张伟", "phone": "13800138000"})
    act(commands.keep_consent, person, ConsentFacts((ConsentPurpose.DOCUMENT_PHOTO,), "口头", 1))
    shell = make_shell(records)
    copies = LicenceCopies(shell, person)
    show(qtbot, copies)
    settled(shell.work)
    page = copies.pages[LicencePage.MAIN]
    assert not page.see.isEnabled() and not page.remove.isEnabled()
    copies.add(LicencePage.MAIN, picture(tmp_path))
    settled(shell.work)
    assert page.see.isEnabled() and page.picture.isHidden()
    page.see.click()
    settled(shell.work)
    assert page.picture.isVisible() and page.picture.width() > 100
    page.remove.click()
    settled(shell.work)
    assert not page.see.isEnabled() and page.picture.isHidden()


def test_what_is_no_picture_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "notes.jpg").write_text("no picture")
    assert small_picture(tmp_path / "notes.jpg") == b""
    assert small_picture(tmp_path / "missing.png") == b""
    kept = QImage.fromData(small_picture(picture(tmp_path)))
    assert (kept.width(), kept.height()) == (LONGEST, 800)
