"""Identity numbers, licences and credit codes.

The check character catches the slip before the customer has left.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from app.identity import credit_code, licence, person_id
from app.identity.verdict import Judgement

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002X",
        "932682198501010017",
        "11010519000101001X",
        "440305191002280048",
        "330106190707070775",
        "810000190001010018",
        "830000190606300046",
        "11010519491231002Ｘ",
        "110105 19491231 002x",
    ],
)
def test_a_real_identity_number_is_fine(typed: str) -> None:
    assert person_id.judge(typed, today=TODAY).is_fine
    assert licence.judge(typed, today=TODAY).is_fine


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("110105194912310021", "id.check"),
        ("1101051949123100", "id.length"),
        ("110105194913310020", "id.date"),
        ("110105209912310028", "id.future"),
        ("A1010519491231002X", "id.format"),
        ("440524188001010015", "id.check"),
        ("990105194912310021", "id.check"),
        ("000105194912310021", "id.area"),
        ("110105491231002", "id.old"),
        ("", "id.empty"),
    ],
)
def test_a_wrong_identity_number_is_stopped_and_says_why(typed: str, code: str) -> None:
    verdict = person_id.judge(typed, today=TODAY)
    assert (verdict.level, verdict.code) == (Judgement.BLOCK, code)
    assert verdict.text()


def test_the_number_tells_birth_date_and_sex() -> None:
    facts = person_id.judge("11010519491231002X", today=TODAY).facts
    assert (facts["born"], facts["sex"]) == ("1949-12-31", "female")


def test_only_the_area_and_the_last_four_are_seen() -> None:
    assert person_id.masked("11010519491231002x") == "110105********002X"


@given(st.text("0123456789", min_size=17, max_size=17))
def test_the_identity_check_agrees_with_stdnum(made: str) -> None:
    assert person_id.check_character(made + "0") == ric.calc_check_digit(made + "0")


@pytest.mark.parametrize(
    "typed",
    [
        "91350100M000100Y43",
        "91440300MA5EXAM067",
        "91510100MA6X0Y000A",
        "11330000002500009H",
        "93370100MA3C00003H",
    ],
)
def test_a_real_credit_code_is_fine(typed: str) -> None:
    assert credit_code.judge(typed).is_fine
    assert credit_code.check_character(typed) == uscc.calc_check_digit(typed[:17])


@pytest.mark.parametrize(
    ("typed", "level", "code"),
    [
        ("91350200M000000510", Judgement.BLOCK, "uscc.check"),
        ("91350100M000100Y44", Judgement.BLOCK, "uscc.check"),
        ("91350100I000100Y43", Judgement.BLOCK, "uscc.format"),
        ("9135010OM000100Y43", Judgement.BLOCK, "uscc.format"),
        ("123456789012345678", Judgement.WARN, "uscc.organisation"),
        ("9135", Judgement.BLOCK, "uscc.length"),
        ("", Judgement.BLOCK, "uscc.empty"),
    ],
)
def test_a_wrong_credit_code_is_found(typed: str, level: Judgement, code: str) -> None:
    verdict = credit_code.judge(typed)
    assert (verdict.level, verdict.code) == (level, code)
    assert verdict.text()


def test_the_expected_check_characters_are_those_of_the_examples() -> None:
    assert credit_code.check_character("91350200M00000051") == "D"
    assert credit_code.check_character("91350100M000100Y4") == "3"
    assert credit_code.organisation_check("123456789012345678") == "8"


@pytest.mark.parametrize(
    ("held", "manual", "automatic"),
    [
        (("C1",), True, True),
        (("C2",), False, True),
        (("A1",), True, True),
        (("C5",), False, False),
        (("D", "E"), False, False),
        (("C2", "D"), False, True),
    ],
)
def test_c2_may_not_drive_a_manual_car(
    held: tuple[str, ...], manual: bool, automatic: bool
) -> None:
    assert licence.may_drive(held, manual=True) is manual
    assert licence.may_drive(held, manual=False) is automatic
