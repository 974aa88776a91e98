"""The store itself: how every paper names it, with its logo."""

from __future__ import annotations

import base64
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from app import settings
from app.admin import commands
from app.errors import Refused
from app.setting_checks import LARGEST_LOGO
from app.settings import Settings, StoreSettings
from app.text import N_, _
from app.tones import Tone
from ui import theme
from ui.admin.section import SettingsSection
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.fields import CreditCode, Text
from ui.parts.form import Field, Form
from ui.parts.labels import Label
from ui.parts.layouts import STRETCH, aligned, boxed, hbox, stretched, vbox
from ui.parts.panel import Panel, rule, surface
from ui.shell.editing.record_form import RecordSource
from ui.shell.workspace.page import Shell

LOGO = N_(
    "The logo is a PNG or JPEG picture of at most 1 MB. It stands at the top left of every paper."
)
FIELDS = (
    Field("store_name", N_("Name of the store"), partial(Text, limit=60)),
    Field("store_address", N_("Address"), partial(Text, limit=120)),
    Field("store_phone", N_("Telephone"), partial(Text, limit=40)),
    Field("store_credit_code", N_("Unified social credit code"), CreditCode),
)


class Store(SettingsSection):
    """The head of the papers as it prints, and the form that changes it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._logo = ""
        self.form = Form(FIELDS, clear="", name="store_form")
        read = partial(settings.newest, owner=StoreSettings, names=[one.name for one in FIELDS])
        self.editing = self.edits(self.form, RecordSource(read, _value), draft="{key}")
        self.form.submitted.connect(self.save)
        self.form.changed.connect(self._show_head)
        self.name = Label("", "title", wrap=True)
        self.lines = Label("", "muted", wrap=True)
        self.picture = Label("", "muted")
        self.message = Label("", "caption", tone=Tone.BAD, wrap=True)
        self._make_buttons()
        head = surface(self._paper_head(), _("On every document"))
        self.lay_out(head, Panel(_("The store"), self.form, name="store_panel"))
        self._show_head()

    def reload(self) -> None:
        self.work.ask(settings.load, then=self._show, topic=self)

    def take_focus(self) -> None:
        self.form.start()

    def save(self) -> None:
        values = {name: value or "" for name, value in self.form.value().items()}
        self.editing.save(
            commands.save_settings, values, then=self._saved, seen=self.editing.version
        )

    def choose_logo(self) -> None:
        """The system's own dialog: a picture lies anywhere."""
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a logo"), "", _("Pictures (*.png *.jpg *.jpeg)")
        )
        if name:
            self.work.run(_read_picture, Path(name), then=self.keep_logo, refuse=self._refuse)

    def keep_logo(self, encoded: str) -> None:
        self.work.act(
            commands.save_settings, {"store_logo": encoded}, then=self._saved, refuse=self._refuse
        )

    def _saved(self, _done: object) -> None:
        self.message.say("")
        self.shell.notices.say(_("Saved. It stands on every new paper."))

    def _refuse(self, refused: Refused) -> None:
        self.message.say(refused.text())

    def _show(self, rules: Settings) -> None:
        self._logo = rules.of(StoreSettings).store_logo
        self.editing.load("store", _value(rules), version=_value(rules))
        self._show_head()

    def _show_head(self) -> None:
        value = self.form.value()
        self.name.say(value["store_name"] or _("Name of the store"))
        told = (value["store_address"], value["store_phone"], value["store_credit_code"])
        self.lines.say("\n".join(line for line in told if line))
        picture = _picture(self._logo)
        if not picture.isNull():
            self.picture.setPixmap(picture)
        self.picture.setVisible(not picture.isNull())
        self.remove_button.setVisible(bool(self._logo))

    def _make_buttons(self) -> None:
        choose, without = _("Choose a logo…"), _("Without logo")
        self.choose_button = Button(choose, icon=Icon.IMAGE, name="store_logo", saves=True)
        self.choose_button.clicked.connect(self.choose_logo)
        self.remove_button = Button(without, kind="plain", name="store_logo_none", saves=True)
        self.remove_button.clicked.connect(lambda: self.keep_logo(""))

    def _paper_head(self) -> QWidget:
        words = vbox(self.name, self.lines, spacing=1)
        picture = aligned(self.picture, Qt.AlignmentFlag.AlignTop)
        head = hbox(picture, stretched(words), spacing=4)
        buttons = hbox(self.choose_button, self.remove_button, STRETCH)
        told = Label(_(LOGO), "muted", wrap=True)
        parts = (head, rule(), told, buttons, self.message, STRETCH)
        return boxed(vbox(*parts, spacing=4, margins=(0, 2, 0, 2)))


def _picture(encoded: str) -> QPixmap:
    """The logo at the size of a paper's head; null without one."""
    picture = QPixmap()
    if not encoded or not picture.loadFromData(base64.b64decode(encoded)):
        return QPixmap()
    extent = theme.size("board-column-min") // 3
    size = picture.size().scaled(2 * extent, extent, Qt.AspectRatioMode.KeepAspectRatio)
    picture = picture.scaled(size * 2, mode=Qt.TransformationMode.SmoothTransformation)
    picture.setDevicePixelRatio(2)
    return picture


def _value(rules: Settings) -> dict[str, object]:
    known = rules.of(StoreSettings)
    return {field.name: getattr(known, field.name) for field in FIELDS}


def _read_picture(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_LOGO:
            raise Refused(
                "setting.logo_size", N_("This picture is larger than 1 MB."), field="store_logo"
            )
        return base64.b64encode(path.read_bytes()).decode()
    except OSError as error:
        raise Refused(
            "setting.logo_unread", N_("This picture cannot be read."), field="store_logo"
        ) from error
