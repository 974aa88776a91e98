"""The own password, from the menu of the person: nobody needs the settings, or somebody else, for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.house.values import NewPassword
from app.text import N_, _
from ui.parts.fields import Password
from ui.parts.form import Field, Form
from ui.shell import theme
from ui.shell.sheet import Sheet

if TYPE_CHECKING:
    from ui.shell.floor import Floor

FIELDS = (
    Field("current", N_("Present password"), Password),
    Field("password", N_("New password"), Password),
    Field("again", N_("New password again"), Password),
)


def show_own_password(floor: Floor) -> Sheet:
    """A sheet with three fields; it goes when the password is set."""
    form = Form(FIELDS, submit=N_("Set password"), clear="", name="ownPassword")
    form.setMinimumSize(theme.size("panel-min"), theme.size("panel-min"))
    sheet = Sheet(_("Change my password"), form, floor, name="passwordSheet")
    form.left.connect(sheet.leave)
    form.submitted.connect(lambda: _set(floor, form, sheet))
    form.start()
    return sheet


def _set(floor: Floor, form: Form, sheet: Sheet) -> None:
    from app.house import commands  # the menu is painted before the database library is there

    typed = form.value()
    if typed["password"] != typed["again"]:
        form.say("again", _("The two passwords differ."), tone="bad")
        return

    def done(_nothing: object) -> None:
        floor.shell.notices.say(_("Your password is changed."))
        sheet.leave()

    form.busy(True)
    new = NewPassword(floor.actor.staff_id, typed["password"], typed["current"])
    floor.shell.work.act(commands.set_password, new, then=done, refuse=form.point_at, failed=lambda _error: form.busy(False))
