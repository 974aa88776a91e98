"""The content of a part that shows what was read, or in words why there is none."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from app.text import _
from ui.icons import Icon
from ui.keys import Key
from ui.parts.answered import UNKNOWN, Answered
from ui.parts.labels import Empty


class AnsweredStack(QStackedLayout):
    """The content of a part, or in words why there is none: nothing there, or not known."""

    def __init__(self, part: QWidget, content: QWidget, empty: Empty) -> None:
        super().__init__(part)
        self.answered = Answered(part, self._choose)
        self._content, self._empty = content, empty
        self._unknown: Empty | None = None
        self._sentence, self._key = empty.sentence.text(), empty.key
        self._is_empty = False
        self.addWidget(content)
        self.addWidget(empty)

    def say_empty(self, sentence: str, key: Key | None = None) -> None:
        """Another reason why there is nothing, in the language of the window."""
        self._sentence, self._key = sentence, key
        self._choose()

    def fill(self, is_empty: bool) -> None:
        """The content was filled."""
        self._is_empty = is_empty
        self.answered.note()
        self._choose()

    def _choose(self) -> None:
        if self.answered.is_unknown:
            self._turn(self._why_unknown())
            return
        sentence = self._sentence
        if not self.answered.follower.reads():
            at = self.answered.follower.as_of_text()
            sentence = _("{as_of}: {sentence}").format(as_of=at, sentence=sentence)
        self._empty.say(sentence, self._key)
        self._turn(self._empty if self._is_empty else self._content)

    def _why_unknown(self) -> Empty:
        """Made once something is not known: with most lists that never happens."""
        if self._unknown is None:
            self._unknown = Empty(_(UNKNOWN), icon=Icon.CIRCLE_HELP)
            self.addWidget(self._unknown)
        return self._unknown

    def _turn(self, page: QWidget) -> None:
        """The keyboard stays where it was: a page that goes away would hand it to anybody."""
        before, focus = self.currentWidget(), QApplication.focusWidget()
        if page is before:
            return
        had_focus = focus is not None and (focus is before or before.isAncestorOf(focus))
        if had_focus and page is not self._content:
            page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCurrentWidget(page)
        if had_focus:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
