"""What lies beside a backup and tells what it is, and which files in a folder are backups."""

import json
import re
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path

from app.admin.rules import Reason
from db import file_copy, schema_version

ENDING = ".db"
DUMP = ".dump"
"""The ending of a backup from a server."""
MANIFEST = ".json"
UNFINISHED = ".part"
NAME = re.compile(r".+-\d{8}-\d{6}(-\d+)?\.(db|dump)")
APPLICATION_AT = 68
"""Where in a file SQLite keeps the number of the program that made it."""
DUMP_BEGINS = b"PGDMP"


@dataclass(frozen=True, slots=True)
class Manifest:
    """From this the wholeness of a backup is judged years later.

    `history`: the newest row of the audit and its `mac`, as row-mac (`db/audit_chain.py`).
    """

    made_at: str
    reason: str
    sha256: str
    size: int
    schema: int
    rows: dict[str, int]
    hashes: dict[str, str] = field(default_factory=dict)
    """SHA-256 of the rows of each table; of a backup from a server."""
    store: str = ""
    """Which store it is of: as `audit_chain.store_mark`; "" of an older program."""
    store_name: str = ""
    history: str = ""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup file. `verified`: it was read again and its manifest lies beside it."""

    path: Path
    made_at: datetime
    size: int
    reason: Reason
    verified: bool
    store: str = ""


def read(path: Path) -> Manifest | None:
    """The manifest of a backup; None where it is missing, torn or another file's."""
    try:
        told = json.loads(path.with_suffix(MANIFEST).read_text(encoding="utf-8"))
        known = {one.name for one in fields(Manifest)}
        found = Manifest(**{name: value for name, value in told.items() if name in known})
        _check(found)
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    # a file and a dump of the same name have one name for their manifests
    return found if bool(found.hashes) == (path.suffix == DUMP) else None


def write(path: Path, manifest: Manifest) -> None:
    """Keeps the manifest beside a backup, whole or not at all, for this account alone."""
    lies_at = path.with_suffix(MANIFEST)
    part = lies_at.with_suffix(MANIFEST + UNFINISHED)
    part.touch(mode=0o600)
    part.write_text(json.dumps(asdict(manifest), indent=1, ensure_ascii=False), encoding="utf-8")
    file_copy.flush(part)
    part.replace(lies_at)


def described(path: Path) -> Backup | None:
    """The backup at `path`; None for a file that this program did not make."""
    try:
        manifest, found = read(path), path.stat()
        if manifest is None:
            if not NAME.fullmatch(path.name) or not _is_made_here(path):
                return None
            made_at = datetime.fromtimestamp(found.st_mtime).astimezone()
            return Backup(path, made_at, found.st_size, Reason.REGULAR, verified=False)
        return Backup(
            path,
            datetime.fromisoformat(manifest.made_at),
            found.st_size,
            Reason(manifest.reason),
            verified=manifest.size == found.st_size,
            store=manifest.store,
        )
    except (OSError, ValueError):
        return None


def faulty(folder: Path) -> list[Path]:
    """Manifests in a folder that lie beside a backup and cannot be read."""
    return sorted(
        path.with_suffix(MANIFEST)
        for path in (*folder.glob(f"*{ENDING}"), *folder.glob(f"*{DUMP}"))
        if NAME.fullmatch(path.name) and path.with_suffix(MANIFEST).exists() and read(path) is None
    )


def _check(found: Manifest) -> None:
    """ValueError or TypeError for values that no manifest has."""
    if datetime.fromisoformat(found.made_at).tzinfo is None:
        raise ValueError(found.made_at)
    Reason(found.reason)
    wanted = ((found.sha256, str), (found.size, int), (found.schema, int), (found.rows, dict))
    more = ((found.hashes, dict), (found.store, str), (found.store_name, str), (found.history, str))
    if not all(isinstance(value, kind) for value, kind in (*wanted, *more)):
        raise TypeError("manifest")


def _is_made_here(path: Path) -> bool:
    """True for a closed file that says itself that it is a store or a server's dump."""
    with path.open("rb") as file:
        head = file.read(APPLICATION_AT + 4)
    if path.suffix == DUMP:
        return head.startswith(DUMP_BEGINS)
    return head[APPLICATION_AT:] == schema_version.APPLICATION.to_bytes(4, "big")
