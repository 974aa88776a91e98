"""One row of a form: label, input, message."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.tones import Tone
from ui import theme
from ui.icons import Icon
from ui.parts.access_label import AccessLabel
from ui.parts.buttons import Button
from ui.parts.labels import TONE_ICONS, Glyph, Label
from ui.parts.layouts import aligned, hbox, stretched, vbox
from ui.parts.naming import named
from ui.parts.text_area import Area
from ui.parts.text_inputs import LineInput
from ui.parts.toggle import Toggle


class Message(QWidget):
    """Text and icon in a tone; not there while there is nothing to say."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_built = False
        self.hide()

    def text(self) -> str:
        """What it says."""
        return self._label.text() if self._is_built else ""

    def say(self, text: str, tone: Tone = Tone.NEUTRAL, *, action: str = "") -> None:
        """Another message; nothing hides it."""
        if not text and not self._is_built:
            return
        self._build()
        self._label.say(text)
        self._label.set_tone(tone)
        self._glyph.show_icon(TONE_ICONS.get(tone, Icon.INFO), tone)
        self._button.show_text(action)
        self._button.setVisible(bool(action))
        side = Qt.AlignmentFlag.AlignVCenter if action else Qt.AlignmentFlag.AlignTop
        self._row.setAlignment(self._glyph, side)
        self.setVisible(bool(text))

    def _build(self) -> None:
        """Only once it has something to say: most fields never do."""
        if self._is_built:
            return
        self._is_built = True
        self._glyph = Glyph(Icon.INFO, Tone.NEUTRAL, theme.size("space-4"))
        self._label = Label("", "caption", wrap=True)
        self._button = Button("", kind="link", name="message_action", clicked=self.pressed)
        self._button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        top = aligned(self._glyph, Qt.AlignmentFlag.AlignTop)
        self._row = hbox(top, stretched(self._label), self._button, parent=self, spacing=1)


class FormRow(QWidget):
    """Wires one input to its label and message."""

    edited = Signal(str)

    def __init__(
        self,
        name: str,
        label: str,
        hint: str,
        make: Callable[..., Any],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.input = make()
        self.message = Message(self)
        self._then: Callable[[], None] | None = None
        self._introduce(label, hint)
        says_itself = isinstance(self.input, Toggle) and not label
        self._title = None if says_itself else self._label_of(label)
        vbox(self._title, self.input, self.message, parent=self, spacing=1)
        self.input.edited.connect(self._heed)
        if isinstance(self.input, LineInput):
            self.input.editingFinished.connect(self._judge)
        self.message.pressed.connect(self._act)

    def say(
        self,
        text: str,
        *,
        tone: Tone = Tone.NEUTRAL,
        action: str = "",
        then: Callable[[], None] | None = None,
    ) -> None:
        """A message under the input; a bad one colours its border too."""
        self._then = then
        self.message.say(text, tone, action=action)
        self._border(tone if text else "")

    def label(self) -> str:
        """What the field is called."""
        return self.input.accessibleName()

    def show_sign(self, sign: str) -> None:
        """The Alt key of the field, on its label or on the switch itself."""
        (self._title or self.input).show_sign(sign)

    def press(self) -> None:
        """What its Alt key does beside bringing the cursor: a switch switches."""
        if isinstance(self.input, Toggle):
            self.input.click()

    def _label_of(self, label: str) -> AccessLabel:
        title = AccessLabel(label, "label")
        title.setBuddy(self.input)
        return title

    def _introduce(self, label: str, hint: str) -> None:
        widget: QWidget = self.input
        says = label or widget.accessibleName() or getattr(widget, "text", str)()
        named(widget, self.name, says=says)
        if hint and hasattr(widget, "setPlaceholderText"):
            widget.setPlaceholderText(hint)
        if hint:
            widget.setAccessibleDescription(hint)

    def _heed(self) -> None:
        # an old message about an old text would be a lie
        remark = self._remark_while_typing()
        if self.message.text() != remark:
            self.say(remark, tone=Tone.WARN)
        self.edited.emit(self.name)

    def _remark_while_typing(self) -> str:
        typed = isinstance(self.input, LineInput | Area)
        return self.input.remark_while_typing() if typed else ""

    def _judge(self) -> None:
        problem = self.input.problem() or ("" if self.message.text() else self.input.remark())
        if problem:
            self.say(problem, tone=Tone.WARN)

    def _act(self) -> None:
        if self._then is not None:
            self._then()

    def _border(self, tone: str) -> None:
        if (self.input.property("state") or "") != tone:
            theme.restyle(self.input, state=tone)
