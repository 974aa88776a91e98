"""Line by line what the house knows of identifiers.

What is fine, what is asked about, what cannot be; the same on the command line.
"""

import pytest

from app import text
from app.identity.command import tell
from app.identity.kinds import judge
from tests.app.identity.corpus import CASES, TODAY, Case

EXIT = {"fine": 0, "warn": 1, "block": 3}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind} {case.typed}")
def test_it_is_judged_as_the_shop_knows_it_and_told_in_both_languages(case: Case) -> None:
    verdict = judge(case.kind, case.typed, today=TODAY)
    assert (verdict.level.value, verdict.normal) == (case.level, case.normal or case.typed)
    assert case.told in verdict.text()
    for language in text.LANGUAGES:
        text.use(language)
        _check_command_line(case, language)


def _check_command_line(case: Case, language: str) -> None:
    """It says kind, normal form and verdict."""
    lines: list[str] = []
    assert tell(case.kind, case.typed, today=TODAY, write=lines.append) == EXIT[case.level]
    kind, normal, _shown, verdict = lines
    assert (
        normal.endswith(case.normal or case.typed)
        and len(kind.partition(":")[2] or kind.partition("：")[2]) > 1
    )
    assert verdict.endswith(judge(case.kind, case.typed, today=TODAY).text())
    if language == "zh_CN":
        assert not any(one.isascii() and one.isalpha() for one in kind.replace("VIN", ""))
