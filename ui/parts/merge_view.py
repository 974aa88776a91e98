"""Two versions of a record side by side, one chosen field by field."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QWidget,
)

from app.text import N_, _
from app.tones import Tone
from ui import theme
from ui.icons import Icon
from ui.keys import SAVES, Key, key_text
from ui.parts import paint
from ui.parts.buttons import Button, SubmitButton
from ui.parts.form_row import Message
from ui.parts.keys import ENTER, connect_keys, is_plain, with_ctrl
from ui.parts.labels import Label
from ui.parts.layouts import boxed, hbox, stretched, vbox
from ui.parts.naming import named
from ui.parts.ring import ring_on_focus
from ui.parts.scroll import ScrollArea

MINE, THEIRS = "mine", "theirs"
NOTHING = "—"
UNBROKEN = re.compile(r"[!-~]{17}")
"""Longer than a column is wide, and no place to break it: then it is broken anywhere."""
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Up: -1}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in two versions, as people read them. `chosen` is what is proposed."""

    name: str
    label: str
    mine: str
    theirs: str
    chosen: str = MINE


class MergeView(QWidget):
    """The two versions of a record, field by field, with buttons to choose.

    `submitted` when every field is chosen (`choices()`), `left` when nothing is to happen yet.

    Left and right choose, with Ctrl all at once; up, down and Enter walk, Ctrl+Enter saves, Esc
    goes back. `alone`: not inside
    a form, whose Ctrl+Enter it would be otherwise.
    """

    submitted = Signal()
    left = Signal()

    def __init__(
        self,
        *,
        submit: str = N_("Save these"),
        name: str = "conflict",
        alone: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._name = name
        self._rows: list[tuple[str, _Version, _Version]] = []
        self._scroll = ScrollArea()
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._foot = Message()
        self.submit_button = SubmitButton(_(submit), name, clicked=self.submit)
        self.back_button = Button(_("Not now"), Key.LEAVE, name=f"{name}_back", listens=False)
        self.back_button.clicked.connect(self.left)
        buttons = hbox(stretched(self.submit_button), self.back_button, margins=(1, 0, 1, 1))
        vbox(stretched(self._scroll), self._foot, buttons, parent=self, spacing=3)
        if alone:
            connect_keys(self, self.submit, *SAVES)

    def show_versions(
        self,
        told: str,
        heads: tuple[str, str],
        *,
        differences: Iterable[Difference],
        cards: tuple[QWidget, ...] = (),
    ) -> None:
        """`told` says what happened, `heads` whose version stands left and right.

        `cards` stand under the heads and show whom or what each version is about.
        """
        page, grid = QWidget(), QGridLayout()
        head = Label(told, "body", wrap=True) if told else None
        vbox(head, stretched(grid), parent=page, spacing=3, margins=1)
        grid.setHorizontalSpacing(theme.size("space-2"))
        grid.setVerticalSpacing(theme.size("space-1"))
        shown = tuple(differences)
        for place, card in enumerate(cards):
            grid.addWidget(card, 1, place)
        first = 2 if cards else 1
        for place, head in enumerate(heads if shown or cards else ()):
            grid.addLayout(self._head_of(head, (MINE, THEIRS)[place]), 0, place)
            grid.setColumnStretch(place, 1)
        self._rows = [self._row(grid, first + 2 * place, one) for place, one in enumerate(shown)]
        grid.setRowStretch(2 * len(self._rows) + first, 1)
        self._scroll.show_page(page)
        self._foot.say("")
        self.busy(False)

    def choices(self) -> dict[str, str]:
        """Field by field `mine` or `theirs`."""
        return {name: MINE if mine.isChecked() else THEIRS for name, mine, _theirs in self._rows}

    def choose(self, choices: Mapping[str, str]) -> None:
        """Chooses as if clicked."""
        for name, mine, theirs in self._rows:
            if name in choices:
                (mine if choices[name] == MINE else theirs).setChecked(True)

    def start(self) -> None:
        """Focuses the first field, or the button where nothing is to be chosen."""
        chosen = next(
            (mine if mine.isChecked() else theirs for _name, mine, theirs in self._rows), None
        )
        (chosen or self.submit_button).setFocus(Qt.FocusReason.TabFocusReason)

    def busy(self, saving: bool) -> None:
        """While it is being saved, it is not saved twice."""
        self.submit_button.setEnabled(not saving)

    def warn(self, text: str) -> None:
        """Why it could not be saved; the choices stay."""
        self.busy(False)
        self._foot.say(text, Tone.BAD)

    def submit(self) -> None:
        """As the button does."""
        if self.submit_button.isEnabled():
            self.submitted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The whole choice needs no mouse."""
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif isinstance(focus, Button) and event.key() in ENTER:
            focus.click()
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int) -> None:
        at = self._at()
        if at is None or not 0 <= at + step < len(self._rows):
            if step > 0:
                self.submit_button.setFocus(Qt.FocusReason.TabFocusReason)
            return
        _name, mine, theirs = self._rows[at + step]
        following = mine if mine.isChecked() else theirs
        following.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(following)

    def _turn(self, to_mine: bool) -> None:
        at = self._at()
        if at is not None:
            _name, mine, theirs = self._rows[at]
            chosen = mine if to_mine else theirs
            chosen.setChecked(True)
            chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def _turn_all(self, to_mine: bool) -> None:
        self.choose({name: MINE if to_mine else THEIRS for name, *_versions in self._rows})
        self._turn(to_mine)

    def _at(self) -> int | None:
        focus = self.focusWidget()
        return next(
            (place for place, (_name, *pair) in enumerate(self._rows) if focus in pair), None
        )

    def _head_of(self, head: str, side: str) -> QHBoxLayout:
        """Whose version it is, and one press to take all of it."""
        name, says = f"{self._name}_all_{side}", _("Take all: {whose}").format(whose=head)
        every = Button(_("Take all"), kind="link", name=name, says=says)
        every.setToolTip(key_text(Key.MOVE_LEFT if side == MINE else Key.MOVE_RIGHT))
        every.clicked.connect(lambda: self.choose({name: side for name, *_versions in self._rows}))
        return hbox(stretched(Label(head, "label", elide=True)), every, spacing=1)

    def _row(
        self, grid: QGridLayout, place: int, one: Difference
    ) -> "tuple[str, _Version, _Version]":
        mine = self._version(one, MINE, text=one.mine or NOTHING)
        theirs = self._version(one, THEIRS, text=one.theirs or NOTHING)
        (theirs if one.chosen == THEIRS else mine).setChecked(True)
        pair = boxed(hbox(stretched(mine), stretched(theirs), margins=(0, 0, 0, 2)))
        grid.addWidget(Label(_(one.label), "caption"), place, 0, 1, 2)
        grid.addWidget(pair, place + 1, 0, 1, 2)
        return one.name, mine, theirs

    def _version(self, one: Difference, side: str, *, text: str) -> "_Version":
        name = f"{self._name}_{one.name}_{side}"
        version = named(_Version(text), name, says=f"{_(one.label)}: {text}")
        version.walked.connect(self._walk)
        version.turned.connect(self._turn)
        version.turned_all.connect(self._turn_all)
        return version


class _Version(QAbstractButton):
    """One version of a field: its text, a dot, an edge when it is chosen."""

    walked = Signal(int)
    turned = Signal(bool)
    turned_all = Signal(bool)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words = text
        wrap = Qt.TextFlag.TextWrapAnywhere if UNBROKEN.search(text) else Qt.TextFlag.TextWordWrap
        self._breaks = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | wrap)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(theme.size("control"))
        ring_on_focus(self)

    def sizeHint(self) -> QSize:
        """As high as its text needs in the width that it got."""
        return QSize(self.width(), self._height(self.width()))

    def minimumSizeHint(self) -> QSize:
        """No narrower than its dot."""
        return QSize(theme.size("space-6"), self._height(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the text elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.setMinimumHeight(self._height(event.size().width()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows belong to the whole choice, and must not reach the scroll area between.

        Space chooses.
        """
        if is_plain(event) and event.key() in STEPS:
            self.walked.emit(STEPS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            signal = self.turned_all if with_ctrl(event) else self.turned
            signal.emit(event.key() == Qt.Key.Key_Left)
        elif event.key() == Qt.Key.Key_Space:
            self.setChecked(True)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Text and dot, never colour alone."""
        painter, on = QPainter(self), self.isChecked()
        line = QPen(theme.token(Tone.ACCENT if on else "field-line"), 1.5 if on else 1)
        ground = self.rect().adjusted(1, 1, -1, -1)
        paint.box(painter, ground, "selected" if on else "surface", line=line)
        dot = QRect(theme.size("space-2"), 0, 0, theme.size("control"))
        name, tone = (Icon.CIRCLE_DOT, Tone.ACCENT) if on else (Icon.CIRCLE, "ink-2")
        paint.icon(painter, dot, name, tone=tone, extent=theme.size("space-4"))
        painter.setPen(theme.token("ink" if self.words != NOTHING else "ink-2"))
        painter.setFont(theme.font("body"))
        painter.drawText(self._room(self.width(), self.height()), self._breaks, self.words)

    def _room(self, width: int, height: int) -> QRect:
        left, pad = theme.size("space-2") * 2 + theme.size("space-4"), theme.size("space-2")
        return QRect(left, pad, max(width - left - pad, 1), height - 2 * pad)

    def _height(self, width: int) -> int:
        room = self._room(max(width, theme.size("space-6") * 4), 10_000)
        needed = (
            QFontMetrics(theme.font("body")).boundingRect(room, self._breaks, self.words).height()
        )
        return max(theme.size("control"), needed + 2 * theme.size("space-2"))
