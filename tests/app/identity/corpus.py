"""Every example of the shop's own sheet of identifiers, and the neighbours that it names without an
example.
"""

from dataclasses import dataclass
from datetime import date

TODAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Case:
    """`normal` is what is kept, where it is not what was typed.

    `told` stands in the English sentence.
    """

    kind: str
    typed: str
    level: str = "fine"
    normal: str = ""
    told: str = ""


PLATES = (
    Case("plate", "京A12345"),
    Case("plate", "粤B·8K66D", normal="粤B8K66D"),
    Case("plate", "京AD12345"),
    Case("plate", "沪AA12345"),
    Case("plate", "京A12345D"),
    Case("plate", "川A1234学"),
    Case("plate", "京A1234挂"),
    Case("plate", "京A1234警"),
    Case("plate", "粤Z1234港"),
    Case("plate", "粤Z1234澳"),
    Case("plate", "224578使"),
    Case("plate", "使224578"),
    Case("plate", "京12345领"),
    Case("plate", "WJ京1234X"),
    Case("plate", "KA12345"),
    Case("plate", "京X1234应急"),
    Case("plate", "京S1234应急"),
    Case("plate", "无牌照"),
    Case("plate", "临京A1234"),
    Case("plate", "　京ａ．１２３ ４５ ", normal="京A12345"),
    Case("plate", "京-a12345", normal="京A12345"),
    Case("plate", "京AAB123"),
    Case("plate", "京A1234试"),
    Case("plate", "京A·1234 试", normal="京A1234试"),
    Case("plate", "沪A1234超"),
    Case("plate", "京A12345临"),
    Case("plate", "试123456"),
    Case("plate", "临牌", "warn", told="without its number"),
    Case("plate", "临时牌照", "warn", told="without its number"),
    Case("plate", "粤Z12345", "warn", told="港 or 澳"),
    Case("plate", "粤ZD12345", "warn", told="港 or 澳"),
    Case("plate", "AB 1234", "warn", normal="AB1234", told="foreign"),
    Case("plate", "A12345", "warn", told="foreign"),
    Case("plate", "12345", "block", told="7 characters"),
    Case("plate", "京AABC12", "warn", told="More than two letters"),
    Case("plate", "京O12345", "warn", told="letter O"),
    *(Case("plate", f"京A{letter}12345") for letter in "DABCEFGHJK"),
    *(Case("plate", f"京A12345{letter}") for letter in "DABCEFGHJK"),
    Case("plate", "京A1234", "block", told="this one has 6"),
    Case("plate", "京AO1234", "block", told="letter O"),
    Case("plate", "京I12345", "block", told="letter I"),
    Case("plate", "中A12345", "block", told="中"),
    Case("plate", "京AL12345", "block", told="8-character"),
    Case("plate", "京A12345Z", "block", told="8-character"),
    Case("plate", "京A1234港", "block", told="粤Z"),
    Case("plate", "京A12#45", "block", told="#"),
)
VINS = (
    *(
        Case("vin", vin)
        for vin in (
            "LFV2A11K3K3000001",
            "LVSHCAMB1JE000088",
            "LE4HG4HB8KL000321",
            "LRW3E7FA4LC000168",
            "LDC613P23A1305189",
            "LBV5S3102ESJ25655",
        )
    ),
    Case("vin", "*lfv2a11k3 k3000001*", normal="LFV2A11K3K3000001"),
    Case("vin", "AGH30-0123456", "warn", told="frame number"),
    Case("vin", "ａｇｈ30-0123456", "warn", normal="AGH30-0123456", told="frame number"),
    Case("vin", "JZX100-0012345", "warn", told="frame number"),
    Case("vin", "BNR34-000123", "warn", told="frame number"),
    Case("vin", "HA36S123456", "warn", told="frame number"),
    Case("vin", "AGH30", "block", told="this one has 5"),
    Case("vin", "LFV2A11K3K300001", "block", told="this one has 16"),
    Case("vin", "LFV2A11K3K30O0001", "block", told="LFV2A11K3K3000001"),
    Case("vin", "LFV2A11Q3K3000001", "block", told="no I, O or Q"),
    Case("vin", "LFV2A11K3K3-00001", "block", told="-"),
    Case("vin", "LSVAA218502123456", "block", told="position 10"),
    Case("vin", "11111111111111111", "block", told="equal"),
    Case("vin", "LGBH52E0XKY012345", "warn", told="would be 7"),
    Case("vin", "WBAVA21850N123456", "warn", told="import"),
)
PEOPLE = (
    *(
        Case("id", number)
        for number in (
            "11010519491231002X",
            "932682198501010017",
            "11010519000101001X",
            "440305191002280048",
            "330106190707070775",
            "810000190001010018",
            "830000190606300046",
        )
    ),
    Case("id", "11010519491231002ｘ", normal="11010519491231002X"),
    Case("id", "110105194912310021", "block", told="last character"),
    Case("id", "1101051949123100", "block", told="this one has 16"),
    Case("id", "110105194913310020", "block", told="does not exist"),
    Case("id", "110105209912310028", "block", told="still to come"),
    Case("id", "A1010519491231002X", "block", told="17 digits"),
    Case("id", "440524188001010015", "block", told="last character"),
    Case("id", "110105491231002", "block", told="void since 2013"),
    Case("id", "E12345678", "warn", told="passport"),
    Case("id", "h12345678", "warn", normal="H12345678", told="permit"),
    Case("id", "C01X00T47", "warn", told="passport"),
    Case("id", "01234567", "warn", told="permit"),
    Case("id", "110105194912", "block", told="this one has 12"),
    Case("id", "000105194912310021", "block", told="00"),
)
COMPANIES = (
    *(
        Case("uscc", code)
        for code in (
            "91350100M000100Y43",
            "91440300MA5EXAM067",
            "91510100MA6X0Y000A",
            "11330000002500009H",
            "93370100MA3C00003H",
        )
    ),
    Case("uscc", "９１３５０１００ｍ０００１００ｙ４３", normal="91350100M000100Y43"),
    Case("uscc", "91350200M000000510", "block", told="last character"),
    Case("uscc", "91350100M000100Y44", "block", told="last character"),
    Case("uscc", "91350100I000100Y43", "block", told="no I, O"),
    Case("uscc", "9135010OM000100Y43", "block", told="no I, O"),
    Case("uscc", "123456789012345678", "warn", told="would be 8"),
)
PHONES = (
    *(
        Case("phone", number)
        for number in ("13800138000", "16600000000", "14700000000", "18888888888")
    ),
    *(
        Case("phone", f"{prefix}00000001")
        for prefix in (
            *range(130, 140),
            *range(145, 150),
            *range(150, 154),
            *range(155, 160),
            162,
            *range(165, 168),
            *range(170, 179),
        )
    ),
    *(
        Case("phone", f"{prefix}00000001")
        for prefix in (*range(180, 190), *range(190, 194), *range(195, 200))
    ),
    Case("phone", "0086 199 0000 0001", normal="19900000001"),
    Case("phone", "138 0000-0000", normal="13800000000"),
    Case("phone", "+8613800138000", normal="13800138000"),
    Case("phone", "１３８００１３８０００", normal="13800138000"),
    *(
        Case("phone", f"{prefix}00000000", "warn", told=str(prefix))
        for prefix in (142, 143, 154, 161, 164, 194)
    ),
    Case("phone", "02112345678", "warn", told="landline"),
    Case("phone", "010-12345678", "warn", normal="01012345678", told="landline"),
    Case("phone", "0755-1234567-801", "warn", normal="07551234567#801", told="landline"),
    Case("phone", "400 123 4567", "warn", normal="4001234567", told="landline"),
    *(
        Case("phone", card, "warn", normal="02112345678#801", told="landline")
        for card in (
            "(021)12345678-801",
            "（021）12345678-801",
            "+86 21 12345678-801",
            "021-12345678转801",
            "0086-21-12345678 ext. 801",
            "021 1234 5678 — 801",
        )
    ),
    Case("phone", "+86-755-8234567-8", "warn", normal="07558234567#8", told="landline"),
    Case("phone", "(0755) 8234-5678", "warn", normal="075582345678", told="landline"),
    Case("phone", "400-123-4567-12", "warn", normal="4001234567#12", told="landline"),
    Case("phone", "13800138000转1234", "warn", normal="13800138000#1234", told="relay"),
    Case("phone", "138 0013 8000-1234", "warn", normal="13800138000#1234", told="relay"),
    Case("phone", "+86 17000000000 转 0012", "warn", normal="17000000000#0012", told="relay"),
    Case("phone", "95518", "warn", told="service number"),
    Case("phone", "12122", "warn", told="service number"),
    Case("phone", "6234 5678", "warn", normal="62345678", told="area code"),
    Case("phone", "12800138000", "block", told="13 to 19"),
    Case("phone", "138001380001", "block", told="this one has 12"),
    Case("phone", "1064812345678", "block", told="machines"),
)
CASES = PLATES + VINS + PEOPLE + COMPANIES + PHONES
