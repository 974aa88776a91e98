"""What the sections of an open order share.

They show one sheet, act on its order, and keep what is being typed per order.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import Refused
from app.local_time import local
from app.service.queries.sheet import OrderSheet
from db.vocabulary import Role
from ui import theme
from ui.parts.form import Form
from ui.shell.editing.record_editor import Newest, RecordEditor
from ui.shell.workspace.page import Shell


def aware(moment: datetime | None) -> datetime | None:
    """The clock on the wall as a moment that the store keeps."""
    return moment.astimezone() if moment is not None else None


def short_moment(moment: datetime | None) -> str:
    """`11-21 14:05`: narrow enough for a column."""
    return f"{local(moment):%m-%d %H:%M}" if moment is not None else ""


class OrderSection(QWidget):
    """One section of an order.

    Heirs build in `build`, show in `refresh(new)`; `asked` opens another section by name.
    """

    asked = Signal(str)
    writers: tuple[Role, ...] = ()
    """Who may save here; everybody else reads."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell, self.work = shell, shell.work
        self.sheet: OrderSheet | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.size("space-3"))
        self._drafts: dict[str, Form] = {}
        self.build()

    def build(self) -> None:
        """The widgets."""
        raise NotImplementedError

    def refresh(self, new: bool) -> None:
        """Shows `self.sheet`; `new` when it is another order than before."""
        raise NotImplementedError

    def show_sheet(self, sheet: OrderSheet) -> None:
        """The order as it stands now; what is being typed for it stays."""
        new = self.sheet is None or self.sheet.id != sheet.id
        self.sheet = sheet
        self.refresh(new)
        if self.writers and not self.may(*self.writers):
            for form in self.findChildren(Form):
                form.submit_button.hide()
                form.clear_button.hide()
        if new:
            for name, form in self._drafts.items():
                found = self.shell.drafts.find(self._draft_name(name))
                if found is not None:
                    form.restore(found.value)

    def start(self) -> None:
        """Puts the cursor where work goes on."""
        for form in self.findChildren(Form):
            if form.isVisible():
                form.start()
                return

    def keep_drafts(self, form: Form) -> Form:
        """What is typed into the form is kept for the order that it belongs to."""
        name = form.objectName()
        self._drafts[name] = form
        form.changed.connect(lambda: self._keep(name, form))
        return form

    def edits(self, form: Form, newest: Newest, *, whole: bool = False) -> RecordEditor:
        """The form changes what others may change too.

        Its keys are those of records: an order's, or an order's with its line's.
        """
        return RecordEditor(
            self.shell, form, newest, draft=f"service.{form.objectName()}.{{key}}", whole=whole
        )

    def act(
        self,
        command: Callable[..., Any],
        *args: Any,
        form: Form,
        then: Callable[[Any], object] | None = None,
        **more: Any,
    ) -> None:
        """One gesture on this order.

        A refusal is shown in the form, and a saved form is empty again.
        """
        if self.sheet is None:
            return
        form.busy(True)

        def done(answer: Any) -> None:
            self.saved(form)
            if then is not None:
                then(answer)

        self.work.act(
            command,
            self.sheet.id,
            *args,
            then=done,
            refuse=form.point_at,
            failed=lambda _error: form.busy(False),
            **more,
        )

    def saved(self, form: Form) -> None:
        """After a save: nothing is left to keep."""
        form.busy(False)
        if form.objectName() in self._drafts:
            self.shell.drafts.forget(self._draft_name(form.objectName()))

    def tell(self, refused: Refused) -> None:
        """A refusal that belongs to no field."""
        self.shell.notices.refuse(refused)

    def may(self, *roles: Any) -> bool:
        """Whether the person at the desk may; the command itself checks again."""
        return self.work.actor is not None and self.work.actor.may(*roles)

    def _keep(self, name: str, form: Form) -> None:
        if self.sheet is None:
            return
        if form.is_dirty:
            self.shell.drafts.keep(self._draft_name(name), form.draft())
        else:
            self.shell.drafts.forget(self._draft_name(name))

    def _draft_name(self, name: str) -> str:
        return f"service.{name}.{self.sheet.id if self.sheet else 0}"
