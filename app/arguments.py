"""Reads the arguments of the command line, and says in plain words what is wrong with one."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from app import text
from app.text import N_, _, ngettext
from db.store_address import hide_password

Command = Callable[[argparse.Namespace], int]
DONE, FAULTY, MISUSED, BLOCKED = 0, 1, 2, 3
"""Exit codes, as `exit_codes` tells them."""
CODES = N_(
    "Exit codes: 0 done; 1 the check found faults; 2 the command line is wrong; 3 not done, because"
    " a rule or the environment says no (the reason stands on standard error)."
)
OF_ARGPARSE = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("expected one argument"),
    N_("ignored explicit argument %r"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
)
"""What Python's own parser says, so that the catalogue has it."""


class Parser(argparse.ArgumentParser):
    """A parser that repeats no password (what it refuses it quotes) and speaks our language."""

    def error(self, message: str) -> NoReturn:
        super().error(hide_password(message))


class _NoWindow(Exception):
    """The command line asks for something else than the window, or for something unknown."""


class _WindowParser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _NoWindow(message)


def of_the_window(words: list[str], run: Command) -> argparse.Namespace | None:
    """What was asked of the window; None for any other command.

    It opens without the parser of all commands, which takes 5 ms to make.
    """
    try:
        parser = _WindowParser("dealer-desk", parents=[common()], add_help=False)
        add_run(parser, run, add_help=False)
        return parser.parse_args(words)
    except _NoWindow:
        return None


def add_run(parser: argparse.ArgumentParser, run: Command, **options: Any) -> Any:
    """Declares the window and returns the place of the other commands."""
    parser.set_defaults(command=run, data=None, database=None, language=None, self_test=False)
    commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"))
    said = _("open the window (the default)")
    made = commands.add_parser("run", help=said, description=said, parents=[common()], **options)
    made.set_defaults(command=run)
    told = _("open, look, leave")
    made.add_argument("--self-test", action="store_true", help=told, default=argparse.SUPPRESS)
    return commands


def common() -> Parser:
    """Without defaults.

    What stands before the command must not be taken back by what does not stand behind it.
    """
    made = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    made.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help=_("work on the store in this folder (DIR/store.db)"),
    )
    made.add_argument(
        "--database",
        metavar="ADDRESS",
        help=_("work on this store: a file, or postgresql://user@host/database"),
    )
    made.add_argument("--language", choices=text.LANGUAGES, help=_("language of what is said"))
    return made


def speak() -> None:
    """Lets Python's parser look its texts up in the catalogue of the program."""
    argparse._ = _  # type: ignore[attr-defined]
    argparse.ngettext = ngettext  # type: ignore[attr-defined]


def exit_codes() -> str:
    """The foot of every help."""
    return _(CODES)


def day(written: str) -> date:
    """A day such as 2026-11-26."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        message = _("“{written}” is no date. Write it like 2026-11-26.")
        raise argparse.ArgumentTypeError(message.format(written=written)) from None


def number(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number between two bounds."""

    def read(written: str) -> int:
        found = int(written) if written.isascii() and written.isdecimal() else least - 1
        if not least <= found <= most:
            message = _("“{written}” is no whole number from {least} to {most}.")
            told = message.format(written=written, least=least, most=most)
            raise argparse.ArgumentTypeError(told)
        return found

    return read
