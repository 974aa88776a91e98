"""Tokens become a palette, a style sheet, fonts and tinted icons.

Widgets that paint themselves ask for a token at paint time, so that a switch between light and dark
only repaints.
"""

import json
import re
from dataclasses import dataclass, field

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

import resources
from app.tones import Tone

FAMILY = "Noto Sans SC"
SEMIBOLD = frozenset({"title", "figure"})
ICON_STATES = ((QIcon.Mode.Normal, None), (QIcon.Mode.Disabled, "hint"))


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


@dataclass
class _Look:
    """The scheme, the tokens and what was made of them: they belong to the process."""

    scheme: str = "light"
    tokens: dict[str, dict[str, str]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    icons: dict[tuple[str, str, str, int], QIcon] = field(default_factory=dict)
    fonts_loaded: bool = False


_look = _Look()


def apply(app: QApplication, choice: str = "system") -> None:
    """Fonts, palette and style of the whole application; `system` as the desktop has it now.

    A window takes its `style_sheet` itself. Were it that of the application, Qt would match every
    rule against every widget twice: when it is made and again when it gets its parent.
    """
    _load_tokens()
    _look.scheme = choice if choice in ("light", "dark") else _system_scheme(app)
    _load_fonts()
    if app.style().name() != "fusion":  # to make it a second time costs as much as the window
        app.setStyle("Fusion")
    app.setFont(font("body"))
    app.setPalette(_palette())


def scheme() -> str:
    """`light` or `dark`: what is shown, also when the choice is `system`."""
    return _look.scheme


def token(name: str) -> QColor:
    """The colour of a token in the scheme that is on."""
    _load_tokens()
    text = _look.tokens[_look.scheme][name]
    return (
        QColor(text)
        if len(text) == 7
        else QColor(int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16), int(text[7:], 16))
    )


def size(name: str) -> int:
    """A length, height or type size in logical pixels (`glide` in milliseconds)."""
    _load_tokens()
    return _look.sizes[name]


def font(role: str = "body", *, scale: float = 1.0, bold: bool | None = None) -> QFont:
    """The typeface of a role; digits are tabular so that columns of numbers stand straight."""
    made = QFont(FAMILY)
    made.setPixelSize(round(size(role) * scale))
    made.setFeature(QFont.Tag("tnum"), 1)
    if bold if bold is not None else role in SEMIBOLD:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def restyle(widget: QWidget, **properties: str) -> None:
    """Sets properties that the style sheet asks for, and applies the sheet anew."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def icon(name: str, tone: str = "ink-2", *, extent: int | None = None) -> QIcon:
    """A Lucide icon in the colour of a token, sharp on screens up to 2x."""
    extent = extent or size("icon")
    key = (_look.scheme, name, tone, extent)
    if key not in _look.icons:
        made = QIcon()
        for mode, other in ICON_STATES:
            for ratio in (1.0, 1.25, 1.5, 2.0):
                made.addPixmap(
                    _pixmap(name, token(other or tone), extent=extent, ratio=ratio), mode
                )
        _look.icons[key] = made
    return _look.icons[key]


def _system_scheme(app: QApplication) -> str:
    return "dark" if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else "light"


def _load_tokens() -> None:
    if _look.tokens:
        return
    tokens = json.loads(resources.path("styles/tokens.json").read_text(encoding="utf-8"))
    _look.sizes = tokens.pop("sizes")
    _look.tokens = tokens


def _load_fonts() -> None:
    if _look.fonts_loaded:
        return
    _look.fonts_loaded = True
    for file in sorted(resources.path("fonts").glob("*.[to]tf")):
        QFontDatabase.addApplicationFont(str(file))


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


def _pixmap(name: str, color: QColor, *, extent: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    pixmap = QPixmap(round(extent * ratio), round(extent * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    svg = resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")
    svg = svg.replace("currentColor", color.name()).replace(
        'stroke-width="2"', 'stroke-width="1.75"'
    )
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, extent, extent))
    painter.end()
    return pixmap
