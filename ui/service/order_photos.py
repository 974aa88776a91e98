"""The photos of a repair order, of its damage marks and findings, as a bar keeps them."""

from __future__ import annotations

from app.service.commands import photos as commands
from app.service.queries import photos as queries
from app.service.queries.sheet import OrderSheet
from app.text import N_
from ui.parts.columns import field
from ui.parts.fields import Choice
from ui.shell.photos.photo_bar import PhotoBar
from ui.shell.photos.photo_keeping import PhotoKeeping

ORDER_PHOTOS = PhotoKeeping(
    queries.photos,
    queries.picture,
    commands.add_photos,
    commands.change_photo,
    commands.remove_photo,
    commands.KEEPERS,
    (field("photo.caption", half=True), field("photo.mark", Choice, half=True)),
    N_("No photo yet: drop or paste pictures, also onto a damage mark"),
)


def show_sheet(bar: PhotoBar, sheet: OrderSheet) -> None:
    """The photos of this order; none comes to one that is closed."""
    bar.show_of(sheet.id, marks=sheet.intake.damage_marks, is_open=not sheet.is_closed)
