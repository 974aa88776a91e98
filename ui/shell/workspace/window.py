"""The one window: header, banners, page, foot."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMainWindow,
    QStackedWidget,
    QWidget,
)

from app.text import _
from ui import theme
from ui.parts.layouts import boxed, stretched, vbox
from ui.shell.notices import Notices
from ui.shell.workspace.own_look import WindowLook, own_look

if TYPE_CHECKING:
    from app.permissions import Actor
    from db.nouns import Noun
    from ui.parts.store_state import StoreState
    from ui.parts.turns import InTurns
    from ui.shell.workspace.header import WindowHeader
    from ui.shell.workspace.history import History
    from ui.shell.workspace.page import Shell
    from ui.shell.workspace.status import StatusLine
    from ui.shell.workspace.workspace import Workspace
    from ui.shell.workstation import Workstation

    Built = tuple[Workspace, WindowHeader, StatusLine]

SMALLEST = (1024, 560)
USUAL = (1366, 768)
FRAME = (8, 40)
"""What the system may draw around a window that it has not drawn yet."""


class Window(QMainWindow):
    """Before somebody is signed in it shows the entrance; afterwards the desks of that person.

    A change of language or light builds everything inside anew: the drafts carry what was typed.
    `build` makes what stands inside for one person (see `build_workspace.py`); whoever puts the
    program together hands it in, after the first paint.
    """

    lock_asked = Signal()
    switch_asked = Signal()
    close_asked = Signal()
    rebuilt = Signal()
    """Language or light changed, or somebody came in: header, pages and foot are new."""

    def __init__(self, workstation: Workstation, build: Callable[..., Built] | None = None) -> None:
        super().__init__(objectName="window")
        self.setStyleSheet(theme.style_sheet())
        self.workstation = workstation
        self.place = ""
        self.practice = False
        self.may_close = False
        self.store_state: StoreState | None = None
        """How the store is, for the parts that stand on no page."""
        self.workspace: Workspace | None = None
        self.header: WindowHeader | None = None
        self.status: StatusLine | None = None
        self.start_screen = StartScreen()
        self._shell: Shell | None = None
        self.look = WindowLook(self)
        self.build = build
        self._renewing: InTurns | None = None
        self._covers = False
        self._body = QStackedWidget()
        self._body.addWidget(self.start_screen)

        self.notices = Notices(self)
        self._stand()

    def follow_system(self) -> None:
        """From now on light or dark as the system has it, where it is to choose.

        The first paint has guessed: it does without the enums of `Qt`, which take as long to load
        as the window.
        """
        from PySide6.QtCore import Qt

        theme.load_fonts()
        QGuiApplication.styleHints().colorSchemeChanged.connect(
            self._follow_system, Qt.ConnectionType.QueuedConnection
        )
        if not theme.is_right(self.app(), self.look.theme):
            self.dress_again()

    def admit(self, shell: Shell) -> None:
        """Show the desks of whoever signed in.

        Who only unlocks the screen finds everything as it was.
        """
        actor = shell.work.actor
        assert actor is not None
        is_new = self.workspace is None or self.workspace.actor != actor
        if self.look.wear(own_look(shell)) or is_new or self._shell is not shell:
            self._shell = shell
            self._build(actor, self.look.trail_of(actor))
        self._show_workspace(True)
        self.workspace.take_focus()

    def show_start_screen(self) -> None:
        """Nobody sits here: what is behind must not be seen, heard or pressed."""
        from ui.shell.workspace.overlay import Overlay

        for sheet in self.findChildren(Overlay):
            sheet.leave()
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        self.notices.forget()
        self.cover_screen(False)
        self._show_workspace(False)
        self.look.wear(None)

    def is_open(self) -> bool:
        return self.workspace is not None and self._body.currentWidget() is self.workspace

    def open_record(self, noun: Noun, record_id: int) -> None:
        if self.workspace is not None:
            self.workspace.open_record(noun, record_id)

    def open_menu(self) -> None:
        if self.header is not None:
            self.header.open_menu()

    def speak(self, language: str) -> None:
        """Another language of this PC, without a restart."""
        self.workstation.change(language=language)
        self.look.follow_pc(language=language)
        self.renew()

    def dress(self, choice: str) -> None:
        """Light, dark, or as the system has it."""
        self.workstation.change(theme=choice)
        self.look.follow_pc(theme=choice)
        self.renew()

    def cover_screen(self, on: bool) -> None:
        """A page alone on the whole screen, as on a wall, or the window as it was."""
        if on == self._covers:
            return
        self._covers = on
        for part in (self.header, self.status):
            if part is not None:
                part.setVisible(not on and self.is_open())
        from PySide6.QtCore import Qt

        full = Qt.WindowState.WindowFullScreen
        self.setWindowState(self.windowState() | full if on else self.windowState() & ~full)

    def come_to_front(self) -> None:
        """The program was started a second time."""
        from PySide6.QtCore import Qt

        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing waits until whoever hears `close_asked` sets `may_close`, at once or later.

        Qt does nothing for a second `close` inside this one.
        """
        if not self.may_close:
            self.close_asked.emit()
        if not self.may_close:
            event.ignore()
            return
        self.workstation.change(geometry=bytes(self.saveGeometry().toBase64().data()).decode())
        super().closeEvent(event)

    def renew(self) -> None:
        """Builds everything anew in the language and light that are now wanted.

        Whoever asked for it does its part first. Pages that are not seen go one at a turn: all at
        once would hold the window for a tenth of a second.
        """
        from ui.parts.turns import InTurns, next_turn

        turns = self._renewing = self._renewing or InTurns(self, 1)

        def begin() -> None:
            hidden = self.workspace.pages.droppers() if self.workspace is not None else ()
            turns.begin((*hidden, self.dress_again))

        next_turn(self, begin)

    def dress_again(self) -> None:
        """What stands is taken down first.

        To dress thousands of widgets anew takes seconds, to build those that are seen does not.
        """
        workspace, was_open = self.workspace, self.is_open()
        self.take_down(at_once=True)
        self.look.apply()
        if workspace is None:
            self.rebuilt.emit()
            return
        self._build(workspace.actor, workspace.history)
        self._show_workspace(was_open)

    def _follow_system(self) -> None:
        if self.look.theme == "system":
            self.renew()

    def _stand(self) -> None:
        self._column = vbox(self.notices.banners, stretched(self._body), spacing=0)
        self.setCentralWidget(boxed(self._column))
        self.setWindowTitle(_("Dealer Desk"))
        self.setMinimumSize(*SMALLEST)
        stored = self.workstation.geometry
        if not (stored and self.restoreGeometry(QByteArray.fromBase64(stored.encode()))):
            room = QGuiApplication.primaryScreen().availableGeometry()
            wide, high = room.width() - FRAME[0], room.height() - FRAME[1]
            self.resize(min(USUAL[0], wide), min(USUAL[1], high))

    def _build(self, actor: Actor, history: History | None = None) -> None:
        """Builds header, workspace and foot of one person in one language."""
        assert self.build is not None and self._shell is not None
        self.take_down()
        self.workspace, self.header, self.status = self.build(
            self, self._shell, actor=actor, history=history
        )
        self._body.addWidget(self.workspace)
        self._column.insertWidget(0, self.header)
        self._column.addWidget(self.status)
        self.workspace.begin()
        self.rebuilt.emit()

    def take_down(self, *, at_once: bool = False) -> None:
        """Takes down what was built for somebody; `at_once` where none of it is being run.

        What is gone at once keeps its parent till then: without one Qt dresses it anew first.
        """
        parts = [part for part in (self.header, self.status, self.workspace) if part is not None]
        self.header = self.status = self.workspace = None
        for part in parts:
            part.hide()
            if not at_once:
                part.setParent(None)
            part.deleteLater()
            if at_once:
                QCoreApplication.sendPostedEvents(part, QEvent.Type.DeferredDelete)

    def _show_workspace(self, shown: bool) -> None:
        self._body.setCurrentWidget(
            self.workspace if shown and self.workspace else self.start_screen
        )
        for part in (self.header, self.status):
            if part is not None:
                part.setVisible(shown)

    def app(self) -> QApplication:
        app = QCoreApplication.instance()
        assert isinstance(app, QApplication)
        return app


class StartScreen(QStackedWidget):
    """Whatever stands in the middle of the empty window; one at a time."""

    shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start_screen")

    def show_only(self, widget: QWidget) -> None:
        """Put this one in the middle and let go of the one before.

        A password must not linger in a hidden field.
        """
        before = self.currentWidget()
        self.addWidget(widget)
        self.setCurrentWidget(widget)
        if before is not None:
            self.removeWidget(before)
            before.deleteLater()
        self.shown.emit(widget.objectName())
