"""What the sections of an open order share.

They show one sheet, act on its order, and keep what is being typed per order.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import Refused
from app.service.queries.sheet import OrderSheet
from db.vocabulary import Role
from ui import theme
from ui.parts.form import Form
from ui.shell.editing.record_form import RecordForm, RecordSource, send
from ui.shell.workspace.page import Shell

T = TypeVar("T")


def aware(moment: datetime | None) -> datetime | None:
    """The clock on the wall as a moment that the store keeps."""
    return moment.astimezone() if moment is not None else None


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
        self._added: dict[Form, RecordForm] = {}
        self._edited: dict[Form, RecordForm] = {}
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
        if new:
            self._empty_forms()
        self.refresh(new)
        if self.writers and not self.may(*self.writers):
            for form in self.findChildren(Form):
                form.submit_button.hide()
                form.clear_button.hide()
        if new:
            for record in self._added.values():
                record.begin(sheet.id)

    def start(self) -> None:
        """Puts the cursor where work goes on."""
        for form in self.findChildren(Form):
            if form.isVisible():
                form.start()
                return

    def adds(self, form: Form) -> Form:
        """The form adds something to the order; what is typed is kept for that order."""
        draft = f"service.{form.objectName()}.{{key}}"
        self._added[form] = RecordForm(self.shell, form, draft=draft)
        return form

    def edits(self, form: Form, source: RecordSource[T], *, whole: bool = False) -> RecordForm:
        """The form changes what others may change too.

        Its keys are those of records: an order's, or an order's with its line's.
        """
        draft = f"service.{form.objectName()}.{{key}}"
        self._edited[form] = RecordForm(self.shell, form, source, draft=draft, whole=whole)
        return self._edited[form]

    def save(
        self,
        command: Callable[..., T],
        *args: object,
        form: Form,
        then: Callable[[T], object] | None = None,
    ) -> None:
        """Saves what stands in the form to this order; a refusal is shown beside its field."""
        if self.sheet is not None:
            self._added[form].save(command, self.sheet.id, *args, then=then)

    def act(
        self,
        command: Callable[..., T],
        *args: object,
        form: Form,
        then: Callable[[T], object] | None = None,
    ) -> None:
        """A gesture on this order that saves nothing typed; a refusal is shown in the form."""
        if self.sheet is not None:
            send(self.work, command, self.sheet.id, *args, form=form, then=then)

    def record(self, form: Form) -> RecordForm:
        """The part that saves a form of this section."""
        return self._added.get(form) or self._edited[form]

    def tell(self, refused: Refused) -> None:
        """A refusal that belongs to no field."""
        self.shell.notices.refuse(refused)

    def may(self, *roles: Role) -> bool:
        """Whether the person at the desk may; the command itself checks again."""
        return self.work.actor is not None and self.work.actor.may(*roles)

    def _empty_forms(self) -> None:
        """What was typed for the order before is kept as its draft and leaves the form."""
        for form, record in self._added.items():
            record.key = None
            form.clear()
