"""A form over a record that others may save too.

Nobody overwrites what was not looked at, and nothing that was typed is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.errors import Conflict as Meanwhile
from app.text import _
from ui.parts import three_way
from ui.parts.merge_view import MINE, THEIRS
from ui.shell.editing.version_conflict import VersionConflict

if TYPE_CHECKING:
    from app.audit import Saved
    from app.errors import Refused
    from ui.parts.form import Form
    from ui.shell.editing.form_shell import FormShell

MOST_TRIES = 5
"""So often a save is tried anew by itself, when what the others saved touches no field of one's
own.
"""


@dataclass(frozen=True, slots=True)
class NewestRecord:
    """A record as its form holds it.

    `version` goes to the command that saves it, `saved` says who wrote it last.

    `key` is given where the record has gone into another one meanwhile.
    """

    version: Any
    value: Mapping[str, Any]
    saved: Saved | None = None
    key: Any = None


Newest = Callable[[Any, Any], NewestRecord | None]


class RecordEditor(QObject):
    """Loads a record into its form, keeps the draft of it, saves it, and asks field by field where
    two have changed the same.

    `newest(session, key)` reads the record as it stands; `draft` names the draft with `{key}` in
    it. `whole`: the fields only
    make sense together, as those of a licence do: then all that differ are asked.
    """

    def __init__(
        self, shell: FormShell, form: Form, newest: Newest, *, draft: str, whole: bool = False
    ) -> None:
        super().__init__(form)
        self.form, self.key = form, None
        self.version: Any = None
        self._shell, self._work, self._newest = shell, shell.work, newest
        self._draft, self._whole = draft, whole
        self._base: three_way.Version = three_way.read_form(form)
        self._found: NewestRecord | None = None
        self._saves = self._behind = False
        self._tries = 0
        self.sides = VersionConflict(form, self._work.now)
        self.sides.solved.connect(self._settle)
        self.sides.left.connect(self._leave)
        form.changed.connect(self._keep)

    @property
    def draft_name(self) -> str:
        """One draft for each record."""
        return self._draft.format(key=self.key)

    def open(self, key: Any, value: Mapping[str, Any], *, version: Any) -> None:
        """The form comes to the front.

        What was typed for this record and left is typed again, over the record as it is now.
        """
        self._keep()
        self.key = None
        self.load(key, value, version=version)

    def load(self, key: Any, value: Mapping[str, Any], *, version: Any) -> None:
        """Another record, or its newest state; what is being typed for the same one stays.

        `version` None: a new one.
        """
        same = key == self.key
        if same and (self.form.is_dirty or self.sides.asks):
            return
        self.sides.hide()
        self.key, self.version, self._behind = key, version, False
        self.form.set_value(value)
        self._base = three_way.read_form(self.form)
        if not same:
            self._take_draft()

    def act(
        self,
        command: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], object] | None = None,
        refuse: Callable[[Refused], object] | None = None,
        **more: Any,
    ) -> None:
        """Saves; `then` hears the answer.

        A refusal stands beside its field, unless `refuse` takes it.
        """
        form, sent, key = self.form, three_way.read_form(self.form), self.key
        form.busy(True)
        if self._behind:
            self._meet(saves=True)
            return

        def done(answer: Any) -> None:
            self._saved(sent, key)
            if then is not None:
                then(answer)

        self._work.act(
            command,
            *args,
            then=done,
            refuse=partial(self._refuse, key, refuse or form.point_at),
            failed=self._rest,
            **more,
        )

    def learn(self, name: str, value: Any) -> None:
        """A field is told what it holds, which had been hidden until now: that is no edit."""
        self.form.rows[name].input.set_value(value)
        self._base = dict(self._base) | {name: three_way.read_form(self.form)[name]}
        self.form.clean = self.form.clean | {name: self._base[name].draft}

    def has_draft(self, key: Any) -> bool:
        """Whether something was typed for this record and not saved."""
        return self._shell.drafts.find(self._draft.format(key=key)) is not None

    def discard(self) -> None:
        """What was typed goes, what is saved comes back."""
        three_way.put(self.form, self._base)
        self.form.clean = self.form.draft()
        self.form.say("")
        self.form.changed.emit()

    def _saved(self, sent: three_way.Version, key: Any) -> None:
        self._tries = 0
        if key != self.key:
            self._shell.drafts.forget(self._draft.format(key=key))
            return
        self.sides.hide()
        self._base, self.form.clean = sent, three_way.drafts(sent)
        self.form.busy(False)
        self._keep()

    def _refuse(self, key: Any, refuse: Callable[[Refused], object], refused: Refused) -> None:
        if key != self.key:
            # another record is in the form by now: the draft of that one is kept
            self._shell.notices.refuse(refused)
            return
        if isinstance(refused, Meanwhile) and self.version is not None and self._tries < MOST_TRIES:
            self._tries += 1
            self._meet(saves=True)
            return
        self._tries = 0
        self.sides.hide()
        self.form.busy(False)
        refuse(refused)

    def _rest(self, _error: object) -> None:
        self.form.busy(False)
        self.sides.busy(False)

    def _meet(self, *, saves: bool) -> None:
        self._saves = saves
        self._work.ask(
            self._newest, self.key, then=self._compare, failed=self._rest, topic=(self, "newest")
        )

    def _compare(self, found: NewestRecord | None) -> None:
        self._rest(None)
        if found is None:
            self.sides.hide()
            self.form.say(
                "",
                _("This record does not exist any more. What you typed still stands here."),
                tone="bad",
            )
            return
        self._found = found
        theirs = three_way.states_of(self.form, found.value)
        compared = self._compared(theirs)
        if compared.contested:
            self.sides.show(found.saved, (self._base, theirs), compared=compared)
        else:
            self._settle({})

    def _compared(self, theirs: three_way.Version) -> three_way.Comparison:
        asked = [name for name in self.form.rows if self.form.applies(name)]
        return three_way.compare(
            self._base,
            three_way.read_form(self.form),
            theirs=theirs,
            asked=asked,
            whole=self._whole,
        )

    def _settle(self, choices: Mapping[str, str]) -> None:
        """What was chosen, and what only they had changed, is what is saved now."""
        found = self._found
        assert found is not None
        theirs = three_way.states_of(self.form, found.value)
        self._take(
            theirs,
            {
                *(name for name, side in choices.items() if side == THEIRS),
                *self._compared(theirs).taken,
            }
            - _kept(choices),
        )
        self.key, self.version, self._behind = found.key or self.key, found.version, False
        if not self._saves:
            self.sides.hide()
            self._mark()
            self.form.start()
            return
        self.sides.busy(True)
        self.form.submitted.emit()

    def _take(self, theirs: three_way.Version, names: set[str]) -> None:
        three_way.put(self.form, {name: theirs[name] for name in names})
        self._base, self.form.clean = theirs, three_way.drafts(theirs)
        self.form.changed.emit()

    def _leave(self) -> None:
        """Back to what was typed: nothing was saved, and saving asks again."""
        self._behind = True
        self.sides.hide()
        self.form.busy(False)
        self.form.start()

    def _keep(self) -> None:
        if self.key is None:
            return
        if self.form.is_dirty:
            self._shell.drafts.keep(
                self.draft_name, {"typed": self.form.draft(), "base": three_way.drafts(self._base)}
            )
        else:
            self._shell.drafts.forget(self.draft_name)

    def _take_draft(self) -> None:
        found = self._shell.drafts.find(self.draft_name) if self.key is not None else None
        if found is None:
            return
        typed, base = found.value.get("typed", found.value), found.value.get("base")
        now = self._base
        if base is not None and base != self.form.clean:
            self._base = three_way.states_in_draft(self.form, base)
        self.form.restore(typed)
        if self._compared(now).contested:
            self._behind = True
            self._meet(saves=False)
            return
        self._take(now, set(self._compared(now).taken))
        self._mark()

    def _mark(self) -> None:
        if self.version is not None and self.form.is_dirty and not self.form.message():
            self.form.say(
                "",
                _("Not saved yet: this is what you typed."),
                tone="warn",
                action=_("Discard"),
                then=self.discard,
            )


def _kept(choices: Mapping[str, str]) -> set[str]:
    return {name for name, side in choices.items() if side == MINE}
