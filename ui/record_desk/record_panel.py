"""The panel beside a list: a record with its steps, its form, or a hint."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app import record_lists
from app.labels import label
from app.local_time import local_day
from app.permissions import Actor
from app.text import _
from db.nouns import Noun
from ui.labels import tone
from ui.parts.buttons import Button
from ui.parts.dates import Dated
from ui.parts.form import Form
from ui.parts.panel import Panel
from ui.record_desk.declaration import Gesture, RecordDesk, Row, Step
from ui.record_desk.record_hint import RecordHint
from ui.record_desk.record_view import RecordView
from ui.record_desk.step_buttons import StepButtons
from ui.shell.alert_strip import AlertStrip
from ui.shell.editing.record_form import RecordForm, RecordSource
from ui.shell.work import Work
from ui.shell.workspace.page import Shell


class RecordPanel(Panel):
    """Shows one record of a RecordDesk.

    What is typed and not saved stays as a draft. `below` stands under the facts, `beside` at the
    right of the state.
    """

    filled = Signal(bool)
    """Whether something stands here that has a first button of its own."""
    back = Signal()
    """The cursor goes back to the list."""
    saved = Signal(int)
    """A record was saved and is to be read now."""

    def __init__(
        self,
        shell: Shell,
        desk: RecordDesk,
        below: QWidget | None = None,
        *,
        beside: QWidget | None = None,
    ) -> None:
        super().__init__(name=f"{desk.name}_panel")
        self.shell, self.work, self.desk = shell, shell.work, desk
        self.row: Row | None = None
        self.step: Step | None = None
        self.form = Form(desk.fields, submit=desk.submit, clear="", name=f"{desk.name}_form")
        _tell_day(self.form, self.work)
        draft = f"records.{desk.name}.{{key}}"
        source = _source(desk, lambda: {"viewer": self.viewer})
        self.editing = RecordForm(shell, self.form, source, draft=draft)
        self.step_forms = {step.name: self._step_form(step) for step in desk.steps if step.fields}
        self.alerts = AlertStrip(self.work) if desk.subjects is not None else None
        forms = (one.form for one in self.step_forms.values())
        self.view = RecordView(forms, self.alerts, below=below, beside=beside)
        self.hint = RecordHint(desk)
        self.adopt(self.form, self.view, self.hint)
        self.steps = StepButtons(shell, desk, self)
        if desk.facts is not None:
            self.setMinimumWidth(self.maximumWidth())
        self.form.submitted.connect(self.save)
        self.form.left.connect(self.leave)
        self.steps.taken.connect(self.take)
        self.steps.edit_asked.connect(self.edit)
        self.steps.opened.connect(shell.open_record)

    @property
    def viewer(self) -> Actor:
        """Who looks."""
        actor = self.work.actor
        assert actor is not None, "a record is shown to somebody who has signed in"
        return actor

    def choose(self, row: Row | None) -> None:
        """Show a record, or what stands there without one."""
        if row is None or self.row is None or row.id != self.row.id:
            self.step = None
        self.row = row
        if row is None and self.alerts is not None:
            self.alerts.leave()
        if self.desk.facts is None and row is None:
            self._show_new_form("new", self.desk.blank)
        elif row is None:
            self._put("", self.hint)
        elif self.desk.facts is None:
            self._show_form(row)
        else:
            self._show_record(row)

    def refresh(self, row: Row) -> None:
        """The record as it is now; a form that stands there keeps what is typed."""
        if self.body() is self.form and self.desk.facts is not None:
            self.row = row
            self.editing.load(row.id, self.desk.in_form(row), version=row.version)
            return
        if self.step is not None and not self.step.applies(row, self.viewer):
            self.step = None
        self.choose(row)

    def begin(self, key: str, value: Mapping[str, Any]) -> None:
        """Shows the form of a new record with the draft of this key."""
        self.row = self.step = None
        self._show_new_form(key, value)
        self.form.start()

    def edit(self) -> None:
        """The chosen record in its form."""
        if self.row is not None and self.desk.edit(self.row, self.viewer):
            self.step = None
            self._show_form(self.row)
            self.form.start()

    def enter(self) -> None:
        """The cursor comes from the list: into the form, or to the next step."""
        if self.desk.facts is None:
            self.form.start()
        elif shown := self.buttons(self.row):
            shown[0].setFocus(Qt.FocusReason.TabFocusReason)

    def leave(self) -> None:
        """Esc: back to the list; what was typed stays as a draft."""
        self.step = None
        if self.desk.facts is not None:
            self.choose(self.row)
        self.back.emit()

    def save(self) -> None:
        """What the form holds, over the version that was read."""
        value = self.desk.value(self.form.value(), self.row)
        if self.row is not None:
            value = replace(value, version=self.editing.version)
        self.editing.save(self.desk.save, value, then=partial(self._saved, self.row))

    def take(self, name: str) -> None:
        """A step by its name: its form first where it has one, else at once."""
        step = next(step for step in self.desk.steps if step.name == name)
        if self.row is None or not step.applies(self.row, self.viewer):
            return
        if not step.fields:
            self._act(step, {})
            return
        self.step = step
        self._show_record(self.row)
        self.step_forms[name].load(self.row.id, step.typed(self.row), version=None)
        self.step_forms[name].form.start()

    def buttons(self, row: Row | None) -> tuple[Button, ...]:
        """What stands at the foot; a step that is being taken has its own."""
        return () if row is None or self.step else self.steps.show_for(row, self.viewer)

    def _show_record(self, row: Row) -> None:
        assert self.desk.facts is not None
        state = self.desk.state(row) if self.desk.state is not None else None
        words = label(state) if state is not None else ""
        self.view.show_facts(self.desk.facts(row), state=words, tone=tone(state))
        brief = self.desk.brief(row) if self.step is not None and self.step.alone else ""
        form = self.step_forms[self.step.name].form if self.step else None
        self.view.show_form(form, brief=brief)
        if self.alerts is not None and self.desk.subjects is not None:
            person, car = self.desk.subjects(row)
            noun = Noun(self.desk.record_noun)
            self.alerts.show_of(noun, row.id, person_id=person, vehicle_id=car)
        self._put(self.desk.name_of(row), self.view, self.buttons(row))

    def _show_form(self, row: Row) -> None:
        for name in self.desk.only_new:
            self.form.show_field(name, False)
        self.editing.load(row.id, self.desk.in_form(row), version=row.version)
        actions = self.buttons(row) if self.desk.facts is None else ()
        self._put(self.desk.name_of(row), self.form, actions)

    def _show_new_form(self, key: str, value: Mapping[str, Any]) -> None:
        for name in self.desk.only_new:
            self.form.show_field(name, True)
        self.editing.load(key, value, version=None)
        self._put(_(self.desk.add), self.form)

    def _put(self, title: str, body: QWidget, actions: Sequence[Button] = ()) -> None:
        self.show_body(title, body, actions=actions)
        self.filled.emit(body is not self.hint)

    def _act(self, step: Step, typed: Mapping[str, Any]) -> None:
        gesture, then = step.act(self.row, typed), partial(self._stepped, step, self.row)
        if step.fields:
            self.step_forms[step.name].save(
                gesture.command, *gesture.arguments, then=then, **gesture.named
            )
            return
        beside = self.form.point_at if self.body() is self.form else None
        self._run(gesture, then=then, refuse=beside)

    def _run(self, gesture: Gesture, **more: Any) -> None:
        self.work.act(gesture.command, *gesture.arguments, **gesture.named, **more)

    def _stepped(self, step: Step, row: Row, answer: Any) -> None:
        undo = partial(self._run, step.undo(row, answer)) if step.undo is not None else None
        self.shell.notices.say(_(step.done).format(name=self.desk.name_of(row)), undo=undo)
        if self.step is step:
            self.leave()

    def _saved(self, row: Row | None, answer: Any) -> None:
        undo = self.desk.undo if row is None else None
        back = partial(self._run, undo(answer)) if undo is not None else None
        self.shell.notices.say(_(self.desk.saved), undo=back)
        if self.desk.facts is not None:
            self.leave()
            self.saved.emit(answer if row is None else row.id)
        elif self.row is None:
            self.form.set_value(self.desk.blank)
            self.form.start()

    def _step_form(self, step: Step) -> RecordForm:
        name = f"{self.desk.name}_{step.name}"
        form = Form(step.fields, submit=step.text, clear="", name=f"{name}_form")
        _tell_day(form, self.work)
        form.submitted.connect(lambda: self._act(step, form.value()))
        form.left.connect(self.leave)
        return RecordForm(self.shell, form, draft=f"records.{name}.{{key}}")


def _tell_day(form: Form, work: Work) -> None:
    """The dates of a form count from the day of the window's clock."""

    def tell() -> None:
        for row in form.rows.values():
            if isinstance(row.input, Dated):
                row.input.count_from(lambda: local_day(work.now()))

    form.built.connect(tell)


def _source(desk: RecordDesk, about: Callable[[], Mapping[str, Any]]) -> RecordSource[Row]:
    read = partial(record_lists.newest, query=desk.query, noun=desk.record_noun)
    return RecordSource(read, desk.in_form, about)
