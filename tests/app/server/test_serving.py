"""A store that several PCs share: who is let in, who is not, and what each of them is told."""

import shutil
import signal
import socket
import struct
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from app import __main__ as line
from app import data_folders, local_time
from app.admin import backup, stores
from app.admin.rules import Reason
from app.arguments import BLOCKED
from app.data_folders import CERTIFICATE, LOGIN
from app.desks import DESKS
from app.errors import Cause, Trouble
from app.permissions import Actor
from app.records import Records
from app.server import certificate, pairing_code, serving
from db import engine as engines
from db import schema_version, server_cluster, server_copy, server_roles, upgrade
from tests import make as makers
from tests.app.server.main_pc import MainPc, open_folder
from tests.make import NOON

LANGUAGES = ("en", "zh_CN")


@pytest.fixture(scope="module")
def main_pc(founded_store: Path) -> Iterator[MainPc]:
    """The main PC of this file, whose store was a file before."""
    made = MainPc(founded_store)
    yield made
    made.remove()


@pytest.fixture
def code(main_pc: MainPc) -> pairing_code.PairingCode:
    """A new pairing code."""
    return serving.invite(serving.running(main_pc.data), at=local_time.now(), host="127.0.0.1")


@pytest.fixture
def other(code: pairing_code.PairingCode, tmp_path: Path) -> Path:
    """The data folder of another PC that was paired."""
    assert run("pair", code.text(), "--data", tmp_path / "other", "--name", "前台2") == 0
    return tmp_path / "other"


def run(*arguments: object, language: str = "en") -> int:
    return line.main([*map(str, arguments), "--language", language])


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[str]:
    """What a command that fails says, in both languages."""
    capsys.readouterr()
    found = []
    for language in LANGUAGES:
        assert run(*arguments, language=language) == BLOCKED
        found.append(capsys.readouterr().err)
    assert found[0] != found[1]
    assert all("Traceback" not in one for one in found)
    return found


def sheet(data: Path, out: Path) -> tuple[object, ...]:
    """A command that reads the store."""
    return ("daily-sheet", "--kind", "visits", "--out", out / "sheet.pdf", "--data", data)


def opened(data: Path) -> Records:
    return stores.open_store(data_folders.store_place(data), DESKS)


def test_a_paired_pc_works_in_the_store_of_the_main_pc(
    main_pc: MainPc, other: Path, manager: Actor
) -> None:
    def add(session: Any, *, by: Actor, at: Any) -> int:
        return int(makers.person(session, "张伟", "13800138000").id)

    here, there = opened(main_pc.data), opened(other)
    try:
        here.others_changed()
        there.act(add, by=manager, at=NOON)
        assert "person" in here.others_changed()
        here.act(add, by=manager, at=NOON)
    finally:
        here.close()
        there.close()
    assert run("check", "--data", other) == 0
    assert not (main_pc.data / "store.db").exists()
    assert len(list(main_pc.data.glob("store-before-move-*.db"))) >= 1


def test_the_login_is_private_and_told_nowhere(
    main_pc: MainPc, other: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("workstations", "--data", main_pc.data) == 0
    listed = capsys.readouterr().out
    assert "前台2" in listed
    place = data_folders.shared_store(other)
    assert place is not None
    login = (other / LOGIN).read_text("utf-8")
    password = login.strip().rsplit(":", 1)[1]
    assert (other / LOGIN).stat().st_mode & 0o777 == 0o600
    assert password not in (other / "store.server").read_text("utf-8") + repr(place) + listed
    logs = [path for path in (main_pc.data / "server").rglob("*.log") if path.is_file()]
    assert logs
    assert all(password not in path.read_text("utf-8", "replace") for path in logs)


def test_the_programs_role_changes_no_audit_no_table_and_no_mark(other: Path) -> None:
    engine = engines.open_store(data_folders.store_place(other))
    forbidden = (
        "UPDATE audit SET reason = 'x'",
        "DELETE FROM audit",
        "TRUNCATE audit",
        "TRUNCATE person CASCADE",
        "ALTER TABLE audit DISABLE TRIGGER ALL",
        "DROP TABLE person",
        "CREATE TABLE more (id int)",
        "UPDATE dealer_desk SET schema = 1",
        "SET ROLE postgres",
        "CREATE ROLE pc_more LOGIN",
        "SELECT pg_read_file('/etc/passwd')",
    )
    for statement in forbidden:
        with pytest.raises(DBAPIError) as refused, engines.writing(engine).begin() as connection:
            connection.exec_driver_sql(statement)
        assert engines.explain(refused.value, "x").cause is Cause.RIGHTS, statement
    engine.dispose()


def test_another_certificate_than_the_codes_is_told_before_anything_is_sent(
    code: pairing_code.PairingCode, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    strange = replace(code, fingerprint=bytes(len(code.fingerprint)))
    english, _chinese = said(capsys, "pair", strange.text(), "--data", tmp_path)
    assert "not the one that made this code" in english
    assert run("pair", code.text(), "--data", tmp_path) == 0, "the code was not used up"


def test_a_code_serves_once_and_not_for_long(
    main_pc: MainPc,
    code: pairing_code.PairingCode,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("pair", code.text().lower().replace("-", " "), "--data", tmp_path / "one") == 0
    again = said(capsys, "pair", code.text(), "--data", tmp_path / "two")
    assert "used already" in again[0]
    assert not (tmp_path / "two" / "store.server").exists()
    late = serving.invite(serving.running(main_pc.data), at=local_time.now(), host="127.0.0.1")
    admin = serving.running(main_pc.data).cluster.address("postgres")
    with server_copy.maintaining(admin) as connection:
        connection.exec_driver_sql(f"ALTER ROLE {late.user} VALID UNTIL '2020-01-01'")
        assert "older than an hour" in said(capsys, "pair", late.text(), "--data", tmp_path)[0]
        server_roles.forget_unused(connection, at=NOON)
        assert late.user not in {one.user for one in server_roles.listed(connection)}


def test_a_mistyped_code_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for typed in ("", "ABCD", "0000-" * 13 + "0001", "好" * 56):
        assert "no pairing code" in said(capsys, "pair", typed or "x", "--data", tmp_path)[0]


def test_a_main_pc_that_is_off_is_told(
    code: pairing_code.PairingCode, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    english, _chinese = said(capsys, "pair", replace(code, port=1).text(), "--data", tmp_path)
    assert "does not answer" in english


def test_a_wrong_password_a_wrong_certificate_and_a_revoked_pc_have_a_message_each(
    main_pc: MainPc, other: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = []
    login, proof = (other / LOGIN).read_text("utf-8"), (other / CERTIFICATE).read_text("ascii")
    (other / LOGIN).write_text(login.rsplit(":", 1)[0] + ":geraten\n", "utf-8")
    told += said(capsys, *sheet(other, tmp_path))
    (other / LOGIN).write_text(login, "utf-8")
    strange, _key = certificate.prepare(tmp_path)
    (other / CERTIFICATE).write_text(strange.read_text("ascii"), "ascii")
    told += said(capsys, *sheet(other, tmp_path))
    (other / CERTIFICATE).write_text(proof, "ascii")
    records = opened(other)
    with records.read() as session:
        session.connection()
    place = data_folders.shared_store(other)
    assert place is not None
    assert run("revoke", place.user, "--data", main_pc.data) == 0
    with pytest.raises(Trouble) as trouble:
        records.others_changed()
    assert trouble.value.cause is Cause.REVOKED
    records.close()
    told += said(capsys, *sheet(other, tmp_path))
    assert len(set(told)) == 6
    for part, one in zip(("user or password", "prove", "no more"), told[::2], strict=True):
        assert part in one
    assert run("workstations", "--data", main_pc.data) == 0
    assert "revoked" in capsys.readouterr().out
    assert run("revoke", "pc_main", "--data", main_pc.data) == BLOCKED


@pytest.mark.parametrize(("schema", "words"), [(-1, "newer version"), (1, "main PC first")])
def test_an_older_and_a_newer_program_are_refused_and_change_nothing(
    schema: int,
    words: str,
    main_pc: MainPc,
    other: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = serving.invite(serving.running(main_pc.data), at=local_time.now(), host="127.0.0.1")
    with monkeypatch.context() as patch:
        patch.setattr(schema_version, "SCHEMA", schema_version.SCHEMA + schema)
        assert words in said(capsys, *sheet(other, tmp_path))[0]
        assert words in said(capsys, "pair", code.text(), "--data", tmp_path / "late")[0]
    assert not (tmp_path / "late" / "store.server").exists()
    assert run("pair", code.text(), "--data", tmp_path / "late") == 0, "the code was not used up"


def test_nobody_comes_in_without_tls_or_as_the_superuser(main_pc: MainPc, other: Path) -> None:
    greeting = struct.pack("!II", 8 + 15, 3 << 16) + b"user\0pc_main\0\0\0"
    with socket.create_connection(("127.0.0.1", main_pc.port), timeout=10) as raw:
        raw.sendall(greeting)
        assert b"only TLS" in raw.recv(1000)
    place = data_folders.store_place(other)
    assert isinstance(place, data_folders.ServerAddress)
    admin = serving.running(main_pc.data).place
    stranger = replace(place, user=admin.user, password=admin.password)
    with pytest.raises(Trouble) as trouble:
        engines.inspect(stranger)
    assert trouble.value.cause is Cause.REVOKED


def test_it_goes_on_after_an_end_and_after_a_kill(
    main_pc: MainPc, other: Path, manager: Actor
) -> None:
    records = opened(other)
    for how in (signal.SIGTERM, signal.SIGKILL):
        with records.read() as session:
            session.connection()
        main_pc.end(how)
        with pytest.raises(Trouble) as trouble:
            records.others_changed()
        assert trouble.value.cause is Cause.SERVER
        main_pc.start()
        records.others_changed()
    records.close()
    assert run("check", "--data", main_pc.data) == 0


def test_backup_and_restore_on_the_main_pc_leave_the_others_their_rights(
    main_pc: MainPc, other: Path, manager: Actor, tmp_path: Path
) -> None:
    assert run("backup", "--data", main_pc.data, "--out", tmp_path / "kept") == 0
    (made,) = (tmp_path / "kept").glob("*.dump")
    assert run("restore", made, "--yes", "--data", main_pc.data) == 0
    records = opened(other)

    def add(session: Any, *, by: Actor, at: Any) -> int:
        return int(makers.person(session, "李强").id)

    assert records.act(add, by=manager, at=NOON)
    records.close()


def test_a_paired_pc_serves_nothing_itself(other: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "another server" in said(capsys, "serve", "--data", other)[0]


def test_the_main_pc_upgrades_alone_and_after_a_backup(folder: Path) -> None:

    cluster = server_cluster.start(folder / serving.FOLDER)
    store = serving.ServedStore(folder, cluster)
    try:
        server_copy.make_database(store.place)
        engine = engines.open_store(store.place)
        upgrade.upgrade(engine, "0005")
        engine.dispose()
        assert engines.inspect(store.place) == 5
        serving.prepare(store, port=1)
        assert engines.inspect(store.place) == schema_version.SCHEMA
        (made,) = backup.backups(folder / backup.FOLDER)
        assert (made.reason, made.verified) == (Reason.BEFORE_UPGRADE, True)
    finally:
        cluster.stop()


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty data folder that the server's account can reach."""
    folder = Path(tempfile.mkdtemp(prefix="dealer-desk-main-", dir=open_folder()))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_a_second_server_of_the_same_store_is_refused(
    main_pc: MainPc, capsys: pytest.CaptureFixture[str]
) -> None:
    for port in (main_pc.port, 1):
        told = said(capsys, "serve", "--data", main_pc.data, "--port", port)
        assert "listens at port" in told[0]
    assert serving.running(main_pc.data).cluster.port


def test_the_main_pc_backs_up_by_itself_and_not_twice_in_a_row(main_pc: MainPc) -> None:
    folder = main_pc.data / backup.FOLDER
    until = time.monotonic() + 60
    while not backup.backups(folder) and time.monotonic() < until:
        time.sleep(0.1)
    kept = backup.backups(folder)
    assert kept
    assert kept[0].verified
    assert run("backup", "--if-due", "--data", main_pc.data) == 0
    assert backup.backups(folder) == kept


def test_the_store_moves_back_to_a_file_and_in_again(main_pc: MainPc, other: Path) -> None:
    assert run("move", "--data", main_pc.data, "--to", main_pc.data / "store.db") == 0
    assert data_folders.store_place(main_pc.data) == main_pc.data / "store.db"
    assert run("check", "--data", main_pc.data) == 0
    with pytest.raises(Trouble) as trouble:
        opened(other).others_changed()
    assert trouble.value.cause is Cause.NO_DATABASE
    main_pc.end()
    main_pc.start()
    records = opened(other)
    assert records.others_changed() == frozenset()
    records.close()
