"""Work that may take longer than a second: what it is called, how far it is, and the wish to stop.

`work.run(function, …, long=LongTask(_("Making the backup")))`; several calls may share one task,
which is over when none of them is under way any more.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.long_work import Progress


@dataclass(slots=True, eq=False)
class LongTask:
    """`title` says in the language of the window what is done."""

    title: str
    progress: Progress = field(default_factory=Progress)
    calls: int = 0
    is_held: bool = False
    """Between its calls something goes on that no call stands for, such as reading page by page."""

    @property
    def is_over(self) -> bool:
        """True once the last of its calls has been answered."""
        return self.calls == 0 and not (self.is_held and not self.progress.is_stopped)
