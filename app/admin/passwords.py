"""Hashes passwords with Argon2id, refuses common ones, and locks after failures."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

import resources
from app.errors import Refused
from app.text import N_

if TYPE_CHECKING:
    from argon2 import PasswordHasher

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
    """The Argon2id hash; Refused where the password is too short, too long or common."""
    if not SHORTEST <= len(password) <= LONGEST:
        message = N_("Use {shortest} to {longest} characters.")
        told = {"shortest": SHORTEST, "longest": LONGEST}
        raise Refused("password.length", message, field="password", **told)
    if is_common(password):
        message = N_("Everybody would try this password first. Choose another one.")
        raise Refused("password.common", message, field="password")
    return hasher().hash(password)


def is_common(password: str) -> bool:
    """True for passwords that everybody tries first.

    A run of keys, a date or telephone, at most two different signs, a listed word with digits.
    """
    plain = password.lower()
    bare = plain.strip("0123456789!@#$%^&*._- ")
    is_run = any(plain in run * 3 or (len(bare) > 3 and bare in run) for run in RUNS)
    is_number = not bare and _is_date_or_phone(plain)
    letters = re.sub(r"4s|[^a-z]+", "", plain)
    is_words = bool(letters) and _is_made_of_words(letters)
    return is_run or is_number or len(set(plain)) <= 2 or bare in _words() or is_words


def matches(password_hash: str | None, password: str) -> bool:
    """True for the right password; takes as long for a person without one."""
    from argon2.exceptions import VerificationError

    try:
        return hasher().verify(password_hash or _nobodys(), password) and password_hash is not None
    except VerificationError:
        return False


def locked_until(failures: int, at: datetime) -> datetime | None:
    """When the next try is allowed; None for at once.

    Doubling seconds from the third failure on, 15 minutes from the fifth.
    """
    if failures <= FREE_TRIES:
        return None
    if failures >= LOCK_AFTER:
        return at + LOCKED_FOR
    return at + timedelta(seconds=2 ** (failures - FREE_TRIES))


def still_waits(failures: int, passed: float) -> bool:
    """True where a lock is not over after so many seconds, whatever the clock shows."""
    zero = datetime(2000, 1, 1)
    until = locked_until(failures, zero)
    return until is not None and 0 <= passed < (until - zero).total_seconds()


def _is_date_or_phone(digits: str) -> bool:
    return digits.isdecimal() and (
        len(set(digits)) <= 4
        or (len(digits) == 8 and digits[:2] in ("19", "20"))
        or len(digits) == 11
    )


def _is_made_of_words(letters: str) -> bool:
    """True where listed words alone, one after the other, make up all letters."""
    ends = {0}
    for end in range(1, len(letters) + 1):
        if any(letters[start:end] in _words() for start in ends):
            ends.add(end)
    return len(letters) in ends


@cache
def _words() -> frozenset[str]:
    return frozenset(
        resources.path("seeds/common_passwords.txt").read_text(encoding="utf-8").split()
    )


@cache
def _nobodys() -> str:
    """A hash of no password, made when it is first needed.

    It takes 30 ms and 19 MiB.
    """
    return hasher().hash("no such person")


@cache
def hasher() -> PasswordHasher:
    """Loaded with the first password: who looks at the sign-in page needs none."""
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
