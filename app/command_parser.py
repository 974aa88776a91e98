"""Which commands and options the command line has, with their help."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app import arguments
from app.arguments import Command, Parser, add_run, common
from app.server import host_command_line
from app.server.host_command_line import AddCommand
from app.text import _


def build(run_by: Mapping[str, Command], *, version: str) -> Parser:
    """The parser of every command in the present language; `run_by` names what runs each."""
    parser = Parser(
        "dealer-desk",
        description="Dealer Desk 车店前台",
        epilog=arguments.exit_codes(),
        parents=[common()],
    )
    said, told = f"Dealer Desk {version}".rstrip(), _("show program's version number and exit")
    parser.add_argument("--version", action="version", version=said, help=told)
    commands = add_run(parser, run_by["run"])

    def add(name: str, command: Command | None = None, *, said: str) -> Any:
        made = commands.add_parser(
            name,
            help=said,
            description=said,
            epilog=arguments.exit_codes(),
            parents=[common()],
        )
        made.set_defaults(command=command or run_by[name])
        return made

    add("demo", said=_("drive the window through a whole day")).add_argument(
        "--out", type=Path, metavar="DIR", required=True
    )
    add("wall", said=_("show the workshop on a screen on the wall, without signing in"))
    _add_sheet(add)
    _add_care(add)
    host_command_line.add_commands(add)
    _add_generate(add)
    judge = add(
        "identity",
        said=_("judge a plate, VIN, identity number, credit code or telephone"),
    )
    judge.add_argument("kind", choices=("plate", "vin", "id", "uscc", "phone", "licence", "name"))
    judge.add_argument("value")
    return parser


def _add_sheet(add: AddCommand) -> None:
    sheet = add("daily-sheet", said=_("write a day's sheet as PDF, with masked numbers"))
    sheet.add_argument("--kind", choices=("visits", "testdrives", "workshop"), required=True)
    sheet.add_argument(
        "--date",
        type=arguments.day,
        metavar="YYYY-MM-DD",
        help=_("such as 2026-11-26; today without it"),
    )
    sheet.add_argument("--out", type=Path, metavar="FILE", required=True)


def _add_care(add: AddCommand) -> None:
    copy = add("backup", said=_("make a verified backup"))
    copy.add_argument("--out", type=Path, metavar="DIR")
    copy.add_argument(
        "--if-due",
        action="store_true",
        help=_("every four hours at most; older generations go"),
    )
    again = add("restore", said=_("put a backup in the place of the store"))
    again.add_argument("file", type=Path, metavar="FILE")
    again.add_argument("--yes", action="store_true", help=_("do not ask"))
    again.add_argument(
        "--other-store",
        action="store_true",
        help=_("even where the backup is of another store or has no manifest"),
    )
    elsewhere = add("move", said=_("carry the store to a server or back to a file"))
    elsewhere.add_argument("--to", metavar="ADDRESS|FILE", required=True)
    sound = add("check", said=_("look whether the store is sound"))
    sound.add_argument(
        "--mend-search", action="store_true", help=_("write the search index anew before")
    )
    sound.add_argument(
        "--history",
        metavar="ENTRY-SIGNS",
        default="",
        help=_("is the history still what the foot of a daily sheet says"),
    )


def _add_generate(add: AddCommand) -> None:
    large = add("generate", said=_("make a store with ten years of invented work"))
    large.add_argument(
        "--customers",
        type=arguments.number(1, 1_000_000),
        metavar="N",
        required=True,
        help=_("twice as many cars, two and a half orders each"),
    )
    large.add_argument(
        "--seed",
        type=arguments.number(0, 2**31),
        metavar="S",
        default=1,
        help=_("the same seed and last day make the same store"),
    )
    large.add_argument(
        "--until",
        type=arguments.day,
        metavar="YYYY-MM-DD",
        help=_("its last day, such as 2026-11-26; now without it"),
    )
