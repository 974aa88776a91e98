"""Checks a store: pages, references, schema, history, seals, search index. One line per fault."""

import platform
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import seals, search, settings
from app.admin import backup, commands, manifest
from app.permissions import Actor
from app.records import Records
from app.seals import BrokenSeal, SealFault
from app.session_desks import desks_of, nouns_of
from app.text import N_, _
from db import audit_chain, soundness
from db.nouns import Noun
from db.tables.admin import Audit
from db.vocabulary import Act

PAGE = N_("Damaged: {fault}")
REFERENCE = N_("Points to nothing: {fault}")
EXTRA = N_("Not made by this program: {kind} {name}")
MISSING = N_("Missing: {kind} {name}")
SEARCH = N_("Search index: {fault}")
BROKEN = N_("History: entry {row}, or what stood before it, was changed past the program")
CUT = N_("History: what {where} knows of it is not there any more")
OF_SHEET = N_("the sheet with {mark}")
MANIFEST = N_("Manifest cannot be read, so its backup is not trusted: {file}")
SEALS = {
    SealFault.CHANGED: N_("Changed past the program: {kind} {record}"),
    SealFault.ADDED: N_("Added past the program: {kind} {record}"),
    SealFault.LOST: N_("Deleted past the program: {kind} {record}"),
}
SETTING = N_("Setting {name} cannot be read, so its default counts")


def faults(records: Records) -> list[str]:
    """Everything that is wrong with the store, in the present language.

    Empty for a sound store. Trouble for one too damaged to be read.
    """
    with records.read() as session:
        connection = session.connection()
        pages = [_(PAGE).format(fault=fault) for fault in soundness.damage(connection)]
        if pages:
            return pages
        found = [_(REFERENCE).format(fault=fault) for fault in soundness.dangling(connection)]
        found += _of_the_schema(session)
        found += [_(BROKEN).format(row=row) for row in audit_chain.broken(connection)]
        found += [
            _(SEALS[one.fault]).format(**_named(session, one)) for one in seals.broken(connection)
        ]
        found += [_(SETTING).format(name=name) for name in settings.faults(session)]
        return found + [_(SEARCH).format(fault=fault) for fault in search.check(session)]


def _named(session: Session, broken: BrokenSeal) -> dict[str, Any]:
    label = nouns_of(desks_of(session)).get(broken.table, broken.table)
    return {"kind": _(label), "record": broken.record}


def cut_since(records: Records, mark: str = "") -> list[str]:
    """What backups and `mark`, the foot of a sheet, know of the history and the store does not.

    A restore takes the newest entries away lawfully: what was noted before one counts no more.
    """
    with records.read() as session:
        folder = backup.folder_of(records.place, settings.load(session))
        store = audit_chain.store_mark(session.connection())
        noted = {_(OF_SHEET).format(mark=mark): mark} if mark else {}
        noted |= _noted(session, folder, store=store)
        found = [_(CUT).format(where=where) for where in _unknown(session, noted)]
    return found + [_(MANIFEST).format(file=path) for path in manifest.faulty(folder)]


def _noted(session: Session, folder: Path, *, store: str) -> dict[str, str]:
    """The mark of the history in each manifest of this store, by the name of its backup."""
    restored = select(func.max(Audit.at)).where(Audit.act == Act.CHANGE)
    last = session.scalar(restored.where(Audit.noun == Noun.BACKUP))
    return {
        one.path.name: told.history
        for one in backup.backups(folder)
        if (told := manifest.read(one.path)) is not None and told.store == store and told.history
        if last is None or one.made_at > last
    }


def _unknown(session: Session, noted: dict[str, str]) -> list[str]:
    """Where a mark was noted that is no entry of the history now."""
    marks = {where: mark.partition("-")[::2] for where, mark in noted.items()}
    rows = [int(row) for row, _signs in marks.values() if row.isdecimal()]
    macs = audit_chain.macs(session.connection(), rows)
    return [
        where
        for where, (row, signs) in marks.items()
        if not (row.isdecimal() and signs and macs.get(int(row), "").startswith(signs))
    ]


def mend_search(records: Records, *, at: datetime) -> int:
    """Writes the search index anew; returns the number of documents."""

    def rebuild(session: Session, *, by: Actor, at: datetime) -> int:
        return search.rebuild(session)

    return records.act(rebuild, by=commands.founder(platform.node()), at=at)


def _of_the_schema(session: Session) -> list[str]:
    more, fewer = soundness.unlike(session.connection())
    extra = [_(EXTRA).format(kind=kind, name=name) for kind, name, *_rest in more]
    return extra + [_(MISSING).format(kind=kind, name=name) for kind, name, *_rest in fewer]
