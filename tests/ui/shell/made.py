"""Desks made up for the tests of the window."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.text import N_, _
from db.nouns import Noun
from db.vocabulary import Role
from ui.keys import Key
from ui.parts.fields import PhoneInput, Segments, Text
from ui.parts.form import Field, Form
from ui.parts.labels import Figure, Label
from ui.parts.page_header import PageHeader
from ui.parts.panel import Panel
from ui.parts.split import Split
from ui.parts.table import Column, Table
from ui.shell.desk import Action, Desk
from ui.shell.editing.record_form import RecordForm
from ui.shell.workspace.page import Page, Shell


class Blank(Page):
    """Counts what is done to it."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.reader.tables = frozenset({Noun.VISIT})
        self.reloads = 0
        self.pressed: list[str] = []
        self.records: list[tuple[str, int]] = []
        self.name = Text(limit=40)
        self.name.setObjectName("name")
        column = QVBoxLayout(self)
        column.addWidget(Label(_("Save")))
        column.addWidget(self.name)

    def reload(self) -> None:
        self.reloads += 1

    def show_record(self, noun: str, record_id: int) -> None:
        self.records.append((noun, record_id))

    def take_focus(self) -> None:
        self.name.setFocus()

    def register(self) -> None:
        self.pressed.append("register")

    def cancel(self) -> None:
        self.pressed.append("cancel")


class WithForm(Blank):
    """A form whose draft is kept."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.form = Form(
            (Field("who", "Name", partial(Text, limit=40)), Field("phone", "Phone", PhoneInput)),
            name="visit",
        )
        self.layout().addWidget(self.form)
        RecordForm(shell, self.form, draft="made.visit").begin(announce=True)


class Broken(Page):
    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        raise RuntimeError("cannot be built")


class Showroom(Page):
    """A page as the look wants it, for pictures."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        table = Table(
            (
                Column("at", "进店", width=80),
                Column("who", "客户", ink=True, width=140),
                Column("car", "意向车型", stretch=True),
            ),
            empty="今天还没有客户，按 F4 登记。",
            key=Key.NEW_VISIT,
            name="visits",
        )
        self.form = Form(
            (
                Field("phone", "电话", PhoneInput),
                Field("who", "称呼", partial(Text, limit=40)),
                Field(
                    "level", "级别", partial(Segments, tuple((letter, letter) for letter in "HABC"))
                ),
            ),
            submit="保存",
            clear="清空",
            name="visit",
        )
        header = PageHeader(
            "来店登记", figures=(Figure("今日", "23"), Figure("留档", "17/21 81%", "good"))
        )
        column = QVBoxLayout(self)
        column.addWidget(header)
        column.addLayout(Split(table, Panel("登记来访", self.form)), 1)


TODAY = Desk(
    "today",
    N_("Reception"),
    "users",
    "tests.ui.shell.made:Blank",
    actions=(
        Action("register", N_("Register a visitor"), Key.NEW_VISIT, "register", primary=True),
        Action("cancel", N_("Cancel"), Key.PRINT, "cancel", roles=(Role.MANAGER,)),
    ),
    records=(Noun.VISIT,),
    help=N_("Who is in the showroom now, and who came today. Press F4 when somebody comes in."),
)
BOARD = Desk(
    "board",
    N_("Workshop"),
    "kanban",
    "tests.ui.shell.made:WithForm",
    roles=(Role.CONTROLLER, Role.RECEPTION),
    actions=(Action("register", N_("Register a visitor"), Key.NEW_VISIT, "register"),),
    records=("order",),
)
TECHNICAL = Desk(
    "technical",
    N_("Settings"),
    "settings",
    "tests.ui.shell.made:Broken",
    roles=(Role.ADMINISTRATOR,),
)
DESKS = (TODAY, BOARD, TECHNICAL)
