"""What a customer agrees to is ticked and shown in the file."""

from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.people.consents import OFFERED
from db.nouns import Noun
from db.tables.people import Consent, Person
from db.tables.prospects import FollowUp
from db.vocabulary import ConsentPurpose


def test_consent_is_given_and_withdrawn_on_the_page(qtbot, open_page, settled, files) -> None:
    page = open_page()
    page.show_record(Noun.PERSON, files[0])
    settled(page.shell)
    qtbot.mouseClick(page.view.findChild(QWidget, "edit_consent"), Qt.MouseButton.LeftButton)
    form = page.editor.edits[Noun.CONSENT].form
    form["purposes"].set_value((ConsentPurpose.SALES_CONTACT,))
    form["notice_edition"].set_value(2)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(page.shell)
    assert "how the customer agreed" in form.message("way")
    form["way"].set_value("Signed on paper")
    form.submit()
    settled(page.shell)
    assert [given.purpose for given in page.record.consents] == [ConsentPurpose.SALES_CONTACT]
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


def test_only_what_an_act_follows_is_offered(open_page, settled, files, act) -> None:
    def agree(session: Any, *, by: Any, at: Any) -> None:
        facts = {"purpose": ConsentPurpose.CAMPAIGN, "notice_edition": 1, "way": "书面"}
        session.add(Consent(person_id=files[0], given_at=at, given_by=by.staff_id, **facts))

    page = open_page()
    offered = []
    for change in (lambda session, *, by, at: None, agree):
        act(change)
        page.reload()
        page.show_record(Noun.PERSON, files[0])
        settled(page.shell)
        page.edit_consent()
        form = page.editor.edits[Noun.CONSENT].form
        offered.append([one for one, _text in form["purposes"]._options])
    usual = list(OFFERED)
    assert offered == [usual, [*usual[:2], ConsentPurpose.CAMPAIGN, usual[2]]]
    assert form["purposes"].value() == (ConsentPurpose.CAMPAIGN,)
