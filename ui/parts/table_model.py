"""What a table shows: columns as data, rows all at hand or in pages fetched on demand."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCollator,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)

from app.export import Cell
from app.formatting import money, show_date, show_moment
from app.text import _

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
Row = Any
"""A line as its query gave it: the columns alone know what it holds."""
RowId = Hashable
RowsTold = Callable[[int, int], bool]
Fetch = Callable[[list[RowId], Callable[[Sequence[Row]], None]], object]
NUMBERS = (int, Decimal, date, datetime, time)
NOTHING = "—"
PAGE = 100
FILE_PAGE = 500
MOST_PAGES = 200


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `get` and the other callables take the row (`text` takes the value); the title is an `N_()`
    text. `widest` gives the widest texts that the cell may hold: it is never narrower than these.
    `yields`: a list without room for all leaves out the column with the highest one first; 0 stays.
    Where no column says so, those at the right go first; the first one, chips and ink stay.
    In a file stands what `filed` gives, where the cell says it in words of the moment, and
    the columns of `beside` follow, for what the cell says in its second line.
    """

    key: str
    title: str
    width: int = 112
    align: str = "left"
    ink: bool = False
    stretch: bool = False
    chip: bool = False
    tile: bool = False
    """A single letter, such as a level, on a small square in its tone."""
    avatar: Callable[[Any], str] | None = None
    """The name whose first sign stands in a round before the words."""
    dot: Callable[[Any], str] | None = None
    """The words for a colour, drawn as a dot before the second line."""
    bar: Callable[[Any], tuple[float, float | None] | None] | None = None
    """Percent and the target's percent (None: no tick), drawn as a bar under the words."""
    get: Callable[[Row], object] | None = None
    text: Callable[[Row], str] | None = None
    second: Callable[[Row], str] | None = None
    tone: Callable[[Row], str] | None = None
    icon: Callable[[Row], str] | None = None
    sort: Callable[[Row], object] | None = None
    sortable: bool = True
    filed: Callable[[Row], Cell] | None = None
    beside: tuple["Column", ...] = ()
    widest: Callable[[], Iterable[str]] | None = None
    yields: int = 0

    def value(self, row: Row) -> object:
        """What the row holds."""
        return self.get(row) if self.get else getattr(row, self.key)

    def shown(self, row: Row) -> str:
        """What stands in the cell."""
        value = self.value(row)
        if value is None or value == "":
            return NOTHING
        return self.text(value) if self.text else plain(value)

    def in_file(self, row: Row) -> Cell:
        """What a file holds: numbers, dates and times as such, all else as the cell reads."""
        value = self.filed(row) if self.filed else self.value(row)
        if value is None or value == "":
            return None
        if self.filed or (isinstance(value, NUMBERS) and not isinstance(value, bool)):
            return value
        words = self.shown(row)
        return None if words == NOTHING else words


def file_columns(columns: Iterable[Column]) -> list[Column]:
    """The columns of a file: each with those beside it, without icons that have no title."""
    return [each for one in columns for each in (one, *one.beside) if each.title]


def plain(value: object) -> str:
    """How a value reads when its column does not say."""
    if isinstance(value, Decimal):
        return money(value)
    if isinstance(value, datetime):
        return show_moment(value)
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)


class RowsModel(QAbstractTableModel):
    """The base of both: knows columns and asks its heir for a row."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)

    def row_at(self, row: int) -> Row | None:
        """The value of a row, or None while it is on its way."""
        raise NotImplementedError

    def id_at(self, row: int) -> RowId:
        """What the row is known by."""
        raise NotImplementedError

    def find(self, row_id: RowId) -> int:
        """Where a row stands, or -1."""
        raise NotImplementedError

    def every_row(self, then: Callable[[list[Row]], object], told: RowsTold) -> None:
        """Hands over all rows in their order; `told(read, all)` is False where they stop."""
        raise NotImplementedError

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Qt asks."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Plain words; the delegate paints."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row, column = self.row_at(index.row()), self.columns[index.column()]
        if row is None:
            return "…"
        words = column.shown(row)
        if column.second and (second := column.second(row)):
            words = f"{words} · {second}"
        return f"{_(column.title)} {words}" if role == Qt.ItemDataRole.AccessibleTextRole else words

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Column titles only; rows have no numbers."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].title)
        return None


class ListModel(RowsModel):
    """All rows at hand, sorted here."""

    def __init__(
        self, columns: Sequence[Column], row_id: str, parent: QObject | None = None
    ) -> None:
        super().__init__(columns, parent)
        self._row_id = row_id
        self._given: tuple[Row, ...] = ()
        self._rows: list[Row] = []
        self._order: tuple[str, bool] | None = None
        self._collator = QCollator(QLocale(QLocale.Language.Chinese))
        self._collator.setNumericMode(True)

    def fill(self, rows: Iterable[Row]) -> None:
        """Other rows, in the order that was chosen."""
        self._given = tuple(rows)
        self._arrange()

    def order_by(self, key: str, descending: bool) -> None:
        """Another order; without a key the order that the rows came in."""
        self._order = (key, descending) if key else None
        self._arrange()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Qt asks."""
        return 0 if parent.isValid() else len(self._rows)

    def row_at(self, row: int) -> Row | None:
        """Always there."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def id_at(self, row: int) -> RowId:
        """An attribute of the row."""
        return getattr(self._rows[row], self._row_id)

    def find(self, row_id: RowId) -> int:
        """Rows are few."""
        return next(
            (at for at, row in enumerate(self._rows) if getattr(row, self._row_id) == row_id), -1
        )

    def every_row(self, then: Callable[[list[Row]], object], told: RowsTold) -> None:
        """At once."""
        then(list(self._rows))

    def _arrange(self) -> None:
        self.beginResetModel()
        self._rows = list(self._given)
        if self._order is not None:
            key, descending = self._order
            for column in self.columns:
                if column.key == key:
                    self._rows = self._sorted(column, descending)
        self.endResetModel()

    def _sorted(self, column: Column, descending: bool) -> list[Row]:
        """The rows by what they hold in a column; those that hold nothing come last."""
        ranks = [(self._rank_of(column, row), row) for row in self._given]
        filled = [row for rank, row in ranks if rank not in (None, "")]
        empty = [row for rank, row in ranks if rank in (None, "")]
        words = any(isinstance(rank, str) for rank, _row in ranks if rank)
        filled.sort(key=lambda row: self._sort_key(column, row, words), reverse=descending)
        return filled + empty

    def _rank_of(self, column: Column, row: Row) -> object:
        return column.sort(row) if column.sort else column.value(row)

    def _sort_key(self, column: Column, row: Row, words: bool) -> object:
        rank = self._rank_of(column, row)
        if words:
            return self._collator.sortKey(str(rank))
        return rank if hasattr(rank, "__lt__") else column.shown(row)


class PagedModel(RowsModel):
    """An array of ids whose rows are fetched in pages of a hundred."""

    def __init__(
        self, columns: Sequence[Column], row_id: str, parent: QObject | None = None
    ) -> None:
        super().__init__(columns, parent)
        self._row_id = row_id
        self._ids: Sequence[RowId] = ()
        self._fetch: Fetch | None = None
        self._pages: OrderedDict[int, dict[RowId, Row]] = OrderedDict()
        self._asked: set[int] = set()
        self._wanted: set[int] = set()
        self._answers: list[_Answer] = []

    def fill(self, ids: Sequence[RowId], fetch: Fetch) -> None:
        """Another list; answers to the old one are ignored from now on."""
        self.beginResetModel()
        self._ids, self._fetch = ids, fetch
        self._pages.clear()
        self._asked.clear()
        self._wanted.clear()
        for answer in self._answers:
            answer.deleteLater()
        self._answers.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Qt asks."""
        return 0 if parent.isValid() else len(self._ids)

    def row_at(self, row: int) -> Row | None:
        """Asks for its page when it is not here yet."""
        if not 0 <= row < len(self._ids):
            return None
        page = row // PAGE
        if page in self._pages:
            return self._pages[page].get(self._ids[row])
        if page not in self._asked and page not in self._wanted:
            if not self._wanted:
                # never fetch inside a paint event
                QTimer.singleShot(0, self, self._ask)
            self._wanted.add(page)
        return None

    def id_at(self, row: int) -> RowId:
        """Known before the row is."""
        return self._ids[row]

    def find(self, row_id: RowId) -> int:
        """A look through the array."""
        try:
            return self._ids.index(row_id)
        except ValueError:
            return -1

    def every_row(self, then: Callable[[list[Row]], object], told: RowsTold) -> None:
        """Five hundred at a time; rows that went meanwhile are left out."""
        ids, fetch, found = list(self._ids), self._fetch, dict[RowId, Row]()

        def take(rows: Sequence[Row]) -> None:
            found.update((getattr(row, self._row_id), row) for row in rows)
            ask(asked[0])

        def ask(at: int) -> None:
            asked[0] = at + FILE_PAGE
            if not told(at, len(ids)):
                pass
            elif at < len(ids) and fetch is not None:
                fetch(ids[at : at + FILE_PAGE], take)
            else:
                then([found[one] for one in ids if one in found])

        asked = [0]
        ask(0)

    def take_page(self, page: int, rows: Sequence[Row]) -> None:
        """A page has come."""
        self._pages[page] = {getattr(row, self._row_id): row for row in rows}
        self._asked.discard(page)
        while len(self._pages) > MOST_PAGES:
            self._pages.popitem(last=False)
        last = min((page + 1) * PAGE, len(self._ids)) - 1
        self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(self.columns) - 1))

    def _ask(self) -> None:
        wanted, self._wanted = sorted(self._wanted), set()
        for page in wanted:
            answer = _Answer(self, page)
            self._answers.append(answer)
            self._asked.add(page)
            if self._fetch is not None:
                self._fetch(list(self._ids[page * PAGE : (page + 1) * PAGE]), answer.take)


class _Answer(QObject):
    """Owns one callback, so that an answer to a list that is gone finds nobody."""

    def __init__(self, model: PagedModel, page: int) -> None:
        super().__init__(model)
        self._model: PagedModel | None = model
        self._page = page

    def take(self, rows: Sequence[Row]) -> None:
        model = self._model
        if model is not None and self in model._answers:
            model._answers.remove(self)
            model.take_page(self._page, rows)
            self.deleteLater()
