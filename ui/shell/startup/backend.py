"""What the window is handed of the store, because it knows no engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.admin.sign_in_info import SignInInfo
    from app.data_folders import StorePlace
    from app.records import Records


@dataclass(slots=True, eq=False, repr=False)
class Backend:
    """Handed in by whoever starts the program; called off the GUI thread."""

    open: Callable[[StorePlace], Records]
    """Make the store ready and open it; raises Trouble."""
    practise: Callable[[Records, datetime], None]
    """Fill a new store with a made-up month up to this moment."""
    open_to_read: Callable[[Path], Records] | None = None
    """Open a store's file that cannot be written; None where only a whole store will do."""
    read_sign_in_info: Callable[[StorePlace], SignInInfo | None] = lambda _place: None
    """Who may sign in, read in a moment and without the database library; None where opening has
    something else to tell first.
    """
    practice_password: str = ""
    """Everybody's password there, shown on the sign-in page."""
