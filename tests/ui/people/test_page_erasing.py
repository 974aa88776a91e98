"""A file is erased on the page only with a reason, and by a manager."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.people import queries
from db.nouns import Noun
from db.vocabulary import Role


def _open(page: Any, settled: Any, person_id: int) -> None:
    page.show_record(Noun.PERSON, person_id)
    settled(page.shell)


def test_a_file_is_erased_with_a_reason(qtbot, open_page, settled, files, records) -> None:
    page = open_page()
    _open(page, settled, 2)
    qtbot.mouseClick(page.view.findChild(QWidget, "file_more"), Qt.MouseButton.LeftButton)
    menu = page.view.findChild(QMenu, "file_more_menu")
    next(act for act in menu.actions() if act.objectName() == "erase").trigger()
    menu.close()
    act = page.view.confirm.findChild(QWidget, "confirm_act")
    assert not act.isEnabled()
    reason = page.view.confirm.findChild(QWidget, "confirm_reason")
    reason.set_value("李娜本人来店提出")
    reason.edited.emit()
    page.shell.drafts.keep("person-2", {"typed": {"name": "李娜娜"}})
    act.click()
    settled(page.shell)
    settled(page.shell)
    assert page.shell.drafts.find("person-2") is None
    with records.read() as session:
        card = queries.card(session, 2)
    assert card is not None and (card.name, card.phones) == ("", ())
    assert page.files.tables["person"].count() == 1


def test_an_open_order_forbids_it_and_says_so(open_page, settled, files, records) -> None:
    page = open_page()
    _open(page, settled, files[0])
    page.view.erase_asked.emit(files[0], "客户要求")
    settled(page.shell)
    assert "still open" in page.shell.notices.last_line()
    with records.read() as session:
        assert queries.card(session, files[0]).name == "张伟"


def test_only_a_manager_is_offered_it(open_page, settled, files) -> None:
    page = open_page(Role.CARE)
    _open(page, settled, files[0])
    assert page.view.findChild(QWidget, "file_more") is None
