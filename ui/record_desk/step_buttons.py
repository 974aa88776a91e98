"""The buttons of a record: its next step, one more, the rest in a menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
from ui.record_desk.kept_papers import KEPT_PAPERS, KeptPapers
from ui.shell.workspace.page import Shell


@dataclass(frozen=True, slots=True)
class StepAct:
    """Something that may be done with a record; without a button only behind the dots."""

    text: str
    run: Callable[[], object]
    button: Button | None = None


class StepButtons(QObject):
    """`taken(step)`, `edit_asked` and `opened(noun, id)` say what was pressed."""

    taken = Signal(str)
    edit_asked = Signal()
    opened = Signal(Noun, int)

    def __init__(self, shell: Shell, desk: RecordDesk, panel: Panel) -> None:
        super().__init__(panel)
        self._desk = desk
        name = desk.name
        self.edit = Button("", Key.EDIT, name=f"{name}_edit", icon=Icon.PENCIL, listens=False)
        self.edit.clicked.connect(self.edit_asked)
        self.more = Button("", icon=Icon.ELLIPSIS, name=f"{name}_more", says=_("More"))
        self.more.clicked.connect(self._open_menu)
        self.steps = {step.name: self._step(step) for step in desk.steps}
        self.kept = KeptPapers(shell, desk.kept, panel) if desk.kept is not None else None
        self._hidden: list[StepAct] = []
        panel.adopt(self.edit, self.more, *self.steps.values())

    def show_for(self, row: Row, viewer: Actor) -> tuple[Button, ...]:
        """What may be done with a row, in the order of the panel's foot."""
        acts = self._acts(row, viewer)
        front = [one.button for one in acts[:2] if one.button is not None]
        self._hidden = acts[len(front) :]
        # a form has a first button of its own
        reads = self._desk.facts is not None
        for place, button in enumerate(front):
            button.dress("primary" if reads and place == 0 else "quiet")
        return (*front, self.more) if self._hidden else tuple(front)

    def _acts(self, row: Row, viewer: Actor) -> list[StepAct]:
        """What may be done with a row, the most important first."""
        steps = [step for step in self._desk.steps if step.applies(row, viewer)]
        following = [self._act(step) for step in steps if not step.aside]
        aside = [self._act(step) for step in steps if step.aside]
        links = [
            StepAct(link.text, partial(self.opened.emit, *link.record(row)))
            for link in self._desk.links
            if link.applies(row)
        ]
        kept = [StepAct(KEPT_PAPERS, partial(self._open_kept, row.id))] if self._desk.kept else []
        return [*following[:1], *self._edit(row, viewer), *following[1:], *aside, *kept, *links]

    def _act(self, step: Step) -> StepAct:
        button = None if step.aside else self.steps[step.name]
        return StepAct(step.text, partial(self.taken.emit, step.name), button)

    def _edit(self, row: Row, viewer: Actor) -> list[StepAct]:
        words = self._desk.edit(row, viewer) if self._desk.facts is not None else ""
        self.edit.show_text(_(words) if words else "")
        return [StepAct(words, self.edit_asked.emit, self.edit)] if words else []

    def _open_kept(self, record_id: int) -> None:
        assert self.kept is not None
        self.kept.open_for(record_id, at=self.more)

    def _open_menu(self) -> None:
        menu = QMenu(self.more)
        menu.setObjectName(f"{self._desk.name}_menu")
        for one in self._hidden:
            menu.addAction(_(one.text)).triggered.connect(lambda _checked=False, one=one: one.run())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _step(self, step: Step) -> Button:
        name, saves = f"{self._desk.name}_{step.name}", not step.fields
        button = Button(_(step.text), name=name, saves=saves)
        button.clicked.connect(lambda: self.taken.emit(step.name))
        return button
