"""A PostgreSQL server of our own in a folder: made, started and stopped by its own programs.

It listens on this PC alone, at a port that nobody needs to know; who comes from elsewhere comes
through the TLS entrance. PostgreSQL refuses root: as root it runs as another account.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from db import server_programs
from db.failures import Cause, Trouble
from db.store_address import ServerAddress

SUPERUSER = "postgres"
HOST = "127.0.0.1"
ACCOUNTS = ("postgres", "nobody")
"""As whom the server of root runs: the first one that this PC has."""
SETTINGS: Final = {
    "listen_addresses": f"'{HOST}'",
    "unix_socket_directories": "''",
    "password_encryption": "'scram-sha-256'",
    "max_connections": "100",
    "log_destination": "'stderr'",
    "logging_collector": "on",
    "log_filename": "'server-%a.log'",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "'1d'",
    # no typed value and no password in the log
    "log_statement": "'none'",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}
ANSWER_SECONDS = 2.0
ADMISSION = f"""# written anew at every start
host all all {HOST}/32 scram-sha-256
"""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The folder of a server and the port on which it listens inside this PC."""

    folder: Path
    port: int

    def address(self, database: str) -> ServerAddress:
        """A database of it as its superuser, who has every right."""
        password = (self.folder / "superuser").read_text("utf-8")
        return ServerAddress(HOST, database, SUPERUSER, password, self.port)

    def stop(self) -> None:
        """Ends all connections and stops; what was confirmed is on the disk."""
        _call(self.folder, "pg_ctl", "-D", self.folder / "data", "-m", "fast", "-w", "-s", "stop")


def start(folder: Path, *, port: int = 0) -> Cluster:
    """Starts the server of `folder`, made if missing, at `port` or any free one.

    Trouble: PROGRAM without PostgreSQL's programs, DENIED where its account cannot reach them or
    the folder, SERVER where it does not start (`folder` names its log).
    """
    server_programs.find("initdb")
    folder.mkdir(parents=True, exist_ok=True, mode=0o755 if _account() else 0o700)
    _own(folder)
    if not (folder / "data").exists():
        _make(folder)
    port = port or _free_port()
    lines = [f"{name} = {value}\n" for name, value in (SETTINGS | {"port": str(port)}).items()]
    _write(folder / "data" / "dealer-desk.conf", "".join(lines))
    _write(folder / "data" / "pg_hba.conf", ADMISSION)
    _stop_left_over(folder)
    _call(folder, "pg_ctl", "-D", folder / "data", "-l", folder / "start.log", "-w", "-s", "start")
    return Cluster(folder, port)


def answers(cluster: Cluster) -> bool:
    """True while somebody listens at its port, also while it recovers from a crash."""
    with socket.socket() as probe:
        probe.settimeout(ANSWER_SECONDS)
        return probe.connect_ex((HOST, cluster.port)) == 0


def running(folder: Path) -> Cluster:
    """The server of `folder` while it runs. Trouble(SERVER) where it does not."""
    try:
        lines = (folder / "data" / "postmaster.pid").read_text("utf-8").splitlines()
        return Cluster(folder, int(lines[3]))
    except (OSError, IndexError, ValueError):
        raise Trouble(Cause.SERVER, str(folder)) from None


def _make(folder: Path) -> None:
    """Beside its place, so that a kill leaves none half made."""
    part = folder / "data.part"
    shutil.rmtree(part, ignore_errors=True)
    password = folder / "superuser"
    _write(password, secrets.token_urlsafe(24))
    options = f"--username={SUPERUSER} --encoding=UTF8 --locale=C --auth=scram-sha-256"
    given = [*options.split(), f"--pwfile={password}", "--no-instructions"]
    _call(folder, "initdb", "-D", part, *given)
    with (part / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write("include_if_exists = 'dealer-desk.conf'\n")
    part.rename(folder / "data")


def _write(path: Path, content: str) -> None:
    """A file that only the server's account and root can read."""
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(content)
    _own(path)


def _stop_left_over(folder: Path) -> None:
    """A server that goes on after its `serve` was killed; its port would be another one."""
    if (folder / "data" / "postmaster.pid").exists():
        try:
            Cluster(folder, 0).stop()
        except Trouble:
            return  # only the file was left


def _call(folder: Path, name: str, *arguments: Any) -> None:
    """Runs one of the server's programs as its account, and hands nothing of ours on to it."""
    account = _account()
    run: dict[str, Any] = {}
    if account is not None:
        run = {"user": account[0], "group": account[1], "extra_groups": [], "cwd": "/"}
    try:
        subprocess.run(  # noqa: S603 - a list, no shell
            [str(part) for part in (_reachable(folder, name), *arguments)],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={key: value for key, value in os.environ.items() if not key.startswith("PG")}
            | {"LC_ALL": "C"},
            **run,
        )
    except PermissionError:
        raise Trouble(Cause.DENIED, str(folder)) from None
    except subprocess.CalledProcessError:
        raise Trouble(Cause.SERVER, str(folder)) from None


def _reachable(folder: Path, name: str) -> Path:
    """The program where the account can run it: below a private home it is given a copy."""
    found = server_programs.find(name).resolve()
    if _account() is None or all(one.stat().st_mode & 0o001 for one in (found, *found.parents)):
        return found
    copied = folder / "programs"
    if not copied.exists():
        shutil.copytree(found.parent.parent, copied, symlinks=True)
    return copied / "bin" / name


def _own(path: Path) -> None:
    account = _account()
    if account is not None:
        os.chown(path, *account)


def _account() -> tuple[int, int] | None:
    """User and group that the server of root runs as; None for anybody else."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    for name in ACCOUNTS:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return found.pw_uid, found.pw_gid
    raise Trouble(Cause.DENIED, ACCOUNTS[0])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
