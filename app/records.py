"""One gesture, one session, one transaction; then tell what changed.

Nothing above this module opens a session.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar, cast

from sqlalchemy import Connection, Engine, bindparam, event, func, inspect, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from app import audit, audit_guard, fields, pinyin
from app.audit_guard import WritingSession
from app.errors import OWN_STEPS, STALE, Cause, Conflict, Refused, Trouble
from app.gesture_mark import GestureMark
from app.permissions import Actor
from app.read_once import READS
from app.repeating import own_steps
from app.text import N_
from db import engine as engines
from db import file_watch, tables_read, write_queue
from db.nouns import Noun
from db.staff_words import Act
from db.store_address import ServerAddress, StorePlace
from db.tables.admin import Audit, Staff

if TYPE_CHECKING:
    from app.desk_spec import Desks

P = ParamSpec("P")
R = TypeVar("R")
TRIES = 3
TAKEN = N_("Somebody else has just saved the same number, name or time. Look again, then save.")
LOOKS = (0.0, 0.5, 1.0, 2.0, 4.0)
"""Seconds between the looks for a gesture whose COMMIT a server left without an answer."""
_PRESENT = select(Staff.active, Staff.roles).where(Staff.id == bindparam("id"))
LOST = frozenset({Cause.READ_ONLY, Cause.GONE, Cause.DISK, Cause.FULL, Cause.SERVER})


@dataclass(frozen=True, slots=True)
class QueryAnswer(Generic[R]):
    """What a query returned, and the nouns whose change makes it old."""

    value: R
    nouns: frozenset[str]


class Records:
    """The store's records, as the `desks` declare them.

    `listeners` are called with the nouns that a gesture changed, on the calling thread.
    """

    def __init__(self, engine: Engine, desks: Desks) -> None:
        self.engine = engine
        self.desks = desks
        self.place: StorePlace = engine.get_execution_options()["store"]
        self.where = str(self.place)
        self.listeners: list[Callable[[frozenset[str]], None]] = []
        self._seen = -1
        self._own: set[str] = set()
        known = {"desks": desks}
        reads = known | {READS: True}
        self._reader = sessionmaker(engines.reading(engine), autoflush=False, info=reads)
        writing = engines.writing(engine)
        audit_guard.listen(writing)
        self._writer = sessionmaker(writing, class_=WritingSession, info=known)
        event.listen(self._writer, "before_flush", _check_bounds)
        audit.attach(self._writer)
        tables_read.listen(engine)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the store and writes nothing."""
        try:
            with self._reader() as session:
                yield session
        except DBAPIError as error:
            raise self._explained(error) from error
        except UnicodeEncodeError:
            raise Refused("text.broken", fields.BROKEN) from None
        except UnicodeDecodeError as error:
            raise Trouble(Cause.DAMAGED, self.where) from error

    def ask(
        self, query: Callable[Concatenate[Session, P], R], *args: P.args, **more: P.kwargs
    ) -> QueryAnswer[R]:
        """One reading: `query(session, …)` over one state of the store."""
        with tables_read.noted() as read, self.read() as session:
            value = query(session, *args, **more)
            found = _searched_nouns(session, read)
        return QueryAnswer(value, found | read)

    def act(
        self,
        command: Callable[Concatenate[Session, P], R],
        *args: Any,
        by: Actor,
        at: datetime,
        mark: GestureMark | None = None,
        **more: Any,
    ) -> R:
        """Runs `command(session, *args, by=, at=)` in one BEGIN IMMEDIATE transaction and tells the
        listeners.

        `mark` tells a save that is done again after its undo.

        A busy store is tried again as a whole. After an error at COMMIT the gesture is looked up
        before it counts as lost.
        Raises Refused (a rule), Conflict (somebody saved meanwhile), Trouble (the environment).
        """
        gesture = _Gesture(command, args, more, by=by, at=at, mark=mark or GestureMark())
        gesture.prepare()
        for tries_left in range(TRIES - 1, -1, -1):
            try:
                return cast(R, self._once(gesture))
            except Refused as refused:
                self._keep_refusal(refused, gesture)
                raise
            except StaleDataError:
                raise Conflict("record.changed", STALE) from None
            except UnicodeEncodeError:
                raise Refused("text.broken", fields.BROKEN) from None
            except UnicodeDecodeError as error:
                raise Trouble(Cause.DAMAGED, self.where) from error
            except DBAPIError as error:
                trouble = self._explained(error)
                if trouble.cause is not Cause.BUSY or not tries_left:
                    raise trouble from error
                time.sleep(random.uniform(0.01, 0.2))  # noqa: S311 - jitter, no secret
        raise AssertionError("unreachable")

    def act_within(
        self,
        connection: Connection,
        command: Callable[Concatenate[Session, P], R],
        *args: Any,
        by: Actor,
        at: datetime,
        **more: Any,
    ) -> R:
        """As `act`, as a part of the caller's transaction on `connection`; nobody is told."""
        gesture = _Gesture(command, args, more, by=by, at=at)
        gesture.prepare()
        with self._writer(bind=connection) as session:
            return cast(R, self._run(session, gesture)[0])

    def others_changed(self) -> frozenset[str]:
        """Nouns that other processes changed since the last call; their audit rows tell.

        Trouble where the store's file is no longer the one that was opened, or cannot be written.
        """
        self._check_place()
        with self.read() as session:
            newest = session.scalar(select(func.max(Audit.id))) or 0
            wanted = (
                select(Audit.noun)
                .where(Audit.id > self._seen, Audit.gesture.not_in(self._own))
                .distinct()
            )
            nouns = frozenset(session.scalars(wanted)) if 0 <= self._seen < newest else frozenset()
        self._seen = newest
        self._own.clear()
        return nouns

    def try_reading(self) -> None:
        """Reads one row; Trouble where that cannot be done."""
        self._check_place()
        with self.read() as session:
            session.scalar(select(func.max(Audit.id)))

    def try_connection(self) -> None:
        """Reads one row and takes the lock of a write; Trouble where either cannot be done."""
        self.try_reading()
        try:
            with write_queue.turn(self.engine), self._writer() as session:
                session.connection()
        except DBAPIError as error:
            raise self._explained(error) from error

    def close(self) -> None:
        """Lets go of the file."""
        self.engine.dispose()

    def _check_place(self) -> None:
        file_watch.check(self.engine)
        engines.check_writable(self.place)

    def _once(self, gesture: _Gesture) -> Any:
        with write_queue.turn(self.engine), self._writer() as session:
            file_watch.check(self.engine)
            result, changed = self._run(session, gesture)
            connection = session.connection()
            try:
                session.commit()
            except DBAPIError:
                # a session that failed to commit keeps its connection, and with it the lock
                connection.invalidate()
                if not self._happened(gesture.id):
                    raise
        self._own.add(gesture.id)
        for listener in self.listeners:
            listener(changed)
        return result

    def _keep_refusal(self, refused: Refused, gesture: _Gesture) -> None:
        """What is saved although the command is not: wrong passwords, and what a role may not."""
        keep = refused.kept
        if refused.code == "permission.denied":
            name = getattr(gesture.command, "__name__", "")
            keep = partial(
                audit.note,
                act=Act.REFUSED,
                noun=Noun.STAFF,
                noun_id=gesture.by.staff_id,
                reason=name,
            )
        if keep is None:
            return
        with suppress(DBAPIError), write_queue.turn(self.engine), self._writer() as session:
            session.info.update(
                by=gesture.by, at=gesture.at, gesture=gesture.id, touched={}, chain=None
            )
            keep(session)
            session.commit()
        refused.kept = None

    def _run(self, session: Session, gesture: _Gesture) -> tuple[Any, frozenset[str]]:
        """What the command returned, and the nouns that it changed; all of it is written."""
        by = _present(session, gesture.by)
        session.info.update(by=by, at=gesture.at, gesture=gesture.id, touched={}, chain=None)
        steps = OWN_STEPS.set(own_steps(session, gesture.mark, by.staff_id))
        try:
            result = gesture.run(session, by=by, at=gesture.at)
        finally:
            OWN_STEPS.reset(steps)
        session.flush()
        changed: dict[str, set[int]] = session.info["touched"]
        from app import search  # a store opens without it

        search.refresh(session, changed, gesture.at)
        return result, frozenset(changed)

    def _happened(self, gesture: str) -> bool:
        """Whether a gesture was saved after all.

        Asked under the lock of every write: what was still on its way has then ended. Trouble
        (UNCLEAR) where a server does not come back in time.
        """
        on_server = isinstance(self.place, ServerAddress)
        for pause in LOOKS if on_server else LOOKS[:1]:
            time.sleep(pause)
            self.engine.dispose()
            try:
                with (self._writer if on_server else self._reader)() as session:
                    wanted = select(Audit.id).where(Audit.gesture == gesture).limit(1)
                    return session.scalar(wanted) is not None
            except DBAPIError:
                continue
        if on_server:
            raise Trouble(Cause.UNCLEAR, self.where)
        return False

    def _explained(self, error: DBAPIError) -> Trouble:
        if engines.is_taken(error):
            raise Refused("record.taken", TAKEN) from error
        if not engines.is_environment(error):
            raise error
        trouble = engines.explain(error, self.where)
        if trouble.cause in LOST:
            self.engine.dispose()
        return trouble


@dataclass(slots=True, eq=False, repr=False)
class _Gesture:
    """One save of one person; its id is looked up where a COMMIT ended unclear."""

    command: Callable[..., Any]
    args: tuple[Any, ...]
    more: dict[str, Any]
    by: Actor
    at: datetime
    mark: GestureMark = field(default_factory=GestureMark)

    @property
    def id(self) -> str:
        return self.mark.id

    def prepare(self) -> None:
        """Everything that needs no transaction, so that nobody waits for it.

        Loading the readings of Chinese characters takes longer than ten saves.
        """
        arguments = (*self.args, self.more)
        fields.check_arguments(arguments)
        if any(pinyin.is_han(one) for text in fields.texts(arguments) for one in text):
            pinyin.load()

    def run(self, session: Session, *, by: Actor, at: datetime) -> Any:
        """The command, whose first argument is the session."""
        return self.command(session, *self.args, by=by, at=at, **self.more)


def _searched_nouns(session: Session, read: set[str]) -> frozenset[str]:
    """The nouns whose change may change what a search among these tables finds."""
    if not any(tables_read.SEARCH_TABLE.fullmatch(table) for table in read):
        return frozenset()
    from app import search  # a store opens without it

    return search.nouns(session)


def _check_bounds(session: Session, *_more: object) -> None:
    """Refuses what a column does not take before the database has to."""
    for thing in (*session.new, *session.dirty):
        table = thing.__tablename__
        written = audit.changes(inspect(thing), fields.bounded(table))
        fields.check(table, {name: new for name, (_old, new) in written.items()})


def _present(session: Session, by: Actor) -> Actor:
    """The actor with the roles of this very moment.

    A disabled person is refused at the next call.
    """
    if not by.staff_id:
        return by
    staff = session.connection().execute(_PRESENT, {"id": by.staff_id}).first()
    if staff is None or not staff.active:
        raise Refused(
            "staff.inactive", N_("This person may no longer work here. Sign in as somebody else.")
        )
    return replace(by, roles=staff.roles)
