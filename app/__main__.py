"""The command line: the window, and what scripts and support need without one."""

import argparse
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from app import arguments, data_folders, local_time, text
from app.arguments import BLOCKED, FAULTY, Command
from app.errors import Cause, Refused, Trouble
from app.long_work import WorkStopped
from app.server.command_line import (
    back_up,
    move,
    open_existing,
    open_to_read,
    place_of,
    place_to_check,
    restore,
)
from app.text import N_, _
from db.store_address import StorePlace

NO_LIBRARY = N_(
    "Something that the window needs is not installed: {problem}. “make setup” names what is"
    " missing."
)

if TYPE_CHECKING:
    from app.admin.sign_in_info import SignInInfo
    from app.desk_spec import Desks
    from app.records import Records


def main(given_arguments: list[str] | None = None) -> int:
    """Runs one command; returns its exit code.

    What a rule or the environment refuses is one line, never a traceback.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a path may hold bytes that are no text
    words = sys.argv[1:] if given_arguments is None else given_arguments
    text.use(_language(words))
    arguments.speak()
    given = arguments.of_the_window(words, run) or _parse(words)
    try:
        return _do(given)
    except (KeyboardInterrupt, WorkStopped, Refused, Trouble, ImportError, OSError) as error:
        if isinstance(error, ImportError) and not _is_of_the_system(error):
            raise
        return BLOCKED if isinstance(error, BrokenPipeError) else _complain(_why(error))


def _why(error: BaseException) -> str:
    """One line about what a rule or the environment refuses."""
    if isinstance(error, Refused):
        return error.text()
    if isinstance(error, Trouble):
        from app.failure_texts import tell

        told = tell(error)
        return f"{told.happened} {told.todo}".rstrip()
    if isinstance(error, ImportError):
        return _(NO_LIBRARY).format(problem=error)
    if isinstance(error, OSError):
        problem = {"file": error.filename or "", "problem": error.strerror or error}
        return _("{file}: {problem}").format(**problem)
    return _("Stopped. Nothing was left half done.")


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

    def only_read(path: Path) -> "Records":
        from app.admin import stores

        return stores.open_to_read(path, _load_desks())

    house = Backend(
        open_store,
        lambda _records, _at: None,
        open_to_read=only_read,
        read_sign_in_info=glance,
        practice_password=data_folders.PRACTICE_PASSWORD,
    )
    config = _config(given.data)
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


def wall(given: argparse.Namespace) -> int:
    """Shows the workshop over the whole screen; nobody signs in, Esc ends it."""
    gc.disable()  # a window collects on its own thread only
    from app.admin import stores
    from app.desks import DESKS
    from ui.workshop import wall_program

    place = place_of(given)
    start = wall_program.WallStart(
        lambda: stores.open_store(place, DESKS), config=_config(given.data)
    )
    return int(wall_program.run(start))


def daily_sheet(given: argparse.Namespace) -> int:
    """Writes one of the day's sheets as PDF, with masked numbers; the history tells of it."""
    import platform

    from app import daily, whole_files
    from app.admin import commands

    at = local_time.now()
    day = given.date or local_time.local_day(at)
    with open_to_read(place_of(given)) as records:
        by = commands.founder(platform.node())
        with records.read() as session:
            pdf = daily.SHEETS[given.kind](session, day, at=at)
        whole_files.write_whole(given.out, pdf)
        with suppress(Trouble):  # what can only be read has its sheet all the same
            records.act(daily.note_sheet, given.kind, day, by=by, at=at)
    print(given.out)
    return 0


UNSOUND = frozenset(
    {
        Cause.DAMAGED,
        Cause.DISK,
        Cause.ENCODING,
        Cause.FOREIGN,
        Cause.FOREIGN_LOG,
        Cause.REPLACED,
        Cause.UNFIT,
    }
)
"""What is wrong with a store that was found; any other trouble kept the check from looking."""


def check(given: argparse.Namespace) -> int:
    """Integrity, references, schema, history and search index.

    One line per fault and exit code 1. Trouble where there was no store to look at.
    """
    from app.admin import checking
    from app.failure_texts import tell

    place = place_to_check(given)
    try:
        with open_existing(place) as records:
            if given.mend_search:
                checking.mend_search(records, at=local_time.now())
            found = checking.faults(records)
            found += checking.cut_since(records, given.history)
    except Trouble as trouble:
        if trouble.cause not in UNSOUND and not data_folders.is_emptied(place):
            raise
        found = [tell(trouble).happened]
    for fault in found:
        print(fault)
    if not found:
        print(_("Sound: pages, references, schema, history and search index."))
    return FAULTY if found else 0


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


COMMANDS: dict[str, Command] = {
    "run": run,
    "demo": demo,
    "wall": wall,
    "daily-sheet": daily_sheet,
    "backup": back_up,
    "restore": restore,
    "move": move,
    "check": check,
    "generate": generate,
    "identity": identity,
}


def _do(given: argparse.Namespace) -> int:
    if given.command not in LONG:
        return int(given.command(given))
    from app import terminal_progress  # the window shows what lasts in its own way

    with terminal_progress.watching():
        return int(given.command(given))


LONG = frozenset({daily_sheet, back_up, restore, move, check, generate})
"""What may last: it shows how far it is, and Ctrl+C ends it with nothing left half."""


def _parse(words: list[str]) -> argparse.Namespace:
    from app import command_parser  # the window opens without the parser of all commands

    return command_parser.build(COMMANDS, version=_version()).parse_args(words)


def _has_display() -> bool:
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in named)


def _is_of_the_system(error: ImportError) -> bool:
    """True where a library of the system is missing, not a module of the program."""
    words = str(error)
    return ".so" in words or "DLL" in words or (error.name or "").startswith("PySide6")


def _config(data: Path | None) -> Path | None:
    """A store of its own has this PC's settings of its own."""
    return data / "config" if data else None


def _language(words: list[str]) -> str:
    """Needed before the arguments are read: the help and what is wrong with them speak it too."""
    told = dict(_pairs(words))
    data = Path(told["--data"]) if "--data" in told else None
    chosen = told.get("--language") or data_folders.workstation_setting("language", _config(data))
    return chosen if chosen in text.LANGUAGES else "zh_CN"


def _pairs(words: list[str]) -> Iterator[tuple[str, str]]:
    """Options with their values, as `--data X` and `--data=X`."""
    for word, following in zip(words, [*words[1:], ""], strict=True):
        name, equals, value = word.partition("=")
        yield name, value if equals else following


def _version() -> str:
    from importlib import metadata

    try:
        return metadata.version("dealer-desk")
    except metadata.PackageNotFoundError:
        return ""


def _complain(line: str) -> int:
    print(line, file=sys.stderr)
    return BLOCKED


if __name__ == "__main__":
    sys.exit(main())
