"""Tells one save from the others; loads no database, because windows make the marks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from uuid import uuid4


@dataclass(frozen=True, slots=True)
class GestureMark:
    """The id of one save, and of the same save made before and undone since, oldest first."""

    id: str = field(default_factory=lambda: uuid4().hex)
    before: tuple[str, ...] = ()

    def again(self) -> GestureMark:
        """The mark of the same save, made once more."""
        return replace(self, id=uuid4().hex, before=(*self.before, self.id))
