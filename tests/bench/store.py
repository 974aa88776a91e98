"""The store that everything is measured on, made once per scale and kept."""

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

from app.practice import bulk
from db.schema_version import SCHEMA

LAST_DAY = date(2026, 11, 21)
STANDING = 150


def made(customers: int) -> Path:
    """The folder of a store of this scale with 150 cars in the workshop.

    Made anew unless one of this schema lies in the temporary folder already.
    """
    folder = Path(tempfile.gettempdir()) / f"dealer-desk-bench-{customers}-schema-{SCHEMA}"
    if not (folder / "store.db").exists():
        folder.mkdir(exist_ok=True)
        bulk.generate(
            folder / "store.db",
            bulk.Scale(customers=customers, standing=STANDING),
            at=bulk.last_moment(LAST_DAY),
        )
    return folder


def copied(folder: Path, place: Path) -> Path:
    """A copy to write in."""
    return copied_file(folder / "store.db", place / "store.db")


def copied_file(store: Path, copy: Path) -> Path:
    """A copy that lies on the disk, else the first saves would wait for all of it."""
    shutil.copy(store, copy)
    with copy.open("rb+") as written:
        os.fsync(written.fileno())
    return copy
