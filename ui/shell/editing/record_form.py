"""Saving a form whose record others may change too.

Nobody overwrites what was not looked at, and nothing that was typed is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject

from app.errors import Cause, Trouble
from app.errors import Conflict as Meanwhile
from app.text import _
from app.tones import Tone
from ui.parts import three_way
from ui.parts.merge_view import MINE, THEIRS
from ui.shell.editing.record_draft import Key, RecordDraft, typed_in
from ui.shell.editing.version_conflict import VersionConflict
from ui.shell.scanner import Scanner

if TYPE_CHECKING:
    from app.audit import Newest
    from app.errors import Refused
    from ui.parts.form import Form
    from ui.shell.editing.form_shell import FormShell
    from ui.shell.work import Work

MOST_TRIES = 5
"""So often a save is tried anew by itself, when what the others saved touches no field of one's
own.
"""
T = TypeVar("T")
Value = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RecordSource(Generic[T]):
    """Where a form reads its record anew: an app query `query(session, key, **about())`.

    `value` puts the row that it found into the words of the form.
    """

    query: Callable[..., Newest[T] | None]
    value: Callable[[T], Value]
    about: Callable[[], Value] = dict


class RecordForm(QObject):
    """Loads a record into a form, keeps its draft, saves it, settles conflicts.

    `draft` names the draft, with `{key}` in it where there is one for each record. Without a
    `source` the form adds what nobody else can change. `whole`: the fields only make sense
    together, as those of a licence do, so all that differ are asked.
    """

    def __init__(
        self,
        shell: FormShell,
        form: Form,
        source: RecordSource[T] | None = None,
        *,
        draft: str = "",
        whole: bool = False,
    ) -> None:
        super().__init__(form)
        self.form = form
        self.key: Key | None = None
        self.version: object = None
        self._shell, self._work, self._source = shell, shell.work, source
        self.draft = RecordDraft(shell.drafts, form, draft)
        self._whole = whole
        self._base: three_way.Version = {}
        self._found: tuple[Newest[T], Value] | None = None
        self._saves = self._behind = False
        self._tries = 0
        self.sides = VersionConflict(form, self._work.now)
        self.sides.solved.connect(self._settle)
        self.sides.left.connect(self._leave)
        if not form.findChildren(Scanner):
            Scanner(form)
        form.changed.connect(self._keep)
        form.built.connect(self._begin_base)
        if form.is_built:
            self._begin_base()

    def begin(self, key: Key = "", *, announce: bool = False) -> bool:
        """Starts to edit `key` with the form as it is, and restores its draft.

        True when there was a draft. `announce`: the person is told of one from an earlier run.
        """
        self.key = key
        found = self.draft.find(key, announce=announce)
        if found is not None or self.form.is_built:
            self._begin_base()
        if found is not None:
            self.form.restore(typed_in(found))
        return found is not None

    def restart(self, value: Value) -> None:
        """Empty again but for `value`, and without a draft."""
        self.form.set_value(value)
        self._base = three_way.read_form(self.form)
        self._keep()

    def open(self, key: Key, value: Value, *, version: object) -> None:
        """The form comes to the front.

        What was typed for this record and left is typed again, over the record as it is now.
        """
        self._keep()
        self.key = None
        self.load(key, value, version=version)

    def load(self, key: Key | None, value: Value, *, version: object) -> None:
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

    def save(
        self,
        command: Callable[..., T],
        *args: object,
        then: Callable[[T], object] | None = None,
        refuse: Callable[[Refused], object] | None = None,
        **more: object,
    ) -> None:
        """Saves what stands in the form; `then` hears the answer.

        A refusal stands beside its field, unless `refuse` takes it.
        """
        sent, key = three_way.read_form(self.form), self.key
        if self._behind:
            self.form.busy(True)
            self._meet(saves=True)
            return

        def done(answer: T) -> None:
            self._saved(sent, key)
            if then is not None:
                then(answer)

        refuse = partial(self._refuse, key, refuse or self.form.point_at)
        self.form.busy(True)
        self._work.act(command, *args, then=done, refuse=refuse, failed=self._rest, **more)

    def learn(self, name: str, value: object) -> None:
        """Fills a field whose value was hidden until now; this is no edit."""
        self.form.rows[name].input.set_value(value)
        self._base = dict(self._base) | {name: three_way.read_form(self.form)[name]}
        self.form.clean = self.form.clean | {name: self._base[name].draft}

    def _begin_base(self) -> None:
        self._base = three_way.read_form(self.form)

    def _saved(self, sent: three_way.Version, key: Key | None) -> None:
        self._tries = 0
        if key is not None and key != self.key:
            self.draft.forget(key)
            return
        self.sides.hide()
        self._base, self.form.clean = sent, three_way.drafts(sent)
        self.form.busy(False)
        self._keep()

    def _refuse(
        self, key: Key | None, refuse: Callable[[Refused], object], refused: Refused
    ) -> None:
        if key != self.key:
            # another record is in the form by now: the draft of that one is kept
            self._shell.notices.refuse(refused)
            return
        if isinstance(refused, Meanwhile) and self._source and self._tries < MOST_TRIES:
            self._tries += 1
            self._meet(saves=True)
            return
        self._tries = 0
        self.sides.hide()
        self.form.busy(False)
        refuse(refused)

    def _rest(self, error: object) -> None:
        self.form.busy(False)
        self.sides.busy(False)
        _say_unsaved(self._work, self.form, error)

    def _meet(self, *, saves: bool) -> None:
        self._saves = saves
        if self._source is not None:
            self._work.ask(
                self._source.query,
                self.key,
                **self._source.about(),
                then=self._compare,
                failed=self._rest,
                topic=(self, "newest"),
            )

    def _compare(self, found: Newest[T] | None) -> None:
        self._rest(None)
        source = self._source
        if found is None or source is None:
            self.sides.hide()
            self.form.say(
                "",
                _("This record does not exist any more. What you typed still stands here."),
                tone=Tone.BAD,
            )
            return
        value = source.value(found.record)
        self._found = (found, value)
        theirs = three_way.states_of(self.form, value)
        compared = self._compared(theirs)
        if compared.contested:
            self.sides.show(found.saved, (self._base, theirs), compared=compared)
        else:
            self._settle({})

    def _compared(self, theirs: three_way.Version) -> three_way.Comparison:
        return three_way.compare_form(self.form, self._base, theirs=theirs, whole=self._whole)

    def _settle(self, choices: Mapping[str, str]) -> None:
        """What was chosen, and what only they had changed, is what is saved now."""
        assert self._found is not None
        found, value = self._found
        theirs = three_way.states_of(self.form, value)
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
            _mark(self, self._base)
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
        self.draft.keep(self.key, self._base)

    def _take_draft(self) -> None:
        found = self.draft.find(self.key)
        if found is None:
            return
        typed, base, now = typed_in(found), found.get("base"), self._base
        if base is not None and base != self.form.clean:
            self._base = three_way.states_in_draft(self.form, base)
        self.form.restore(typed)
        if self._compared(now).contested:
            self._behind = True
            self._meet(saves=False)
            return
        self._take(now, set(self._compared(now).taken))
        _mark(self, self._base)


def send(
    work: Work,
    command: Callable[..., T],
    *args: object,
    form: Form,
    then: Callable[[T], object] | None = None,
) -> None:
    """Runs a command that saves nothing typed; a refusal is shown in the form."""

    def done(answer: T) -> None:
        form.busy(False)
        if then is not None:
            then(answer)

    def rest(error: object) -> None:
        form.busy(False)
        _say_unsaved(work, form, error)

    form.busy(True)
    work.act(command, *args, then=done, refuse=form.point_at, failed=rest)


def _say_unsaved(work: Work, form: Form, error: object) -> None:
    """The banner goes when the store is there again; that this was not saved stays."""
    if isinstance(error, Trouble) and error.cause is not Cause.UNCLEAR and work.connection.is_lost:
        form.say("", work.connection.reason(), tone=Tone.WARN)


def _mark(record: RecordForm, base: three_way.Version) -> None:
    """What a draft brought back is not saved yet, and can be discarded."""
    form = record.form

    def discard() -> None:
        three_way.put(form, base)
        form.clean = form.draft()
        form.say("")
        form.changed.emit()

    if record.version is not None and form.is_dirty and not form.message():
        said, button = _("Not saved yet: this is what you typed."), _("Discard")
        form.say("", said, tone=Tone.WARN, action=button, then=discard)


def _kept(choices: Mapping[str, str]) -> set[str]:
    return {name for name, side in choices.items() if side == MINE}
