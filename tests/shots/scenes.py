"""What is photographed.

Every desk, what opens beside its list, and the moments that no desk owns.
"""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.errors import Cause, Trouble
from tests.shots import papers
from tests.shots.studio import LARGE, SMALL, Studio
from ui.admin.section_list import SectionList
from ui.admin.sections import SECTIONS
from ui.keys import Key
from ui.parts.board import Board
from ui.parts.form import Form
from ui.parts.table import Table
from ui.shell.printing.preview import FinishedPaper, Preview
from ui.shell.workspace.overlay import Overlay

LANGUAGES = ("zh_CN", "en")
SCHEMES = ("light", "dark")


def looks(studio: Studio) -> Iterator[str]:
    """Both languages in both lights, one after the other; gives the name for the file."""
    for language, scheme in product(LANGUAGES, SCHEMES):
        studio.speak(language)
        studio.dress(scheme)
        yield f"{language[:2]}-{scheme}"
    studio.speak(LANGUAGES[0])
    studio.dress(SCHEMES[0])


def sign_in_flow(studio: Studio, out: Path) -> None:
    """Whatever stands in the middle before anybody is in."""
    for look in looks(studio):
        for size in (SMALL, LARGE):
            studio.size(*size)
            studio.shoot(out / f"{look}-{size[0]}.png")
    studio.size(*SMALL)


def every_desk(studio: Studio, out: Path) -> None:
    """The page as it opens, and with the first line of its list opened."""
    for look in looks(studio):
        for size, desk in product((SMALL, LARGE), studio.desks()):
            studio.size(*size)
            studio.go(desk)
            studio.shoot(out / f"{desk}-{look}-{size[0]}.png")
        studio.size(*SMALL)
        for desk in studio.desks():
            studio.go(desk)
            if open_first(studio):
                studio.shoot(out / f"{desk}-opened-{look}-{SMALL[0]}.png")
        for section in sections(studio):
            studio.shoot(out / "settings" / f"{section}-{look}.png")


def sections(studio: Studio) -> Iterator[str]:
    """Every section of the settings, one after the other, by the arrow keys."""
    studio.go("settings")
    names = studio.window.findChild(SectionList)
    names.setFocus()
    studio.driver.press("Home")
    for section in SECTIONS:
        yield section.name
        studio.driver.press("Down")


def open_first(studio: Studio) -> bool:
    """Enter on the first line of the largest list of the page, or on its first card."""
    page = studio.window.workspace.page()
    boards = [board for board in page.findChildren(Board) if board.isVisible()]
    if boards:
        boards[0].setFocus()
        QTest.keyClick(studio.window.focusWidget(), Qt.Key.Key_Return)
        studio.driver.settle()
        return True
    tables = [table for table in page.findChildren(Table) if table.isVisible() and table.count()]
    if not tables:
        return False
    largest = max(tables, key=lambda table: table.height())
    largest.setFocus()
    largest.view.selectRow(0)
    studio.driver.press("Return")
    return True


def moments(studio: Studio, out: Path) -> None:
    """Search results, a refused form, trouble, help, keys, menu, and the preview of every paper."""
    for look in looks(studio):
        for name, happen in MOMENTS.items():
            happen(studio)
            studio.shoot(out / f"{name}-{look}.png")
            _tidy(studio)
    for language in LANGUAGES:
        studio.speak(language)
        for name, pdf in papers.all_papers(studio.program.work.records).items():
            preview = studio.window.workspace.page().shell.printing.show(
                FinishedPaper(name, name, pdf, name)
            )
            studio.driver.until(
                "the page", lambda preview=preview: not preview.view.picture().isEmpty()
            )
            studio.shoot(out / f"preview-{name}-{language[:2]}.png")
            _tidy(studio)


def _search(studio: Studio) -> None:
    studio.driver.press(Key.SEARCH)
    studio.driver.type("13")
    studio.driver.settle()


def _refused(studio: Studio) -> None:
    studio.go("reception")
    studio.driver.press(Key.NEW_VISIT)
    form = studio.window.workspace.page().findChild(Form, "visit")
    studio.driver.answer(form["phone"], "1380013")
    studio.driver.press(Key.SAVE_RETURN)


def _trouble(studio: Studio) -> None:
    studio.window.notices.retry = lambda: None
    studio.window.notices.trouble(Trouble(Cause.FULL, "/store.db"))


def _help(studio: Studio) -> None:
    studio.driver.press(Key.HELP)


def _keys(studio: Studio) -> None:
    studio.driver.press(Key.SHORTCUTS)


def _said(studio: Studio) -> None:
    studio.window.notices.say("10:32 张女士", undo=lambda: None)


MOMENTS: dict[str, Callable[[Studio], None]] = {
    "search": _search,
    "refused": _refused,
    "trouble": _trouble,
    "help": _help,
    "keys": _keys,
    "said": _said,
}


def _tidy(studio: Studio) -> None:
    """As it was before the moment."""
    for cover in (*studio.window.findChildren(Overlay), *studio.window.findChildren(Preview)):
        cover.leave()
    studio.window.notices.clear("trouble")
    while QApplication.focusWidget() is studio.window.header.search:
        studio.driver.press(Key.LEAVE)
    studio.driver.settle()
