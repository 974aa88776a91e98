"""What can go wrong with the store's file or server, as one exception."""

from enum import StrEnum


class Cause(StrEnum):
    """Why the store cannot be opened, read or written."""

    BUSY = "busy"
    READ_ONLY = "read_only"
    FULL = "full"
    NO_ROOM = "no_room"
    """The disk of the copies is full: nothing that was typed is in danger."""
    NEWER = "newer"
    FOREIGN = "foreign"
    DAMAGED = "damaged"
    UNFIT = "unfit"
    """A value of an older store is beyond the bounds of its column; `where` names the column."""
    GONE = "gone"
    REPLACED = "replaced"
    """Another file lies where the open one lay, or was copied over it."""
    FOREIGN_LOG = "foreign_log"
    """The `-wal` beside the file is another file's; `where` names it."""
    NETWORK_SHARE = "network_share"
    DENIED = "denied"
    DISK = "disk"
    UNSAFE_SQLITE = "unsafe_sqlite"
    ADDRESS = "address"
    """What was named is no place of a store that this program knows."""
    SERVER = "server"
    """The server is stopped, cut off or does not answer in time."""
    UNCLEAR = "unclear"
    """The server went away in the middle of a save, and nobody can say whether it was saved."""
    SLOW = "slow"
    """The server stopped a question that took longer than it may."""
    RIGHTS = "rights"
    """The login at the server may not do this."""
    LOGIN = "login"
    """The server does not take this user or password."""
    NO_DATABASE = "no_database"
    CROWDED = "crowded"
    """The server takes no more connections."""
    CERTIFICATE = "certificate"
    """The server is not the one it should be, or does not speak in cipher."""
    OLD_SERVER = "old_server"
    ENCODING = "encoding"
    """The database does not keep UTF-8."""
    MAIN_PC = "main_pc"
    """The store's schema is older than this program, and only the main PC may upgrade it."""
    REVOKED = "revoked"
    """The server lets this workstation in no more."""
    PROGRAM = "program"
    """One of the server's own programs is not here or does not fit; `where` names it."""


class About(StrEnum):
    """What was being done when the environment said no; a save where nothing is told."""

    BACKUP = "backup"
    """A backup was made, read or restored: the store itself is as it was."""
    UPGRADE = "upgrade"
    """The store was brought to the schema of this program: it is as it was."""


class Trouble(Exception):
    """The environment said no.

    `where` is the file or server concerned; it never holds personal data.
    """

    def __init__(self, cause: Cause, where: str = "", *, about: About | None = None) -> None:
        super().__init__(f"{cause.value}: {where}")
        self.cause = cause
        self.where = where
        self.about = about


READABLE = frozenset({Cause.BUSY, Cause.READ_ONLY})
"""While these last, the store can be read and not written."""
CUT_OFF = READABLE | {
    Cause.GONE,
    Cause.REPLACED,
    Cause.FOREIGN_LOG,
    Cause.FOREIGN,
    Cause.DENIED,
    Cause.DISK,
    Cause.SERVER,
    Cause.UNCLEAR,
    Cause.RIGHTS,
    Cause.LOGIN,
    Cause.NO_DATABASE,
    Cause.CROWDED,
    Cause.CERTIFICATE,
}
"""Causes that last until the place of the store is as it was, whatever is asked of it meanwhile."""
