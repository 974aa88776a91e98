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
    gave it this width and it gets no more.
    """

    wanted: int
    least: int
    yields: int = 0
    stretches: bool = False
    is_own: bool = False


def fitted(columns: Sequence[ColumnRoom], room: int) -> list[int]:
    """The width of each column; 0 for one that goes."""
    kept = _kept(columns, room)
    widths = {at: columns[at].wanted for at in kept}
    missing = sum(widths.values()) - room
    if missing > 0:
        _shrink(columns, widths, missing)
    else:
        _stretch(columns, widths, -missing)
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


def _stretch(columns: Sequence[ColumnRoom], widths: dict[int, int], free: int) -> None:
    """Equal widths for those that stretch, as far as the cap and their own wish allow."""
    elastic = [at for at in widths if columns[at].stretches]
    cap = CAP if len(widths) > 1 else free + sum(widths.values())
    free += sum(widths[at] for at in elastic)
    for left in range(len(elastic), 0, -1):
        at = max(elastic[-left:], key=lambda one: columns[one].wanted)
        elastic.remove(at)
        elastic.insert(len(elastic) - left + 1, at)
        widths[at] = max(columns[at].wanted, min(free // left, cap))
        free -= widths[at]
    _spread(columns, widths, free)


def _spread(columns: Sequence[ColumnRoom], widths: dict[int, int], free: int) -> None:
    """A wide list is filled by wider gaps, not by an empty right half."""
    wider = [at for at in widths if not columns[at].is_own]
    share = min(SPREAD, max(0, free) // max(1, len(wider)))
    for at in wider if len(widths) > 1 else ():
        widths[at] += share
