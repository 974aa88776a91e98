"""Use cases of the store: founding, sign-in, staff, rules, lists, wording."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, settings
from app.admin import archive, open_tasks, operations, passwords
from app.admin.entries import Entry
from app.admin.values import Approver, NewPassword, NewWording, StaffEntry
from app.errors import Refused, check_seen
from app.permissions import Actor, allow
from app.session_desks import desks_of
from app.text import N_
from db.nouns import Noun
from db.tables.admin import Staff
from db.tables.list_views import ListView
from db.tables.papers import Sequence
from db.vocabulary import Act, PaperKind, Role

EVERYBODY = tuple(Role)
FOUNDER = frozenset({Role.ADMINISTRATOR, Role.MANAGER})
"""The roles of the first person of a store."""


@dataclass(frozen=True, slots=True)
class FirstStore:
    """What the first start asks."""

    store_name: str
    language: str
    admin_name: str
    password: str


def founder(workstation: str) -> Actor:
    """The actor of a store without staff, and of the command line."""
    return Actor(0, "", frozenset(Role), workstation)


@allow(Role.ADMINISTRATOR)
def found_store(session: Session, store: FirstStore, *, by: Actor, at: datetime) -> Actor:
    """Founds a store with its name, its first administrator and manager, and default lists.

    Refused for a founded store.
    """
    if session.scalar(select(Staff.id).limit(1)) is not None:
        raise Refused("store.founded", N_("This store already has people. Sign in instead."))
    for field in ("store_name", "admin_name"):
        if not getattr(store, field).strip():
            raise Refused("store.incomplete", N_("Please fill this in."), field=field)
    person = Staff(name=store.admin_name.strip(), roles=FOUNDER)
    person.password_hash = passwords.hashed(store.password, (person.name, store.store_name))
    session.add(person)
    settings.store(session, {"store_name": store.store_name.strip(), "language": store.language})
    from app.admin import seeds

    seeds.plant(session, store.language, at=at)
    session.flush()
    return Actor(person.id, person.name, FOUNDER, by.workstation)


@allow(*EVERYBODY)
def sign_in(
    session: Session,
    staff_id: int,
    password: str,
    *,
    uptime: float | None = None,
    by: Actor,
    at: datetime,
) -> Actor | Refused:
    """Signs a person in; `uptime` says for how many seconds the PC has run.

    A wrong password is *returned* as Refused, so that the counted failure is committed.
    """
    person = session.get(Staff, staff_id)
    locked = operations.lock_on(person, uptime, by=by, at=at) if person is not None else None
    if locked is not None:
        return locked
    # an unknown person takes as long as a known one
    matches = passwords.matches(person.password_hash if person else None, password)
    if person is None or not person.active or not matches:
        operations.count_failure(person, uptime, by=by, at=at)
        return Refused("password.wrong", N_("The password is not right."), field="password")
    if person.failures:
        person.failures, person.locked_until = 0, None
    session.info["by"] = actor = Actor(person.id, person.name, person.roles, by.workstation)
    audit.note(session, Act.SIGN_IN, Noun.STAFF, noun_id=person.id)
    return actor


@allow(*EVERYBODY)
def keep_view(
    session: Session, name: str, state: Mapping[str, Any], *, by: Actor, at: datetime
) -> None:
    """Saves how the person left a list, for every PC."""
    of_list = select(ListView).where(ListView.name == name)
    row = session.scalar(of_list.where(ListView.staff_id == by.staff_id))
    if row is None:
        session.add(row := ListView(staff_id=by.staff_id, name=name))
    row.state = json.dumps(state, ensure_ascii=False)


@allow(Role.MANAGER, Role.ADMINISTRATOR)
def save_staff(session: Session, entry: StaffEntry, *, by: Actor, at: datetime) -> int:
    """Adds a person or changes one; new roles count at that person's next save.

    Refused without a name or a role, and for a name that a colleague has.
    """
    name = _checked_name(entry)
    operations.refuse_namesake(session, name, entry.id)
    row = _staff(session, entry)
    _check_administrator(session, row, entry.roles, by)
    licence = ("licence_class", "licensed_since")
    for field in ("roles", "phone", "trades", "team_id", "leads_team", "on_duty", *licence):
        setattr(row, field, getattr(entry, field))
    row.name = name
    session.add(row)
    session.flush()
    return row.id


def _checked_name(entry: StaffEntry) -> str:
    name = (entry.name or "").strip()
    if not name:
        raise Refused("staff.no_name", N_("Please fill this in."), field="name")
    if not entry.roles:
        raise Refused("staff.no_role", N_("Choose at least one role."), field="roles")
    return name


def _staff(session: Session, entry: StaffEntry) -> Staff:
    """The person as it was read, or a new one with the password."""
    if entry.id:
        row = operations.person(session, entry.id)
        check_seen(entry.version, row.version)
        return row
    row = Staff(name="", roles=frozenset())
    if entry.password:
        row.password_hash = operations.hashed(session, entry.password, entry.name or "")
    return row


@allow(*EVERYBODY)
def set_password(session: Session, new: NewPassword, *, by: Actor, at: datetime) -> None:
    """Sets a password and unlocks the person.

    Everybody changes their own, knowing the old one; an administrator sets that of another.
    """
    row = operations.person(session, new.staff_id)
    if row.id == by.staff_id:
        if row.password_hash:
            tried = Approver(row.id, new.current, new.uptime)
            operations.check_password(row, tried, field="current", by=by, at=at)
    elif Role.ADMINISTRATOR not in by.roles:
        message = N_("Your role may not do this. Ask a colleague who may.")
        raise Refused("permission.denied", message)
    row.password_hash = operations.hashed(session, new.password or "", row.name)
    row.failures, row.locked_until = 0, None


@allow(Role.RECEPTION, Role.MANAGER, Role.ADMINISTRATOR)
def set_duty(session: Session, staff_id: int, *, on_duty: bool, by: Actor, at: datetime) -> None:
    """Notes who is here today.

    The turns of the consultants and the forms' lists follow it.
    """
    operations.person(session, staff_id).on_duty = on_duty


@allow(Role.MANAGER, Role.ADMINISTRATOR)
def retire_staff(
    session: Session,
    staff_id: int,
    *,
    back: bool = False,
    hand_to: int | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Takes a person who left out of use; `hand_to` takes the open tasks.

    No sign-in any more, the name stays in the history. `back`: works here again.
    """
    row = operations.person(session, staff_id)
    if back:
        operations.refuse_namesake(session, row.name, row.id)
    else:
        _check_administrator(session, row, frozenset(), by)
        if hand_to is not None:
            open_tasks.hand_on(session, row.id, hand_to)
        else:
            open_tasks.check_handed_on(session, row)
    row.active = back


@allow(Role.MANAGER, Role.ADMINISTRATOR)
def hand_on(session: Session, staff_id: int, to_id: int | None, *, by: Actor, at: datetime) -> int:
    """A colleague takes the open tasks of another one, as far as the roles allow."""
    return open_tasks.hand_on(session, staff_id, to_id)


@allow(Role.MANAGER, Role.ADMINISTRATOR)
def save_settings(
    session: Session,
    changes: dict[str, Any],
    *,
    seen: Mapping[str, Any] | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Saves the store's rules that were changed.

    `seen` is how they stood when they were read.

    ValueError for a name that is no rule or that nobody may change.
    """
    if "practice" in changes:
        raise ValueError("practice")
    now = settings.load(session).all(desks_of(session))
    check_seen(seen, {name: now[name] for name in seen or ()})
    _check_settings(session, changes, now=now)
    texts = {name: value.strip() for name, value in changes.items() if isinstance(value, str)}
    settings.store(session, changes | texts)


@allow(Role.MANAGER, Role.ADMINISTRATOR)
def save_entry(session: Session, entry: Entry, *, by: Actor, at: datetime) -> int:
    """Adds or changes an entry of one of the store's lists (`app/admin/entries.py`)."""
    from app.admin import lists

    return lists.save(session, entry)


@allow(Role.MANAGER, Role.ADMINISTRATOR)
def retire_entry(
    session: Session,
    kind: type[Entry],
    entry_id: int,
    *,
    back: bool = False,
    by: Actor,
    at: datetime,
) -> None:
    """Takes an entry out of use, or back into it with `back`.

    Older records keep it.
    """
    from app.admin import lists

    lists.retire(session, kind, entry_id, back=back, at=at)


@allow(Role.MANAGER, Role.ADMINISTRATOR)
def order_entries(
    session: Session, noun: str, ids: tuple[int, ...], *, by: Actor, at: datetime
) -> None:
    """Saves the order in which forms offer the entries of a list."""
    from app.admin import lists

    lists.order(session, noun, ids)


@allow(Role.MANAGER, Role.ADMINISTRATOR)
def save_wording(session: Session, wording: NewWording, *, by: Actor, at: datetime) -> int:
    """Adds an edition of a paper's clauses, one per line; returns its number.

    Papers signed earlier keep theirs.
    """
    kept = archive.clauses(session, wording.kind, wording.language)
    check_seen(wording.edition, kept.edition)
    clauses = _trimmed(wording.clauses or "")
    if not clauses:
        raise Refused("wording.empty", N_("Write at least one clause."), field="clauses")
    if clauses == "\n".join(kept.clauses):
        raise Refused("wording.same", N_("Nothing was changed."), field="clauses")
    return operations.add_edition(session, wording.kind, wording.language, clauses=clauses, at=at)


@allow(Role.MANAGER, Role.ADMINISTRATOR)
def note_backup(session: Session, name: str, *, by: Actor, at: datetime) -> None:
    """Notes that a backup was made by hand, or of a server."""
    audit.note(session, Act.ADD, Noun.BACKUP, reason=name)
    audit.touched(session, Noun.BACKUP)


@allow(Role.MANAGER, Role.ADMINISTRATOR)
def note_restore(session: Session, name: str, *, by: Actor, at: datetime) -> None:
    """Notes that somebody restores a backup.

    Before in the old store, then in the new one.
    """
    audit.note(session, Act.CHANGE, Noun.BACKUP, reason=name)
    audit.touched(session, Noun.BACKUP)


def _trimmed(clauses: str) -> str:
    """The clauses without blank lines and blanks at their ends."""
    lines = (line.strip() for line in clauses.splitlines())
    return "\n".join(line for line in lines if line)


def _check_settings(
    session: Session, changes: Mapping[str, Any], *, now: Mapping[str, Any]
) -> None:
    """Checks each value as its desk declares it, then those that belong together.

    `now`: the settings as they stand.
    """
    desks = desks_of(session)
    declared = settings.declared_by(desks)
    for name in changes.keys() & declared.keys():
        declared[name].check(name, changes[name])
    for group in (group for desk in desks for group in desk.settings):
        if group.check is not None:
            group.check({**now, **changes})


def _check_administrator(session: Session, row: Staff, roles: frozenset[Role], by: Actor) -> None:
    """Refuses others than administrators to give or take that role; one always stays."""
    was, becomes = Role.ADMINISTRATOR in row.roles, Role.ADMINISTRATOR in roles
    if was == becomes:
        return
    if Role.ADMINISTRATOR not in by.roles:
        message = N_("Only an administrator gives or takes this role.")
        raise Refused("staff.administrator", message, field="roles")
    if was and row.active:
        operations.refuse_without_administrator(session, without=row.id)


@allow(*EVERYBODY)
def count_print(session: Session, kind: PaperKind, name: str, *, by: Actor, at: datetime) -> None:
    """Counts and notes that a paper was printed which is not stored."""
    key = archive.prints_key(name)
    row = session.scalar(select(Sequence).where(Sequence.prefix == key).with_for_update())
    if row is None:
        row = Sequence(prefix=key, last=0)
        session.add(row)
    row.last += 1
    audit.note(session, Act.PRINT, Noun.ISSUED_PAPER, reason=f"{kind.value} {name}")
