"""Backups of a store on a server are whole, private, and lead back to the same store."""

import json
import os
import subprocess
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.admin import backup, checking
from app.admin.rules import Reason
from app.desks import DESKS
from app.errors import Cause, Refused, Trouble
from app.permissions import Actor
from app.records import Records
from app.server import dumps
from db import server as servers
from db import server_copy
from db.store_address import ServerAddress
from tests import make as makers
from tests.make import NOON
from tests.postgres import OWNER, TestServer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def contents(place: ServerAddress) -> server_copy.ServerContents:
    return server_copy.read(place)


def databases(server: TestServer) -> set[str]:
    """All but those that another worker of the run fills beside this one, or checks there."""
    with closing(server.connect(OWNER)) as admin:
        names = admin.execute("SELECT datname FROM pg_database").fetchall()
    mine = f"dealer_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    return {
        name
        for (name,) in names
        if mine in name or not (name.startswith("bulk_") or "dealer_gw" in name)
    }


def test_a_backup_is_verified_private_and_told_by_its_manifest(
    records: Records, make: Callable[..., int], folder: Path, server: TestServer
) -> None:
    make(makers.person, "张伟", "13800138000")
    before = databases(server)
    made = dumps.back_up(records, folder, at=NOON, reason=Reason.BY_HAND)
    assert backup.newest(folder) == made
    manifest = json.loads(made.path.with_suffix(".json").read_text(encoding="utf-8"))
    assert manifest["sha256"] == backup.digest(made.path)
    assert manifest["rows"]["person"] == 1
    assert manifest["hashes"] == contents(records.place).hashes
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert not list(folder.glob("*.part"))
    assert databases(server) == before


def test_the_restore_drill_gives_the_same_store_and_keeps_the_one_before(
    records: Records, make: Callable[..., int], folder: Path, server: TestServer
) -> None:
    make(makers.person, "张伟", "13800138000")
    place = records.place
    before = contents(place)
    made = dumps.back_up(records, folder, at=NOON)
    make(makers.person, "李强")
    later = contents(place)
    assert later != before
    done = dumps.restore(place, made.path, at=NOON)
    try:
        records.engine.dispose()
        assert contents(place) == before
        assert contents(server.address(done.aside)) == later
        assert checking.faults(records) == []
        assert make(makers.person, "王五") == 2, "the numbers go on where the backup ends"
    finally:
        server.drop_database(done.aside)


def test_others_who_work_in_the_store_are_cut_off_and_come_back_to_the_restored_one(
    records: Records, folder: Path, server: TestServer
) -> None:
    made = dumps.back_up(records, folder, at=NOON)
    with closing(server.connect(records.place.database)) as other:
        other.execute("SELECT 1")
        done = dumps.restore(records.place, made.path, at=NOON)
        server.drop_database(done.aside)
        assert other.broken or _is_cut(other)
    records.engine.dispose()
    assert checking.faults(records) == []


def _is_cut(connection: Any) -> bool:
    try:
        connection.execute("SELECT 1")
    except Exception:
        return True
    return False


@pytest.mark.parametrize("manifest", [True, False])
def test_a_damaged_dump_is_refused_and_nothing_is_replaced(
    manifest: bool,
    records: Records,
    make: Callable[..., int],
    folder: Path,
    server: TestServer,
) -> None:
    """A flipped bit that PostgreSQL does not see is seen by the manifest."""
    make(makers.person, "张伟")
    place = records.place
    made = dumps.back_up(records, folder, at=NOON)
    whole, before, names = made.path.read_bytes(), contents(place), databases(server)
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 0x10
    damages = [whole[: len(whole) // 2], b"", b"PGDMP" + b"\0" * 2000]
    if manifest:
        damages.append(bytes(flipped))
    else:
        made.path.with_suffix(".json").unlink()
    for damaged in damages:
        made.path.write_bytes(damaged)
        with pytest.raises(Trouble) as trouble:
            dumps.restore(place, made.path, at=NOON)
        assert trouble.value.cause is Cause.DAMAGED
    assert contents(place) == before
    assert databases(server) == names


def test_a_dump_with_one_changed_row_is_refused(
    records: Records, make: Callable[..., int], folder: Path
) -> None:
    make(makers.person, "张伟")
    made = dumps.back_up(records, folder, at=NOON)
    lies = made.path.with_suffix(".json")
    told = json.loads(lies.read_text("utf-8"))
    told["hashes"]["person"] = "0" * 64
    lies.write_text(json.dumps(told), "utf-8")
    with pytest.raises(Trouble) as trouble:
        dumps.verify(records.place, made.path)
    assert trouble.value.cause is Cause.DAMAGED


def test_another_programs_dump_and_a_file_of_sqlite_are_refused(
    place: ServerAddress, folder: Path, server: TestServer
) -> None:
    folder.mkdir()
    foreign = folder / "foreign.dump"
    other = server.make_database("foreign_dump")
    with closing(server.connect("foreign_dump")) as connection:
        connection.execute("CREATE TABLE shop (id int)")
    server_copy.server_programs.run(
        "pg_dump", other, "-Fc", f"--file={foreign}", otherwise=Cause.SERVER
    )
    server.drop_database("foreign_dump")
    with pytest.raises(Trouble) as trouble:
        dumps.restore(place, foreign, at=NOON)
    assert trouble.value.cause is Cause.FOREIGN
    with pytest.raises(Refused) as refused:
        dumps.restore(place, folder / "store.db", at=NOON)
    assert refused.value.code == "restore.file"


def test_backups_hold_every_confirmed_row_while_others_write(
    records: Records, manager: Actor, folder: Path
) -> None:
    confirmed: list[int] = []
    stop = threading.Event()

    def write() -> None:
        def command(session: Any, *, by: Actor, at: Any) -> int:
            return int(makers.person(session, "张伟", "13800138000").id)

        while not stop.is_set():
            confirmed.append(records.act(command, by=manager, at=NOON))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(2):
            known = len(confirmed)
            made = dumps.back_up(records, folder, at=NOON + timedelta(seconds=number))
            told = json.loads(made.path.with_suffix(".json").read_text("utf-8"))
            assert told["rows"]["person"] >= known
    finally:
        stop.set()
        writer.join()
    assert len(confirmed) > 2


def test_what_a_kill_left_is_swept_at_the_next_backup(
    records: Records, folder: Path, server: TestServer
) -> None:
    left = server.make_database(f"{records.place.database}_checked_0123abcd")
    folder.mkdir()
    (folder / "dealer-20200101-000000.77.part").write_bytes(b"half")
    dumps.back_up(records, folder, at=NOON)
    assert left.database not in databases(server)
    assert not list(folder.glob("*.part"))


def test_the_password_reaches_the_programs_by_their_environment_alone(
    records: Records, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[tuple[list[str], dict[str, str]]] = []
    run = subprocess.run

    def spy(command: list[str], **more: Any) -> Any:
        called.append((command, more["env"]))
        return run(command, **more)

    monkeypatch.setattr(subprocess, "run", spy)
    monkeypatch.setenv("PGHOST", "elsewhere.invalid")
    secret = ServerAddress(
        records.place.host, records.place.database, OWNER, "sehr-geheim", records.place.port
    )
    own = Records(servers.open_store(secret), DESKS)
    dumps.back_up(own, folder, at=NOON)
    own.close()
    assert len(called) == 2
    assert all(env["PGPASSWORD"] == "sehr-geheim" for _command, env in called)
    assert "sehr-geheim" not in str([command for command, _env in called])
    assert all("sehr-geheim" not in path.read_text("latin-1") for path in folder.iterdir())
    assert "PGPASSWORD" not in os.environ


def test_a_login_that_makes_no_databases_is_told_which_right_it_lacks(
    records: Records, folder: Path, server: TestServer
) -> None:
    database = records.place.database
    with closing(server.connect(database)) as admin:
        admin.execute("DROP ROLE IF EXISTS plain")
        admin.execute("CREATE ROLE plain LOGIN IN ROLE pg_read_all_data")
    plain = ServerAddress(records.place.host, database, "plain", port=records.place.port)
    own = Records(servers.open_store(plain), DESKS)
    with pytest.raises(Trouble) as trouble:
        dumps.back_up(own, folder, at=NOON)
    own.close()
    assert (trouble.value.cause, trouble.value.where) == (Cause.RIGHTS, str(plain))
    assert not list(folder.glob("*"))


def test_without_the_programs_it_is_said_in_words(
    records: Records, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_copy.server_programs, "PACKAGE", "no_such_package")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Trouble) as trouble:
        dumps.back_up(records, folder, at=NOON)
    assert (trouble.value.cause, trouble.value.where) == (Cause.PROGRAM, "pg_dump")
    assert not list(folder.glob("*"))
