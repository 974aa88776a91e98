"""Forms are declared: a value goes in, a value comes out.

A form never saves, and never loses what was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.text import N_
from app.tones import Tone
from ui.keys import SAVES
from ui.parts.buttons import Button
from ui.parts.form_body import Field, FormBody
from ui.parts.form_sheet import FormSheet
from ui.parts.keys import connect_keys, is_enter

__all__ = ["Field", "Form", "FormValue", "Refusal"]
FormValue = dict[str, Any]
"""What a form holds, field by field; the command that takes it checks it."""


class Refusal(Protocol):
    """What a form needs to know of a rule that said no."""

    field: str | None

    def text(self) -> str:
        """What the person reads."""


class StandIn(Protocol):
    """What may take the place of the fields for a while; `ui.parts.merge_view.Conflict` has it."""

    def start(self) -> None: ...
    def submit(self) -> None: ...
    def show(self) -> None: ...
    def hide(self) -> None: ...
    def parentWidget(self) -> QWidget: ...


class Form(FormSheet):
    """Label above, message under the field, actions pinned below."""

    submitted = Signal()
    left = Signal()
    changed = Signal()
    edited = Signal(str)

    def __init__(
        self,
        fields: Iterable[Field],
        *,
        submit: str = N_("Save"),
        clear: str = N_("Clear"),
        leaves: bool = False,
        name: str = "form",
        parent: QWidget | None = None,
    ) -> None:
        self._leaves = leaves
        """Whether the second button leaves, as Esc does, in place of emptying the form."""
        clear = N_("Cancel") if leaves else clear
        super().__init__(fields, (submit, clear), name, parent=parent)
        self._other: StandIn | None = None
        self._foot_then: Callable[[], object] | None = None
        self._why = ""
        """Why the fields can only be read; nothing where they can be changed."""

    def __getitem__(self, name: str) -> Any:
        """The input of a field."""
        return self._body.rows[name].input

    def value(self) -> FormValue:
        """Every field by name; what is empty is None."""
        return {name: row.input.value() for name, row in self._body.rows.items()}

    def set_value(self, value: Mapping[str, object]) -> None:
        """Shows a value; the fields that it does not name are emptied.

        The form is clean afterwards.
        """
        for name, row in self._body.rows.items():
            row.input.set_value(value.get(name))
            row.say("")
        self._foot.say(self._why)
        self.busy(False)
        self.clean = self.draft()

    def clear(self) -> None:
        """Empty and clean; a form whose fields are not made yet is."""
        if self.is_built:
            self.set_value({})

    @property
    def is_dirty(self) -> bool:
        """Whether anything differs from what was last set."""
        return self.is_built and self.draft() != self.clean

    def draft(self) -> dict[str, object]:
        """What was typed, as JSON can carry it, also where it is unclear."""
        return {name: row.input.draft() for name, row in self._body.rows.items()}

    def restore(self, draft: Mapping[str, object]) -> None:
        """Types a draft back, and unfolds what it fills."""
        for name, row in self._body.rows.items():
            if name in draft:
                row.input.restore(draft[name])
                if draft[name] and self._body.applies(name) and not self._body.is_shown(name):
                    self._body.unfold()
        self.changed.emit()

    def submit(self) -> None:
        """Says `submitted`, unless a field is unclear: then it says so there."""
        if self._other is not None:
            self._other.submit()
            return
        if reason := self.submit_button.why_held():
            self._foot.say(reason, Tone.WARN)
            return
        if not self.submit_button.isEnabled():
            return
        for name, row in self._body.rows.items():
            problem = row.input.problem() if self._body.applies(name) else ""
            if problem:
                self._body.reveal(name)
                row.say(problem, tone=Tone.BAD)
                return
        self._foot.say(self._why)
        self.submitted.emit()

    def point_at(self, refused: Refusal) -> None:
        """Shows what a rule said beside its field and puts the cursor there.

        Nothing typed is lost.
        """
        self.busy(False)
        name = refused.field
        if name is None or not self._body.applies(name):
            self._foot.say(refused.text(), Tone.BAD)
            return
        self._body.reveal(name)
        self._body.rows[name].say(refused.text(), tone=Tone.BAD)

    def say(
        self,
        name: str,
        text: str = "",
        *,
        tone: Tone = Tone.NEUTRAL,
        action: str = "",
        then: Callable[[], None] | None = None,
    ) -> None:
        """Shows a message under a field, or at the foot for an unknown name.

        Without text the message goes away.
        """
        if name in self._body.rows:
            self._body.rows[name].say(text, tone=tone, action=action, then=then)
        else:
            self._foot_then = then
            self._foot.say(text or self._why, tone, action=action)

    def message(self, name: str = "") -> str:
        """What stands under a field, or at the foot."""
        return (self._body.rows[name].message if name else self._foot).text()

    def start(self) -> None:
        """Focus in the first empty field, once the fields are there.

        Whoever has gone elsewhere by then stays there.
        """
        self.coming.focus_when_made(
            lambda: self._other.start() if self._other is not None else _go_to_first(self._body)
        )

    def stand_in(self, other: StandIn | None) -> None:
        """Shows something else in the place of the fields, which keep what was typed.

        None gives them back.
        """
        if self._other is not None and self._other is not other:
            self._other.hide()
        self._other = other
        self.made().sheet.setVisible(other is None)
        if other is not None:
            if self.layout().indexOf(other) < 0:
                self.layout().addWidget(other)
            other.show()

    def busy(self, saving: bool) -> None:
        """While it is being saved, it is not saved twice."""
        if saving or self.is_built:
            self.submit_button.setEnabled(not saving)

    def only_show(self, why: str) -> None:
        """The fields can be read and not be changed; `why` says who may change them."""
        for row in self._body.rows.values():
            row.setEnabled(False)
        self.submit_button.setEnabled(False)
        self.submit_button.hide()
        self.clear_button.hide()
        self._why = why
        self._foot.say(why)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on and Esc leaves, when no input needed the key for itself."""
        if self._other is not None:
            super().keyPressEvent(event)
        elif is_enter(event):
            self._go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        focus = self.focusWidget()
        if isinstance(focus, Button):
            focus.click()
            return
        following = self._body.after(focus) or self.submit_button
        following.setFocus(Qt.FocusReason.TabFocusReason)

    def wire(self) -> None:
        """The fields were made: what is typed into them is heard."""
        connect_keys(self, self.submit, *SAVES)
        parts = self.made()
        parts.submit.clicked.connect(self.submit)
        empties = lambda: _clear_by_hand(self)  # noqa: E731 - bound to this form
        parts.clear.clicked.connect(self.left.emit if self._leaves else empties)
        parts.foot.pressed.connect(lambda: self._foot_then and self._foot_then())
        for one in parts.body.rows.values():
            one.edited.connect(self._heed)
        self.clean = self.draft()

    def _heed(self, name: str) -> None:
        self._foot.say(self._why)
        self.edited.emit(name)
        self.changed.emit()


def _go_to_first(body: FormBody) -> None:
    if (first := body.first_empty()) is not None:
        first.setFocus(Qt.FocusReason.TabFocusReason)


def _clear_by_hand(form: Form) -> None:
    form.clear()
    form.changed.emit()
    form.start()
