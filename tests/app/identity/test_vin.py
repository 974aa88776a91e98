"""VINs: imports may break the check digit, typing may confuse O and 0, and nobody is sent away for
it.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vininfo import Vin

from app.identity import vin
from app.identity.verdict import Judgement

TODAY = date(2026, 11, 21)
ALPHABET = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"


@pytest.mark.parametrize(
    "typed",
    [
        "LFV2A11K3K3000001",
        "LVSHCAMB1JE000088",
        "LE4HG4HB8KL000321",
        "LRW3E7FA4LC000168",
        "LDC613P23A1305189",
        "LBV5S3102ESJ25655",
        "*LFV2A11K3K3000001*",
        "lfv2a11k3 k3000001",
        "ＬＦＶ２Ａ１１Ｋ３Ｋ３０００００１",
    ],
)
def test_a_real_vin_is_fine_however_it_came(typed: str) -> None:
    assert vin.judge(typed, today=TODAY).is_fine


@pytest.mark.parametrize(
    ("typed", "level", "code"),
    [
        ("LFV2A11K3K300001", Judgement.BLOCK, "vin.length"),
        ("LFV2A11K3K30O0001", Judgement.BLOCK, "vin.letter"),
        ("LFV2A11Q3K3000001", Judgement.BLOCK, "vin.letter"),
        ("LGBH52E0XKY012345", Judgement.WARN, "vin.check"),
        ("LFV2A11K3K3-00001", Judgement.BLOCK, "vin.symbol"),
        ("LSVAA218502123456", Judgement.BLOCK, "vin.year_china"),
        ("WBAVA21850N123456", Judgement.WARN, "vin.year"),
        ("11111111111111111", Judgement.BLOCK, "vin.same"),
        ("", Judgement.BLOCK, "vin.empty"),
    ],
)
def test_a_doubtful_vin_warns_and_an_impossible_one_is_stopped(
    typed: str, level: Judgement, code: str
) -> None:
    verdict = vin.judge(typed, today=TODAY)
    assert (verdict.level, verdict.code) == (level, code)
    assert verdict.text()


def test_the_failing_check_digit_says_which_one_would_agree() -> None:
    assert vin.judge("LGBH52E0XKY012345").facts["expected"] == "7"


def test_letters_read_for_figures_are_put_right_on_request() -> None:
    assert vin.correction("LFV2A11K3K3OOOOOI") == "LFV2A11K3K3000001"
    assert vin.correction("LFV2A11Q3K3000001") == "LFV2A1103K3000001"
    assert vin.correction("LFV2A11K3K3000001") is None
    assert vin.correction("OIQ") is None


@pytest.mark.parametrize(
    ("letter", "today", "year"),
    [
        ("K", date(2026, 1, 1), 2019),
        ("A", date(2026, 1, 1), 2010),
        ("V", date(2026, 1, 1), 2027),
        ("W", date(2026, 1, 1), 1998),
        ("Y", date(2026, 1, 1), 2000),
        ("Y", date(2029, 1, 1), 2030),
        ("1", date(2026, 1, 1), 2001),
        ("9", date(2026, 1, 1), 2009),
        ("0", date(2026, 1, 1), None),
    ],
)
def test_position_ten_is_the_latest_model_year_that_can_be(
    letter: str, today: date, year: int | None
) -> None:
    assert vin.model_year("LFV2A11K3" + letter + "3000001", today=today) == year


@given(st.text(ALPHABET, min_size=17, max_size=17))
def test_the_check_digit_agrees_with_vininfo(made: str) -> None:
    right = made[:8] + vin.check_character(made) + made[9:]
    assert (
        Vin(right).verify_checksum(check_year=False)
        or getattr(Vin(right).assembler, "uses_sae_checkdigit", True) is False
    )


def test_a_vin_tells_its_year_and_maker_and_hides_all_but_six() -> None:
    facts = vin.judge("LFV2A11K3K3000001", today=TODAY).facts
    assert (facts["year"], facts["maker"]) == ("2019", "FAW-Volkswagen")
    assert vin.masked("LFV2A11K3K3000001") == "***********000001"
    assert vin.normalise(vin.shown("LFV2A11K3K3000001")) == "LFV2A11K3K3000001"
