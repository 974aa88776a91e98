"""Reads what a scanner or card reader types into the program like a keyboard.

A bar code of a VIN, the text of an identity card, or the lines of a vehicle licence: the parts are
recognised by their own checks, whatever stands between them.
"""

import re
from dataclasses import dataclass
from datetime import date

from app.identity import names, person_id, plate, vin
from app.identity.characters import half_width, upper

LEAST = 10
"""Fewer characters than this are no scan."""
_PARTS = re.compile(r"[,;|\t\n\r#^，；]+|\s{2,}")
_LABEL = re.compile(
    "^(姓名|性别|民族|出生|住址|公民身份号码|身份证号码?|号牌号码|车牌号码?|所有人|车辆识别代号|VIN|品牌型号|发动机号码?)"
    "[::\\s]*"
)
_SEXES = {"男": "male", "女": "female"}
_HAN_NAME = re.compile(r"[㐀-鿿·]{2,15}")
_ADDRESS = re.compile(r"[㐀-鿿].*[省市区县镇乡村路街号].*")


@dataclass(frozen=True, slots=True)
class Scan:
    """What was read; empty where it was not there. `sex` is "male", "female" or ""."""

    vin: str = ""
    plate: str = ""
    id_number: str = ""
    name: str = ""
    sex: str = ""
    born_on: date | None = None
    address: str = ""

    @property
    def is_empty(self) -> bool:
        """True where neither a card nor a car was recognised."""
        return not (self.vin or self.id_number or self.plate)


def read_scan(text: str) -> Scan:
    """The parts of a scanned text; an empty `Scan` where nothing in it proves to be one."""
    parts = [part for one in _PARTS.split(half_width(text)) if (part := _bare(one))]
    number = next((found for one in parts if (found := _identity(one))), "")
    frame = next((found for one in parts if (found := _vin(one))), "")
    carried = next((found for one in parts if (found := _plate(one))), "")
    verdict = person_id.judge(number) if number else None
    people = [one for one in parts if _HAN_NAME.fullmatch(one) and one not in _NO_NAMES]
    return Scan(
        vin=frame,
        plate=carried,
        id_number=number,
        name=names.normalise(people[0]) if people and (number or carried) else "",
        sex=verdict.facts["sex"] if verdict else "",
        born_on=date.fromisoformat(verdict.facts["born"]) if verdict else None,
        address=max((one for one in parts if number and _is_address(one)), key=len, default=""),
    )


def is_single(text: str) -> bool:
    """True for one number alone, as somebody types it too."""
    return len([part for part in _PARTS.split(half_width(text)) if part.strip()]) == 1


_NO_NAMES = frozenset({*_SEXES, "汉", "汉族", "小型轿车", "小型普通客车", "非营运", "中国"})


def _bare(part: str) -> str:
    return _LABEL.sub("", part.strip()).strip()


def _is_address(part: str) -> bool:
    return _ADDRESS.fullmatch(part) is not None


def _identity(part: str) -> str:
    verdict = person_id.judge(part)
    return verdict.normal if verdict.is_fine else ""


def _vin(part: str) -> str:
    verdict = vin.judge(part)
    is_whole = len(verdict.normal) == vin.LENGTH and not verdict.is_blocked
    return verdict.normal if is_whole and not verdict.normal.isdecimal() else ""


def _plate(part: str) -> str:
    verdict = plate.judge(upper(part))
    return verdict.normal if verdict.is_fine and verdict.normal[0] in plate.PROVINCES else ""
