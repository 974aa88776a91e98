"""Reads pasted lines of VINs and says which of them can be saved."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.identity import vin as vins
from app.identity.characters import half_width
from app.text import N_, _, ngettext

CELLS = re.compile(r"[\t,;，；]")
MOST_LINES = 200


class LineVerdict(StrEnum):
    """What becomes of a pasted line."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class PastedLine:
    """A line as it was pasted: a VIN, then maybe version, colour, engine number and key."""

    place: int
    text: str
    vin: str
    version: str
    colour: str
    engine_number: str
    key_number: str


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A line with what is to be said of it; `trim_id` is the version that counts."""

    line: PastedLine
    verdict: LineVerdict
    why: str = ""
    trim_id: int | None = None


@dataclass(frozen=True, slots=True)
class KnownCars:
    """What the store knows: VINs that stand in the stock, versions by name."""

    standing: Mapping[str, str]
    versions: Sequence[tuple[int, str]]


def read_lines(text: str) -> list[PastedLine]:
    """The lines that hold anything, with their cells; more cells than five are left alone."""
    found = []
    for place, line in enumerate(text.splitlines(), 1):
        cells = [cell.strip() for cell in CELLS.split(line)]
        if any(cells):
            vin, version, colour, engine, key = (*cells, "", "", "", "")[:5]
            found.append(PastedLine(place, line, vins.normalise(vin), version, colour, engine, key))
    return found[:MOST_LINES]


def judge(
    lines: Sequence[PastedLine], known: KnownCars, *, trim_id: int | None
) -> list[JudgedLine]:
    """Every line with its verdict; `trim_id` is the version of lines that name none."""
    seen: set[str] = set()
    judged = []
    for line in lines:
        judged.append(_judge(line, known, seen, trim_id=trim_id))
        seen.add(line.vin)
    return judged


def _judge(
    line: PastedLine, known: KnownCars, seen: Collection[str], *, trim_id: int | None
) -> JudgedLine:
    verdict = vins.judge(line.vin)
    if verdict.is_blocked:
        return JudgedLine(line, LineVerdict.BAD, verdict.text())
    if line.vin in seen:
        return JudgedLine(line, LineVerdict.BAD, _("stands above already"))
    if line.vin in known.standing:
        told = _("in the stock list already: {number}").format(number=known.standing[line.vin])
        return JudgedLine(line, LineVerdict.BAD, told)
    version, why = version_of(line.version, known.versions, otherwise=trim_id)
    if version is None:
        return JudgedLine(line, LineVerdict.BAD, why)
    if not verdict.is_fine:
        return JudgedLine(line, LineVerdict.DOUBTFUL, verdict.text(), version)
    return JudgedLine(line, LineVerdict.GOOD, "", version)


def version_of(
    words: str, versions: Sequence[tuple[int, str]], *, otherwise: int | None
) -> tuple[int | None, str]:
    """The one version that holds all the words, or why there is none."""
    if not words:
        return otherwise, "" if otherwise else _("no version: choose one below")
    parts = half_width(words).casefold().split()
    fitting = [key for key, name in versions if all(part in name.casefold() for part in parts)]
    if len(fitting) == 1:
        return fitting[0], ""
    why = N_("several versions are called “{words}”") if fitting else N_("no version “{words}”")
    return None, _(why).format(words=words)


def told(judged: Sequence[JudgedLine], *, keeps_doubtful: bool) -> str:
    """How many lines are good, and each of the others with its reason."""
    counts = {one: sum(line.verdict is one for line in judged) for one in LineVerdict}
    good = counts[LineVerdict.GOOD]
    parts = [ngettext("{n} good", "{n} good", good).format(n=good)]
    if doubtful := counts[LineVerdict.DOUBTFUL]:
        word = N_("{n} doubtful, saved") if keeps_doubtful else N_("{n} doubtful, not saved")
        parts.append(_(word).format(n=doubtful))
    if bad := counts[LineVerdict.BAD]:
        parts.append(_("{n} not saved").format(n=bad))
    others = [one for one in judged if one.verdict is not LineVerdict.GOOD]
    lines = [_about(one) for one in others]
    return "\n".join([" · ".join(parts), *lines])


def _about(one: JudgedLine) -> str:
    return _("Line {place}, {vin}: {why}").format(
        place=one.line.place, vin=one.line.vin or "—", why=one.why
    )


def is_saved(one: JudgedLine, *, keeps_doubtful: bool) -> bool:
    """True for good lines, and for doubtful ones that are kept on purpose."""
    doubtful = keeps_doubtful and one.verdict is LineVerdict.DOUBTFUL
    return one.verdict is LineVerdict.GOOD or doubtful
