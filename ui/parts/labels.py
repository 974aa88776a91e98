"""Words on the screen: labels, chips, banners, figures, empty states.

All of it plain text: a name is never markup.
"""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from app.text import _
from app.tones import Tone
from ui import theme
from ui.icons import Icon
from ui.keys import Key
from ui.parts import paint
from ui.parts.answered import Answered
from ui.parts.buttons import Button
from ui.parts.layouts import aligned, hbox, stretch, stretched, vbox
from ui.parts.naming import named
from ui.parts.sentences import first_sentence

TONE_ICONS = {
    Tone.GOOD: Icon.CIRCLE_CHECK,
    Tone.WARN: Icon.TRIANGLE_ALERT,
    Tone.BAD: Icon.CIRCLE_ALERT,
    Tone.ACCENT: Icon.INFO,
    Tone.NEUTRAL: Icon.INFO,
}
FIGURE_PAD = 12
UNKNOWN = "—"
"""What a figure shows that no answer has filled: never nought."""


class Label(QLabel):
    """A line or paragraph in one of the roles of the look."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        *,
        tone: str = "",
        bold: bool | None = None,
        elide: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._elide = elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setFont(theme.font(role, bold=bold))
        self.setWordWrap(wrap)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.say(text)

    def say(self, text: str) -> None:
        """Shows another text; screen readers hear the whole of it."""
        if text == self.text() == self.accessibleName():
            return  # nothing around it has to be laid out anew
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self._explain()

    def _explain(self) -> None:
        if self._elide:
            is_cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
            self.setToolTip(plain_tooltip(self.text()) if is_cut else "")

    def set_tone(self, tone: str) -> None:
        """Colours the text; an empty tone gives the role's own colour back."""
        theme.restyle(self, tone=tone)

    def paintEvent(self, event: QPaintEvent) -> None:
        """An elided label draws itself: a long name must not push its neighbours away."""
        if not self._elide:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        color = self.palette().color(self.foregroundRole())
        paint.text(painter, self.contentsRect(), self.text(), color=color)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is cut can be read in full under the pointer."""
        super().resizeEvent(event)
        self._explain()

    def minimumSizeHint(self) -> QSize:
        """An elided label may shrink to nothing."""
        hint = super().minimumSizeHint()
        return QSize(0, hint.height()) if self._elide else hint


class Glyph(QWidget):
    """One tinted icon without a name, because a word always stands beside it."""

    def __init__(
        self,
        name: str,
        tone: str = "ink-2",
        extent: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._tone, self._extent = name, tone, extent or theme.size("icon")
        self.setFixedSize(self._extent, self._extent)

    def show_icon(self, name: str, tone: str) -> None:
        """Another icon or colour."""
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Asked for at paint time so that it follows the scheme."""
        theme.icon(self._name, self._tone, extent=self._extent).paint(QPainter(self), self.rect())


class Chip(QWidget):
    """A status: word and dot on a tint, as wide as its word."""

    def __init__(
        self,
        text: str = "",
        tone: Tone = Tone.NEUTRAL,
        *,
        dot: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._dot = dot
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_chip(text, tone)

    def text(self) -> str:
        """The word."""
        return self._text

    def show_chip(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Another status."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Hugs the word."""
        return QSize(
            paint.chip_width(self._text, theme.font("caption"), dot=self._dot), theme.size("chip")
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the chip as tables do."""
        if self._text:
            paint.chip(QPainter(self), self.rect(), self._text, tone=self._tone, dot=self._dot)


class Figure(QWidget):
    """A live figure of a page header.

    What it counts in ink-2, the number in ink; tinted when it judges.
    """

    def __init__(
        self,
        label: str,
        value: str = UNKNOWN,
        tone: Tone = Tone.NEUTRAL,
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label = label
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._answered = Answered(self, self._tell)
        self._value, self._tone = value, tone
        self._tell()

    def value(self) -> str:
        """The number as shown."""
        return UNKNOWN if self._answered.is_unknown else self._value

    def show_value(self, value: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Another number."""
        is_other = (value, tone) != (self._value, self._tone)
        self._value, self._tone = value, tone
        self._answered.note()
        self._tell(is_other=is_other)

    def _tell(self, *, is_other: bool = True) -> None:
        follower = self._answered.follower
        said = f"{self._label} {self.value()}"
        told = said if follower.reads() else f"{said} ({follower.as_of_text()})"
        if told == self.accessibleName() and not is_other:
            return  # nothing around it has to be laid out anew
        self.setAccessibleName(told)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Label, gap, number."""
        label = QFontMetrics(theme.font("label")).horizontalAdvance(self._label)
        value = QFontMetrics(theme.font("body", bold=True)).horizontalAdvance(self.value())
        width = label + value + theme.size("space-2") + 2 * FIGURE_PAD + 2
        return QSize(width, theme.size("target"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A neutral figure has no box: boxes are for figures that ask for something."""
        painter = QPainter(self)
        tone = Tone.NEUTRAL if self._answered.is_unknown else self._tone
        judged = tone != Tone.NEUTRAL
        if judged:
            paint.box(painter, self.rect(), paint.tint(tone))
        room = self.rect().adjusted(FIGURE_PAD, 0, 2 - FIGURE_PAD, 0)
        color = paint.ink(tone)
        paint.text(painter, room, self._label, color=color, font="label")
        width = painter.fontMetrics().horizontalAdvance(self._label)
        room.setLeft(room.left() + width + theme.size("space-2"))
        bold = theme.font("body", bold=True)
        paint.text(painter, room, self.value(), color=color if judged else "ink", font=bold)


class Banner(QFrame):
    """One line under the header: what happened, what to do, one button.

    `wraps`: what to do stands below in as many lines as it takes.
    """

    pressed = Signal()
    closed = Signal()

    def __init__(
        self,
        tone: str,
        happened: str,
        todo: str = "",
        button: str = "",
        *,
        closable: bool = False,
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "banner", says=f"{happened} {todo}".strip())
        self.setProperty("banner", tone)
        self.setMinimumHeight(theme.size("row"))
        says = Label(happened, "body", tone=tone, bold=True, wrap=wraps)
        advice = Label(todo, "body", elide=not wraps, wrap=wraps)
        advice.setToolTip(plain_tooltip(todo))
        words = vbox(says, advice, spacing=0) if wraps else hbox(says, stretched(advice))
        hbox(
            Glyph(TONE_ICONS.get(tone, Icon.INFO), tone),
            stretched(words),
            self._button(button) if button else None,
            self._cross() if closable else None,
            parent=self,
            margins=(3, 2, 2, 2) if wraps else (3, 1, 1, 1),
        )

    def _button(self, text: str) -> Button:
        return Button(text, kind="plain", name="banner_button", clicked=self.pressed.emit)

    def _cross(self) -> Button:
        close, says = self.closed.emit, _("Close")
        return Button("", icon=Icon.X, kind="plain", name="banner_close", says=says, clicked=close)


class Empty(QWidget):
    """An empty list says in one sentence what to do, with the key."""

    spoken_role = QAccessible.Role.StaticText

    def __init__(
        self,
        sentence: str,
        key: Key | None = None,
        *,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(sentence)
        centre = Qt.AlignmentFlag.AlignHCenter
        self.sentence = Label(sentence, "body", wrap=True)
        self.sentence.setProperty("role", "muted")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.key = key
        self._act: Button | None = None
        self._who = ""
        self._key = Chip(key or "", dot=False)

        picture = aligned(Glyph(icon, "ink-2", theme.size("space-6")), centre) if icon else None
        key_place = aligned(self._key, centre)
        parts = (stretch(2), picture, self.sentence, key_place, stretch(3))
        self._column = vbox(*parts, parent=self, spacing=3, margins=2)
        # only once it has a parent: before that it would flash as a window and take the keys away
        self._key.setHidden(not key)

    def offer(self, button: QWidget) -> None:
        """A button beneath the sentence: what to do first."""
        self._column.insertWidget(
            self._column.count() - 1, button, alignment=Qt.AlignmentFlag.AlignHCenter
        )

    def teach(self, act: Button | None, who: str = "") -> None:
        """In place of the key its act as a button.

        `who` names those who may do it where the reader may not.
        """
        self._act, self._who = act, who
        if act is not None:
            self.offer(act)
        self.say(self.sentence.text(), self.key)

    def say(self, sentence: str, key: Key | None = None) -> None:
        """Another reason, another key."""
        self.key = key
        self.sentence.say(
            f"{first_sentence(sentence)} {self._who}" if key and self._who else sentence
        )
        self._key.show_chip(key or "")
        self._key.setHidden(not key or self._act is not None or bool(self._who))
        if self._act is not None:
            self._act.setVisible(bool(key))


def plain_tooltip(text: str) -> str:
    """Qt guesses markup in tooltips.

    A text that looks like it is wrapped so that it shows literally.
    """
    if "<" not in text and "&lt;" not in text:
        return text
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<span style="white-space: pre-wrap">{escaped}</span>'
