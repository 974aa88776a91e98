"""How wide the columns of a list are in the room that there is."""

from collections.abc import Sequence
from dataclasses import dataclass

CAP = 320
"""No column beside others stretches further: the eye must not cross a desert."""
SPREAD = 72
"""What is free then goes to all columns alike, each at most so much."""


@dataclass(frozen=True, slots=True)
class ColumnRoom:
    """What one column wants, in pixels.

    `least`: below this it cannot be read. `yields`: 0 never goes; of the others the highest goes
    first where there is no room. `stretches`: takes what is left, up to `CAP`. `is_own`: somebody
    gave it this width and it gets no more. `holds`: what its title and its rows need to be read
    whole; 0 while no row has been seen. `spares`: others may have what it does not need for that.
    """

    wanted: int
    least: int
    yields: int = 0
    stretches: bool = False
    is_own: bool = False
    holds: int = 0
    spares: bool = False


def fitted(columns: Sequence[ColumnRoom], room: int) -> list[int]:
    """The width of each column; 0 for one that goes."""
    kept = _kept(columns, room)
    widths = {at: columns[at].wanted for at in kept}
    missing = sum(widths.values()) - room
    if missing > 0:
        _shrink(columns, widths, missing)
        _complete(columns, widths, 0)
    else:
        _stretch(columns, widths, _complete(columns, widths, -missing))
    return [widths.get(at, 0) for at in range(len(columns))]


def _kept(columns: Sequence[ColumnRoom], room: int) -> list[int]:
    kept = list(range(len(columns)))
    while sum(columns[at].least for at in kept) > room:
        going = [at for at in kept if columns[at].yields]
        if not going:
            break
        kept.remove(max(going, key=lambda at: (columns[at].yields, at)))
    return kept


def _shrink(columns: Sequence[ColumnRoom], widths: dict[int, int], missing: int) -> None:
    """Each gives in proportion to what it can spare."""
    spare = {at: max(0, width - columns[at].least) for at, width in widths.items()}
    whole = sum(spare.values())
    for at, own in spare.items():
        widths[at] -= min(own, -(-own * missing // whole)) if whole else 0


def _complete(columns: Sequence[ColumnRoom], widths: dict[int, int], free: int) -> int:
    """Makes cut cells whole, first those that lack least; gives what is still free.

    Where that is not enough, columns that hold less than they wanted give the rest.
    """
    lacks = {
        at: min(columns[at].holds, CAP) - width
        for at, width in widths.items()
        if width < min(columns[at].holds, CAP) and not columns[at].is_own
    }
    for at in sorted(lacks, key=lambda one: (lacks[one], one)):
        free += _spared(columns, widths, lacks[at] - free)
        given = min(free, lacks[at])
        widths[at], free = widths[at] + given, free - given
    return free


def _spared(columns: Sequence[ColumnRoom], widths: dict[int, int], missing: int) -> int:
    """What other columns can do without, at most what is missing."""
    taken = 0
    for at in widths:
        spare = widths[at] - columns[at].holds if columns[at].spares else 0
        given = max(0, min(spare, missing - taken))
        widths[at], taken = widths[at] - given, taken + given
    return taken


def _stretch(columns: Sequence[ColumnRoom], widths: dict[int, int], free: int) -> None:
    """Equal widths for those that stretch, as far as the cap and their own wish allow."""
    elastic = [at for at in widths if columns[at].stretches]
    needed = {at: widths[at] for at in elastic}
    cap = CAP if len(widths) > 1 else free + sum(widths.values())
    free += sum(widths[at] for at in elastic)
    for left in range(len(elastic), 0, -1):
        at = max(elastic[-left:], key=lambda one: needed[one])
        elastic.remove(at)
        elastic.insert(len(elastic) - left + 1, at)
        widths[at] = max(needed[at], min(free // left, cap))
        free -= widths[at]
    _spread(columns, widths, free)


def _spread(columns: Sequence[ColumnRoom], widths: dict[int, int], free: int) -> None:
    """A wide list is filled by wider gaps, not by an empty right half."""
    wider = [at for at in widths if not columns[at].is_own]
    share = min(SPREAD, max(0, free) // max(1, len(wider)))
    for at in wider if len(widths) > 1 else ():
        widths[at] += share
