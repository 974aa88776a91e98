"""One measured figure.

What it is, its floor measured in the same run, and whether the promise holds.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """`goal` bounds the ratio where there is a floor, else the value itself.

    Without a goal it is only told.
    """

    name: str
    value: float
    unit: str = "ms"
    floor: float | None = None
    goal: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the floor."""
        return None if not self.floor else self.value / self.floor

    @property
    def kept(self) -> bool:
        """Whether the promise holds."""
        reached = self.value if self.ratio is None else self.ratio
        return self.goal is None or reached <= self.goal

    def line(self) -> str:
        """A row of the table."""
        floor = "" if self.floor is None else f"{self.floor:.2f}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}x"
        goal = (
            ""
            if self.goal is None
            else f"{self.goal:g}{'x' if self.ratio is not None else ' ' + self.unit}"
        )
        verdict = "" if self.goal is None else ("kept" if self.kept else "BROKEN")
        return (
            f"{self.name:<62} {self.value:>10.2f} {self.unit:<4} {floor:>9} {ratio:>8} {goal:>9} "
            f" {verdict}"
        )


HEAD = f"{'':<62} {'figure':>10}      {'floor':>9} {'ratio':>8} {'goal':>9}"


def p95(runs: list[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    ordered = sorted(runs)
    return ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]


def middle(runs: list[float]) -> float:
    """The median."""
    return sorted(runs)[len(runs) // 2]
