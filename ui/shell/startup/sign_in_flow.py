"""Who comes in: founds the store, signs in, locks, unlocks, makes room for a colleague."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.errors import Refused, Trouble
from app.failure_texts import tell
from app.labels import label
from app.local_time import uptime
from db.staff_words import Role
from ui.keys import Key
from ui.shell.keys import window_keys
from ui.shell.startup.app_state import AppState
from ui.shell.startup.idle_lock import Idle
from ui.shell.startup.sign_in_page import Sign, SignIn
from ui.shell.startup.staff_list import StaffListEntry, in_order

if TYPE_CHECKING:
    from app.admin.sign_in_info import SignInInfo, SignInPerson
    from app.admin.sign_in_queries import Entering
    from app.permissions import Actor
    from ui.shell.editing.drafts import Drafts
    from ui.shell.startup.app_state import AppStates
    from ui.shell.startup.first_start import FirstStart, Founding
    from ui.shell.work import Work

SEPARATOR = " · "


def _entry(choice: SignInPerson) -> StaffListEntry:
    roles = SEPARATOR.join(label(role) for role in sorted(choice.roles))
    first = next((role for role in Role if role in choice.roles), None)
    return StaffListEntry(choice.id, choice.name, roles, first)


def _explain(error: object) -> str:
    """What went wrong outside, in one line; what only a crash report explains says nothing here."""
    if not isinstance(error, Trouble):
        return ""
    told = tell(error)
    return f"{told.happened} {told.todo}"


def _only_reading(work: Work, station: str) -> Callable[..., Actor | Refused]:
    """Signs in to a store that takes nothing: it is read and printed."""
    from app.admin import sign_in_queries

    return partial(sign_in_queries.sign_in_to_read, workstation=station, at=work.now())


class SignInFlow(QObject):
    """Leads to `SIGN_IN` and `LOCKED`, and says who may go on to `WORKING`.

    Until somebody is in, commands run as nobody in particular. It may ask before the records are
    open (`greet`): who has typed a password by then is let in as soon as they are.
    """

    entered = Signal(object)
    """Rules of the store and views of the person (`Entering`); `work.actor` is who came in."""
    practice_asked = Signal()
    paired = Signal(object)
    """This PC works in the main PC's store from now on: its place."""
    failed = Signal(object)
    own_asked = Signal()

    def __init__(self, states: AppStates, work: Work, drafts: Drafts) -> None:
        super().__init__(states)
        self.states = states
        self._window = states.window
        self._work = work
        self._drafts = drafts
        self._known: SignInInfo | None = None
        self._greeting: SignIn | None = None
        self._try_again: Callable[[], None] | None = None
        self._away: Actor | None = None
        self.password_hint = ""
        """Everybody's password in the practice store, shown on its door."""
        self._idle = Idle(self)
        self._idle.grew_long.connect(self.lock)
        states.changed.connect(self._rest)
        self._window.lock_asked.connect(self.lock)
        self._window.switch_asked.connect(self.switch)
        self._window.rebuilt.connect(self._speak_again)
        # the keys of the workspace sleep while nobody is in
        window_keys.bind(self._window.start_screen, {Key.QUIT: self._window.close})

    @property
    def greets(self) -> bool:
        """Somebody may be typing a password while the records are being opened."""
        return self._greeting is not None and self.states.page is self._greeting

    def greet(self, known: SignInInfo) -> None:
        """Show who may sign in before the records are open."""
        self._show_page(known)
        page = self.states.page
        if isinstance(page, SignIn):
            self._greeting = page
            page.other.setEnabled(False)

    def open(self) -> None:
        """The records are ready: ask who is there, or whether this is the first day.

        `failed` where they cannot be read.
        """
        from app.admin import sign_in_queries

        self._work.actor = None
        self._work.ask(sign_in_queries.sign_in_info, then=self._stand_at, failed=self.failed.emit)

    def lock(self) -> None:
        """Nothing is lost: the same person comes back to the same page."""
        if self.states.state is AppState.WORKING:
            self._away = self._work.actor
            self._leave(AppState.LOCKED)

    def switch(self) -> None:
        """Another person works here now."""
        if self.states.state is AppState.WORKING:
            self._leave(AppState.SIGN_IN)

    def _leave(self, state: AppState) -> None:
        self.states.say(state)
        self.open()

    def _rest(self, state: AppState) -> None:
        """Nobody works any more: what was typed is kept, and nobody is waited for."""
        if state is not AppState.WORKING:
            self._drafts.store_now()
            self._idle.stop()
        if state is not AppState.LOCKED:
            self._away = None

    def _stand_at(self, known: SignInInfo) -> None:
        """Keeps a sign-in page that shows the same people; otherwise shows a new one."""
        held, self._try_again = self._try_again, None
        if self.greets and known == self._known:
            assert self._greeting is not None
            self._greeting.other.setEnabled(True)
            self._greeting = None
            if held is not None:
                held()
            return
        self._greeting = None
        self._show_page(known)

    def _show_page(self, known: SignInInfo) -> None:
        self._known = known
        self._window.practice = known.practice
        if known.is_new:
            self._show_first_start()
        else:
            self._show_sign_in(known)

    def _show_first_start(self, draft: dict[str, Any] | None = None) -> None:
        from ui.shell.startup.first_start import FirstStart

        page = FirstStart(draft)
        page.founded.connect(lambda founding: self._found(page, founding))
        page.practice_asked.connect(self.practice_asked)
        page.pairing_asked.connect(lambda code: self._pair(page, code))
        page.language_asked.connect(self._window.speak)
        self.states.show(AppState.SIGN_IN, page)
        page.form.start()

    def _show_sign_in(self, known: SignInInfo) -> None:
        recent = () if known.practice else self._window.workstation.recent_people
        people = in_order(map(_entry, known.people), recent)
        locked = self.states.state is AppState.LOCKED
        last = self._away.staff_id if self._away else self._window.workstation.last_person
        sign = Sign(known.store_name, practice=known.practice, hint=self.password_hint)
        page = SignIn(people, last=last, locked=locked, sign=sign)
        page.other_asked.connect(self.own_asked if sign.practice else self.practice_asked)
        page.tried.connect(lambda staff_id, password: self._try(page, staff_id, password))
        self.states.show(AppState.LOCKED if locked else AppState.SIGN_IN, page)

    def _found(self, page: FirstStart, founding: Founding) -> None:
        from app.admin import commands

        who, password = founding.admin_name, founding.password
        store = commands.FirstStore(founding.store_name, founding.language, who, password)
        self._act(commands.found_store, store, then=self._come_in, page=page)

    def _pair(self, page: FirstStart, code: str) -> None:
        """Lets this PC into the store of a main PC; the code is used off this thread."""
        from app.server import pairing

        records, station = self._work.records, self._window.workstation.station
        assert records is not None
        self._work.run(
            pairing.join,
            code,
            records.place,
            station=station,
            then=self.paired.emit,
            refuse=lambda refused: page.refuse_code(refused.text()),
            failed=lambda error: page.refuse_code(_explain(error)),
        )

    def _try(self, page: SignIn, staff_id: int, password: str) -> None:
        if self._work.records is None:
            self._try_again = partial(self._try, page, staff_id, password)
            page.wait()
            return
        from app.admin import commands

        def judged(answer: Actor | Refused) -> None:
            if isinstance(answer, Refused):
                page.refuse(answer)
            else:
                self._come_in(answer)

        if not self._work.connection.saves and self._work.connection.reads:
            query = _only_reading(self._work, self._window.workstation.station)
            failed = lambda _error: page.let_go()  # noqa: E731 - bound to the page
            self._work.ask(query, staff_id, password, then=judged, failed=failed)
            return
        # the clock may be set, how long this PC has run may not
        sign_in = partial(commands.sign_in, uptime=uptime())
        self._act(sign_in, staff_id, password, then=judged, page=page)

    def _act(
        self,
        command: Callable[..., Any],
        *args: object,
        then: Callable[[Any], None],
        page: FirstStart | SignIn,
    ) -> None:
        """Runs a command before anybody is signed in; the page hears what went wrong."""
        failed = lambda _error: page.let_go()  # noqa: E731 - bound to the page
        nobody = self._nobody()
        self._work.act_as(nobody, command, *args, then=then, refuse=page.refuse, failed=failed)

    def _come_in(self, actor: Actor) -> None:
        self._work.actor = actor
        if not self._window.practice:
            self._window.workstation.remember_person(actor.staff_id)
        self._drafts.sign_in(actor.staff_id, practice=self._window.practice)
        from app.admin import sign_in_queries

        self._work.ask(sign_in_queries.entering, actor.staff_id, then=self._enter)

    def _enter(self, entering: Entering) -> None:
        from app.admin.settings import LockSettings

        self._idle.start(entering.rules.of(LockSettings).lock_minutes)
        self.entered.emit(entering)

    def _speak_again(self) -> None:
        """The language changed while the sign-in page is shown."""
        if self.states.state not in (AppState.SIGN_IN, AppState.LOCKED):
            return
        page = self.states.page
        if page.objectName() == "firstStart":
            self._show_first_start(page.draft())
        elif isinstance(page, SignIn) and self._known is not None:
            self._show_sign_in(self._known)

    def _nobody(self) -> Actor:
        from app.admin import commands

        return commands.founder(self._window.workstation.station)
