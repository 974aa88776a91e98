"""The buttons under a record: its next step first, one more beside it, the rest behind the dots."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from app.permissions import Actor
from app.text import _
from db.nouns import Noun
from ui.icons import Icon
from ui.keys import Key
from ui.parts.buttons import Button
from ui.parts.panel import Panel
from ui.record_desk.declaration import RecordDesk, Row, Step


class StepButtons(QObject):
    """`taken(step)`, `edit_asked` and `opened(noun, id)` say what was pressed."""

    taken = Signal(str)
    edit_asked = Signal()
    opened = Signal(Noun, int)

    def __init__(self, desk: RecordDesk, panel: Panel) -> None:
        super().__init__(panel)
        self._desk = desk
        self.edit = Button("", Key.EDIT, name=f"{desk.name}_edit", icon=Icon.PENCIL, listens=False)
        self.more = Button("", icon=Icon.ELLIPSIS, name=f"{desk.name}_more", says=_("More"))
        self.steps = {step.name: self._step(step) for step in desk.steps}
        self._hidden: list[tuple[str, Callable[[], object]]] = []
        panel.adopt(self.edit, self.more, *self.steps.values())
        self.edit.clicked.connect(self.edit_asked)
        self.more.clicked.connect(self._open_menu)

    def show_for(self, row: Row, viewer: Actor) -> tuple[Button, ...]:
        """What may be done with a row, in the order of the panel's foot."""
        acts = list(self._acts(row, viewer))
        front = [button for button, _text, _act in acts[:2] if button is not None]
        self._hidden = [(text, act) for _button, text, act in acts[len(front) :]]
        for place, button in enumerate(front):
            # a form has a first button of its own
            reads = self._desk.facts is not None
            button.dress("primary" if reads and place == 0 else "quiet")
        return (*front, self.more) if self._hidden else tuple(front)

    def _acts(
        self, row: Row, viewer: Actor
    ) -> Iterator[tuple[Button | None, str, Callable[[], object]]]:
        """Button (None: only behind the dots), text and act, the most important first."""
        steps = [step for step in self._desk.steps if step.applies(row, viewer)]
        words = self._desk.edit(row, viewer) if self._desk.facts is not None else ""
        following = [step for step in steps if not step.aside]
        for step in following[:1]:
            yield self.steps[step.name], step.text, partial(self.taken.emit, step.name)
        if words:
            self.edit.show_text(_(words))
            yield self.edit, words, self.edit_asked.emit
        for step in following[1:]:
            yield self.steps[step.name], step.text, partial(self.taken.emit, step.name)
        for step in (step for step in steps if step.aside):
            yield None, step.text, partial(self.taken.emit, step.name)
        for link in self._desk.links:
            yield None, link.text, partial(self.opened.emit, *link.record(row))

    def _open_menu(self) -> None:
        menu = QMenu(self.more)
        menu.setObjectName(f"{self._desk.name}_menu")
        for text, act in self._hidden:
            menu.addAction(_(text)).triggered.connect(lambda _checked=False, act=act: act())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _step(self, step: Step) -> Button:
        button = Button(_(step.text), name=f"{self._desk.name}_{step.name}")
        button.clicked.connect(lambda: self.taken.emit(step.name))
        return button
