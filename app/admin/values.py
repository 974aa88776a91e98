"""Values of this desk: people, passwords, wording."""

from dataclasses import dataclass, field
from datetime import date

from db.vocabulary import LicenceClass, PaperKind, Role, Trade


@dataclass(frozen=True, slots=True)
class Approver:
    """A second person who signs for an act with the own password.

    `uptime`: for how many seconds the PC has run.
    """

    staff_id: int | None
    password: str | None = field(repr=False)
    uptime: float | None = None


@dataclass(frozen=True, slots=True)
class StaffChoice:
    """A colleague as lists show one."""

    id: int
    name: str
    roles: frozenset[Role]
    on_duty: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffEntry:
    """A person as the settings edit one. `password` is only for somebody new."""

    name: str | None
    roles: frozenset[Role]
    phone: str | None = None
    trades: frozenset[Trade] = frozenset()
    team_id: int | None = None
    leads_team: bool = False
    on_duty: bool = True
    licence_class: LicenceClass | None = None
    licensed_since: date | None = None
    password: str | None = None
    id: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A new password; `current` is asked from those who change their own.

    `uptime`: for how many seconds the PC has run.
    """

    staff_id: int
    password: str | None
    current: str | None = None
    uptime: float | None = None


@dataclass(frozen=True, slots=True)
class NewWording:
    """Clauses of one paper in one language, one per line."""

    kind: PaperKind
    language: str
    clauses: str | None
    edition: int | None = None
    """The newest one when they were read."""
