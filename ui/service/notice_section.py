"""Telling the customer that the car is ready, with a text that is copied in one press."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QGuiApplication

from app.formatting import short_moment
from app.labels import label
from app.service.commands import notices
from app.service.commands.notices import NoticeValue
from app.service.queries.messages import ready_texts
from app.text import N_, _
from db.quality_words import NoticeWay
from db.vocabulary import Stage
from ui.icons import Icon
from ui.parts.columns import choice_of, field, listed
from ui.parts.fields import Area, Segments
from ui.parts.form import Form
from ui.parts.menu_button import MenuAct, MenuButton
from ui.parts.panel import inset
from ui.parts.table import Column, Table
from ui.service.section import OrderSection

NOTICE = "notice"
WRITTEN = (NoticeWay.WECHAT, NoticeWay.SMS)
NOTICE_FIELDS = (
    field("ready_notice.way", choice_of(Segments, NoticeWay)),
    field("ready_notice.told"),
    field("ready_notice.words", lambda: Area(rows=4)),
)
NOTICES = (
    listed("ready_notice.at", width=104, text=short_moment, sortable=False),
    listed("ready_notice.way", width=96, text=label, sortable=False),
    listed(
        "ready_notice.told",
        stretch=True,
        second=lambda row: row.words or "",
        sortable=False,
    ),
    Column("staff", N_("By whom"), width=96, sortable=False),
)


class NoticeSection(OrderSection):
    """Saving a message that is sent as a text copies it too."""

    writers = notices.TELLERS

    def build(self) -> None:
        self._texts: tuple[tuple[str, str], ...] = ()
        submit = N_("Note that the customer was told")
        self.form = self.adds(Form(NOTICE_FIELDS, submit=submit, clear="", name="ready_notice"))
        self.choose = MenuButton(
            _("Another text"), self._choices, icon=Icon.MESSAGE_SQUARE, name="choose_text"
        )
        self.table = Table(NOTICES, empty=N_("Nobody has told the customer yet."), name="notices")
        row = inset(self.choose)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self.form)
        self.column.addWidget(self.table, 1)
        self.form.submitted.connect(self._save)
        self.form.edited.connect(self._name_act)

    def refresh(self, new: bool) -> None:
        order = self.sheet
        if order is None:
            return
        is_ready = order.stage is Stage.READY and self.may(*self.writers)
        self.form.setVisible(is_ready)
        self.choose.setVisible(is_ready)
        self.table.show_rows(order.quality.notices)
        if is_ready and (new or not self.form.is_dirty):
            name, _number = order.pick_up
            self.form.set_value(self.form.value() | {"told": name or None})
            self.work.ask(ready_texts, order.id, then=self._take_texts, topic=(self, "texts"))

    def _take_texts(self, texts: tuple[tuple[str, str], ...]) -> None:
        self._texts = texts
        if texts and not self.form.is_dirty and self.form["words"].value() is None:
            self._put(texts[0][1])

    def _choices(self) -> list[MenuAct]:
        return [
            MenuAct(f"text_{place}", name, partial(self._put, words))
            for place, (name, words) in enumerate(self._texts)
        ]

    def _put(self, words: str) -> None:
        self.form.set_value(self.form.value() | {"words": words})

    def _name_act(self, _field: str) -> None:
        written = self.form["way"].value() in WRITTEN
        text = _("Copy the text and note it") if written else _("Note that the customer was told")
        self.form.submit_button.show_text(text)

    def _save(self) -> None:
        value = NoticeValue(**self.form.value())
        if value.way in WRITTEN and value.words:
            QGuiApplication.clipboard().setText(value.words)
        self.save(notices.note_ready, value, form=self.form, then=self._noted)

    def _noted(self, _notice_id: int) -> None:
        copied = self.form["way"].value() in WRITTEN
        self.form.clear()
        text = _("Noted; the text is copied: paste it into the message.")
        self.shell.notices.say(text if copied else _("Noted: the customer knows."))
