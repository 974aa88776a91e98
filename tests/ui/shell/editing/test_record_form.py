"""What is typed into the form of a shared record is kept, saved once, and never mixed up."""

from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from app.audit import Newest, Saved
from app.errors import STALE, Conflict, Refused
from app.records import QueryAnswer
from tests.make import NOON
from ui.parts.fields import Text
from ui.parts.form import Field, Form
from ui.shell.editing.record_form import RecordForm, RecordSource

MINE, THEIRS = {"name": "张伟", "note": None}, {"name": "张伟", "note": "二手车置换"}


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    return _form(qtbot)


def _form(qtbot: QtBot) -> Form:
    fields = (Field("name", "Name", partial(Text, limit=40)), Field("note", "Note", Text))
    form = Form(fields, name="person")
    qtbot.addWidget(form)
    return form


def _type(form: Form, name: str, text: str) -> None:
    form[name].setText(text)
    form[name].textEdited.emit(text)
    form.changed.emit()


class _Store:
    """Takes what is saved, the first time as if somebody else had been quicker."""

    def __init__(self, *, quicker: bool = False) -> None:
        self.quicker = quicker
        self.listeners: list[object] = []
        self.saved: list[dict[str, object]] = []
        self.versions: list[object] = []

    def ask(self, query, *args: object, **more: object) -> object:
        return QueryAnswer(query(None, *args, **more), frozenset())

    def act(self, command, *args: object, by: object, at: object, **more: object) -> object:
        more.pop("mark", None)
        return command(*args, **more)

    def keep(self, value: dict[str, object], *, version: object) -> int:
        self.versions.append(version)
        if self.quicker:
            self.quicker = False
            raise Conflict("record.changed", STALE)
        self.saved.append(value)
        return 7

    def refuse(self, _value: object) -> None:
        raise Refused("name.short", "Too short.", field="name")


def _newest(_session: object, key: int) -> Newest[dict[str, object]]:
    return Newest(THEIRS, 2, Saved("李强", NOON), key=key)


def test_what_was_typed_is_there_again_when_the_page_is_built_anew(
    make_shell, qtbot: QtBot, form: Form
) -> None:
    shell = make_shell()
    record = RecordForm(shell, form, draft="new-person")
    assert not record.begin(announce=True)
    _type(form, "name", "欧阳婷婷")
    again = _form(qtbot)
    with qtbot.assertNotEmitted(shell.drafts.restored):
        assert RecordForm(shell, again, draft="new-person").begin(announce=True)
    assert again.value()["name"] == "欧阳婷婷"


def test_every_record_has_its_own_draft(make_shell, form: Form) -> None:
    shell = make_shell()
    record = RecordForm(shell, form, draft="person-{key}")
    record.load(1, MINE, version=1)
    _type(form, "name", "张伟强")
    record.load(2, {"name": "李娜"}, version=4)
    assert form.value()["name"] == "李娜"
    assert record.draft.exists(1)
    assert not record.draft.exists(2)
    record.load(1, MINE, version=1)
    assert form.value()["name"] == "张伟强"


def test_a_saved_form_leaves_no_draft_and_says_so_once(make_shell, settled, form: Form) -> None:
    store, told = _Store(), []
    shell = make_shell(store)
    record = RecordForm(shell, form, draft="person-{key}")
    record.load(1, MINE, version=1)
    _type(form, "note", "周六来")
    record.save(store.keep, form.value(), then=told.append, version=record.version)
    assert not form.submit_button.isEnabled(), "a second Ctrl+Enter saves nothing twice"
    settled(shell)
    assert (told, store.saved) == ([7], [{"name": "张伟", "note": "周六来"}])
    assert form.submit_button.isEnabled()
    assert not record.draft.exists(1)


def test_a_refusal_stands_beside_its_field_and_the_draft_stays(
    make_shell, settled, form: Form
) -> None:
    store = _Store()
    shell = make_shell(store)
    record = RecordForm(shell, form, draft="person-{key}")
    record.load(1, MINE, version=1)
    _type(form, "name", "张")
    record.save(store.refuse, form.value())
    settled(shell)
    assert form.message("name") == "Too short."
    assert record.draft.exists(1)
    assert form.submit_button.isEnabled()


def test_what_only_the_other_one_changed_is_taken_over_and_saved(
    make_shell, settled, form: Form
) -> None:
    store = _Store(quicker=True)
    shell = make_shell(store)
    record = RecordForm(shell, form, RecordSource(_newest, dict), draft="person-{key}")
    record.load(1, MINE, version=1)
    save = lambda: record.save(store.keep, form.value(), version=record.version)  # noqa: E731
    form.submitted.connect(save)
    _type(form, "name", "张伟强")
    save()
    settled(shell)
    assert store.versions == [1, 2]
    assert store.saved == [{"name": "张伟强", "note": "二手车置换"}]
