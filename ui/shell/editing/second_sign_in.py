"""Asks a second person to sign for an act, below the form that asked for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.admin import queries as house
from app.admin.second_person import WITNESSES, SecondPersonNeeded
from app.admin.values import Approver, StaffChoice
from app.errors import Refused
from app.local_time import uptime
from app.text import N_
from db.vocabulary import Role
from ui.icons import Icon
from ui.parts.fields import Choice, Password
from ui.parts.form import Field, Form
from ui.parts.labels import Glyph, Label
from ui.parts.layouts import hbox, stretched, vbox
from ui.shell.work import Work

SIGNER = (
    Field("second", N_("Who signs for it"), Choice, half=True),
    Field("password", N_("Own password"), Password, half=True),
)
OWN_FIELDS = frozenset(field.name for field in SIGNER)


class SecondSignIn(QWidget):
    """What is signed for, who signs, and the password; shown in the place of the form that asks.

    `send(approver)` is called when somebody signed; `answer` takes what the command refused.
    `roles`: one of them is asked for.
    """

    def __init__(self, work: Work, parent: QWidget, roles: frozenset[Role] = WITNESSES) -> None:
        super().__init__(parent)
        self._work, self._roles = work, roles
        self._form: Form | None = None
        self._send: Callable[[Approver], object] | None = None
        self.message = Label("", "body", wrap=True)
        self.signer = Form(SIGNER, submit=N_("Sign for it"), leaves=True, name="second_sign_in")
        vbox(hbox(Glyph(Icon.LOCK), stretched(self.message)), self.signer, parent=self)
        self.signer.submitted.connect(self._sign)
        self.signer.left.connect(self.leave)
        self.hide()

    def answer(self, refused: Refused, form: Form, *, send: Callable[[Approver], object]) -> None:
        """Asks where a second person is needed; tells what else is wrong in its own form."""
        self._send = send
        if isinstance(refused, SecondPersonNeeded):
            self._ask(refused.text(), form)
        elif refused.field in OWN_FIELDS and not self.isHidden():
            self.signer.point_at(refused)
        else:
            self.leave()
            form.point_at(refused)

    def leave(self) -> None:
        """The form that asked is shown again, with what was typed."""
        self.signer.clear()
        self.hide()
        if self._form is not None:
            self._form.show()
        self._form = None

    def _ask(self, text: str, form: Form) -> None:
        self._form = form
        self.message.say(text)
        self.signer.clear()
        self._work.ask(house.staff, *self._roles, then=self._offer, topic=(self, "people"))
        form.hide()
        self.show()
        self.signer.start()

    def _offer(self, people: list[StaffChoice]) -> None:
        actor = self._work.actor
        mine = actor.staff_id if actor is not None else None
        self.signer["second"].set_options((one.id, one.name) for one in people if one.id != mine)

    def _sign(self) -> None:
        value = self.signer.value()
        if self._send is not None:
            self._send(Approver(value["second"], value["password"], uptime()))
