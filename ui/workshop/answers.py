"""The strip that answers the six questions of the board at a glance."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.formatting import clock_on
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
    """How many cars, in which bays, by whom, promised when, who is free, what waits for parts."""

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
        """Six answers of this moment."""
        told = day.answers
        late = _("{count} late").format(count=told.late) if told.late else ""
        self.figures["in_shop"].show_value(
            " · ".join(part for part in (str(told.in_shop), late) if part),
            Tone.BAD if told.late else Tone.NEUTRAL,
        )
        self.figures["bays"].show_value(
            _names(f"{len(told.bays_taken)}/{told.bays}", told.bays_taken)
        )
        self.figures["working"].show_value(_names(str(len(told.working)), told.working))
        self.figures["free"].show_value(
            _names(str(len(told.free)), told.free), Tone.NEUTRAL if told.free else Tone.WARN
        )
        self.figures["waiting_parts"].show_value(
            _names(str(len(told.waiting_parts)), tuple(map(plates.shown, told.waiting_parts))),
            Tone.WARN if told.waiting_parts else Tone.NEUTRAL,
        )
        self._promise(day)
        for figure in self.figures.values():
            # a narrow screen cuts long lists of names: the whole of it is one hover away
            figure.setToolTip(plain_tooltip(figure.accessibleName()))
        for whole in ("in_shop", "next_promise"):
            self.figures[whole].setMinimumWidth(self.figures[whole].sizeHint().width())

    def _promise(self, day: BoardDay) -> None:
        at = day.answers.next_promise
        if at is None:
            self.figures["next_promise"].show_value("—")
            return
        clock = clock_on(at, local_day(day.at))
        plate = plates.shown(day.answers.next_plate or "")
        self.figures["next_promise"].show_value(
            f"{clock} {plate}".strip(), Tone.BAD if at < day.at else Tone.NEUTRAL
        )


def _names(count: str, names: tuple[str, ...]) -> str:
    if not names:
        return count
    more = "…" if len(names) > MOST_NAMES else ""
    told = _(", ").join(names[:MOST_NAMES])
    return f"{count} · {told}{more}"
