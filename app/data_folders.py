"""Finds the store's file and this PC's settings, for window, command line and tests."""

import json
import os
from pathlib import Path

import platformdirs

PRODUCT = "DealerDesk"
STORE = "store.db"
PRACTICE = "practice.db"
PRACTICE_PASSWORD = "try-it-out"  # noqa: S105 - shown on the entrance of an invented store
VARIABLE = "DEALER_DESK_DATABASE"


def store_file(folder: Path | None = None) -> Path:
    """The store's file.

    In `folder` (`--data`), else as the environment names it, else this PC's setting, else in the
    usual folder.
    """
    if folder is not None:
        return folder / STORE
    named = os.environ.get(VARIABLE) or workstation_setting("database")
    return Path(named or data_folder() / STORE)


def practice_file(store: Path) -> Path:
    """The file of the practice store, beside that of the real one."""
    return store.with_name(PRACTICE)


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
