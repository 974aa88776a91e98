"""What belongs to this PC and not to the store.

Language, theme, printers, where the data is, how the window stood.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSysInfo

from app import data_folders
from app.whole_files import write_whole

THEMES = ("light", "dark", "system")
LANGUAGES = ("zh_CN", "en")
TILLS = range(1, 10)

MOST_RECENT = 6
MOST_OFFSET = 20
"""Millimetres."""


@dataclass(slots=True, eq=False, repr=False)
class Workstation:
    """Kept as one JSON file in `folder`.

    A missing, torn or foreign file means defaults, never a failed start.
    """

    folder: Path
    language: str = "zh_CN"
    theme: str = "system"
    station: str = field(default_factory=QSysInfo.machineHostName)
    database: str = ""
    """A file or a server address; empty = the ordinary place on this PC."""
    stores: list[str] = field(default_factory=list)
    """Files that were worked in here: one that is missing has been moved, and no empty one is made
    in its place.
    """
    geometry: str = ""
    last_person: int = 0
    """Staff id of who signed in last here: the first guess of the next time."""
    recent_people: list[int] = field(default_factory=list)
    """Staff ids of who signed in here, the last one first."""
    till: int = 1
    """The till whose money is taken here, from 1 on."""
    printers: dict[str, str] = field(default_factory=dict)
    """Printer by paper kind."""
    paper_sizes: dict[str, str] = field(default_factory=dict)
    """Sheet by paper kind, in the words of `app.paper.sizes.SIZES`; A4 where none is named."""
    offsets: dict[str, list[float]] = field(default_factory=dict)
    """By printer: by how many millimetres its papers are moved to the right and down."""

    @classmethod
    def load(cls, folder: Path | None = None) -> Workstation:
        """Read this PC's settings; an explicit folder serves tests, portable use and `--data`."""
        folder = folder or data_folders.workstation_folder()
        station = cls(folder)
        for name, value in _read(folder / "workstation.json").items():
            if name in _SAVED and type(value) is type(getattr(station, name)):
                setattr(station, name, value)
        station.language = station.language if station.language in LANGUAGES else LANGUAGES[0]
        station.theme = station.theme if station.theme in THEMES else "system"
        station.till = station.till if station.till in TILLS else TILLS[0]
        return station

    def save(self) -> None:
        saved = {name: value for name, value in asdict(self).items() if name in _SAVED}
        content = json.dumps(saved, ensure_ascii=False, indent=1, sort_keys=True)
        write_whole(self.folder / "workstation.json", content.encode())

    def change(self, **values: Any) -> None:
        """Set some of the values and save; nothing is written when nothing changed."""
        changed = {name: value for name, value in values.items() if getattr(self, name) != value}
        for name, value in changed.items():
            setattr(self, name, value)
        if changed:
            self.save()

    def printer(self, paper: str) -> str:
        return self.printers.get(paper, "")

    def paper_size(self, paper: str) -> str:
        """The word of the sheet on which this PC prints a paper."""
        return self.paper_sizes.get(paper, "a4")

    def offset(self, printer: str) -> tuple[float, float]:
        """Millimetres to the right and down; what a foreign hand wrote there counts as nothing."""
        try:
            right, down = (float(part) for part in self.offsets.get(printer, (0, 0)))
        except (TypeError, ValueError):
            return 0.0, 0.0
        is_near = max(abs(right), abs(down)) <= MOST_OFFSET
        return (right, down) if is_near else (0.0, 0.0)

    def remember_size(self, paper: str, size: str) -> None:
        self.change(paper_sizes={**self.paper_sizes, paper: size})

    def remember_offset(self, printer: str, offset: tuple[float, float]) -> None:
        self.change(offsets={**self.offsets, printer: list(offset)})

    def remember_store(self, path: str) -> None:
        if path not in self.stores:
            self.change(stores=[*self.stores, path])

    def remember_person(self, staff_id: int) -> None:
        """They stand first at the next sign-in."""
        before = [one for one in self.recent_people if one != staff_id]
        self.change(last_person=staff_id, recent_people=[staff_id, *before][:MOST_RECENT])

    def remember_printer(self, paper: str, printer: str) -> None:
        self.change(printers={**self.printers, paper: printer})


_SAVED = frozenset(item.name for item in fields(Workstation)) - {"folder"}


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}
