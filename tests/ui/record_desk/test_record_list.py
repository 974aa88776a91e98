"""The engine of the declared desks, with a declaration of three rows and no store."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.permissions import Actor
from ui.parts.fields import Text
from ui.parts.form import Field
from ui.parts.table import Column
from ui.record_desk.declaration import Filter, Gesture, RecordDesk, Step
from ui.record_desk.record_list import RecordList

Key = Qt.Key
ALL = Filter("all", lambda _row: True, "All")
OPEN = Filter("open", lambda row: not row.is_done, "Open")
DONE = Filter("done", lambda row: row.is_done, "Done")


@dataclass(frozen=True, slots=True)
class Note:
    id: int | None
    version: int | None
    name: str
    is_done: bool = False


class Store:
    """Rows in a dict; a command is a function of it."""

    def __init__(self) -> None:
        names = ("买胎", "洗车", "补漆")
        self.rows = {n: Note(n, 1, name) for n, name in enumerate(names, 1)}

    def query(self, _session: Any, _viewer: Actor) -> list[Note]:
        return list(self.rows.values())

    def save(self, _session: Any, note: Note, *, by: Actor, at: Any) -> int:
        key = note.id or len(self.rows) + 1
        self.rows[key] = replace(note, id=key, version=(note.version or 0) + 1)
        return key

    def finish(self, _session: Any, key: int, done: bool = True, *, by: Actor, at: Any) -> None:
        self.rows[key] = replace(self.rows[key], is_done=done, version=9)


def declare(store: Store, **more: Any) -> RecordDesk:
    finish = Step(
        name="finish",
        text="Finish",
        applies=lambda row, _viewer: not row.is_done,
        act=lambda row, _typed: Gesture(store.finish, (row.id,)),
        done="{name} is done.",
        undo=lambda row, _answer: Gesture(store.finish, (row.id, False)),
    )
    return RecordDesk(
        name="note",
        empty="No note yet.",
        query=store.query,
        columns=(Column("name", "Name"),),
        add="New note",
        fields=(Field("name", "Name", partial(Text, limit=20)),),
        save=store.save,
        value=lambda typed, row: replace(row, **typed) if row else Note(None, None, **typed),
        find=lambda row: row.name,
        steps=(finish,),
        **{"facts": lambda row: [("Name", row.name)], "filters": (ALL, OPEN), **more},
    )


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def show(
    qtbot: QtBot, fake_records: SimpleNamespace, make_shell: Any, settled: Any, store: Store
) -> Callable[..., RecordList]:
    fake_records.nouns = frozenset({"note"})

    def build(**more: Any) -> RecordList:
        shell = make_shell(fake_records)
        shown = RecordList(shell, declare(store, **more))
        shell.work.changed.connect(lambda _nouns: shown.reload())
        qtbot.addWidget(shown)
        shown.resize(1200, 700)
        shown.show()
        shown.reload()
        settled(shell)
        return shown

    return build


def test_nothing_chosen_teaches_and_a_chosen_record_is_read(show: Any) -> None:
    shown = show()
    assert shown.panel.body() is shown.panel.hint
    shown.table.select(2)
    assert shown.panel.view.texts() == ("Name", "洗车")


def test_an_empty_desk_teaches_and_its_button_begins(show: Any, store: Store) -> None:
    store.rows.clear()
    shown = show(teaches="How it works.")
    hint = shown.panel.hint
    assert hint.sentence.text() == "How it works." and hint.first.isHidden()
    hint.first.click()
    assert shown.panel.body() is shown.form


def test_a_desk_with_records_only_says_that_a_line_is_chosen(show: Any) -> None:
    hint = show(teaches="How it works.").panel.hint
    assert "Select a row" in hint.sentence.text() and hint.first.isVisible()


def test_a_step_stays_in_view_where_its_row_leaves_the_filter(
    show: Any, settled: Any, store: Store
) -> None:
    shown = show()
    shown.filter.switch.set_value("open")
    shown.filter.switch.edited.emit()
    shown.table.select(2)
    shown.panel.take("finish")
    settled(shown.work)
    assert store.rows[2].is_done
    assert (shown.table.count(), shown.panel.row.id) == (2, 2)
    assert [text for _name, text in shown.filter.switch.options()] == ["All 3", "Open 2"]


def test_a_step_that_does_not_apply_is_neither_offered_nor_taken(
    show: Any, settled: Any, store: Store
) -> None:
    store.rows[1] = replace(store.rows[1], is_done=True)
    shown = show()
    shown.table.select(1)
    assert shown.panel.buttons(shown.panel.row) == (shown.panel.steps.edit,)
    shown.panel.take("finish")
    settled(shown.work)
    assert store.rows[1].version == 1


def test_the_undo_of_a_step_is_told_the_row(show: Any, settled: Any, store: Store) -> None:
    shown = show()
    shown.table.select(1)
    shown.panel.take("finish")
    settled(shown.work)
    step = shown.desk.steps[0]
    gesture = step.undo(shown.panel.row, None)
    shown.work.act(gesture.command, *gesture.arguments)
    settled(shown.work)
    assert not store.rows[1].is_done


def test_what_was_saved_is_read_and_what_was_begun_is_kept(
    qtbot: QtBot, show: Any, settled: Any, store: Store
) -> None:
    shown = show()
    shown.add()
    qtbot.keyClicks(shown.form["name"], "wax")
    qtbot.keyClick(shown.form["name"], Key.Key_Escape)
    assert shown.panel.body() is shown.panel.hint
    shown.add()
    assert shown.form["name"].value() == "wax", "the draft is back"
    shown.form.submit()
    settled(shown.work)
    settled(shown.work)
    assert store.rows[4].name == "wax"
    assert shown.panel.row.id == 4 and shown.panel.body() is shown.panel.view


def test_without_facts_the_form_is_the_record_and_the_next_is_typed_at_once(
    qtbot: QtBot, show: Any, settled: Any, store: Store
) -> None:
    shown = show(facts=None)
    shown.table.select(3)
    assert shown.form["name"].value() == "补漆"
    shown.add()
    qtbot.keyClicks(shown.form["name"], "wax")
    shown.form.submit()
    settled(shown.work)
    assert store.rows[4].name == "wax"
    assert shown.form["name"].value() is None and shown.form["name"].hasFocus()


def test_an_unknown_record_begins_where_the_desk_says_how(show: Any, settled: Any) -> None:
    shown = show(start=lambda key: {"name": f"n{key}"})
    shown.open(77)
    settled(shown.work)
    assert shown.panel.body() is shown.form and shown.form["name"].value() == "n77"
    shown.open(2)
    assert shown.panel.row.id == 2


def test_a_record_too_old_for_the_list_is_opened_and_stays(
    show: Any, settled: Any, store: Store
) -> None:
    old = Note(9, 1, "旧账")
    shown = show(one=lambda _session, _viewer, key: old if key == old.id else None)
    for key, count in ((old.id, 4), (77, 3), (2, 3)):
        shown.open(key)
        settled(shown.work)
        assert shown.table.count() == count
        if key != 77:
            assert shown.panel.row.id == key
            shown.reload()
            settled(shown.work)
            assert shown.panel.row.id == key


def test_a_scrap_and_arrow_down_lead_into_the_list(qtbot: QtBot, show: Any) -> None:
    shown = show()
    shown.find()
    assert shown.filter.scrap.hasFocus()
    qtbot.keyClicks(shown.filter.scrap, "bq")
    assert [shown.table.row(0).name, shown.table.count()] == ["补漆", 1]
    qtbot.keyClick(shown.filter.scrap, Key.Key_Down)
    assert shown.panel.row.id == 3
    shown.filter.scrap.setText("zz")
    shown.filter.scrap.edited.emit()
    assert shown.table.count() == 0
    assert shown.panel.row.id == 3, "what was read stays"


def test_a_record_that_the_first_filter_hides_is_opened_under_its_own(
    show: Any, store: Store
) -> None:
    store.finish(None, 2, by=Actor(1, "", frozenset(), ""), at=None)
    shown = show(filters=(OPEN, DONE))
    shown.table.select(1)
    shown.open(2)
    assert (shown.panel.row.id, shown.table.current().id) == (2, 2)
    assert shown.filter.switch.value() == "done"


def test_a_record_that_no_filter_shows_is_opened_alone(
    show: Any, settled: Any, store: Store
) -> None:
    store.finish(None, 2, by=Actor(1, "", frozenset(), ""), at=None)
    shown = show(filters=(OPEN,))
    shown.table.select(1)
    shown.open(2)
    assert (shown.panel.row.id, shown.table.current()) == (2, None)
    shown.open(77)
    settled(shown.work)
    assert shown.panel.row is None, "nobody acts on the record that was shown before"
