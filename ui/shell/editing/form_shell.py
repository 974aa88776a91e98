"""What the window lends to a form that saves records."""

from __future__ import annotations

from typing import Protocol

from ui.shell.editing.drafts import Drafts
from ui.shell.notices import Notices
from ui.shell.work import Work


class FormShell(Protocol):
    """The part of the `Shell` of a page that its forms use."""

    @property
    def work(self) -> Work: ...

    @property
    def notices(self) -> Notices: ...

    @property
    def drafts(self) -> Drafts: ...
