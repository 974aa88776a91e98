"""When two names are the same customer, and who may read a telephone number."""

import re

from app.identity import names, phone
from db.words import Role

SEES_PHONES = frozenset({Role.RECEPTION, Role.CONSULTANT, Role.ADVISOR, Role.CASHIER, Role.CARE, Role.MANAGER})
SEES_NUMBERS = frozenset({Role.RECEPTION, Role.CONSULTANT, Role.CASHIER, Role.CARE, Role.MANAGER})
_ADDRESS = re.compile(r"(?i)\s*(先生|女士|小姐|太太|师傅|老师|总|mr\.?|ms\.?|mrs\.?)\s*$")


def same_name(one: str, other: str) -> bool:
    """Whether two writings may be one person: a blank, an equal name, or `张先生` beside `张伟`."""
    left, right = names.normalise(one).casefold(), names.normalise(other).casefold()
    if not left or not right or left == right:
        return True
    return _surname_only(left, right) or _surname_only(right, left)


def is_fuller(new: str, old: str) -> bool:
    """Whether `new` tells more of the same person: `张伟` after `张先生` or after nothing."""
    return bool(names.normalise(new)) and (not names.normalise(old) or (is_address(old) and not is_address(new) and same_name(new, old)))


def is_address(name: str) -> bool:
    """Whether a name is only how somebody is addressed: `张先生`, `李女士`."""
    return bool(_ADDRESS.search(names.normalise(name)))


def sees_phones(roles: frozenset[Role]) -> bool:
    """Telephone numbers in clear only for who calls or settles."""
    return bool(roles & SEES_PHONES)


def sees_numbers(roles: frozenset[Role]) -> bool:
    """Identity and licence numbers in clear for who writes agreements with them."""
    return bool(roles & SEES_NUMBERS)


def phone_for(number: str | None, roles: frozenset[Role]) -> str:
    """The number as this person may read it."""
    if not number:
        return ""
    return phone.shown(number) if sees_phones(roles) else phone.masked(number)


def _surname_only(short: str, full: str) -> bool:
    surname = _ADDRESS.sub("", short)
    return surname != short and (not surname or full.startswith(surname))
