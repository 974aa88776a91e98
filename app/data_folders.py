"""Finds the store and this PC's settings, for window, command line and tests."""

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import platformdirs

from db.failures import Cause, Trouble
from db.store_address import ServerAddress, StorePlace, local_folder, parse

__all__ = ["ServerAddress", "StorePlace", "local_folder", "store_place"]

PRODUCT = "DealerDesk"
STORE = "store.db"
PRACTICE = "practice.db"
PRACTICE_PASSWORD = "try-it-out"  # noqa: S105 - shown on the entrance of an invented store
SHARED = "store.server"
"""The file in the data folder that names a store on a server; it comes before STORE."""
LOGIN = "store.login"
CERTIFICATE = "store.crt"
VARIABLE = "DEALER_DESK_DATABASE"


def store_place(folder: Path | None = None, named: str | None = None) -> StorePlace:
    """The store's file or server.

    As it is `named` (`--database`), else in `folder` (`--data`), else as the environment names it,
    else this PC's setting, else the ordinary place; in a folder the server that it names comes
    before the file. Trouble(ADDRESS) for what is no place.
    """
    if named is None and folder is None:
        named = os.environ.get(VARIABLE) or workstation_setting("database")
    if not named:
        own = folder or data_folder()
        return shared_store(own) or own / STORE
    place = parse(named)
    if isinstance(place, ServerAddress):
        return replace(place, folder=folder or data_folder() / _name(place))
    return place


def is_named(named: str | None) -> bool:
    """True where the command line or the environment names the store, whatever is set here."""
    return bool(named or os.environ.get(VARIABLE))


def shared_store(folder: Path) -> ServerAddress | None:
    """The store on a server that this PC works in, if the data folder names one.

    The password and the server's certificate lie beside the address, in files of their own.
    """
    named = folder / SHARED
    if not named.exists():
        return None
    place = parse(named.read_text("utf-8").strip())
    if not isinstance(place, ServerAddress):
        raise Trouble(Cause.ADDRESS, str(named))
    options = dict(place.options)
    if (folder / LOGIN).exists():
        options["passfile"] = str(folder / LOGIN)
    if (folder / CERTIFICATE).exists():
        options |= {"sslmode": "verify-ca", "sslrootcert": str(folder / CERTIFICATE)}
    return replace(place, options=tuple(sorted(options.items())), folder=folder)


def practice_file(store: StorePlace) -> Path:
    """The file of this PC's practice store, in the local folder of the real one."""
    return local_folder(store) / PRACTICE


def is_practice(place: StorePlace) -> bool:
    """True for the file that `practice_file` names."""
    return isinstance(place, Path) and place.name == PRACTICE


def is_missing(place: StorePlace) -> bool:
    """True where opening would make a new file; of a server only the server knows."""
    return isinstance(place, Path) and (not place.exists() or _is_empty(place))


def is_emptied(place: StorePlace) -> bool:
    """True where the file of a store has lost all its bytes."""
    return isinstance(place, Path) and place.exists() and _is_empty(place)


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
