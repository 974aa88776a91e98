"""The main PC: its server, its store in it, the entrance for other PCs, and the backups."""

import asyncio
import os
import platform
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from ssl import SSLContext

from app import data_folders, local_time
from app.admin import backup
from app.admin.rules import Reason
from app.data_folders import ServerAddress, StorePlace
from app.desks import DESKS
from app.errors import Cause, Refused, Trouble
from app.records import Records
from app.server import certificate, dumps, moving, places
from app.server.pairing_code import SECRET_BYTES, PairingCode
from app.server.tls_entrance import TlsEntrance
from app.text import N_, _
from db import engine as engines
from db import schema_version, server_cluster, server_copy, server_roles, upgrade
from db.file_locations import make_private
from db.server_cluster import Cluster
from db.server_roles import WorkstationLogin

FOLDER = "server"
HERE = "127.0.0.1"
ROOT = Path(__file__).parents[2]
"""Where the packages lie."""
STOPPED_LOOKS = 1.0
"""Seconds between two looks whether the server is still there."""
BACKUP_LOOKS = 600.0
"""Seconds between two looks whether a backup is due."""
STOPPED = N_("The database server had stopped. It is started again.")
TAKEN = N_("Another program listens at port {port}, or this store is served already.")
ELSEWHERE = N_("The store of this folder lies on another server: {place}")
OFF = N_("This PC serves no store just now: start “dealer-desk serve” and leave it running.")
ELSEWHERE_DONE = N_(
    "The main PC looks after this store: it alone makes backups, restores, moves the store and lets"
    " PCs in. Do it there."
)
OLDER = N_(
    "The store is of an older version. Start “dealer-desk serve” again first: it upgrades the store"
    " after a backup."
)
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ServedStore:
    """A running server with an up-to-date store in it."""

    data: Path
    cluster: Cluster

    @property
    def place(self) -> ServerAddress:
        """The store, with every right."""
        return replace(self.cluster.address(server_roles.DATABASE), folder=self.data)


def serve(data: Path, *, port: int, tell: Told) -> None:
    """Runs the server until the program is told to end. Trouble and Refused before it begins."""
    refuse_elsewhere(data)
    _refuse_second(data, port)
    proof, key = certificate.prepare(_folder(data))
    store = ServedStore(data, server_cluster.start(_folder(data)))
    try:
        prepare(store, port=port)
        asyncio.run(_serve(store, certificate.context(proof, key), port=port, tell=tell))
    finally:
        store.cluster.stop()


def prepare(store: ServedStore, *, port: int) -> None:
    """Makes or upgrades the store, moves the folder's file into it, and lets this PC's window in.

    An upgrade happens after a backup and before anybody else is let in.
    """
    admin = store.cluster.address(server_copy.MAINTENANCE)
    with server_copy.maintaining(admin) as connection:
        server_roles.prepare(connection)
        server_roles.forget_unused(connection, at=local_time.now())
    found, at = _schema(store.place), local_time.now()
    if 0 < found < schema_version.SCHEMA:
        _back_up_before_upgrade(store)
    file = store.data / data_folders.STORE
    if file.exists() and data_folders.shared_store(store.data) is None:
        moving.move(file, store.place, at=at, switch=lambda: _let_in(store, port))
    else:
        upgrade.prepare(store.place).dispose()
        _let_in(store, port)
    server_copy.give_rights(store.place)


def invite(store: ServedStore, *, at: datetime, host: str = "") -> PairingCode:
    """A code with which one more PC can be paired within the next hour."""
    named = data_folders.shared_store(store.data)
    if named is None:
        raise Trouble(Cause.SERVER, str(store.data))
    proof, _key = certificate.prepare(_folder(store.data))
    code = PairingCode(
        socket.gethostbyname(host) if host else own_address(),
        named.port,
        certificate.fingerprint_of(proof),
        secrets.token_bytes(SECRET_BYTES),
    )
    admin = store.cluster.address(server_copy.MAINTENANCE)
    with server_copy.maintaining(admin) as connection:
        server_roles.invite(connection, code.user, password=code.password, at=at)
    return code


def workstations(store: ServedStore) -> list[WorkstationLogin]:
    """The PCs that were paired, the revoked ones and the open codes."""
    admin = store.cluster.address(server_copy.MAINTENANCE)
    with server_copy.maintaining(admin, lock=False) as connection:
        return server_roles.listed(connection)


def revoke(store: ServedStore, user: str) -> str:
    """Lets a PC in no more; returns its name.

    Refused for a login that is none of another PC.
    """
    known = {one.user: one.station for one in workstations(store) if one.user != server_roles.HERE}
    if user not in known:
        raise Refused("revoke.unknown", N_("There is no such PC. See “dealer-desk workstations”."))
    admin = store.cluster.address(server_copy.MAINTENANCE)
    with server_copy.maintaining(admin, lock=False) as connection:
        server_roles.revoke(connection, user)
    return known[user]


def running(data: Path) -> ServedStore:
    """The store that this PC serves just now. Refused where it does not, or another PC does."""
    refuse_paired(data_folders.shared_store(data))
    try:
        return ServedStore(data, server_cluster.running(data / FOLDER))
    except Trouble:
        raise Refused("serve.off", OFF) from None


def with_every_right(place: StorePlace) -> StorePlace:
    """The store as the main PC may look after it.

    On any other PC as it is named. Refused where the main PC serves nothing just now.
    """
    if isinstance(place, ServerAddress) and place.user == server_roles.HERE:
        return running(place.folder).place
    return place


def refuse_paired(place: StorePlace | None) -> None:
    """Refused for what only the main PC may do, on a PC that was paired with it."""
    if isinstance(place, ServerAddress) and server_roles.is_paired(place.user):
        raise Refused("serve.main_pc", ELSEWHERE_DONE)


def refuse_older(place: StorePlace) -> None:
    """Only `serve` upgrades the store of a main PC: alone, and after a backup."""
    if not isinstance(place, ServerAddress) or place.user != server_cluster.SUPERUSER:
        return
    if (place.folder / FOLDER / "data").exists() and 0 < engines.inspect(
        place
    ) < schema_version.SCHEMA:
        raise Refused("serve.older", OLDER)


def own_address() -> str:
    """The address of this PC in the network, as others reach it; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(("192.0.2.1", 9))
        return str(probe.getsockname()[0])
    return HERE


def refuse_elsewhere(data: Path) -> None:
    """The folder of a PC that works on another one's server is no place for a server."""
    named = data_folders.shared_store(data)
    if named is not None and named.user != server_roles.HERE:
        raise Refused("serve.elsewhere", ELSEWHERE, place=str(named))


def _refuse_second(data: Path, port: int) -> None:
    """Nobody else may listen there, least of all the same server."""
    named = data_folders.shared_store(data)
    for one in {port, named.port if named else port}:
        with socket.socket() as probe:
            if sys.platform != "win32":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("0.0.0.0", one))  # noqa: S104 - as the entrance will
            except OSError:
                raise Refused("serve.port", TAKEN, port=one) from None


def _folder(data: Path) -> Path:
    folder = data / FOLDER
    make_private(folder)
    return folder


def _back_up_before_upgrade(store: ServedStore) -> None:
    records = Records(engines.open_store(store.place), DESKS)
    try:
        folder, at = store.data / backup.FOLDER, local_time.now()
        dumps.back_up(records, folder, at=at, reason=Reason.BEFORE_UPGRADE)
    finally:
        records.close()


def _schema(place: ServerAddress) -> int:
    try:
        return engines.inspect(place)
    except Trouble as trouble:
        if trouble.cause is not Cause.NO_DATABASE:
            raise
    server_copy.make_database(place)
    return 0


def _let_in(store: ServedStore, port: int) -> bool:
    """This PC's own window comes through the entrance too, with a login like any other PC's."""
    password = server_roles.new_password()
    admin = store.cluster.address(server_copy.MAINTENANCE)
    with server_copy.maintaining(admin, lock=False) as connection:
        server_roles.admit_here(connection, password=password, station=platform.node())
    proof, _key = certificate.prepare(_folder(store.data))
    places.write_private(store.data / data_folders.CERTIFICATE, proof.read_text("ascii"))
    user, database = server_roles.HERE, server_roles.DATABASE
    return places.use(ServerAddress(HERE, database, user, password, port), store.data)


async def _serve(store: ServedStore, context: SSLContext, *, port: int, tell: Told) -> None:
    entrance = TlsEntrance(context, port=port, inside=store.cluster.port)
    await entrance.open()
    code = invite(store, at=local_time.now())
    tell(_("The store is open to paired PCs at {host}:{port}.").format(host=code.host, port=port))
    tell(_("Pairing code for one more PC, good for an hour: {code}").format(code=code.text()))
    ended = asyncio.Event()
    if sys.platform != "win32":
        for one in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(one, ended.set)
    tasks = [
        asyncio.create_task(_back_up_when_due(store, tell)),
        asyncio.create_task(_start_again_when_stopped(store, tell)),
    ]
    try:
        await ended.wait()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await entrance.close()


async def _start_again_when_stopped(store: ServedStore, tell: Told) -> None:
    """At the same port: whoever was connected comes back by itself, and nothing is lost.

    Until it is there nobody can be served, so that the entrance may stand still meanwhile.
    """
    while True:
        await asyncio.sleep(STOPPED_LOOKS)
        if not server_cluster.answers(store.cluster):
            tell(_(STOPPED))
            folder, port = store.cluster.folder, store.cluster.port
            with suppress(Trouble):  # what it left may still be ending: the next look tries again
                server_cluster.start(folder, port=port)


async def _back_up_when_due(store: ServedStore, tell: Told) -> None:
    """As a program of its own, so that nobody waits; one that fails is told and tried again."""
    command = (sys.executable, "-m", "app", "backup", "--if-due", "--data", str(store.data))
    while True:
        program = await asyncio.create_subprocess_exec(
            *command,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        try:
            _out, wrong = await program.communicate()
        except asyncio.CancelledError:
            program.terminate()
            await program.wait()
            raise
        if program.returncode:
            tell(wrong.decode("utf-8", "replace").rstrip())
        await asyncio.sleep(BACKUP_LOOKS)
