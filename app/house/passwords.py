"""Passwords: Argon2id, a delay that grows, a lock after five failures that survives a restart."""

from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from app.errors import Refused
from app.text import N_

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
SHORTEST = 8
LONGEST = 128
COMMON = frozenset({"12345678", "123456789", "1234567890", "password", "qwertyui", "11111111", "00000000", "88888888", "66666666", "abcd1234", "a1234567"})
FREE_TRIES = 2
LOCK_AFTER = 5
LOCKED_FOR = timedelta(minutes=15)


def hashed(password: str) -> str:
    """Argon2id hash. Refused where the password is too short, too long or one that everybody tries."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused("password.length", N_("Use {shortest} to {longest} characters."), field="password", shortest=SHORTEST, longest=LONGEST)
    if password.lower() in COMMON:
        raise Refused("password.common", N_("Everybody would try this password first. Choose another one."), field="password")
    return HASHER.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """True for the right password; takes as long for a person without one."""
    try:
        return HASHER.verify(password_hash or DUMMY, password) and password_hash is not None
    except VerificationError:
        return False


def locked_until(failures: int, at: datetime) -> datetime | None:
    """When the next try is allowed: at once at first, doubling seconds from the third failure, 15 minutes from the fifth."""
    if failures <= FREE_TRIES:
        return None
    return at + (LOCKED_FOR if failures >= LOCK_AFTER else timedelta(seconds=2 ** (failures - FREE_TRIES)))


DUMMY = HASHER.hash("no such person")
