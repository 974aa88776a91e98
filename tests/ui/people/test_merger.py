"""Two files are merged by keys, and the merge is undone."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.people import commands, queries
from db.nouns import Noun
from db.vocabulary import Role
from ui.parts.labels import Chip, Label
from ui.parts.merge_view import MINE, THEIRS
from ui.people.identity_card import IdentityCard


@pytest.fixture
def second(act: Any) -> int:
    """张伟 once more, as somebody wrote him down at the telephone."""
    return int(
        act(
            commands.add,
            {
                "name": "张先生",
                "phone": "13700137000",
                "other_phone": "13800138000",
                "address": "中山路 1 号",
            },
        )
    )


def _open(page: Any, settled: Any, person_id: int) -> None:
    page.show_record(Noun.PERSON, person_id)
    settled(page.shell)


def test_two_files_become_one_by_keys_and_two_again_by_a_click(
    qtbot, open_page, settled, files, second, records
) -> None:
    page = open_page()
    _open(page, settled, second)
    page.merge()
    settled(page.shell)
    assert [row.id for row in _lines(page)] == [files[0]]
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    settled(page.shell)
    view = page.panel.body()
    assert view.choices() == {"name": THEIRS, "address": MINE}
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(page.shell)
    card = page.record.card
    assert (card.id, card.name, card.address, card.phones) == (
        second,
        "张伟",
        "中山路 1 号",
        ("13700137000", "13800138000"),
    )
    assert page.figures["person"].value() == "2"
    qtbot.mouseClick(page.view.findChild(QWidget, "undo_merge"), Qt.MouseButton.LeftButton)
    settled(page.shell)
    with records.read() as session:
        assert queries.card(session, second).name == "张先生"
        assert queries.card(session, files[0]).name == "张伟"
    assert page.record.card.id == files[0]


def test_a_duplicate_found_while_typing_offers_to_merge(
    qtbot, open_page, settled, files, second
) -> None:
    page = open_page()
    _open(page, settled, files[0])
    page.edit()
    form = page.editor.edits[Noun.PERSON].form
    form["other_phone"].set_value("13700137000")
    form["other_phone"].edited.emit()
    settled(page.shell)
    form.findChild(QWidget, "person_form_more").click()
    button = next(
        one for one in form.findChildren(QWidget) if getattr(one, "text", str)() == "Merge"
    )
    button.click()
    settled(page.shell)
    assert page.panel.body() is page.merger.view
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    assert page.panel.body() is page.view


def test_what_forbids_a_merge_is_said_and_the_choice_stays(
    qtbot, open_page, settled, files, act, records
) -> None:
    other = act(
        commands.add, {"name": "张伟", "phone": "13700137000", "id_number": "11010519491231002X"}
    )
    with records.read() as session:
        version = queries.card(session, files[0]).version
    act(commands.edit, files[0], {"id_number": "110105194912310038"}, version=version)
    page = open_page()
    _open(page, settled, other)
    page.merge()
    page.merger.compare(files[0])
    settled(page.shell)
    page.panel.body().submit()
    settled(page.shell)
    texts = [
        one.text()
        for one in page.panel.findChildren(QWidget)
        if callable(getattr(one, "text", None)) and one.isVisible()
    ]
    assert any("two people" in text for text in texts)


def test_only_a_manager_merges(open_page, settled, files, second) -> None:
    page = open_page(Role.CONSULTANT)
    _open(page, settled, second)
    page.merge()
    settled(page.shell)
    assert page.panel.body() is page.view


def _lines(page: Any) -> list[Any]:
    table = page.merger.others.table
    return [table.row(at) for at in range(table.count())]


def test_both_files_are_seen_before_they_become_one(
    qtbot, open_page, settled, files, second
) -> None:
    """Number by number, with what both have; cars and the last visit stand beneath."""
    page = open_page()
    _open(page, settled, second)
    page.merge()
    settled(page.shell)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    settled(page.shell)
    cards = page.panel.body().findChildren(IdentityCard)
    assert [card.accessibleName() for card in cards] == ["张先生", "张伟"]
    texts = [[label.text() for label in card.findChildren(Label)] for card in cards]
    assert texts[0][:3] == ["张先生", "137 0013 7000", "138 0013 8000"]
    assert "Never here" in texts[0] and "No car" in texts[0]
    assert [len(card.findChildren(Chip)) for card in cards] == [1, 1], "one number is the same"
