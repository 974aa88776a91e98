"""The command line: the window, and what scripts and support need without one."""

import argparse
import gc
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from app import data_folders, local_time, text
from app.errors import Refused, Trouble
from app.server import host_command_line
from app.server.command_line import (
    UNWELL,
    back_up,
    move,
    open_existing,
    place_of,
    place_to_check,
    restore,
)
from app.text import _
from db.store_address import StorePlace, hide_password

if TYPE_CHECKING:
    from app.admin.sign_in_info import SignInInfo
    from app.desk_spec import Desks
    from app.records import Records

Command = Callable[[argparse.Namespace], int]


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns its exit code.

    What a rule or the environment refuses is one line, never a traceback.
    """
    given = _parse(arguments)
    text.use(_language(given))
    try:
        return int(given.command(given))
    except Refused as refused:
        return _complain(refused.text())
    except Trouble as trouble:
        from app.failure_texts import tell

        told = tell(trouble)
        return _complain(f"{told.happened} {told.todo}".rstrip())
    except OSError as error:
        return _complain(
            _("{file}: {problem}").format(
                file=error.filename or "", problem=error.strerror or error
            )
        )
    except (BrokenPipeError, KeyboardInterrupt):
        return UNWELL


def run(given: argparse.Namespace) -> int:
    """Opens the window.

    Without a display the window library would end the program hard, so that is said before.
    """
    gc.disable()  # a window collects on its own thread only, by ui/shell/startup/collector.py
    if not _has_display():
        if not given.self_test:
            return _complain(
                _("No display here. “dealer-desk demo --out DIR” shows the program without one.")
            )
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.shell.startup.import_hook import remove_import_hook

    remove_import_hook()
    from ui import main as window
    from ui.shell.startup.backend import Backend

    def open_store(place: StorePlace) -> "Records":
        from app.admin import stores  # the database library comes after the first paint
        from app.session_desks import LateDesks

        desks = LateDesks(_load_desks)
        if not isinstance(place, Path) or not data_folders.is_practice(place):
            return stores.open_store(place, desks)
        from app.practice import month

        return stores.open_practice(place, month.build, desks=desks, at=local_time.now())

    def glance(place: StorePlace) -> "SignInInfo | None":
        from app.admin import sign_in_info

        return sign_in_info.read_sign_in_info(place)

    house = Backend(
        open_store,
        lambda _records, _at: None,
        read_sign_in_info=glance,
        practice_password=data_folders.PRACTICE_PASSWORD,
    )
    config = _config(given)
    return int(window.run(window.Start(place_of(given), house, config, self_test=given.self_test)))


def _load_desks() -> "Desks":
    """Every table and query of the program: wanted only once somebody works."""
    from app.desks import DESKS

    return DESKS


def demo(given: argparse.Namespace) -> int:
    """Drives the real window through a day of an invented store."""
    from ui.demo import runner

    data = given.data or given.out / "data"
    store = data_folders.store_place(data, given.database)
    return int(runner.run(data, given.out, store=store))


def daily_sheet(given: argparse.Namespace) -> int:
    """Writes one of the day's sheets as PDF."""
    from app.daily import SHEETS

    at = local_time.now()
    with open_existing(place_of(given)) as records, records.read() as session:
        pdf = SHEETS[given.kind](session, given.date or local_time.local_day(at), at=at)
    _write(given.out, pdf)
    print(given.out)
    return 0


def check(given: argparse.Namespace) -> int:
    """Integrity, references, schema and search index; one line per fault and exit code 1."""
    from app.admin import checking
    from app.failure_texts import tell

    try:
        with open_existing(place_to_check(given)) as records:
            if given.mend_search:
                checking.mend_search(records, at=local_time.now())
            found = checking.faults(records)
    except Trouble as trouble:
        found = [tell(trouble).happened]
    for fault in found:
        print(fault)
    if not found:
        print(_("Sound: pages, references, schema and search index."))
    return 1 if found else 0


def generate(given: argparse.Namespace) -> int:
    """Makes a store with ten years of invented work, for measuring."""
    from app.practice import bulk

    at = bulk.last_moment(given.until) if given.until else local_time.now()
    made = bulk.generate(
        place_of(given),
        bulk.Scale(customers=given.customers, seed=given.seed),
        at=at,
    )
    for noun in bulk.TOLD:
        print(f"{made.rows[noun]:>10}  {noun}")
    print(place_of(given))
    return 0


def identity(given: argparse.Namespace) -> int:
    """What the house thinks of a plate, VIN, identity number, credit code or telephone."""
    from app.identity.command import tell

    return tell(given.kind, given.value, today=local_time.local_day(local_time.now()), write=print)


class _Parser(argparse.ArgumentParser):
    """A parser that repeats no password: what it refuses it quotes."""

    def error(self, message: str) -> NoReturn:
        super().error(hide_password(message))


class _NoWindow(Exception):
    """The command line asks for something else than the window, or for something unknown."""


class _WindowParser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _NoWindow(message)


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    """The window opens without the parser of all commands, which takes 5 ms to make."""
    try:
        parser = _WindowParser("dealer-desk", parents=[_common()], add_help=False)
        _add_run(parser, add_help=False)
        return parser.parse_args(arguments)
    except _NoWindow:
        return _parser().parse_args(arguments)


def _add_run(parser: argparse.ArgumentParser, **options: Any) -> Any:
    """Declares the window and returns the place of the other commands."""
    parser.set_defaults(command=run, data=None, database=None, language=None, self_test=False)
    commands = parser.add_subparsers(title="commands", metavar="")
    said = "open the window (the default)"
    made = commands.add_parser("run", help=said, description=said, parents=[_common()], **options)
    made.set_defaults(command=run)
    made.add_argument(
        "--self-test", action="store_true", help="open, look, leave", default=argparse.SUPPRESS
    )
    return commands


def _parser() -> argparse.ArgumentParser:
    parser = _Parser("dealer-desk", description="Dealer Desk 车店前台", parents=[_common()])
    commands = _add_run(parser)

    def add(name: str, command: Command, *, said: str) -> Any:
        made = commands.add_parser(name, help=said, description=said, parents=[_common()])
        made.set_defaults(command=command)
        return made

    add("demo", demo, said="drive the window through a whole day").add_argument(
        "--out", type=Path, metavar="DIR", required=True
    )
    sheet = add("daily-sheet", daily_sheet, said="write a day's sheet as PDF")
    sheet.add_argument("--kind", choices=("visits", "testdrives", "workshop"), required=True)
    sheet.add_argument(
        "--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help="today without it"
    )
    sheet.add_argument("--out", type=Path, metavar="FILE", required=True)
    copy = add("backup", back_up, said="make a verified backup")
    copy.add_argument("--out", type=Path, metavar="DIR")
    copy.add_argument(
        "--if-due", action="store_true", help="every four hours at most; older generations go"
    )
    again = add("restore", restore, said="put a backup in the place of the store")
    again.add_argument("file", type=Path, metavar="FILE")
    again.add_argument("--yes", action="store_true", help="do not ask")
    elsewhere = add("move", move, said="carry the store to a server or back to a file")
    elsewhere.add_argument("--to", metavar="ADDRESS|FILE", required=True)
    host_command_line.add_commands(add)
    sound = add("check", check, said="look whether the store is sound")
    sound.add_argument(
        "--mend-search", action="store_true", help="write the search index anew before"
    )
    large = add("generate", generate, said="make a store with ten years of invented work")
    large.add_argument(
        "--customers",
        type=int,
        metavar="N",
        required=True,
        help="twice as many cars, two and a half orders each",
    )
    large.add_argument(
        "--seed",
        type=int,
        metavar="S",
        default=1,
        help="the same seed and last day make the same store",
    )
    large.add_argument(
        "--until",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="its last day; now without it",
    )
    judge = add(
        "identity", identity, said="judge a plate, VIN, identity number, credit code or telephone"
    )
    judge.add_argument("kind", choices=("plate", "vin", "id", "uscc", "phone", "licence", "name"))
    judge.add_argument("value")
    return parser


def _common() -> _Parser:
    """Without defaults.

    What stands before the command must not be taken back by what does not stand behind it.
    """
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument(
        "--data", type=Path, metavar="DIR", help="work on the store in this folder (DIR/store.db)"
    )
    common.add_argument(
        "--database",
        metavar="ADDRESS",
        help="work on this store: a file, or postgresql://user@host/database",
    )
    common.add_argument("--language", choices=text.LANGUAGES)
    return common


def _has_display() -> bool:
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in named)


def _config(given: argparse.Namespace) -> Path | None:
    """A store of its own has this PC's settings of its own."""
    return given.data / "config" if given.data else None


def _language(given: argparse.Namespace) -> str:
    chosen = given.language or data_folders.workstation_setting("language", _config(given))
    return chosen if chosen in text.LANGUAGES else "zh_CN"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)


def _complain(line: str) -> int:
    print(line, file=sys.stderr)
    return UNWELL


if __name__ == "__main__":
    sys.exit(main())
