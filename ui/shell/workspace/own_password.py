"""The own password, from the menu of the person.

Nobody needs the settings, or somebody else, for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.admin.values import NewPassword
from app.local_time import uptime
from app.text import N_, _
from app.tones import Tone
from ui import theme
from ui.parts.fields import Password
from ui.parts.form import Field, Form
from ui.shell.editing.record_form import RecordForm
from ui.shell.workspace.overlay import Overlay

if TYPE_CHECKING:
    from ui.shell.workspace.workspace import Workspace

FIELDS = (
    Field("current", N_("Present password"), Password),
    Field("password", N_("New password"), Password),
    Field("again", N_("New password again"), Password),
)


def show_own_password(workspace: Workspace) -> Overlay:
    """A sheet with three fields; it goes when the password is set."""
    form = Form(FIELDS, submit=N_("Set password"), clear="", name="ownPassword")
    form.setMinimumSize(theme.size("panel-min"), theme.size("panel-min"))
    sheet = Overlay(_("Change my password"), form, workspace, name="passwordSheet")
    record = RecordForm(workspace.shell, form)
    form.left.connect(sheet.leave)
    form.submitted.connect(lambda: _set(workspace, record, sheet))
    form.start()
    return sheet


def _set(workspace: Workspace, record: RecordForm, sheet: Overlay) -> None:
    from app.admin import commands  # the menu is painted before the database library is there

    form = record.form
    typed = form.value()
    if typed["password"] != typed["again"]:
        form.say("again", _("The two passwords differ."), tone=Tone.BAD)
        return

    def done(_nothing: object) -> None:
        workspace.shell.notices.say(_("Your password is changed."))
        sheet.leave()

    new = NewPassword(workspace.actor.staff_id, typed["password"], typed["current"], uptime())
    record.save(commands.set_password, new, then=done)
