"""Who may do what on a server of our own: the superuser, and one login per workstation.

The workstations share the rights of PROGRAM, which change and delete every row but those of the
audit, and change no table.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

DATABASE = "dealer_desk"
PROGRAM = "dealer_desk_program"
WORKSTATION = "pc_"
"""The logins of the workstations begin so: the TLS entrance admits no others."""
HERE = "pc_main"
"""The login of the main PC's own window."""
READ_ONLY = ("alembic_version", "dealer_desk", "audit_chain")
VALID = timedelta(hours=1)
"""How long a pairing code can be used."""
MADE = f"""
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{PROGRAM}') THEN
    CREATE ROLE {PROGRAM} NOLOGIN;
  END IF;
END $$
"""  # noqa: S608 - a name of ours
PAIRING = (
    "CREATE SCHEMA IF NOT EXISTS pairing",
    """
CREATE OR REPLACE FUNCTION pairing.keep_login(verifier text, station text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  IF verifier !~ '^SCRAM-SHA-256[$]' THEN
    RAISE EXCEPTION 'no verifier' USING ERRCODE = 'invalid_password';
  END IF;
  EXECUTE format('ALTER ROLE %%I PASSWORD %%L VALID UNTIL ''infinity''', session_user, verifier);
  EXECUTE format('COMMENT ON ROLE %%I IS %%L', session_user, left(station, 60));
END $$
""",
    "REVOKE ALL ON FUNCTION pairing.keep_login FROM PUBLIC",
    f"GRANT USAGE ON SCHEMA pairing TO {PROGRAM}",
    f"GRANT EXECUTE ON FUNCTION pairing.keep_login TO {PROGRAM}",
)
"""In the database that every server has, so that no copy of the store carries it."""
RIGHTS = (
    "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
    f"GRANT CONNECT ON DATABASE {{database}} TO {PROGRAM}",
    f"GRANT USAGE ON SCHEMA public TO {PROGRAM}",
    f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {PROGRAM}",
    f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {PROGRAM}",
    f"REVOKE UPDATE, DELETE ON audit FROM {PROGRAM}",
    *(f"REVOKE INSERT, UPDATE, DELETE ON {name} FROM {PROGRAM}" for name in READ_ONLY),
)
LISTED = """
SELECT rolname, coalesce(shobj_description(oid, 'pg_authid'), ''), rolcanlogin,
  CASE WHEN isfinite(rolvaliduntil) THEN rolvaliduntil END,
  EXISTS (SELECT 1 FROM pg_stat_activity WHERE usename = rolname)
FROM pg_roles WHERE starts_with(rolname, %s) ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class WorkstationLogin:
    """The login of one PC; `waits_until`: paired by nobody yet, and then no longer possible.

    `connected`: its program is open just now.
    """

    user: str
    station: str
    revoked: bool
    waits_until: datetime | None
    connected: bool = False


def is_paired(user: str) -> bool:
    """True for the login of a PC that the main PC let in."""
    return user.startswith(WORKSTATION) and user != HERE


def prepare(admin: Connection) -> None:
    """Makes the shared rights, and what pairing needs, in the maintenance database."""
    for statement in (MADE, *PAIRING):
        admin.exec_driver_sql(statement)


def grant(connection: Connection) -> None:
    """Gives PROGRAM its rights in the store, after every making, upgrade or restore of it.

    Nothing on a server that is not of our own making.
    """
    known = "SELECT current_database() FROM pg_roles WHERE rolname = %s"
    database = connection.exec_driver_sql(known, (PROGRAM,)).scalar()
    for statement in RIGHTS if database else ():
        connection.exec_driver_sql(statement.format(database=f'"{database}"'))


def invite(admin: Connection, user: str, *, password: str, at: datetime) -> None:
    """Makes the login of a workstation with a password that serves once and not for long."""
    kept = verifier(admin, user, password=password)
    until = (at + VALID).isoformat()
    admin.exec_driver_sql(
        f"CREATE ROLE {user} LOGIN PASSWORD '{kept}' VALID UNTIL '{until}' IN ROLE {PROGRAM}"
    )


def admit_here(admin: Connection, *, password: str, station: str) -> None:
    """The login of the main PC itself, with a new password."""
    kept = verifier(admin, HERE, password=password)
    there = admin.exec_driver_sql("SELECT 1 FROM pg_roles WHERE rolname = %s", (HERE,)).scalar()
    what = "ALTER" if there else "CREATE"
    admin.exec_driver_sql(f"{what} ROLE {HERE} LOGIN PASSWORD '{kept}'")
    admin.exec_driver_sql(f"GRANT {PROGRAM} TO {HERE}")
    name = station.replace("'", "").replace("%", "")[:60]
    admin.exec_driver_sql(f"COMMENT ON ROLE {HERE} IS '{name}'")


def forget_unused(admin: Connection, *, at: datetime) -> None:
    """Removes the logins whose pairing code was not used in time."""
    for one in listed(admin):
        if one.waits_until is not None and one.waits_until < at:
            admin.exec_driver_sql(f"DROP ROLE {one.user}")


def listed(admin: Connection) -> list[WorkstationLogin]:
    """Every workstation that may or might work in the store, revoked ones too."""
    return [
        WorkstationLogin(user, station, not can, None if station else until, connected)
        for user, station, can, until, connected in admin.exec_driver_sql(LISTED, (WORKSTATION,))
    ]


def revoke(admin: Connection, user: str) -> None:
    """Lets a workstation in no more and cuts its connections at once."""
    admin.exec_driver_sql(f"ALTER ROLE {user} NOLOGIN")
    admin.exec_driver_sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", (user,)
    )


def keep_login(connection: Connection, user: str, *, password: str, station: str) -> None:
    """The workstation's own step: a password that only it knows takes the place of the code's."""
    connection.exec_driver_sql(
        "SELECT pairing.keep_login(%s, %s)",
        (verifier(connection, user, password=password), station),
    )


def new_password() -> str:
    """Not to be guessed, and nothing that any file or address must write otherwise."""
    return secrets.token_urlsafe(24)


def verifier(connection: Connection, user: str, *, password: str) -> str:
    """What the server keeps of a password: made here, so that it never travels."""
    driver: Any = connection.connection.driver_connection
    made = driver.pgconn.encrypt_password(password.encode(), user.encode(), b"scram-sha-256")
    return bytes(made).decode()
