"""The draft of a form, one for each record that it may hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ui.parts import three_way

if TYPE_CHECKING:
    from ui.parts.form import Form
    from ui.shell.editing.drafts import Drafts

Key = int | str


class RecordDraft:
    """The draft of a form under `name`, with `{key}` for one per record.

    An empty name keeps no draft.
    """

    def __init__(self, drafts: Drafts, form: Form, name: str) -> None:
        self._drafts, self._form, self._name = drafts, form, name

    def exists(self, key: Key) -> bool:
        """True when something was typed for this record and not saved."""
        return self.find(key) is not None

    def find(self, key: Key | None, *, announce: bool = False) -> Mapping[str, object] | None:
        """What was kept, with `typed` and what it was typed over, `base`."""
        if key is None or not self._name:
            return None
        found = self._drafts.find(self._of(key), announce=announce)
        return None if found is None else found.value

    def keep(self, key: Key | None, base: three_way.Version) -> None:
        """What stands in the form now; a form that is clean leaves no draft."""
        if key is None or not self._name:
            return
        if self._form.is_dirty:
            typed = {"typed": self._form.draft(), "base": three_way.drafts(base)}
            self._drafts.keep(self._of(key), typed)
        else:
            self.forget(key)

    def forget(self, key: Key) -> None:
        """It was saved."""
        if self._name:
            self._drafts.forget(self._of(key))

    def _of(self, key: Key) -> str:
        return self._name.format(key=key)


def typed_in(draft: Mapping[str, object]) -> Mapping[str, object]:
    """What was typed, also in a draft that an earlier program kept without its base."""
    typed = draft.get("typed", draft)
    return typed if isinstance(typed, Mapping) else {}
