"""Composition root.

Puts language, look, window, records and desks together, in the order that paints first.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

import resources
from app import data_folders, local_time
from app.text import N_, _
from app.tones import Tone
from ui import theme
from ui.shell.startup import thread_switches
from ui.shell.startup.app_state import AppState, AppStates
from ui.shell.startup.collector import GarbageCollector
from ui.shell.startup.crash_reports import CrashReports
from ui.shell.startup.shutdown import Shutdown
from ui.shell.startup.single_instance import SingleInstance
from ui.shell.startup.splash import Splash
from ui.shell.workspace import translation
from ui.shell.workspace.window import Window
from ui.shell.workstation import Workstation

if TYPE_CHECKING:
    from app.admin.sign_in_info import SignInInfo
    from app.data_folders import StorePlace
    from ui.shell.desk import Desk
    from ui.shell.editing.drafts import Drafts
    from ui.shell.startup.app_controller import AppController
    from ui.shell.startup.backend import Backend
    from ui.shell.work import Work

DIED = N_("The program ended unexpectedly last time.")
CRASHED = N_("Something went wrong in the program. What is saved and what was typed is safe.")


@dataclass(slots=True, eq=False, repr=False)
class Start:
    """How the program is started.

    `config` and `echo` serve tests and development, `clock` the demo day.
    """

    store: StorePlace
    house: Backend
    config: Path | None = None
    self_test: bool = False
    echo: bool = False
    clock: Callable[[], datetime] = local_time.now


def run(start: Start) -> int:
    """Open the window and stay until it closes; returns the exit code."""
    _choose_input_method()
    app = QApplication.instance() or theme.application(sys.argv[:1])
    app.setApplicationName("Dealer Desk")
    app.setDesktopFileName("dealer-desk")
    app.setQuitOnLastWindowClosed(False)
    instance = SingleInstance(data_folders.lock_file(start.store), app)
    if not instance.claim():
        return 0
    program = Program(start)
    instance.knocked.connect(program.window.come_to_front)
    program.opening.seen.connect(instance.listen_soon)
    if start.self_test:
        program.test_itself()
    try:
        return app.exec()
    finally:
        program.end()
        instance.release()


class Program:
    """Everything with a life, in the order of its birth.

    `end` lets go of it in the opposite order.
    """

    def __init__(self, start: Start, desks: Sequence[Desk] | None = None) -> None:
        self._start = start
        self._desks = desks
        self._is_ending = False
        self._folder = data_folders.local_folder(start.store)
        self.collector = GarbageCollector()
        thread_switches.only_where_one_waits()
        self.workstation = Workstation.load(start.config)
        app = QApplication.instance()
        translation.use(app, self.workstation.language)
        theme.apply(app, self.workstation.theme, guess=True)
        self.window = Window(self.workstation)
        self.reports = CrashReports(self._folder / "reports", echo=start.echo)
        self.reports.install()
        self.reports.crashed.connect(self._tell_crash)
        self.work: Work | None = None
        self.drafts: Drafts | None = None
        self.running: AppController | None = None
        self.states = AppStates(self.window)
        self.states.ended.connect(QApplication.quit)
        self.ending = Shutdown(self._store_drafts)
        self.opening = Splash()
        self.opening.seen.connect(self.go_on)
        self.states.show(AppState.SPLASH, self.opening)
        self.window.show()

    @property
    def store(self) -> StorePlace:
        """Where the store lies that the program was started with."""
        return self._start.store

    def test_itself(self) -> None:
        """`--self-test`: the installed program opens its store, shows its door and leaves with
        0.
        """
        QTimer.singleShot(30_000, self.window, lambda: QApplication.exit(1))
        self._when_ready = lambda: QTimer.singleShot(0, self.window, lambda: QApplication.exit(0))

    def go_on(self) -> None:
        """After the first paint, or at once for who does not wait for it.

        The door, and behind it everything else in the background.
        """
        if self.work is not None or self.states.state is AppState.CLOSING:
            return
        from PySide6.QtGui import QIcon

        from ui.parts import spoken_role
        from ui.shell.editing.drafts import Drafts
        from ui.shell.work import Work

        spoken_role.install()
        QApplication.setWindowIcon(QIcon(str(resources.path("program/dealer-desk.svg"))))
        self.window.follow_system()
        self.work = Work(self._start.clock)
        self.drafts = Drafts(self._folder / "drafts", self._start.clock)
        if self.reports.watch_native():
            self.window.notices.say(_(DIED), Tone.WARN)
        self.work.run(_look, self._start, then=self._greet)

    def end(self) -> None:
        self._is_ending = True
        thread_switches.as_usual()
        if self.work is not None:
            self.drafts.close()
            self.work.close()
        self.ending.let_go()
        if self.running is not None:
            self.running.let_go()
        self.reports.uninstall()
        self.collector.stop()

    def _store_drafts(self) -> None:
        if self.drafts is not None:
            self.drafts.store_now()

    def _when_ready(self) -> None:
        """Nothing to do; a self-test leaves here."""

    def _greet(self, known: SignInInfo | None) -> None:
        """Whoever may sign in can type the password while the rest is loaded."""
        from ui.shell.startup.sign_in_flow import SignInFlow

        self.sign_in_flow = SignInFlow(self.states, self.work, self.drafts)
        if known is not None:
            self.sign_in_flow.greet(known)
        self.work.run(_import_the_rest, then=lambda _nothing: self._open())

    def _open(self) -> None:
        from ui.shell.startup.app_controller import AppController

        self.collector.start()
        self.window.build = self._build_workspace
        self.running = AppController(
            self.sign_in_flow,
            self.work,
            self.drafts,
            house=self._start.house,
            store=self._start.store,
        )
        self.running.ready.connect(self._when_ready)
        self.running.ready.connect(self._prepare)
        self.running.open()

    def _prepare(self) -> None:
        """While somebody types the password.

        What stands in the window then and what the tabs are made of is loaded, so that none keeps
        anybody waiting.
        """
        self.work.run(_import_workspace, then=lambda _nothing: self._load_pages())

    def _load_pages(self) -> None:
        from ui.shell.startup.qt_classes import load_widget_classes

        load_widget_classes()
        for desk in self._known_desks():
            self.work.run(partial(self._load_page, desk), topic=desk)
        self.work.run(lambda: None, then=lambda _nothing: self._end_loading())

    def _end_loading(self) -> None:
        from ui.icons import Icon
        from ui.parts.turns import InTurns

        self.collector.keep_loaded()
        thread_switches.as_usual()
        InTurns(self.window, at_once=2).begin(partial(theme.icon, one) for one in Icon)

    def _load_page(self, desk: Desk) -> None:
        """Import a page, unless the program ends: nobody waits for modules then."""
        if not self._is_ending:
            desk.page_class()
            desk.watch_class()

    def _build_workspace(self, *given: Any, **more: Any) -> tuple[Any, Any, Any]:
        from ui.shell.workspace.build_workspace import build_workspace

        return build_workspace(*given, desks=self._known_desks(), **more)

    def _known_desks(self) -> Sequence[Desk]:
        if self._desks is None:
            from ui.desks import DESKS

            self._desks = DESKS
        return self._desks

    def _tell_crash(self, report: str) -> None:
        from app.failure_texts import FailureNotice

        told = FailureNotice(_(CRASHED), _("Report: {name}").format(name=report), tone=Tone.WARN)
        self.window.notices.banner("crash", told, closable=True)


def _look(start: Start) -> SignInInfo | None:
    """On the slow worker: the sign-in page, and who may sign in."""
    import ui.shell.startup.sign_in_flow  # noqa: F401

    return start.house.read_sign_in_info(start.store)


def _import_the_rest() -> None:
    """On the slow worker: half a second of imports during which the window already moves."""
    from app import database_library

    database_library.load()
    import ui.shell.startup.app_controller  # noqa: F401


def _import_workspace() -> None:
    """On the slow worker: what signing in shows."""
    import ui.desks
    import ui.shell.printing.print_flow
    import ui.shell.workspace.build_workspace
    import ui.shell.workspace.search_controller  # noqa: F401


def _choose_input_method() -> None:
    """The wheel carries no fcitx plugin; fcitx answers on the ibus interface."""
    if (
        "fcitx" in os.environ.get("XMODIFIERS", "")
        and os.environ.get("QT_IM_MODULE", "fcitx") == "fcitx"
    ):
        os.environ["QT_IM_MODULE"] = "ibus"
