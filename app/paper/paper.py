"""Builds a paper from top to bottom into PDF bytes.

    sheet = Paper("购车合同", "SO-20261121-003", store, "zh_CN", Printed(at, "王敏"))
    sheet.grid([[("买方", Strong("张伟")), ("电话", "…")], [("车型", "轩逸")]])
    sheet.table([PaperColumn("项目", 80), PaperColumn("金额", 30, RIGHT)], Rows(rows, totals))
    sheet.total("合计（人民币大写）：", total).clauses([…]).signatures(["甲方", "乙方"])
    content = sheet.build()

The same facts make the same pages whether previewed, printed or archived.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Self

from app.body_marks import BodyMarks
from app.paper import body_sketch, closing, texts, words
from app.paper.areas import areas
from app.paper.block_lines import paint_blocks, paint_grounds
from app.paper.body_sketch import Beside
from app.paper.closing import BoxLook, QrCode, Signature
from app.paper.cut_line import cut_line
from app.paper.fonts import LOCK, REGULAR, font
from app.paper.frame import Frame, Printed, StoreHead
from app.paper.grid import PLAIN, Fact, GridLook, grid
from app.paper.month_grid import MonthLook, MonthRow, MonthSums, month_grid
from app.paper.pen import Pen
from app.paper.pictures import PaperPicture, pictures
from app.paper.pieces import Piece, Placed, paged
from app.paper.style import BODY, MARGIN, MM, STRONG
from app.paper.table import PaperColumn, Rows, table
from db import long_work

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


class Paper:
    """Each method adds below what is there and returns the paper."""

    def __init__(
        self,
        title: str,
        number: str,
        store: StoreHead,
        language: str,
        printed: Printed,
        landscape: bool = False,
        *,
        subject: str = "",
        subtitle: str = "",
    ) -> None:
        self.frame = Frame(
            title, number, store, language, printed, landscape, subject=subject, subtitle=subtitle
        )
        self._pieces: list[Piece] = []

    def grid(self, rows: Sequence[Sequence[Fact]], look: GridLook = PLAIN) -> Self:
        """Labels with values in shared columns; each row begins a new line.

        Empty values are left out, or are lines for the pen where the look says so.
        """
        return self._add(grid(rows, look, room=self.frame.room))

    def day(self, on: date, *, weather: str | None = None) -> Self:
        """The day of a daily sheet, beneath the title.

        "" leaves a line for the weather, None says nothing of it.
        """
        said = words.day(on, language=self.frame.language)
        label = self._word(words.WEATHER) if weather is not None else ""
        if weather:
            said, label = f"{said}　{label} {weather}", ""
        self.frame = replace(self.frame, subtitle=said, by_hand=label)
        return self

    def table(
        self,
        columns: Sequence[PaperColumn],
        content: Rows | Sequence[Sequence[str]],
        *,
        name: str = "",
    ) -> Self:
        """One text per column in every row; `name` stands upright at the left."""
        rows = content if isinstance(content, Rows) else Rows(content)
        return self._add(table(columns, rows, room=self.frame.room, name=name))

    def month_grid(
        self, look: MonthLook, rows: Sequence[MonthRow], *, sums: Sequence[MonthSums] = ()
    ) -> Self:
        """Rows with a narrow column for each day of a month, and sums beneath."""
        return self._add(month_grid(look, rows, sums=sums, room=self.frame.room))

    def note(self, value: str, *, strong: bool = False) -> Self:
        """Running text; a line end in it is a line end on the paper."""
        made = texts.paragraph(value, STRONG if strong else BODY, room=self.frame.room)
        made[0].before = 1 * MM
        return self._add(made)

    def clauses(self, values: Sequence[str], *, small: bool = False) -> Self:
        """Numbered from 1."""
        return self._add(texts.clauses(values, room=self.frame.room, small=small))

    def body_sketch(self, marks: BodyMarks, *, beside: Beside | None = None) -> Self:
        """The car from five sides with the damage that was marked on it, and how it came."""
        return self._add(body_sketch.body_sketch(marks, room=self.frame.room, beside=beside))

    def pictures(self, shown: Sequence[PaperPicture], *, title: str = "") -> Self:
        """Photos three side by side with their words, under a title where there is one."""
        if title and shown:
            self.note(title, strong=True).together()
        return self._add(pictures(shown, room=self.frame.room))

    def areas(self, titles: Sequence[str], *, height: float) -> Self:
        """Adds empty boxes side by side, `height` in millimetres."""
        return self._add(areas(titles, height=height, room=self.frame.room))

    def cut_line(self, words: str) -> Self:
        """A dashed line over the whole width, with words in its middle; what follows stays."""
        return self._add(cut_line(words, room=self.frame.room))

    def total(self, label: str, value: Decimal) -> Self:
        """Yuan in capitals and in figures on one line.

        Always of the same number, never on a page of their own.
        """
        return self.together()._add(closing.total(label, value, room=self.frame.room))

    def signatures(
        self,
        boxes: Sequence[Signature | str],
        *,
        internal: bool = False,
        code: QrCode | None = None,
    ) -> Self:
        """A box to sign and seal for each, lower ones where nobody seals.

        Never alone on a page: what stands above comes along.
        """
        made = [box if isinstance(box, Signature) else Signature(box) for box in boxes]
        look = BoxLook(self.frame.language, self.frame.room, internal, code)
        return self.together()._add(closing.signatures(made, look))

    def together(self) -> Self:
        """What comes next must not be alone on its page."""
        if self._pieces:
            self._pieces[-1].keep = True
        return self

    def build(self, *, invariant: bool = False) -> bytes:
        """The PDF. `invariant` leaves out the moment of making, so that tests can compare bytes."""
        first, other = self.frame.heights()
        pages = paged(self._pieces, first=first, other=other)
        target = BytesIO()
        with LOCK:
            font(bold=True), font()
            canvas = self._canvas(target, invariant)
            for number, placed in enumerate(pages, 1):
                long_work.step(number, len(pages))
                self._paint(Pen(canvas), placed, (number, len(pages)))
                canvas.showPage()
            canvas.save()
        return target.getvalue()

    def _canvas(self, target: BytesIO, invariant: bool) -> "Canvas":
        from reportlab.pdfgen.canvas import Canvas

        language = self.frame.language.replace("_", "-")
        canvas = Canvas(
            target,
            self.frame.page,
            pageCompression=1,
            invariant=int(invariant),
            lang=language,
            initialFontName=REGULAR,
            initialFontSize=9,
        )
        canvas.setTitle(f"{self.frame.title} {self.frame.number}".strip())
        canvas.setAuthor(self.frame.store.name)
        return canvas

    def _paint(self, pen: Pen, placed: list[Placed], page: tuple[int, int]) -> None:
        pen.shift(self.frame.size.side - MARGIN)
        self.frame.paint(pen, page[0], pages=page[1])
        top = self.frame.top(page[0])
        paint_grounds(pen, placed, top=top)
        for piece, below in placed:
            piece.paint(pen, top - below)
        paint_blocks(pen, placed, top=top)

    def _add(self, pieces: list[Piece]) -> Self:
        long_work.check()
        self._pieces += pieces
        return self

    def _word(self, message: str) -> str:
        return words.word(self.frame.language, message)
