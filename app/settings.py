"""Reads and writes the store's settings, which desks declare with bounds.

A desk declares a frozen dataclass whose fields are `setting(…)`, and names it in its spec:
`load(session).of(GuaranteeSettings).assembly_days`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import time
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit import Newest, last_saved
from app.errors import Refused
from app.read_once import read_once
from app.session_desks import desks_of
from app.setting_checks import (
    MIDNIGHT,
    check_clock,
    check_closing,
    check_credit_code,
    check_figure,
    check_filled,
    check_kind,
    check_language,
    check_logo,
)
from app.text import N_
from db.nouns import Noun
from db.tables.admin import Setting

if TYPE_CHECKING:
    from app.desk_spec import Desks

T = TypeVar("T")
_ALL = select(Setting.name, Setting.value)
LONGEST_TEXT = 1000
LONGEST_PICTURE = 2_000_000


class ValueCheck(Protocol):
    """Raises Refused beside the field `name` for a value that makes no sense."""

    def __call__(self, name: str, value: Any) -> None: ...


@dataclass(frozen=True, slots=True)
class DeclaredSetting:
    """One setting with its default, its label and its bounds.

    `legal` is what the `law` asks for at least; `unit` is min, km or %. `longest` bounds a text.
    `staff`: the number of a colleague, 0 for nobody.
    """

    default: Any
    label: str = ""
    minimum: int = 0
    maximum: int = 0
    legal: int | None = None
    law: str = ""
    unit: str = ""
    longest: int = LONGEST_TEXT
    more: ValueCheck | None = None
    staff: bool = False

    @property
    def is_figure(self) -> bool:
        """True for a number, which has bounds."""
        return isinstance(self.default, int) and not isinstance(self.default, bool)

    @property
    def least(self) -> int:
        """The smallest number that is accepted."""
        return self.minimum if self.legal is None else max(self.minimum, self.legal)

    def check(self, name: str, value: Any) -> None:
        """Refused beside the field `name` for a value that makes no sense."""
        if self.is_figure:
            bounds = (self.minimum, self.maximum)
            check_figure(name, value, bounds=bounds, legal=self.legal, law=self.law)
            return
        check_kind(name, value, like=self.default, longest=self.longest)
        if self.more is not None:
            self.more(name, value)

    def fits(self, value: Any) -> bool:
        """True for a stored value that can be this setting; the default always can."""
        if type(value) is type(self.default) and value == self.default:
            return True
        try:
            self.check("", value)
        except Refused:
            return False
        return True


def setting(default: Any, **declared: Any) -> Any:
    """A field of a settings class; `declared` as in `DeclaredSetting`."""
    return field(default=default, metadata={"declared": DeclaredSetting(default, **declared)})


def declared_of(owner: type) -> dict[str, DeclaredSetting]:
    """The settings of one class by name, in order."""
    return {one.name: one.metadata["declared"] for one in fields(owner)}


def declared_by(desks: Desks) -> dict[str, DeclaredSetting]:
    """Every setting of the store by name."""
    groups = (group for desk in desks for group in desk.settings)
    return {name: one for group in groups for name, one in declared_of(group.owner).items()}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings as they are stored; `of` gives those of one class.

    `unread`: names of rows that are no value at all.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    unread: tuple[str, ...] = ()

    def of(self, owner: type[T]) -> T:
        """The settings of one class; unset and unfit ones have their defaults."""
        known = {
            name: self.values[name]
            for name, one in declared_of(owner).items()
            if name in self.values and one.fits(self.values[name])
        }
        return owner(**known)

    def all(self, desks: Desks) -> dict[str, Any]:
        """Every setting by name."""
        return {
            name: getattr(self.of(group.owner), name)
            for desk in desks
            for group in desk.settings
            for name in declared_of(group.owner)
        }


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """The store's name and head on papers, language and backups; they have their own pages."""

    store_name: str = setting("", longest=60, more=check_filled)
    store_address: str = setting("", longest=120)
    store_phone: str = setting("", longest=40)
    store_credit_code: str = setting("", more=check_credit_code)
    store_logo: str = setting("", longest=LONGEST_PICTURE, more=check_logo)
    language: str = setting("zh_CN", more=check_language)
    practice: bool = setting(False)
    backup_folder: str = setting("")


@dataclass(frozen=True, slots=True)
class HourSettings:
    """When the store opens and closes, as 08:30; 24:00 closes at the end of the day."""

    opens: str = setting("08:30", label=N_("Opens"), more=check_clock)
    closes: str = setting("18:00", label=N_("Closes"), more=check_closing)

    @property
    def opening(self) -> time:
        """The first moment of the working day."""
        return time.fromisoformat(self.opens)

    @property
    def closing(self) -> time:
        """The last moment of the working day, `time.max` for 24:00."""
        return time.max if self.closes == MIDNIGHT else time.fromisoformat(self.closes)


@read_once
def load(session: Session) -> Settings:
    """The settings as they are stored; rows that cannot be read are only named."""
    values: dict[str, Any] = {}
    unread = []
    if session.autoflush:
        session.flush()  # what this gesture has set counts already
    for name, value in session.connection().execute(_ALL):
        try:
            values[name] = json.loads(value)
        except ValueError:
            unread.append(name)
    return Settings(values, tuple(unread))


def newest(
    session: Session, _key: str, *, owner: type[T], names: Iterable[str]
) -> Newest[Settings]:
    """The settings for a form; its version are the values of `owner` that it shows."""
    rules = load(session)
    known = rules.of(owner)
    seen = {name: getattr(known, name) for name in names}
    return Newest(rules, seen, last_saved(session, Noun.SETTING))


def store(session: Session, changes: Mapping[str, Any]) -> None:
    """Saves settings; ValueError for a name that no desk declares."""
    found = session.scalars(select(Setting).where(Setting.name.in_(changes)))
    kept = {row.name: row for row in found}
    known = declared_by(desks_of(session))
    for name, value in changes.items():
        if name not in known:
            raise ValueError(name)
        text = json.dumps(value, ensure_ascii=False)
        if name not in kept:
            session.add(Setting(name=name, value=text))
        elif kept[name].value != text:
            kept[name].value = text


def faults(session: Session) -> list[str]:
    """Names of settings that cannot be used as stored, so that their default counts."""
    found = load(session)
    unfit = [
        name
        for name, one in declared_by(desks_of(session)).items()
        if name in found.values and not one.fits(found.values[name])
    ]
    return [*found.unread, *unfit]
