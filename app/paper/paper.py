"""Builds a paper from top to bottom into PDF bytes.

    sheet = Paper("购车合同", "SO-20261121-003", store, "zh_CN", Printed(at, "王敏"))
    sheet.parties([("卖方（甲方）", [("电话", "…")]), ("买方（乙方）", […])])
    sheet.table([PaperColumn("项目", 80), PaperColumn("金额", 30, RIGHT)], rows, totals=totals)
    sheet.amount("合计", total).clauses([…]).signatures(["甲方（盖章）", "乙方（签字）"])
    content = sheet.build()

The same facts make the same pages whether previewed, printed or archived.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Self

from reportlab.pdfgen.canvas import Canvas

from app.paper import closing, facts, texts, words
from app.paper.areas import areas
from app.paper.closing import Signature
from app.paper.facts import Fact
from app.paper.fonts import LOCK, REGULAR, font
from app.paper.frame import Frame, Printed, StoreHead
from app.paper.pen import Pen
from app.paper.pieces import Piece, Placed, paged
from app.paper.style import BODY, MM, STRONG
from app.paper.table import PaperColumn, Rows, table


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
    ) -> None:
        self.frame = Frame(title, number, store, language, printed, landscape)
        self._pieces: list[Piece] = []

    def parties(self, sides: Sequence[tuple[str, Sequence[Fact]]]) -> Self:
        """Who deals with whom.

        (name of the side, its facts), two and two side by side.
        """
        return self._add(facts.parties(sides, room=self.frame.room))

    def fields(self, values: Sequence[Fact], *, columns: int = 2) -> Self:
        """Label and value in two to four columns.

        An empty value leaves a line for the pen.
        """
        return self._add(facts.fields(values, room=self.frame.room, columns=columns))

    def day(self, on: date, *, weather: str | None = None) -> Self:
        """The day of a daily sheet.

        "" leaves a line for the weather, None says nothing of it.
        """
        said = words.day(on, language=self.frame.language)
        if weather is None:
            return self.note(said, strong=True)
        return self._add(
            facts.day_line(said, (self._word(words.WEATHER), weather), room=self.frame.room)
        )

    def table(
        self,
        columns: Sequence[PaperColumn],
        rows: Sequence[Sequence[str]],
        *,
        totals: Sequence[Sequence[str]] = (),
        blank_rows: int = 0,
    ) -> Self:
        """One text per column in every row.

        `blank_rows` for the pen stand between the rows and their totals.
        """
        return self._add(table(columns, Rows(rows, totals, blank_rows), room=self.frame.room))

    def heading(self, value: str) -> Self:
        return self._add(texts.heading(value, room=self.frame.room))

    def note(self, value: str, *, strong: bool = False) -> Self:
        """Running text; a line end in it is a line end on the paper."""
        made = texts.paragraph(value, STRONG if strong else BODY, room=self.frame.room)
        made[0].before = 1.5 * MM
        return self._add(made)

    def clauses(self, values: Sequence[str], *, start: int = 1) -> Self:
        """Numbered from `start`."""
        return self._add(texts.clauses(values, room=self.frame.room, start=start))

    def ticks(self, values: Sequence[tuple[bool, str]]) -> Self:
        """Statements with a box each, ticked or to be ticked by hand."""
        return self._add(texts.ticks(values, room=self.frame.room))

    def areas(self, titles: Sequence[str], *, height: float) -> Self:
        """Adds empty boxes side by side, `height` in millimetres."""
        return self._add(areas(titles, height=height, room=self.frame.room))

    def amount(self, label: str, value: Decimal) -> Self:
        """Yuan in figures and, beneath, in capitals.

        Always of the same number, never on a page of their own.
        """
        made = closing.amount(
            label, value, capitals=self._word(words.IN_CAPITALS), room=self.frame.room
        )
        return self.together()._add(made)

    def signatures(self, boxes: Sequence[Signature | str]) -> Self:
        """A box to sign and seal for each.

        Never alone on a page: what stands above comes along.
        """
        made = [box if isinstance(box, Signature) else Signature(box) for box in boxes]
        return self.together()._add(
            closing.signatures(made, date_word=self._word(words.SIGNED_ON), room=self.frame.room)
        )

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
                self._paint(Pen(canvas), placed, (number, len(pages)))
                canvas.showPage()
            canvas.save()
        return target.getvalue()

    def _canvas(self, target: BytesIO, invariant: bool) -> Canvas:
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
        self.frame.paint(pen, page[0], pages=page[1])
        top = self.frame.top(page[0])
        for piece, below in placed:
            piece.paint(pen, top - below)

    def _add(self, pieces: list[Piece]) -> Self:
        self._pieces += pieces
        return self

    def _word(self, message: str) -> str:
        return words.word(self.frame.language, message)
