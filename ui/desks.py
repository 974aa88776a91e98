"""The whole registry of desks, in tab order: a new desk is one import and one name in this tuple."""

from __future__ import annotations

from ui.shell.desk import Desk

DESKS: tuple[Desk, ...] = ()
