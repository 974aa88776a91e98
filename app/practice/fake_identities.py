"""Draws invented identities that pass every check of `app/identity`.

The same seed gives the same people.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from random import Random

from app.identity import credit_code
from app.pinyin import spellings
from app.text import language

SURNAMES = (
    ("王", 72),
    ("李", 71),
    ("张", 67),
    ("刘", 54),
    ("陈", 46),
    ("杨", 31),
    ("黄", 22),
    ("赵", 21),
    ("吴", 20),
    ("周", 20),
    ("徐", 15),
    ("孙", 15),
    ("马", 13),
    ("朱", 13),
    ("胡", 12),
    ("郭", 11),
    ("何", 11),
    ("高", 10),
    ("林", 10),
    ("罗", 9),
    ("郑", 9),
    ("梁", 8),
    ("谢", 7),
    ("宋", 7),
    ("唐", 7),
    ("许", 6),
    ("韩", 6),
    ("冯", 6),
    ("邓", 6),
    ("曹", 6),
    ("彭", 5),
    ("曾", 5),
    ("肖", 5),
    ("田", 5),
    ("董", 5),
    ("袁", 4),
    ("潘", 4),
    ("于", 4),
    ("蒋", 4),
    ("蔡", 4),
    ("余", 4),
    ("杜", 4),
    ("叶", 4),
    ("程", 4),
    ("苏", 4),
    ("魏", 4),
    ("吕", 3),
    ("丁", 3),
    ("任", 3),
    ("沈", 3),
    ("欧阳", 1),
    ("司马", 1),
    ("诸葛", 1),
    ("单", 1),
    ("翟", 1),
    ("查", 1),
    ("仇", 1),
    ("解", 1),
)
NAMES = [name for name, _weight in SURNAMES]
WEIGHTS = [weight for _name, weight in SURNAMES]
MALE = "伟强磊军勇杰涛超明刚平辉鹏斌波宇浩凯健俊峰志远建国文博思源子轩"
FEMALE = "芳娜敏静丽艳娟霞燕玲桂英秀兰慧洁莉婷雪梅琳颖佳怡欣悦雨晨梓涵"
PREFIXES = (
    "130",
    "133",
    "135",
    "136",
    "137",
    "138",
    "139",
    "150",
    "151",
    "152",
    "158",
    "159",
    "176",
    "177",
    "180",
    "186",
    "187",
    "188",
    "189",
    "199",
)
PLATE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
CITY_LETTERS = "ABCDEFGHJKLMNPQR"
VIN_VALUES = dict(
    zip(
        "ABCDEFGHJKLMNPRSTUVWXYZ",
        (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9),
        strict=True,
    )
)
CARD_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
YEAR_CODES = "ABCDEFGHJKLMNPRSTVWXY123456789"
"""The tenth character of a VIN by year: A is 2010, T 2026."""
NEVER_ISSUED = "110199"
"""An area code that no identity card has: nobody's number is met by chance."""
STRIDE = 6_180_336_301
"""A prime: it shares no factor with any of the amounts, so that no number comes twice."""


class FakeIdentities:
    """Draws names, phones, plates, VINs and licence numbers, unique where they must be."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self._given: Counter[str] = Counter()

    def name(self, female: bool) -> str:
        """A name with a surname as frequent as in the country, in letters in an English store."""
        surname = self.random.choices(NAMES, WEIGHTS)[0]
        letters = FEMALE if female else MALE
        given = "".join(self.random.choices(letters, k=self.random.choice((1, 2, 2))))
        return surname + given if language().startswith("zh") else latin(surname, given)

    def phone(self) -> str:
        """A mobile number with a known prefix, one of a hundred million."""
        return self.random.choice(PREFIXES) + f"{self._scattered('phone', 100_000_000):08d}"

    def plate(self, *, electric: bool = False) -> str:
        """An ordinary plate, or a green one for an electric car; some millions of each."""
        if electric:
            place = self._scattered("green", len(CITY_LETTERS) * 100_000)
            letter, number = divmod(place, 100_000)
            return f"京{CITY_LETTERS[letter]}D{number:05d}"
        place = self._scattered("blue", len(CITY_LETTERS) * len(PLATE_LETTERS) * 10_000)
        rest, number = divmod(place, 10_000)
        city, letter = divmod(rest, len(PLATE_LETTERS))
        return f"京{CITY_LETTERS[city]}{PLATE_LETTERS[letter]}{number:04d}"

    def vin(self, head: str, year: int) -> str:
        """Seventeen characters with a right check digit; `head` is the maker's code and type."""
        code = YEAR_CODES[(year - 2010) % len(YEAR_CODES)]
        return with_check_digit(head, f"{code}Y{self._scattered('vin', 1_000_000):06d}")

    def birthday(self, year: int) -> date:
        """A day of that year."""
        return date(year, self.random.randint(1, 12), self.random.randint(1, 28))

    def identity_number(self, born: date, female: bool) -> str:
        """Eighteen digits of a made-up card with the right check character."""
        order = self.random.randint(0, 49) * 2 + (0 if female else 1)
        body = f"{NEVER_ISSUED}{born:%Y%m%d}{order:03d}"
        return body + "10X98765432"[_weighted(map(int, body), CARD_WEIGHTS) % 11]

    def credit_code(self) -> str:
        """The code of a company of an area that has none, with both check characters."""
        body = f"91{NEVER_ISSUED}MA{self._scattered('company', 1_000_000):06d}"
        body += credit_code.organisation_check(body)
        return body + credit_code.check_character(body)

    def _scattered(self, what: str, many: int) -> int:
        """A number under `many`: each comes once, in an order that looks random.

        ValueError when all are given out.
        """
        place = self._given[what]
        if place >= many:
            raise ValueError(f"every {what} is given out")
        self._given[what] += 1
        return (place * STRIDE + 10_007) % many


def with_check_digit(head: str, tail: str) -> str:
    """A VIN of eight characters, the check digit, and eight more."""
    values = (int(VIN_VALUES.get(char, char)) for char in f"{head}0{tail}")
    return f"{head}{'0123456789X'[_weighted(values, VIN_WEIGHTS) % 11]}{tail}"


def latin(surname: str, given: str) -> str:
    """A Chinese name in letters, such as `Wang Xiaoming`."""
    return " ".join(spellings(part)[0].capitalize() for part in (surname, given))


def _weighted(values: Iterable[int], weights: Iterable[int]) -> int:
    return sum(value * weight for value, weight in zip(values, weights, strict=True))
