"""When two names are the same customer, and who may read a telephone number."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from app.errors import Refused
from app.identity import licence, names, phone
from app.text import N_
from db.vocabulary import CustomerClass, Role

SEES_PHONES = frozenset(
    {Role.RECEPTION, Role.CONSULTANT, Role.ADVISOR, Role.CASHIER, Role.CARE, Role.MANAGER}
)
SEES_NUMBERS = frozenset({Role.RECEPTION, Role.CONSULTANT, Role.CASHIER, Role.CARE, Role.MANAGER})
READS_ALL = frozenset({Role.CASHIER, Role.CARE, Role.MANAGER})
KEPT_YEARS = 6
"""Guarantee repair records (Sanbao); older signed papers are removed with an erased file."""
STRUCK = "***"
WIDE = 0xFEE0
"""From a half-width sign to its full-width form."""
_ADDRESS = re.compile(r"(?i)\s*(先生|女士|小姐|太太|师傅|老师|总|mr\.?|ms\.?|mrs\.?)\s*$")


def same_name(one: str, other: str) -> bool:
    """Whether two writings may be one person.

    A blank, an equal name, or `张先生` beside `张伟`.
    """
    left, right = names.normalise(one).casefold(), names.normalise(other).casefold()
    if not left or not right or left == right:
        return True
    return _surname_only(left, right) or _surname_only(right, left)


def is_fuller(new: str, old: str) -> bool:
    """Whether `new` tells more of the same person: `张伟` after `张先生` or after nothing."""
    return bool(names.normalise(new)) and (
        not names.normalise(old)
        or (is_address(old) and not is_address(new) and same_name(new, old))
    )


def is_address(name: str) -> bool:
    """Whether a name is only how somebody is addressed: `张先生`, `李女士`."""
    return bool(_ADDRESS.search(names.normalise(name)))


def check_merge(stay: Mapping[str, Any], gone: Mapping[str, Any]) -> None:
    """Refused where a file is gone, both are the same, or the identity numbers differ."""
    for one in (stay, gone):
        if one["merged_into"] is not None or one["erased_at"] is not None:
            raise Refused("merge.gone", N_("One of the two files is no longer there."))
    if stay["id"] == gone["id"]:
        raise Refused("merge.same", N_("This is one and the same file."))
    numbers = {one["id_number"] for one in (stay, gone)} - {None}
    if len(numbers) > 1:
        message = N_(
            "Their identity numbers differ: these are two people. Correct the wrong number first."
        )
        raise Refused("merge.two_people", message)


def check_unmerge(
    stay: Mapping[str, Any], gone: Mapping[str, Any], *, undone: bool, is_latest: bool
) -> None:
    """A merge is undone once, the latest first, and only while neither file is erased."""
    if undone or gone["merged_into"] != stay["id"]:
        raise Refused("merge.undone", N_("This merge has been undone already."))
    if stay["merged_into"] is not None or not is_latest:
        raise Refused(
            "merge.later", N_("This file was merged again since. Undo the later merge first.")
        )
    if stay["erased_at"] is not None or gone["erased_at"] is not None:
        raise Refused("merge.erased", N_("This customer was erased: nothing can be put back."))


def is_vip(customer_class: CustomerClass | None) -> bool:
    """True for a customer whom everybody should recognise."""
    return customer_class is CustomerClass.VIP


def sees_phones(roles: frozenset[Role]) -> bool:
    """True for roles that call customers or settle bills: they read whole telephone numbers."""
    return bool(roles & SEES_PHONES)


def sees_numbers(roles: frozenset[Role]) -> bool:
    """True for roles that write agreements: they read whole identity and licence numbers."""
    return bool(roles & SEES_NUMBERS)


def reads_at_once(roles: frozenset[Role], *, own: bool) -> bool:
    """True for roles that read numbers without asking first.

    Whoever calls customers reads all; the front desks those of their own customers. Others ask,
    and the audit keeps it.
    """
    return bool(roles & READS_ALL) or (own and sees_phones(roles))


def phone_for(number: str | None, roles: frozenset[Role], *, own: bool = False) -> str:
    """The number as these roles may read it: masked, unless it is the role's or their own.

    `own`: it stands on an entry or a customer of theirs.
    """
    if not number:
        return ""
    return phone.shown(number) if reads_at_once(roles, own=own) else phone.masked(number)


def licence_for(number: str | None, roles: frozenset[Role], *, own: bool = False) -> str:
    """A licence number, which is an identity number, as these roles may read it."""
    if not number:
        return ""
    clear = sees_numbers(roles) and reads_at_once(roles, own=own)
    return licence.shown(number) if clear else licence.masked(number)


def check_reveal(reason: str) -> str:
    """The reason for reading a whole number; Refused where there is none."""
    said = reason.strip()
    if not said:
        message = N_("Say why you need the whole number: the audit keeps it.")
        raise Refused("reveal.no_reason", message, field="reason")
    return said


def writings(names: Iterable[str], numbers: Iterable[str]) -> re.Pattern[str]:
    """Matches these names and numbers in every writing.

    Digits apart, with a country code, full-width.
    """
    told = [_named(name) for name in names if name] + [
        _numbered(number) for number in numbers if number
    ]
    return re.compile("|".join(sorted(told, key=len, reverse=True)) or r"(?!)", re.IGNORECASE)


def struck(text: str, pattern: re.Pattern[str], *, limit: int | None = None) -> str:
    """A text with marks for what the pattern finds, short ones beyond the limit."""
    found = pattern.sub(STRUCK, text)
    return pattern.sub(STRUCK[0], text) if limit is not None and len(found) > limit else found


def widened(number: str) -> str:
    """The same digits full-width, as some input methods write them."""
    return "".join(
        chr(ord(one) + WIDE) if one.isdigit() and one.isascii() else one for one in number
    )


def _named(name: str) -> str:
    """Matches a Latin name as a whole word, a Chinese one anywhere."""
    before, after = (
        r"\b" if end.isascii() and end.isalnum() else "" for end in (name[0], name[-1])
    )
    return f"{before}{re.escape(name)}{after}"


def _numbered(number: str) -> str:
    signs = (f"[{one}{widened(one)}]" if one.isdigit() else re.escape(one) for one in number)
    return r"(?:(?:\+|00)86[\s-]*)?" + r"[\s.·-]*".join(signs)


def _surname_only(short: str, full: str) -> bool:
    surname = _ADDRESS.sub("", short)
    return surname != short and (not surname or full.startswith(surname))
