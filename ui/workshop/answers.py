"""The six figures above the board."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.formatting import clock_on, joined
from app.identity import plate as plates
from app.local_time import local_day
from app.text import N_, _
from app.tones import Tone
from app.workshop.queries import BoardDay
from ui import theme
from ui.parts.labels import Figure, plain_tooltip

QUESTIONS = (
    ("in_shop", N_("In the shop")),
    ("bays", N_("Bays taken")),
    ("working", N_("At work")),
    ("next_promise", N_("Next promise")),
    ("free", N_("Free technicians")),
    ("waiting_parts", N_("Waiting for parts")),
)
MOST_NAMES = 3


class SixAnswers(QWidget):
    """The figures, each a label with its value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("six_answers")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.size("space-2"))
        self.figures = {key: Figure(_(text), name=f"answer_{key}") for key, text in QUESTIONS}
        for figure in self.figures.values():
            row.addWidget(figure)
        row.addStretch(1)

    def show_day(self, day: BoardDay) -> None:
        """Show the figures as of a moment."""
        for name, (value, tone) in _answers(day).items():
            figure = self.figures[name]
            figure.show_value(value, tone)
            # a narrow screen cuts long lists of names: the whole text is in the tooltip
            figure.setToolTip(plain_tooltip(figure.accessibleName()))
        for whole in ("in_shop", "next_promise"):
            self.figures[whole].setMinimumWidth(self.figures[whole].sizeHint().width())


def _answers(day: BoardDay) -> dict[str, tuple[str, Tone]]:
    """The value and the tone of each figure."""
    told = day.answers
    late = _("{count} late").format(count=told.late) if told.late else ""
    waiting = tuple(map(plates.shown, told.waiting_parts))
    bays = _names(f"{len(told.bays_taken)}/{told.bays}", told.bays_taken)
    return {
        "in_shop": (joined(str(told.in_shop), late), Tone.BAD if late else Tone.NEUTRAL),
        "bays": (bays, Tone.NEUTRAL),
        "working": (_counted(told.working), Tone.NEUTRAL),
        "next_promise": _promise(day),
        "free": (_counted(told.free), Tone.NEUTRAL if told.free else Tone.WARN),
        "waiting_parts": (_counted(waiting), Tone.WARN if waiting else Tone.NEUTRAL),
    }


def _promise(day: BoardDay) -> tuple[str, Tone]:
    """The next promised time with its car, red once it has passed."""
    at = day.answers.next_promise
    if at is None:
        return "—", Tone.NEUTRAL
    plate = plates.shown(day.answers.next_plate or "")
    said = joined(clock_on(at, local_day(day.at)), plate, by=" ")
    return said, Tone.BAD if at < day.at else Tone.NEUTRAL


def _counted(names: tuple[str, ...]) -> str:
    return _names(str(len(names)), names)


def _names(count: str, names: tuple[str, ...]) -> str:
    more = "…" if len(names) > MOST_NAMES else ""
    return joined(count, _(", ").join(names[:MOST_NAMES]) + more)
