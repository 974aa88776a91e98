"""Checks a store: pages, references, schema, search index. One line per fault."""

import platform
from datetime import datetime
from typing import Any

from app import search, settings
from app.admin import commands
from app.permissions import Actor
from app.records import Records
from app.text import N_, _
from db import soundness

PAGE = N_("Damaged: {fault}")
REFERENCE = N_("Points to nothing: {fault}")
EXTRA = N_("Not made by this program: {kind} {name}")
MISSING = N_("Missing: {kind} {name}")
SEARCH = N_("Search index: {fault}")
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
        found += [_(SETTING).format(name=name) for name in settings.faults(session)]
        return found + [_(SEARCH).format(fault=fault) for fault in search.check(session)]


def mend_search(records: Records, *, at: datetime) -> int:
    """Writes the search index anew; returns the number of documents."""

    def rebuild(session: Any, *, by: Actor, at: datetime) -> int:
        return search.rebuild(session)

    return records.act(rebuild, by=commands.founder(platform.node()), at=at)


def _of_the_schema(session: Any) -> list[str]:
    more, fewer = soundness.unlike(session.connection())
    extra = [_(EXTRA).format(kind=kind, name=name) for kind, name, *_rest in more]
    return extra + [_(MISSING).format(kind=kind, name=name) for kind, name, *_rest in fewer]
