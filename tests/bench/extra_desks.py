"""Fifteen empty desks more, as files of their own: what a start may not notice."""

import importlib
import sys
from pathlib import Path
from typing import Any

EXTRA = 15

WINDOW = '''"""An empty desk as the window knows it."""

from app.text import N_
from ui.icons import Icon
from ui.shell.desk import Desk

DESK = Desk(
    "extra{number}",
    N_("Prospects"),
    icon=Icon.USER_CHECK,
    page="tests.bench.extra_desks:NoPage",
    help=N_("Who will not buy here is reported as a loss with reason, rival and price."),
)
'''
TABLE = '''"""What an empty desk tells the registries, and its one table."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.desk_spec import DeskSpec
from app.text import N_
from db.tables.base import Base, Edited, strict


class Extra{number}(Edited, Base):
    __tablename__ = "extra{number}"
    __table_args__ = (strict(),)

    name: Mapped[str]
    note: Mapped[str | None]
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))


DESK = DeskSpec(name="extra{number}", nouns={{"extra{number}": N_("Bay")}})
'''


def written(folder: Path) -> Path:
    """The folder with the files, to be put on the module path."""
    for number in range(EXTRA):
        for name, text in (("window", WINDOW), ("spec", TABLE)):
            made = folder / f"extra_{number}_{name}.py"
            made.write_text(text.format(number=number), encoding="utf-8")
    return folder


def add(folder: Path) -> None:
    """From now on the program has these desks too, imported where its own are."""
    import app.__main__ as command_line
    from ui import main as entrance

    sys.path.insert(0, str(folder))
    rest, desks = entrance._import_workspace, command_line._load_desks

    def import_workspace() -> None:
        rest()
        import ui.desks

        ui.desks.DESKS = (*ui.desks.DESKS, *_modules("window"))

    command: Any = command_line
    command._load_desks = lambda: (*desks(), *_modules("spec"))
    window: Any = entrance
    window._import_workspace = import_workspace


def _modules(name: str) -> list[Any]:
    return [importlib.import_module(f"extra_{number}_{name}").DESK for number in range(EXTRA)]
