"""What a form is made of, made when it is first shown or asked for.

Of the forms of a page most lie behind others, and a field takes as long as ten lines of a list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLayout, QWidget

from app.text import _
from ui.parts.access_keys import AccessTarget, assign
from ui.parts.buttons import Button, SubmitButton
from ui.parts.form_body import Field, FormBody
from ui.parts.form_row import FormRow, Message
from ui.parts.layouts import boxed, hbox, stretched, vbox
from ui.parts.rows_in_turns import RowsInTurns
from ui.parts.turns import next_turn

SUBMIT, CLEAR, MORE = "<save>", "<clear>", "<more>"
"""The buttons of a form among the names of its fields."""


class FormParts:
    """The fields of a form, what is said under them, and its buttons.

    `words`: what stands on the buttons; without a second text there is no button that clears.
    """

    def __init__(
        self,
        form: QWidget,
        fields: Iterable[Field],
        words: tuple[str, str],
        *,
        head: QWidget | None = None,
        flows: bool = False,
        made: Mapping[str, FormRow] | None = None,
    ) -> None:
        name, (submit, clear) = form.objectName(), words
        self.sheet = QWidget(form)
        self.sheet.setProperty("clear", "true")
        self.body = FormBody(fields, name, head=head, flows=flows, made=made, parent=self.sheet)
        self.foot = Message()
        self.submit = SubmitButton(_(submit), name)
        self.clear = Button(_(clear), name=f"{name}_clear")
        if not clear:
            self.clear.hide()
        self.signs = _give_signs(self, words)
        buttons = hbox(stretched(self.submit), self.clear, margins=(1, 0, 1, 1))
        vbox(stretched(self.body), self.foot, buttons, parent=self.sheet, spacing=3)

    def button(self, name: str) -> Button | None:
        """The button of an Alt key; None for that of a field."""
        return {SUBMIT: self.submit, CLEAR: self.clear, MORE: self.body.more}.get(name)


class FormSheet(QWidget):
    """A place for the parts of a form; whoever inherits it hears in `wire` that they are made."""

    built = Signal()
    """Once: the fields are there, empty."""

    def __init__(
        self,
        fields: Iterable[Field],
        words: tuple[str, str],
        name: str,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._fields, self._words = tuple(fields), words
        self._parts: FormParts | None = None
        self._head: QWidget | None = None
        self._flows = False
        self._clean: dict[str, object] = {}
        self._options: dict[str, list[Any]] = {}
        self._shown: dict[str, bool] = {}
        self.coming = RowsInTurns(self)

    def wire(self) -> None:
        """The parts were made."""
        raise NotImplementedError

    def lead(self, *parts: QWidget | QLayout) -> None:
        """Put parts above the fields, with which they scroll; before the form is made."""
        head = boxed(vbox(*parts))
        head.setProperty("clear", "true")
        head.hide()
        head.setParent(self)
        self._head = head

    def flow(self) -> None:
        """Let the page around the form scroll, not its fields; before the form is made."""
        self._flows = True

    @property
    def is_built(self) -> bool:
        """Whether the parts were asked for yet."""
        return self._parts is not None

    @property
    def rows(self) -> dict[str, FormRow]:
        """The rows by field."""
        return self.made().body.rows

    @property
    def submit_button(self) -> SubmitButton:
        return self.made().submit

    @property
    def clear_button(self) -> Button:
        return self.made().clear

    @property
    def clean(self) -> dict[str, object]:
        """What was last set, as a draft: what differs from it was typed."""
        self.made()
        return self._clean

    @clean.setter
    def clean(self, clean: dict[str, object]) -> None:
        self._clean = clean

    @property
    def names(self) -> frozenset[str]:
        """The names of the fields, which need not be made for it."""
        return frozenset(field.name for field in self._fields)

    def show_field(self, name: str, shown: bool = True) -> None:
        """A field that does not apply is not there."""
        self._shown[name] = shown
        if self._parts is not None:
            self._parts.body.show_field(name, shown)

    def set_options(self, name: str, options: Iterable[Any]) -> None:
        """What a field offers to choose from, also where it is made later."""
        self._options[name] = list(options)
        if self._parts is not None:
            self._parts.body.rows[name].input.set_options(self._options[name])

    def applies(self, name: str) -> bool:
        """Whether the field belongs to the form now, folded or not."""
        return self.made().body.applies(name)

    def showEvent(self, event: QShowEvent) -> None:
        """Makes the parts at the next turn of the window: a page is painted before its forms.

        Where the panel around it is hidden, nothing is made.
        """
        if self._parts is None:
            next_turn(self, lambda: self.is_built or self.coming.begin(self._fields, self.made))
        super().showEvent(event)

    def made(self) -> FormParts:
        """The parts, made now if nobody asked for them before."""
        if self._parts is None:
            self._parts = FormParts(
                self,
                self._fields,
                self._words,
                head=self._head,
                flows=self._flows,
                made=self.coming.rows,
            )
            vbox(stretched(self._parts.sheet), parent=self)
            self._catch_up(self._parts.body)
            _keep_tab_order(self)
            self.wire()
            self.built.emit()
            self._parts.sheet.show()
            self.coming.end()
        return self._parts

    def access_targets(self) -> dict[str, AccessTarget]:
        """What its Alt keys do, those of its buttons included; each leads to what is folded."""
        parts = self.made()
        found: dict[str, AccessTarget] = {}
        for name, sign in parts.signs.items():
            button = parts.button(name)
            if button is not None and button.isVisible():
                found[sign] = AccessTarget(button, button.click)
            elif parts.body.applies(name):
                found[sign] = AccessTarget(parts.body.rows[name], partial(parts.body.press, name))
        return found

    def _catch_up(self, body: FormBody) -> None:
        """Tells the fields what was said before they were made."""
        for name, shown in self._shown.items():
            body.show_field(name, shown)
        for name, options in self._options.items():
            body.rows[name].input.set_options(options)

    @property
    def _body(self) -> FormBody:
        return self.made().body

    @property
    def _foot(self) -> Message:
        return self.made().foot


def _give_signs(parts: FormParts, words: tuple[str, str]) -> dict[str, str]:
    """An Alt key for every button and field, the buttons first: save has the same in most forms."""
    labels = [(SUBMIT, _(words[0])), (MORE, _("More"))]
    labels += [(CLEAR, _(words[1]))] if words[1] else []
    labels += [(name, row.label()) for name, row in parts.body.rows.items()]
    signs = assign((text, name) for name, text in labels)
    given = {name: sign for (name, _text), sign in zip(labels, signs, strict=True) if sign}
    for name, row in parts.body.rows.items():
        row.show_sign(given.get(name, ""))
    return given


def _keep_tab_order(form: QWidget) -> None:
    """Tab comes to the fields where the form stands, also when they were made later."""
    before = form
    for part in form.findChildren(QWidget):
        if part.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            QWidget.setTabOrder(before, part)
            before = part
