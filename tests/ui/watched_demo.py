"""Plays the demo day, and writes which statements read a whole table: `scans.json` beside it."""

import json
import re
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from app.__main__ import main

WHOLE = re.compile(r"SCAN (\w+)$")
MANY = re.compile(r"\?(, \?)+")
INNER = re.compile(r"\([^()]*\)")


class Watched:
    """Each statement is asked once how SQLite answers it."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.scans: list[tuple[str, str]] = []

    def __call__(self, connection: Any, _cursor: Any, told: str, given: Any, *_more: Any) -> None:
        shape = MANY.sub("?", told)
        if shape in self.seen or not told.startswith(("SELECT", "WITH")):
            return
        self.seen.add(shape)
        with closing(connection.connection.cursor()) as cursor:
            plan = cursor.execute(f"EXPLAIN QUERY PLAN {told}", given).fetchall()
        tables = {found[1] for row in plan if (found := WHOLE.match(row[3]))}
        self.scans += [(table, " ".join(shape.split())) for table in tables if chooses(told)]


def chooses(told: str) -> bool:
    """True for a statement that wants some rows only: with a WHERE outside of brackets."""
    while (less := INNER.sub("", told)) != told:
        told = less
    return " WHERE " in f" {' '.join(told.split())} "


if __name__ == "__main__":
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    watched = Watched()
    event.listen(Engine, "after_cursor_execute", watched)
    ended = main(["demo", "--data", str(data), "--out", str(out)])
    (data.parent / "scans.json").write_text(json.dumps(watched.scans), encoding="utf-8")
    sys.exit(ended)
