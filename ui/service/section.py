"""What the sections of an open order share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import Refused
from app.formatting import joined
from app.labels import label
from app.service.queries.sheet import OrderSheet
from app.text import _
from db.vocabulary import Role
from ui import theme
from ui.parts.form import Form
from ui.parts.layouts import Part, boxed, vbox
from ui.parts.scroll import ScrollArea
from ui.shell.editing.record_form import RecordForm, RecordSource, send
from ui.shell.viewer import may
from ui.shell.workspace.page import Shell

T = TypeVar("T")
LEAST_HEIGHT = 280
"""A section lower than this has no room to spare."""


class OrderSection(QWidget):
    """One section of an order: `build` makes its widgets, `refresh` shows the sheet.

    `asked` opens another section by its name.
    """

    asked = Signal(str)
    paper_asked = Signal(str)
    """Prints a paper by the word of its kind."""
    writers: tuple[Role, ...] = ()
    """Who may save here; everybody else reads."""
    spare: QWidget | None = None
    """What gives its room to the rest where there is little."""

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
        """Make the widgets."""
        raise NotImplementedError

    def refresh(self, new: bool) -> None:
        """Show `self.sheet`; `new` when it is another order than before."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, what the panel tells elsewhere goes."""
        super().resizeEvent(event)
        if self.spare is not None:
            self.spare.setVisible(self.height() >= LEAST_HEIGHT)

    def scroll_as_one(self, *parts: Part) -> None:
        """Lay the section out as one page that scrolls; its forms show all their fields."""
        for part in parts:
            if isinstance(part, Form):
                part.flow()
        self.column.addWidget(ScrollArea(boxed(vbox(*parts, spacing=3))))

    def show_sheet(self, sheet: OrderSheet) -> None:
        """Show an order as it is now; what is being typed for it stays."""
        new = self.sheet is None or self.sheet.id != sheet.id
        self.sheet = sheet
        if new:
            self._empty_forms()
        self.refresh(new)
        if self.writers and not self.may(*self.writers):
            who = joined(*(label(role) for role in dict.fromkeys(self.writers)), by=_(", "))
            for form in self.findChildren(Form):
                form.only_show(_("Only {roles} and managers may change this.").format(roles=who))
        if new:
            for record in self._added.values():
                record.begin(sheet.id)

    def start(self, field: str = "") -> None:
        """Put the cursor into the form that is shown, at `field` where it has one."""
        shown = [form for form in self.findChildren(Form) if form.isVisible()]
        form = next((one for one in shown if field and field in one.value()), None)
        if form is not None:
            form[field].setFocus()
        elif shown:
            shown[0].start()

    def adds(self, form: Form) -> Form:
        """Register a form that adds something to the order, with one draft for each order."""
        draft = f"service.{form.objectName()}.{{key}}"
        self._added[form] = RecordForm(self.shell, form, draft=draft)
        return form

    def edits(self, form: Form, source: RecordSource[T], *, whole: bool = False) -> RecordForm:
        """Register a form that changes what others may change at the same time.

        Its keys are those of records: the order, or the order with one of its lines.
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
        """Save a form that adds something to this order; a refusal stands beside its field."""
        if self.sheet is not None:
            self._added[form].save(command, self.sheet.id, *args, then=then)

    def save_edited(
        self,
        editing: RecordForm,
        command: Callable[..., T],
        *,
        value: object,
        then: Callable[[T], object] | None = None,
        refuse: Callable[[Refused], object] | None = None,
    ) -> None:
        """Save a form that changes this order, over the version that was read."""
        if self.sheet is not None:
            version = editing.version
            editing.save(command, self.sheet.id, value, then=then, refuse=refuse, version=version)

    def act(
        self,
        command: Callable[..., T],
        *args: object,
        form: Form,
        then: Callable[[T], object] | None = None,
    ) -> None:
        """Do something that saves nothing typed; a refusal is shown in the form."""
        if self.sheet is not None:
            send(self.work, command, self.sheet.id, *args, form=form, then=then)

    def record(self, form: Form) -> RecordForm:
        """The part that saves this form."""
        return self._added.get(form) or self._edited[form]

    def tell(self, refused: Refused) -> None:
        """Show a refusal that belongs to no field."""
        self.shell.notices.refuse(refused)

    def may(self, *roles: Role) -> bool:
        """True when the person signed in may; the command itself checks again."""
        return may(self.work, *roles)

    def _empty_forms(self) -> None:
        """Empty the forms; what was typed for the order before is in its draft."""
        for form, record in self._added.items():
            record.key = None
            form.clear()
