"""A promised speed: what is done, how often, and how long it may take."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """`prepare` is not timed and hands what it made to `run`, which is.

    `limit` is milliseconds at the 95th percentile.
    """

    name: str
    limit: float
    run: Callable[[object], object]
    prepare: Callable[[], object] = lambda: None
    times: int = 100


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of every run, sorted."""

    promise: Promise
    runs: tuple[float, ...]

    @property
    def p95(self) -> float:
        return self.runs[min(len(self.runs) - 1, len(self.runs) * 95 // 100)]

    @property
    def kept(self) -> bool:
        return self.p95 <= self.promise.limit

    def line(self) -> str:
        middle, last = self.runs[len(self.runs) // 2], self.runs[-1]
        verdict = "kept" if self.kept else "BROKEN"
        return (
            f"{self.promise.name:<60} {middle:>9.2f} {self.p95:>9.2f} {last:>9.2f}"
            f" {self.promise.limit:>9.1f}  {verdict}"
        )


def measure(promise: Promise) -> Measured:
    """Every run counts, the cold first one too."""
    stage = promise.prepare()
    return Measured(promise, tuple(sorted(_timed(promise, stage) for _ in range(promise.times))))


def _timed(promise: Promise, stage: object) -> float:
    start = perf_counter()
    promise.run(stage)
    return (perf_counter() - start) * 1000
