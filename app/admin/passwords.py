"""Hashes passwords with Argon2id, refuses common ones, and locks after failures."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

import resources
from app import pinyin
from app.errors import Refused
from app.text import N_

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 8
LONGEST = 128
RUNS = (
    "0123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
)
"""Keys side by side, also read backwards."""
SIGNS = "0123456789!@#$%^&*._- "
FREE_TRIES = 2
LOCK_AFTER = 5
LOCKED_FOR = timedelta(minutes=15)


def hashed(password: str, names: Iterable[str] = ()) -> str:
    """The Argon2id hash; Refused where the password is too short, too long or easily guessed.

    `names` are those of the store and the person, whose words everybody here would try.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        message = N_("Use {shortest} to {longest} characters.")
        told = {"shortest": SHORTEST, "longest": LONGEST}
        raise Refused("password.length", message, field="password", **told)
    if is_common(password, names):
        message = N_("Everybody would try this password first. Choose another one.")
        raise Refused("password.common", message, field="password")
    return hasher().hash(password)


def is_common(password: str, names: Iterable[str] = ()) -> bool:
    """True for passwords that everybody tries first.

    A run of keys, a date or telephone, at most two different signs, listed words, or syllables of
    the `names`, with digits and signs.
    """
    plain, names = password.lower(), tuple(name.lower() for name in names)
    bare = plain.strip(SIGNS)
    runs = (way for run in RUNS for way in (run, run[::-1]))
    is_run = any(plain in run * 3 or (len(bare) > 3 and bare in run) for run in runs)
    is_number = not bare and _is_date_or_phone(plain)
    is_name = bool(bare) and any(bare in name for name in names)
    words = _words().union(*map(_words_of, names))
    letters = re.sub(r"4s|[^a-z]+", "", plain)
    is_words = bare in words or (bool(letters) and _is_made_of(words, letters))
    return is_run or is_number or len(set(plain)) <= 2 or is_name or is_words


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


def _words_of(name: str) -> frozenset[str]:
    """The words and the syllables of a name, and its initials."""
    return frozenset(
        (*re.findall("[a-z]+", name), *pinyin.syllables(name), *pinyin.spellings(name))
    )


def _is_made_of(words: Collection[str], letters: str) -> bool:
    """True where such words alone, one after the other, make up all letters."""
    ends = {0}
    for end in range(1, len(letters) + 1):
        if any(letters[start:end] in words for start in ends):
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
