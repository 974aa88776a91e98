"""Tokens become a palette, a style sheet, fonts and tinted icons.

Widgets that paint themselves ask for a token at paint time, so that a switch between light and dark
only repaints. The first paint needs this module: what loads the namespace `Qt` (16 ms of enums)
stands inside the functions that come later.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

import resources
from app.tones import Tone

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon, QPixmap

FAMILY = "Noto Sans SC"
EVERY_FONT = "*.[to]tf"
REGULAR = "*-Regular.[to]tf"
SEMIBOLD = frozenset({"title", "figure"})
DARK_BELOW = 128
"""Lightness of the desktop's windows."""


PALETTE = {
    "Window": "canvas",
    "WindowText": "ink",
    "Base": "surface",
    "AlternateBase": "surface",
    "Text": "ink",
    "Button": "surface",
    "ButtonText": "ink",
    "BrightText": Tone.BAD,
    "Highlight": Tone.ACCENT,
    "HighlightedText": "on-accent",
    "Link": Tone.ACCENT,
    "LinkVisited": Tone.ACCENT,
    "PlaceholderText": "hint",
    "ToolTipBase": "raised",
    "ToolTipText": "ink",
    "Light": "surface",
    "Midlight": "line",
    "Mid": "line",
    "Dark": "field-line",
    "Shadow": "line",
    "Accent": Tone.ACCENT,
}
"""Qt's roles of colour and the tokens that they take."""


@dataclass(eq=False, repr=False)
class _Look:
    """The scheme, the tokens and what was made of them: they belong to the process."""

    scheme: str = "light"
    tokens: dict[str, dict[str, str]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    colours: dict[tuple[str, str], QColor] = field(default_factory=dict)
    fonts: dict[tuple[int, bool], QFont] = field(default_factory=dict)
    faces: dict[tuple[str, float, bool | None], QFont] = field(default_factory=dict)
    """The same by what is asked for: each cell of a list asks."""
    icons: dict[tuple[str, str, str, int], QIcon] = field(default_factory=dict)
    fonts_loaded: set[str] = field(default_factory=set)
    is_fusion: bool = False


_look = _Look()


def application(arguments: Sequence[str]) -> QApplication:
    """The application, in the style Fusion from its birth.

    To ask it for its style loads all of `QStyle`, for which no first paint waits.
    """
    made = QApplication([*arguments, "-style", "fusion"])
    _look.is_fusion = True
    return made


def apply(app: QApplication, choice: str = "system", *, guess: bool = False) -> None:
    """Fonts, palette and style of the whole application; `system` as the desktop has it now.

    `guess`: for the first paint the desktop's palette tells light from dark; ask `is_right` after.
    Bold letters come with the first bold `font` or with `load_fonts`, 3 ms that no paint waits for.

    A window takes its `style_sheet` itself. Were it that of the application, Qt would match every
    rule against every widget twice: when it is made and again when it gets its parent.
    """
    _load_tokens()
    known = choice in ("light", "dark")
    _look.scheme = choice if known else _likely_scheme(app) if guess else _system_scheme(app)
    load_fonts(REGULAR if guess else EVERY_FONT)
    _take_fusion(app)
    app.setFont(font("body"))
    app.setPalette(_palette())


def is_right(app: QApplication, choice: str) -> bool:
    """Whether the scheme that is on is the one that `choice` asks for."""
    return _look.scheme == (choice if choice in ("light", "dark") else _system_scheme(app))


def scheme() -> str:
    """`light` or `dark`: what is shown, also when the choice is `system`."""
    return _look.scheme


def token(name: str) -> QColor:
    """The colour of a token in the scheme that is on."""
    key = (_look.scheme, name)
    found = _look.colours.get(key)
    if found is None:
        _load_tokens()
        found = _look.colours[key] = _colour(_look.tokens[_look.scheme][name])
    return found.__copy__()


def size(name: str) -> int:
    """A length, height or type size in logical pixels (`glide` in milliseconds)."""
    if not _look.sizes:
        _load_tokens()
    return _look.sizes[name]


def font(role: str = "body", *, scale: float = 1.0, bold: bool | None = None) -> QFont:
    """The typeface of a role; digits are tabular so that columns of numbers stand straight."""
    asked = (role, scale, bold)
    found = _look.faces.get(asked)
    if found is None:
        key = (round(size(role) * scale), bold if bold is not None else role in SEMIBOLD)
        if key not in _look.fonts:
            _look.fonts[key] = _typeface(*key)
        found = _look.faces[asked] = _look.fonts[key]
    return found.__copy__()


def _typeface(pixels: int, is_bold: bool) -> QFont:
    if is_bold:
        load_fonts()
    made = QFont(FAMILY)
    made.setPixelSize(pixels)
    made.setFeature(QFont.Tag("tnum"), 1)
    if is_bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def restyle(widget: QWidget, **properties: str) -> None:
    """Sets properties that the style sheet asks for, and applies the sheet anew.

    Nothing happens where every one of them stands already.
    """
    changed = {name: new for name, new in properties.items() if widget.property(name) != new}
    for name, value in changed.items():
        widget.setProperty(name, value)
    if changed or not properties:
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def icon(name: str, tone: str = "ink-2", *, extent: int | None = None) -> QIcon:
    """A Lucide icon in the colour of a token, sharp on every screen that is there."""
    key = (_look.scheme, name, tone, extent or size("icon"))
    found = _look.icons.get(key)
    if found is None:
        found = _look.icons[key] = _icon(name, tone, key[-1])
    return found


def _icon(name: str, tone: str, extent: int) -> QIcon:
    from PySide6.QtGui import QIcon

    made = QIcon()
    for mode, other in ((QIcon.Mode.Normal, tone), (QIcon.Mode.Disabled, "hint")):
        for pixmap in _pixmaps(name, token(other), extent):
            made.addPixmap(pixmap, mode)
    return made


def _colour(text: str) -> QColor:
    """A token as it is written: #rrggbb, or #rrggbbaa with what shines through."""
    if len(text) == 7:
        return QColor(text)
    return QColor(int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16), int(text[7:], 16))


def _likely_scheme(app: QApplication) -> str:
    return "dark" if app.palette().window().color().lightness() < DARK_BELOW else "light"


def _system_scheme(app: QApplication) -> str:
    from PySide6.QtCore import Qt

    return "dark" if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else "light"


def _take_fusion(app: QApplication) -> None:
    """Once: to make the style a second time costs as much as the window."""
    if not _look.is_fusion and app.style().name() != "fusion":
        app.setStyle("Fusion")
    _look.is_fusion = True


def _load_tokens() -> None:
    if _look.tokens:
        return
    tokens = json.loads(resources.path("styles/tokens.json").read_text(encoding="utf-8"))
    _look.sizes = tokens.pop("sizes")
    _look.tokens = tokens


def load_fonts(pattern: str = EVERY_FONT) -> None:
    """The files of the typeface that match and that are not loaded yet."""
    if pattern in _look.fonts_loaded:
        return
    for file in sorted(resources.path("fonts").glob(pattern)):
        if file.name not in _look.fonts_loaded:
            QFontDatabase.addApplicationFont(str(file))
        _look.fonts_loaded.add(file.name)
    _look.fonts_loaded.add(pattern)


def style_sheet() -> str:
    """The rules of desk.qss in the present scheme, for a window and its widgets."""
    text = resources.path("styles/desk.qss").read_text(encoding="utf-8")
    values = {
        **_look.tokens[_look.scheme],
        **{name: str(value) for name, value in _look.sizes.items()},
    }
    names = "|".join(sorted(map(re.escape, values), key=len, reverse=True))
    return re.sub(f"@({names})", lambda found: values[found[1]], text)


def _palette() -> QPalette:
    palette = QPalette()
    for role, name in PALETTE.items():
        palette.setColor(QPalette.ColorRole[role], token(name))
    for role in ("WindowText", "Text", "ButtonText"):
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole[role], token("ink-2"))
    return palette


def _pixmaps(name: str, color: QColor, extent: int) -> Iterator[QPixmap]:
    """One for each scale of the screens; all that there may be take four times as long."""
    from PySide6.QtCore import QByteArray, QRectF, Qt
    from PySide6.QtGui import QGuiApplication, QPainter, QPixmap
    from PySide6.QtSvg import QSvgRenderer

    svg = resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")
    svg = svg.replace("currentColor", color.name()).replace(
        'stroke-width="2"', 'stroke-width="1.75"'
    )
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    for ratio in {screen.devicePixelRatio() for screen in QGuiApplication.screens()} | {1.0}:
        pixmap = QPixmap(round(extent * ratio), round(extent * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, extent, extent))
        painter.end()
        yield pixmap
