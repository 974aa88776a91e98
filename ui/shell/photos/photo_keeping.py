"""What the photos of one kind of record are read with, kept with, and said of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.photos import PhotoRow
from db.vocabulary import Role
from ui.parts.form import Field


@dataclass(frozen=True, slots=True)
class PhotoKeeping:
    """The queries and commands of a desk, each told the id of a record or of a photo.

    `fields` are of a `PhotoNote`. `empty` is a source text; a bar without it has little room and
    says the same on its button.
    """

    rows: Callable[..., Sequence[PhotoRow]]
    picture: Callable[..., bytes | None]
    add: Callable[..., int]
    change: Callable[..., None]
    remove: Callable[..., None]
    keepers: tuple[Role, ...]
    fields: tuple[Field, ...]
    empty: str = ""
