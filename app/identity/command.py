"""The command `dealer-desk identity plate 京A12345`, for scripts and support."""

from collections.abc import Callable
from datetime import date

from app.identity.kinds import judge, shown
from app.identity.verdict import Judgement, Verdict
from app.text import N_, _

EXIT = {Judgement.FINE: 0, Judgement.WARN: 1, Judgement.BLOCK: 3}

_NAMES = {
    "plate": N_("number plate"),
    "vin": N_("vehicle identification number"),
    "id": N_("identity number"),
    "uscc": N_("unified social credit code"),
    "phone": N_("telephone number"),
    "licence": N_("driving licence"),
    "name": N_("name of a person"),
}
_LEVELS = {
    Judgement.FINE: N_("fine"),
    Judgement.WARN: N_("please check"),
    Judgement.BLOCK: N_("not possible"),
}


def tell(kind: str, value: str, *, today: date, write: Callable[[str], object]) -> int:
    """Writes kind, normal form and verdict.

    Returns 0 for fine, 1 for a warning, 3 for no (2 is a wrong command line).
    """
    verdict = judge(kind, value, today=today)
    for line in _lines(verdict):
        write(line)
    return EXIT[verdict.level]


def _lines(verdict: Verdict) -> list[str]:
    word = _(_LEVELS[verdict.level])
    said = verdict.text()
    return [
        _("Kind: {kind}").format(kind=_(_NAMES[verdict.kind])),
        _("Normal form: {normal}").format(normal=verdict.normal),
        _("Shown as: {shown}").format(shown=shown(verdict.kind, verdict.normal)),
        _("Verdict: {verdict}").format(verdict=f"{word} ({verdict.code}) {said}".rstrip()),
    ]
