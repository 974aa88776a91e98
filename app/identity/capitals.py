"""Writes amounts in Chinese capitals for contracts, such as 壹仟零捌拾伍元叁角伍分.

The writing rules are those of the banks' bill forms (支付结算办法, annex): one 零
for any run of empty places, 整 after a full yuan or jiao.
"""

from decimal import ROUND_HALF_UP, Decimal

_FIGURES = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ("亿", "万", "")
_CENT = Decimal("0.01")
LARGEST = Decimal("999999999999.99")


def in_capitals(amount: Decimal) -> str:
    """`amount` yuan in capitals, rounded to the fen; a negative one begins with 负.

    ValueError beyond LARGEST.
    """
    fen = int(amount.copy_abs().quantize(_CENT, ROUND_HALF_UP) * 100)
    if fen > LARGEST * 100:
        raise ValueError("The amount is too large to be written in capitals.")
    yuan, small = divmod(fen, 100)
    sign = "负" if amount < 0 and fen else ""
    whole = _whole(yuan) + "元" if yuan or not small else ""
    return sign + whole + _small(*divmod(small, 10), after=bool(yuan))


def _whole(yuan: int) -> str:
    """The whole yuan, in groups of four.

    Zeros before a lower figure read once as 零.
    """
    text, gap = "", False
    digits = f"{yuan:012d}"
    for group, name in enumerate(_GROUPS):
        four = digits[group * 4 : group * 4 + 4]
        written = ""
        for figure, place in zip(four, _PLACES, strict=True):
            if figure == "0":
                gap = bool(text or written)
            else:
                written += ("零" if gap else "") + _FIGURES[int(figure)] + place
                gap = False
        text += written + name if written else ""
    return text or "零"


def _small(jiao: int, fen: int, *, after: bool) -> str:
    if not jiao and not fen:
        return "整"
    first = _FIGURES[jiao] + "角" if jiao else ("零" if after else "")
    return first + (_FIGURES[fen] + "分" if fen else "整")
