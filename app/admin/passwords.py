"""Passwords: Argon2id, a delay that grows, a lock after five failures that survives a restart."""

from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

import resources
from app.errors import Refused
from app.text import N_

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
SHORTEST = 8
LONGEST = 128
RUNS = (
    "0123456789",
    "9876543210",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv",
)
FREE_TRIES = 2
LOCK_AFTER = 5
LOCKED_FOR = timedelta(minutes=15)


def hashed(password: str) -> str:
    """Argon2id hash.

    Refused where the password is too short, too long or one that everybody tries.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        message = N_("Use {shortest} to {longest} characters.")
        raise Refused(
            "password.length", message, field="password", shortest=SHORTEST, longest=LONGEST
        )
    if is_common(password):
        raise Refused(
            "password.common",
            N_("Everybody would try this password first. Choose another one."),
            field="password",
        )
    return HASHER.hash(password)


def is_common(password: str) -> bool:
    """What everybody tries first.

    A run of the keyboard, a few signs again and again, a word of the list with digits around it.
    """
    plain = password.lower()
    bare = plain.strip("0123456789!@#$%^&*._- ")
    walked = any(plain in run * 3 for run in RUNS) or any(
        bare and len(bare) > 3 and bare in run for run in RUNS
    )
    return (
        len(set(plain)) <= 2
        or (not bare and _is_date_or_phone(plain))
        or bare in _words()
        or walked
    )


def matches(password_hash: str | None, password: str) -> bool:
    """True for the right password; takes as long for a person without one."""
    try:
        return HASHER.verify(password_hash or _nobodys(), password) and password_hash is not None
    except VerificationError:
        return False


def locked_until(failures: int, at: datetime) -> datetime | None:
    """When the next try is allowed.

    At once at first, doubling seconds from the third failure, 15 minutes from the fifth.
    """
    if failures <= FREE_TRIES:
        return None
    return at + (
        LOCKED_FOR if failures >= LOCK_AFTER else timedelta(seconds=2 ** (failures - FREE_TRIES))
    )


def _is_date_or_phone(digits: str) -> bool:
    return digits.isdecimal() and (
        len(set(digits)) <= 4
        or (len(digits) == 8 and digits[:2] in ("19", "20"))
        or len(digits) == 11
    )


@cache
def _words() -> frozenset[str]:
    return frozenset(
        resources.path("seeds/common_passwords.txt").read_text(encoding="utf-8").split()
    )


@cache
def _nobodys() -> str:
    """Made when it is first needed: a hash takes 30 ms and 19 MiB by design."""
    return HASHER.hash("no such person")
