"""Words are plain, buttons name their act, and the colours can be read."""

import json

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import resources
from db import vocabulary
from tests.ui.parts.kit import commit, press, show
from ui import labels, theme
from ui.keys import Key
from ui.parts.buttons import Button
from ui.parts.confirm import ConfirmBar
from ui.parts.labels import Banner, Chip, Empty, Figure, Label, plain_tooltip
from ui.parts.layouts import stretched, vbox
from ui.parts.paint import TONES
from ui.parts.panel import Panel

TOKENS = json.loads(resources.path("styles/tokens.json").read_text(encoding="utf-8"))
PAIRS = [
    *((ink, "surface") for ink in ("ink", "ink-2", "accent", "good", "warn", "bad", "hint")),
    *((ink, "canvas") for ink in ("ink", "ink-2")),
    *((tone, f"{tone}-bg") for tone in ("good", "warn", "bad", "accent", "neutral")),
    *(("ink-2", ground) for ground in ("hover", "selected", "bad-bg", "neutral-bg")),
    ("on-accent", "accent"), ("on-accent", "accent-hover"), ("on-bad", "bad"),
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_every_text_can_be_read_on_its_ground(scheme: str, ink: str, ground: str) -> None:
    bright, dim = sorted(
        (luminance(TOKENS[scheme][ink]), luminance(TOKENS[scheme][ground])), reverse=True
    )
    assert (bright + 0.05) / (dim + 0.05) >= 4.5


def luminance(color: str) -> float:
    parts = [
        channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in QColor(color).getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_markup_in_a_label_is_shown_as_it_is(qtbot) -> None:
    label = show(qtbot, Label("<b>张</b>"))
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.accessibleName() == "<b>张</b>"
    assert "<b>" not in plain_tooltip("<b>张</b>")


def test_a_button_shows_its_key_and_listens_to_it(qtbot) -> None:
    window = show(qtbot, QWidget())
    button = Button("登记来访", Key.NEW_VISIT, "primary", name="register", parent=window)
    button.show()
    assert button.text() == "登记来访  F4"
    assert button.accessibleName() == "登记来访"
    assert button.sizeHint().height() >= 32
    with qtbot.waitSignal(button.clicked):
        press(window, Qt.Key.Key_F4)


def test_an_ampersand_in_a_name_is_no_mnemonic(qtbot) -> None:
    button = Button("A & B")
    qtbot.addWidget(button)
    assert button.text() == "A && B"


def test_a_chip_hugs_its_word(qtbot) -> None:
    short, long = Chip("OK"), Chip("Waiting for parts")
    qtbot.addWidget(short)
    qtbot.addWidget(long)
    assert short.sizeHint().width() < long.sizeHint().width()


def test_a_figure_is_spoken_with_its_label(qtbot) -> None:
    figure = show(qtbot, Figure("留档"))
    figure.show_value("17/21", "good")
    assert figure.accessibleName() == "留档 17/21"


def test_a_banner_says_what_happened_and_offers_one_thing(qtbot) -> None:
    banner = show(qtbot, Banner("warn", "Printer", "Check it", "Retry", closable=True), 800, 60)
    with qtbot.waitSignal(banner.pressed):
        QTest.mouseClick(banner.findChild(Button, "banner_button"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(banner.closed):
        QTest.mouseClick(banner.findChild(Button, "banner_close"), Qt.MouseButton.LeftButton)


def test_what_cannot_be_undone_needs_its_reason(qtbot) -> None:
    bar = ConfirmBar()
    show(qtbot, bar)
    said: list[str] = []
    bar.ask("Void RO-1?", act="Void the order", then=said.append, reason="Why?")
    act = bar.findChild(Button, "confirm_act")
    assert act.text() == "Void the order"
    assert not act.isEnabled()
    press(bar, Qt.Key.Key_Return)
    assert said == []
    commit(bar.findChild(QWidget, "confirm_reason"), "重复开单")
    press(bar, Qt.Key.Key_Return)
    assert said == ["重复开单"]
    assert not bar.isVisible()


def test_a_question_is_whole_in_a_panel_that_is_short_of_room(qtbot) -> None:
    bar, rest = ConfirmBar(), QWidget()
    rest.setMinimumHeight(150)
    panel = QWidget()
    vbox(bar, stretched(rest), parent=panel)
    show(qtbot, panel, 360, 300)
    told = []
    bar.asking.connect(told.append)
    bar.ask("Name, numbers and notes go. " * 8, act="Erase", then=print, reason="Why?")
    qtbot.waitUntil(lambda: bar.height() >= bar.heightForWidth(bar.width()))
    question = max(bar.findChildren(Label), key=lambda one: len(one.text()))
    qtbot.waitUntil(lambda: question.height() >= question.heightForWidth(question.width()))
    bar.leave()
    assert told == [True, False]


def test_esc_keeps_everything_as_it_was(qtbot) -> None:
    bar = ConfirmBar()
    show(qtbot, bar)
    said: list[str] = []
    bar.ask("Delete?", act="Delete", then=said.append)
    press(bar, Qt.Key.Key_Escape)
    assert said == []
    assert not bar.isVisible()


def test_a_panel_changes_its_contents(qtbot) -> None:
    first, second = QWidget(), QWidget()
    panel = show(qtbot, Panel("one", first, closable=True), 400, 500)
    panel.show_body("two", second, actions=(Button("Save", name="save"),))
    assert panel.body() is second
    assert second.isVisible()
    assert not first.isVisible()
    qtbot.addWidget(first)


def test_every_word_has_a_tone_that_exists_and_an_icon_that_exists() -> None:
    assert set(labels.TONES.values()) <= TONES
    for name in labels.ICONS.values():
        assert resources.path(f"icons/{name}.svg").is_file()
    assert labels.tone(vocabulary.Stage.READY) == "good"
    assert labels.tone(None) == "neutral"


def test_the_theme_switches_and_follows(qapp) -> None:
    theme.apply(qapp, "dark")
    assert theme.scheme() == "dark"
    assert theme.token("surface").name() == "#1d2127"
    assert not theme.icon("plus").isNull()
    theme.apply(qapp, "system")
    assert theme.scheme() in ("light", "dark")


def test_an_empty_list_has_the_button_of_its_key_or_says_whose_work_it_is(qtbot) -> None:
    sentence = "No order here. Press F7 when a car comes in."
    pressed: list[bool] = []
    mine, theirs = Empty(sentence, Key.NEW_ORDER), Empty(sentence, Key.NEW_ORDER)
    for one in (mine, theirs):
        qtbot.addWidget(one)
        one.show()
    act = Button("New order", Key.NEW_ORDER, listens=False)
    act.clicked.connect(lambda: pressed.append(True))
    mine.teach(act)
    act.click()
    assert pressed and act.isVisible() and mine.sentence.text() == sentence
    mine.say("Nothing fits the filter.")
    assert not act.isVisible(), "another reason without a key has no act"
    theirs.teach(None, "Advisors can begin.")
    assert theirs.sentence.text() == "No order here. Advisors can begin."


class Room(QWidget):
    """Notes how often what lies in it wants to be laid out anew."""

    def __init__(self, part: QWidget) -> None:
        super().__init__()
        self.requests = 0
        vbox(part, parent=self)

    def event(self, event: QEvent) -> bool:
        self.requests += event.type() == QEvent.Type.LayoutRequest
        return super().event(event)


@pytest.mark.parametrize(
    ("make", "tell"),
    [(lambda: Label("", "body"), Label.say), (lambda: Figure("在厂"), Figure.show_value)],
)
def test_the_same_words_lay_nothing_out_anew(qtbot, make, tell) -> None:
    part = make()
    room = show(qtbot, Room(part))
    tell(part, "12")
    QApplication.processEvents()
    before = room.requests
    tell(part, "12")
    QApplication.processEvents()
    assert room.requests == before
    tell(part, "1234")
    QApplication.processEvents()
    assert room.requests > before
