"""Writes the script that makes a new store file: `make schema`, after a change of the revisions."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from db import new_store, upgrade


def main() -> None:
    with TemporaryDirectory() as folder:
        engine = upgrade.make_by_revisions(Path(folder) / "store.db")
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            new_store.write(raw, Path(upgrade.__file__).parent / "migrations")
        engine.dispose()


if __name__ == "__main__":
    main()
