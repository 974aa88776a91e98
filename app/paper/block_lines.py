"""Draws the rules around the blocks of a page, and their names at the left."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from app.paper.pen import Pen
from app.paper.pieces import PaperBlock, Piece, Placed
from app.paper.style import BAND, BLOCK_NAME, INK, MARGIN, MM, RULE


def enclosed(pieces: list[Piece], block: PaperBlock, *, before: float = 2.2 * MM) -> list[Piece]:
    """The pieces, and the heads that they repeat, as parts of one block."""
    for piece in pieces:
        piece.block = block
        if piece.head is not None:
            piece.head.block = block
    if pieces:
        pieces[0].before = before
    return pieces


def paint_grounds(pen: Pen, placed: Sequence[Placed], *, top: float) -> None:
    """What lies beneath the blocks on one page, whose pieces begin at `top`."""
    for block, upper, lower in _runs(placed):
        if block.ground is not None:
            block.ground(pen, top - upper, lower=top - lower)


def paint_blocks(pen: Pen, placed: Sequence[Placed], *, top: float) -> None:
    """Rules and names of the blocks on one page, whose pieces begin at `top`."""
    for block, upper, lower in _runs(placed):
        for height in (upper, lower):
            pen.rule(MARGIN, top - height, length=block.room, weight=RULE, grey=INK)
        if block.name:
            pen.fall(MARGIN + BAND, top - upper, length=lower - upper)
            centre = (MARGIN + BAND / 2, top - (upper + lower) / 2)
            pen.upright(block.name, BLOCK_NAME, centre=centre, room=lower - upper - MM)


def _runs(placed: Sequence[Placed]) -> Iterator[tuple[PaperBlock, float, float]]:
    """Each block of the page with the distances of its upper and lower edge."""
    for block, run in groupby(placed, key=lambda one: one[0].block):
        parts = list(run)
        if block is not None:
            last, below = parts[-1]
            yield block, parts[0][1], below + last.height
