"""What a customer agrees to is ticked and shown in the file."""

from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.nouns import Noun
from db.tables.people import Person
from db.tables.prospects import FollowUp
from db.vocabulary import ConsentPurpose


def test_consent_is_given_and_withdrawn_on_the_page(qtbot, open_page, settled, files) -> None:
    page = open_page()
    page.show_record(Noun.PERSON, files[0])
    settled(page.shell)
    qtbot.mouseClick(page.view.findChild(QWidget, "edit_consent"), Qt.MouseButton.LeftButton)
    form = page.editor.edits[Noun.CONSENT].form
    form["purposes"].set_value((ConsentPurpose.CAMPAIGN,))
    form["notice_edition"].set_value(2)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(page.shell)
    assert "how the customer agreed" in form.message("way")
    form["way"].set_value("Signed on paper")
    form.submit()
    settled(page.shell)
    assert [given.purpose for given in page.record.consents] == [ConsentPurpose.CAMPAIGN]
    assert any("Agrees to" in text for text in _texts(page))
    page.edit_consent()
    form["purposes"].set_value(())
    form.submit()
    settled(page.shell)
    assert page.record.consents == () and "No consent is recorded" in _texts(page)


def test_the_file_says_why_nobody_calls(open_page, settled, files, act) -> None:
    def silence(session: Any, *, by: Any, at: Any) -> None:
        session.get(Person, files[0]).do_not_contact = True
        session.add(FollowUp(person_id=files[0], staff_id=1, due_at=at + timedelta(days=1)))

    act(silence)
    page = open_page()
    page.show_record(Noun.PERSON, files[0])
    settled(page.shell)
    assert "Do not contact · 1 planned call left out" in _texts(page)


def _texts(page: Any) -> list[str]:
    return [
        one.text()
        for one in page.view.findChildren(QWidget)
        if callable(getattr(one, "text", None))
    ]
