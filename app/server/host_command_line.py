"""The commands of a store that several PCs share: on the main PC, and `pair` on the others."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app import arguments, data_folders, local_time
from app.server import answers
from app.server.command_line import open_existing
from app.text import N_, _
from db.store_address import PORT

BY_COMMAND = N_("by command")
AddCommand = Callable[..., Any]
"""`add(name, command, said=…)` returns the parser of a new command."""


def add_commands(add: AddCommand) -> None:
    """Tells the parser of the command line which commands there are."""
    host = add("serve", serve, said=_("let other PCs work in the store of this one, the main PC"))
    host.add_argument("--port", type=arguments.number(1, 65_535), metavar="N", default=PORT)
    code = add("invite", invite, said=_("make a pairing code for one more PC, on the main PC"))
    code.add_argument("--host", default="", help=_("its address, where it has several"))
    other = add("pair", pair, said=_("work in the store of the main PC from now on"))
    other.add_argument("code", metavar="CODE", nargs="?", help=_("asked for where it is missing"))
    other.add_argument("--name", default="", help=_("how the main PC lists this PC"))
    add("workstations", workstations, said=_("list the PCs that were paired, on the main PC"))
    out = add("revoke", revoke, said=_("let a paired PC in no more, on the main PC"))
    out.add_argument("user", metavar="PC", help=_("as the list calls it"))
    out.add_argument("--reason", default="", help=_("stands in the history"))


def serve(given: argparse.Namespace) -> int:
    """Runs the server of a main PC until it is told to end."""
    from app.server import serving

    def tell(line: str) -> None:
        print(line, flush=True)

    serving.serve(_data(given), port=given.port, tell=tell)
    return 0


def invite(given: argparse.Namespace) -> int:
    """Prints a pairing code."""
    from app.server import commands

    print(_act(given, commands.invite, given.host).text())
    return 0


def pair(given: argparse.Namespace) -> int:
    """Pairs this PC with the main PC that made the code."""
    import platform

    from app.server import pairing, pairing_code

    typed = given.code or answers.ask(_("Pairing code: "))
    station = given.name or platform.node()
    place = pairing.pair(pairing_code.read(typed), _data(given), station=station)
    print(_("This PC works in the store at {place} from now on.").format(place=place))
    return 0


def workstations(given: argparse.Namespace) -> int:
    """One line per PC: its login, its name, its state."""
    from app.server import serving

    for one in serving.workstations(serving.running(_data(given))):
        state = _("revoked") if one.revoked else ""
        if one.waits_until is not None:
            state = _("not paired yet")
        print(f"{one.user}  {one.station}  {state}".rstrip())
    return 0


def revoke(given: argparse.Namespace) -> int:
    """Lets a PC in no more, at once."""
    from app.server import commands

    _act(given, commands.revoke, given.user, reason=given.reason or _(BY_COMMAND))
    print(_("{pc} is let in no more.").format(pc=given.user))
    return 0


def _act(given: argparse.Namespace, command: Callable[..., Any], *args: Any, **more: Any) -> Any:
    """Runs a command in the store that this PC serves, noted as done on the command line."""
    import platform

    from app.admin.commands import founder
    from app.server import serving

    data = _data(given)
    place = serving.running(data).place
    serving.refuse_older(place)
    with open_existing(place) as records:
        by, at = founder(platform.node()), local_time.now()
        return records.act(command, data, *args, by=by, at=at, **more)


def _data(given: argparse.Namespace) -> Path:
    return (given.data or data_folders.data_folder()).absolute()
