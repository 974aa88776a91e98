"""Finds the store and this PC's settings, for window, command line and tests."""

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import platformdirs

from db.store_address import ServerAddress, StorePlace, local_folder, parse

__all__ = ["StorePlace", "local_folder", "store_place"]

PRODUCT = "DealerDesk"
STORE = "store.db"
PRACTICE = "practice.db"
PRACTICE_PASSWORD = "try-it-out"  # noqa: S105 - shown on the entrance of an invented store
VARIABLE = "DEALER_DESK_DATABASE"


def store_place(folder: Path | None = None, named: str | None = None) -> StorePlace:
    """The store's file or server.

    As it is `named` (`--database`), else in `folder` (`--data`), else as the environment names it,
    else this PC's setting, else the ordinary place. Trouble(ADDRESS) for what is no place.
    """
    if named is None and folder is None:
        named = os.environ.get(VARIABLE) or workstation_setting("database")
    place = parse(named) if named else (folder or data_folder()) / STORE
    if isinstance(place, ServerAddress):
        return replace(place, folder=folder or data_folder() / _name(place))
    return place


def practice_file(store: StorePlace) -> Path:
    """The file of this PC's practice store, in the local folder of the real one."""
    return local_folder(store) / PRACTICE


def is_practice(place: StorePlace) -> bool:
    """True for the file that `practice_file` names."""
    return isinstance(place, Path) and place.name == PRACTICE


def is_missing(place: StorePlace) -> bool:
    """True where opening would make a new file; of a server only the server knows."""
    return isinstance(place, Path) and (not place.exists() or _is_empty(place))


def lock_file(place: StorePlace) -> Path:
    """What the lock of one program per store is named after; nothing lies there for a server."""
    return place if isinstance(place, Path) else place.folder / _name(place)


def data_folder() -> Path:
    """The usual folder of the store's file on this PC."""
    return platformdirs.user_data_path(PRODUCT, appauthor=False)


def workstation_folder() -> Path:
    """The folder of this PC's own settings (see `ui/shell/workstation.py`)."""
    return platformdirs.user_config_path(PRODUCT, appauthor=False)


def workstation_setting(name: str, folder: Path | None = None) -> str:
    """One text of this PC's settings, read without the window; empty where there is none."""
    try:
        kept = json.loads(((folder or workstation_folder()) / "workstation.json").read_bytes())
        value = kept.get(name, "")
    except (OSError, ValueError, AttributeError):
        return ""
    return value if isinstance(value, str) else ""


def _is_empty(path: Path) -> bool:
    return path.is_file() and not path.stat().st_size


def _name(address: ServerAddress) -> str:
    return "server-" + re.sub(r"[^\w.-]+", "_", str(address)).strip("_")
