"""The people who work here: the list editor, with a password on top."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app import record_lists
from app.admin import commands, queries
from app.admin.queries import StaffRow
from app.admin.values import NewPassword, StaffEntry
from app.labels import label
from app.local_time import uptime
from app.text import N_, _
from app.tones import Tone
from db.nouns import Noun
from db.vocabulary import LicenceClass, Role, Trade
from ui.admin.retiring import AT_WORK, retiring
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.columns import choice_of, field, listed
from ui.parts.dates import DateField
from ui.parts.fields import Choice, Password, PhoneInput, Toggle
from ui.parts.form import Field, Form
from ui.parts.table import Column
from ui.record_desk.declaration import Gesture, RecordDesk, Step
from ui.record_desk.inputs import chips_of
from ui.record_desk.record_panel import RecordPanel
from ui.shell.editing.record_form import RecordForm
from ui.shell.workspace.page import Shell


def roles_text(roles: frozenset[Role]) -> str:
    """The roles in the order of the vocabulary."""
    return " · ".join(label(role) for role in Role if role in roles)


def _value(typed: dict[str, Any], row: StaffRow | None) -> StaffEntry:
    version = {"id": row.id, "version": row.version} if row is not None else {}
    sets = {name: frozenset(typed[name]) for name in ("roles", "trades")}
    return StaffEntry(**{**typed, **sets}, **version)


TAKER = (Field("to", N_("Who takes the open tasks?"), Choice),)
RETIRE, PUT_BACK = retiring(
    lambda row, back: Gesture(commands.retire_staff, (row.id,), {"back": back})
)
STEPS = (
    replace(RETIRE, applies=lambda row, _viewer: row.active and not row.tasks),
    Step(
        name="retire_and_hand_on",
        text=N_("Retire and hand on"),
        applies=lambda row, _viewer: row.active and bool(row.tasks),
        fields=TAKER,
        act=lambda row, typed: Gesture(commands.retire_staff, (row.id,), {"hand_to": typed["to"]}),
        done=N_("{name} is retired, the open tasks are handed on."),
    ),
    Step(
        name="hand_on",
        text=N_("Hand on open tasks"),
        applies=lambda row, _viewer: bool(row.tasks),
        fields=TAKER,
        act=lambda row, typed: Gesture(commands.hand_on, (row.id, typed["to"])),
        done=N_("The open tasks of {name} are handed on."),
        aside=True,
    ),
    PUT_BACK,
)
"""Whoever leaves hands everything that is open to a colleague in the same step."""


PEOPLE = RecordDesk(
    name=Noun.STAFF,
    ordered="name",
    add=N_("New person"),
    empty=N_("Nobody works here yet."),
    query=record_lists.for_everybody(queries.people),
    columns=(
        listed("staff.name", width=120, ink=True),
        listed(
            "staff.roles",
            stretch=True,
            width=112,
            text=roles_text,
            sort=lambda row: roles_text(row.roles),
        ),
        listed("team.name", key="team", width=88),
        Column("on_duty", N_("On duty"), width=80, text=lambda on: _("Yes") if on else _("No")),
        Column(
            "may_sign_in", N_("Signs in"), width=88, text=lambda may: _("Yes") if may else _("No")
        ),
        Column("open_tasks", N_("Open tasks"), width=88, align="right"),
        AT_WORK,
    ),
    fields=(
        field("staff.name"),
        field("staff.roles", chips_of(Role)),
        field("staff.phone", PhoneInput),
        field("staff.trades", chips_of(Trade), hint=N_("None: everything")),
        field("staff.team_id", Choice),
        field("staff.leads_team", Toggle),
        field("staff.on_duty", Toggle),
        field("staff.licence_class", choice_of(Choice, LicenceClass), half=True),
        field("staff.licensed_since", DateField, half=True),
        Field(
            "password",
            N_("First password"),
            Password,
            hint=N_("Empty: this person does not sign in"),
        ),
    ),
    save=commands.save_staff,
    value=_value,
    steps=STEPS,
    options={"to": queries.takers, "team_id": queries.team_options},
    only_new=frozenset({"password"}),
    blank={"on_duty": True},
)


PASSWORD_FIELDS = (
    Field("current", N_("Present password"), Password),
    Field("password", N_("New password"), Password),
    Field("again", N_("New password again"), Password),
)


class StaffPanel(RecordPanel):
    """Changing a password is a form of its own in the same panel."""

    def __init__(self, shell: Shell, desk: RecordDesk) -> None:
        self.password_button = Button(_("Set password…"), icon=Icon.KEY, name="staff_password")
        self.password_form = Form(
            PASSWORD_FIELDS, submit=N_("Set password"), clear="", name="password_form"
        )
        self._back = Button(_("Back"), name="password_back")
        super().__init__(shell, desk)
        self._password = RecordForm(shell, self.password_form)
        self.adopt(self.password_form, self.password_button, self._back)
        self._back.clicked.connect(self._leave_password)
        self.password_button.clicked.connect(self.ask_password)
        self.password_form.submitted.connect(self.set_password)
        self.password_form.left.connect(self._leave_password)

    def ask_password(self) -> None:
        """The own password needs the present one; that of another only a new one."""
        row, actor = self.row, self.work.actor
        if row is None:
            return
        own = actor is not None and actor.staff_id == row.id
        self.password_form.clear()
        self.password_form.show_field("current", own and row.may_sign_in)
        title = _("Password of {name}").format(name=row.name)
        self.show_body(title, self.password_form, actions=(self._back,))
        self.password_form.start()

    def set_password(self) -> None:
        typed = self.password_form.value()
        if typed["password"] != typed["again"]:
            self.password_form.say("again", _("The two passwords differ."), tone=Tone.BAD)
            return
        new = NewPassword(self.row.id, typed["password"], typed["current"], uptime())
        self._password.save(commands.set_password, new, then=self._set)

    def buttons(self, row: StaffRow | None) -> tuple[Button, ...]:
        """The password before what every list has."""
        return (self.password_button, *super().buttons(row)) if row is not None else ()

    def _leave_password(self) -> None:
        self.choose(self.row)

    def _set(self, _done: object) -> None:
        self.password_form.clear()
        self.shell.notices.say(_("The password of {name} is set.").format(name=self.row.name))
        self.choose(self.row)
